import type { SealedValueRow } from './person-seal.ts'

type Column = readonly [name: string, type: string, read: (row: SealedValueRow) => unknown]

const COLUMNS: readonly Column[] = [
  ['id', 'uuid', (row) => row.id],
  ['person_id', 'uuid', (row) => row.personId],
  ['kind', 'text', (row) => row.kind],
  ['sealed', 'bytea', (row) => row.sealed],
  ['commitment', 'bytea', (row) => row.commitment],
]

/** How many parameters `insertSealedValuesSql` uses. */
export const SEALED_VALUE_PARAMETERS: number = COLUMNS.length

/**
 * The insert of sealed values as SQL text, its parameters numbered from `$firstParameter`; bind `sealedValueRows(rows)` to them. It may
 * stand in a CTE beside the caller's own writes, so that what is sealed and what refers to it are one statement.
 */
export function insertSealedValuesSql(firstParameter: number): string {
  const names = COLUMNS.map(([name]) => name).join(', ')
  const arrays = COLUMNS.map(([, type], index) => `$${firstParameter + index}::${type}[]`).join(', ')
  return `INSERT INTO vault_sealed_value (${names}) SELECT * FROM unnest(${arrays})`
}

/** The parameter arrays for `insertSealedValuesSql`, one array a column, in order. */
export function sealedValueRows(rows: readonly SealedValueRow[]): unknown[][] {
  return COLUMNS.map(([, , read]) => rows.map(read))
}
