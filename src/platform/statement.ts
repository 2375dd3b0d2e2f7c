import { query, type Transaction } from './db.ts'

/** One insert, update or delete over arrays: its text, parameters numbered from `first`, and how many columns it takes. */
export interface Part {
  sql(first: number): string
  columns: number
}

export function unnest(types: readonly string[], first: number): string {
  return `unnest(${types.map((type, index) => `$${first + index}::${type}[]`).join(', ')})`
}

export function insertPart(
  table: string,
  columns: readonly (readonly [name: string, type: string])[],
  tail = '',
): Part {
  const names = columns.map(([name]) => name).join(', ')
  const types = columns.map(([, type]) => type)
  return {
    columns: columns.length,
    sql: (first) => `INSERT INTO ${table} (${names}) SELECT * FROM ${unnest(types, first)} ${tail}`,
  }
}

/** Several writes as one statement: each but the last stands in a CTE. */
export class Statement {
  #parts: string[] = []
  #values: unknown[] = []

  add(sql: (first: number) => string, columns: number, arrays: readonly unknown[][]): void {
    if ((arrays[0]?.length ?? 0) === 0) return
    if (arrays.length !== columns) throw new Error('one array a column')
    this.#parts.push(sql(this.#values.length + 1))
    this.#values.push(...arrays)
  }

  addRows(part: Part, rows: readonly (readonly unknown[])[]): void {
    if (rows.length === 0) return
    const arrays = Array.from({ length: part.columns }, (_, column) => rows.map((row) => row[column]))
    this.add(part.sql, part.columns, arrays)
  }

  async run(tx: Transaction): Promise<void> {
    const last = this.#parts.pop()
    if (last === undefined) return
    const ctes = this.#parts.map((part, index) => `w${index} AS (${part})`)
    await query(tx, `${ctes.length > 0 ? `WITH ${ctes.join(', ')} ` : ''}${last}`, this.#values)
  }
}
