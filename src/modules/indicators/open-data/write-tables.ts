import { join } from 'node:path'
import { OTHER_PROCEDURE, openColumns, SMALL_CELL } from './open-dossier.ts'

/** The table of dossiers in its three forms, all from one: what differs is only how a program reads them. */
export const TABLES = ['dossiers.csv', 'dossiers.jsonl', 'dossiers.parquet'] as const

/**
 * Writes the tables of an extract into `folder` from the lines in `rawPath` (JSON, one a line, as `OpenDossier`). Rare procedures are put
 * together here, and the lines come into the order of their contents: nothing is left of the order in which dossiers came. The native
 * part is read only when an extract is made. Gives the number of lines.
 */
export async function writeTables(rawPath: string, folder: string): Promise<number> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    const names = Object.keys(openColumns)
    const kinds = names.map((name) => `${name}: '${openColumns[name as keyof typeof openColumns]}'`).join(', ')
    const told = names.map((name) => (name === 'procedure' ? RARE_TOGETHER : name)).join(', ')
    await connection.run(
      `CREATE TABLE told AS SELECT ${told}
       FROM read_json('${quoted(rawPath)}', format = 'newline_delimited', columns = {${kinds}})`,
    )
    await connection.run(
      `CREATE TABLE dossiers AS SELECT row_number() OVER (ORDER BY ${names.join(', ')})::INTEGER AS number, * FROM told`,
    )
    for (const name of TABLES) {
      const path = quoted(join(folder, name))
      await connection.run(`COPY (FROM dossiers ORDER BY number) TO '${path}' (${optionsOf(name)})`)
    }
    const counted = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM dossiers')
    return Number(counted.getRows()[0]?.[0] ?? 0)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const RARE_TOGETHER = `CASE WHEN count(*) OVER (PARTITION BY agency, procedure) < ${SMALL_CELL}
  THEN '${OTHER_PROCEDURE}' ELSE procedure END AS procedure`

function optionsOf(name: (typeof TABLES)[number]): string {
  if (name === 'dossiers.csv') return 'FORMAT csv, HEADER'
  return name === 'dossiers.jsonl' ? 'FORMAT json' : 'FORMAT parquet, COMPRESSION zstd'
}

function quoted(path: string): string {
  return path.replaceAll("'", "''")
}
