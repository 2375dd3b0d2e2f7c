import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { dataFaults, drawnSample, type FieldSchema, type PaperData, schemaOf } from './fields.ts'

const BilingualName = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
const TemplateCard = Type.Object(
  {
    name: BilingualName,
    validFrom: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
    source: Type.String({ minLength: 1, maxLength: 500 }),
    unsure: Type.Boolean(),
    procedures: Type.Array(Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' })),
    fields: Type.Record(
      Type.String({ pattern: '^[a-z][A-Za-z]*$' }),
      Type.Union([
        Type.String(),
        Type.Object({ list: Type.String(), each: Type.Record(Type.String(), Type.String()) }),
      ]),
    ),
    sample: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
)
const card = Compile(TemplateCard)

/** A template as it ships: its text, and the card beside it. */
export interface ShippedTemplate {
  key: string
  name: { vi: string; en: string }
  validFrom: string
  sourceNote: string
  unsure: boolean
  procedureCodes: string[]
  fields: FieldSchema
  sample: PaperData
  source: string
  sourceHash: string
}

/** Reads every `<key>.yaml` with its `<key>.typ` in `templates/` of a folder. Throws at the first that cannot be used, naming it. */
export async function loadTemplateFiles(folder: string): Promise<ShippedTemplate[]> {
  const names = (await readdir(join(folder, 'templates'))).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(names.map((name) => readTemplate(join(folder, 'templates'), name.slice(0, -'.yaml'.length))))
}

async function readTemplate(folder: string, key: string): Promise<ShippedTemplate> {
  const written: unknown = parse(await readFile(join(folder, `${key}.yaml`), 'utf8'))
  if (!card.Check(written)) {
    const [fault] = card.Errors(written)
    throw new Error(`templates/${key}.yaml: ${fault?.instancePath} ${fault?.message}`)
  }
  const { name, validFrom, source: sourceNote, unsure, procedures: procedureCodes } = written
  const source = await readFile(join(folder, `${key}.typ`), 'utf8')
  const fields = schemaOf(written.fields)
  const sample = drawnSample(fields, written.sample)
  const [fault] = dataFaults(fields, sample)
  if (fault !== undefined) throw new Error(`templates/${key}.yaml: sample${fault.path} is ${fault.message}`)
  const sourceHash = hashOf(source)
  return { key, name, validFrom, sourceNote, unsure, procedureCodes, fields, sample, source, sourceHash }
}

export function hashOf(source: string): string {
  return createHash('sha256').update(source).digest('hex')
}
