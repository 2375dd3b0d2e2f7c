import { query, type Reader, type Transaction } from './db.ts'

/** What the installation remembers under a name; undefined when it was never set. */
export async function findSetting(reader: Pick<Reader, 'executeQuery'>, name: string): Promise<string | undefined> {
  const [row] = await query<{ value: string }>(reader, 'SELECT value FROM platform_setting WHERE name = $1', [name])
  return row?.value
}

/** Remembers a value under a name, in the place of an earlier one. */
export async function saveSetting(tx: Transaction, name: string, value: string): Promise<void> {
  await query(
    tx,
    `INSERT INTO platform_setting (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = platform_now()`,
    [name, value],
  )
}
