import { query, type Reader } from '../../platform/db.ts'
import type { FieldSchema } from './fields.ts'
import type { TemplateKey } from './template.ts'

/** The template of a procedure's result, where it has one, and what it wants to be told. */
export async function findResultTemplate(
  reader: Reader,
  procedureCode: string,
): Promise<{ key: TemplateKey; fields: FieldSchema } | undefined> {
  const [row] = await query<{ key: TemplateKey; fields: FieldSchema }>(
    reader,
    'SELECT key, fields FROM documents_template WHERE procedure_codes @> ARRAY[$1] ORDER BY key LIMIT 1',
    [procedureCode],
  )
  return row
}
