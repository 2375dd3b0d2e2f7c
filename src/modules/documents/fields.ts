import { type PaperQr, qrOf } from './qr.ts'

/**
 * The fields of a template as its file writes them: `text Tên giấy tờ`, with `?` after the kind where it may be missing, or a list of
 * such fields.
 */
export type WrittenField = string | { list: string; each: Record<string, string> }
export type WrittenFields = Record<string, WrittenField>

/** JSON Schema (draft 2020-12) of the data of a paper; `x-qr` marks a QR code. */
export interface FieldSchema {
  type: string | string[]
  description?: string
  properties?: Record<string, FieldSchema>
  required?: string[]
  additionalProperties?: boolean
  items?: FieldSchema
  'x-qr'?: true
}

export type PaperData = Record<string, unknown>
export const sampleKinds = ['usual', 'least', 'long'] as const
/** A filled sample as written, the same with only what must be there, and with texts as long as people's. */
export type SampleKind = (typeof sampleKinds)[number]

const FIELD = /^(text|number|qr)(\??) (.+)$/u
const LONG_NAME =
  'Công ty trách nhiệm hữu hạn một thành viên Đầu tư, Xây dựng và Phát triển Nông nghiệp Công nghệ cao Phường Thượng Hồng'

/** The JSON Schema of written fields. Throws for a field that is not written as said above. */
export function schemaOf(fields: WrittenFields): FieldSchema {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(name, field)]))
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

function fieldSchema(name: string, field: WrittenField): FieldSchema {
  if (typeof field !== 'string') return { type: 'array', description: field.list, items: schemaOf(field.each) }
  const [, kind, mark, description = ''] = FIELD.exec(field) ?? []
  if (kind === 'qr') {
    const text: FieldSchema = { type: 'string' }
    const properties = { address: text, svg: text }
    return {
      type: 'object',
      description,
      properties,
      required: ['address', 'svg'],
      additionalProperties: false,
      'x-qr': true,
    }
  }
  if (kind === undefined) throw new Error(`field ${name}: cannot read "${field}"`)
  const type = kind === 'text' ? 'string' : 'number'
  return { type: mark === '?' ? [type, 'null'] : type, description }
}

/** A sample as a file writes it, its QR codes drawn. */
export function drawnSample(schema: FieldSchema, written: PaperData): PaperData {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const isQr = schema.properties?.[name]?.['x-qr'] === true && typeof value === 'string'
      return [name, isQr ? (qrOf(value) satisfies PaperQr) : value]
    }),
  )
}

/** One of the samples made out of the usual one. */
export function sampleOf(schema: FieldSchema, usual: PaperData, kind: SampleKind): PaperData {
  if (kind === 'usual') return usual
  return Object.fromEntries(
    Object.entries(usual).map(([name, value]) => {
      const field = schema.properties?.[name]
      return [name, field === undefined ? value : sampleValue(field, value, kind)]
    }),
  )
}

function sampleValue(field: FieldSchema, value: unknown, kind: 'least' | 'long'): unknown {
  const mayMiss = Array.isArray(field.type)
  if (kind === 'least') return mayMiss ? null : field.type === 'array' ? [] : value
  if (field.type === 'array' && Array.isArray(value)) {
    return [...value, ...value].map((row: PaperData) => sampleOf(field.items as FieldSchema, row, 'long'))
  }
  return typeof value === 'string' && value.length > 14 && !/\d{5}/.test(value) ? `${value} – ${LONG_NAME}` : value
}

export interface FieldFaultOfData {
  path: string
  message: 'missing' | 'unknown' | 'wrong_type'
}

/** What in the data does not fit the schema; empty when it all does. */
export function dataFaults(schema: FieldSchema, data: unknown, path = ''): FieldFaultOfData[] {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  if (!types.includes(typeName(data))) return [{ path, message: 'wrong_type' }]
  if (Array.isArray(data)) {
    return data.flatMap((item, index) => dataFaults(schema.items as FieldSchema, item, `${path}/${index}`))
  }
  if (schema.properties === undefined || data === null) return []
  const given = data as PaperData
  const known = Object.entries(schema.properties)
  return [
    ...known.flatMap(([name, field]) =>
      name in given
        ? dataFaults(field, given[name], `${path}/${name}`)
        : [{ path: `${path}/${name}`, message: 'missing' as const }],
    ),
    ...Object.keys(given)
      .filter((name) => schema.properties?.[name] === undefined)
      .map((name) => ({ path: `${path}/${name}`, message: 'unknown' as const })),
  ]
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}
