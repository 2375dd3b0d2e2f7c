/** One operation of the API as the reading page shows it. */
export interface OperationLine {
  id: string
  method: string
  path: string
  parameters: FieldLine[]
  body: FieldLine[]
  answers: string[]
}

export interface FieldLine {
  name: string
  /** Where it stands: path, query, header; body for fields of the body. */
  place: string
  type: string
  required: boolean
  note: string | null
}

export interface OperationGroup {
  tag: string
  operations: OperationLine[]
}

interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
}

interface Operation {
  operationId?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content?: Record<string, { schema?: Schema }> }
  responses?: Record<string, unknown>
}

export interface OpenApiDocument {
  paths?: Record<string, Record<string, Operation>>
}

/** The operations of an OpenAPI document, by tag, in the order of the document. */
export function operationGroups(document: OpenApiDocument): OperationGroup[] {
  const groups = new Map<string, OperationLine[]>()
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? ''
      groups.set(tag, [...(groups.get(tag) ?? []), lineOf(path, method, operation)])
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }))
}

function lineOf(path: string, method: string, operation: Operation): OperationLine {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return {
    id: operation.operationId ?? `${method}${path}`,
    method: method.toUpperCase(),
    path,
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeOf(parameter.schema ?? {}),
      required: parameter.required === true,
      note: parameter.description ?? parameter.schema?.description ?? null,
    })),
    body: Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      place: 'body',
      type: typeOf(schema),
      required: body?.required?.includes(name) === true,
      note: schema.description ?? null,
    })),
    answers: Object.keys(operation.responses ?? {}),
  }
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ')
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.items !== undefined) return `${typeOf(schema.items)}[]`
  return schema.format ?? schema.type ?? 'object'
}
