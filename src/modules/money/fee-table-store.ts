import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { type Db, query, type Reader } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { FeeTable } from './fee-table.ts'

const checker = Compile(FeeTable)

/** Reads `fees/province.yaml` of a folder. Throws an Error that names the first place that does not fit. */
export async function loadFeeTableFile(folder: string): Promise<FeeTable> {
  const table: unknown = parse(await readFile(join(folder, 'fees', 'province.yaml'), 'utf8'))
  if (checker.Check(table)) return table
  const [first] = checker.Errors(table)
  throw new Error(`fees/province.yaml: ${first?.instancePath ?? ''} ${first?.message ?? ''}`)
}

/** Publishes the table when it says something new. Doing it again changes nothing. */
export async function importFeeTable(db: Db, folder: string): Promise<void> {
  const table = await loadFeeTableFile(folder)
  const text = JSON.stringify(table)
  const hash = createHash('sha256').update(text).digest('hex')
  await db.write((tx) =>
    query(
      tx,
      `INSERT INTO money_fee_table (id, valid_from, document_hash, document) VALUES ($1, $2, $3, $4)
       ON CONFLICT (document_hash) DO NOTHING`,
      [newId(), table.validFrom, hash, text],
    ),
  )
}

/** The province's fee table in force on a day; null when none is. */
export async function findFeeTable(reader: Pick<Reader, 'executeQuery'>, date: string): Promise<FeeTable | null> {
  const [row] = await query<{ document: FeeTable }>(
    reader,
    'SELECT document FROM money_fee_table WHERE valid_from <= $1 ORDER BY valid_from DESC, imported_at DESC LIMIT 1',
    [date],
  )
  return row?.document ?? null
}
