import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { type Db, query, type Reader } from '../../../platform/db.ts'
import { schemeFault } from './check-scheme.ts'
import { Scheme } from './scheme.ts'
import { dossiersOf, isSchemeMeasure } from './scheme-measures.ts'

const checker = Compile(Scheme)

/** A file of a scheme that cannot be used; the message names the file and the place in it. */
export class SchemeFileError extends Error {
  override readonly name = 'SchemeFileError'
}

/** Reads and checks one scheme. `name` is the file's, for the message. Throws `SchemeFileError`. */
export function readScheme(text: string, name: string): Scheme {
  const value: unknown = parse(text)
  if (!checker.Check(value)) {
    const [first] = checker.Errors(value)
    throw new SchemeFileError(`${name}: ${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  const fault = schemeFault(value, { knows: isSchemeMeasure, opens: (word) => dossiersOf(word).length > 0 })
  if (fault !== null) throw new SchemeFileError(`${name}: ${fault}`)
  return value
}

/** Every scheme of `indicators/` in a folder such as `data/`. Throws `SchemeFileError`. */
export async function loadSchemes(folder: string): Promise<Scheme[]> {
  const place = join(folder, 'indicators')
  const names = (await readdir(place)).filter((name) => name.endsWith('.yaml')).sort()
  const schemes = await Promise.all(
    names.map(async (name) => readScheme(await readFile(join(place, name), 'utf8'), name)),
  )
  const word = ({ key, version }: Scheme) => `${key} ${version}`
  const doubled = schemes.find((one, at) => schemes.findIndex((other) => word(other) === word(one)) !== at)
  if (doubled === undefined) return schemes
  const { key, version } = doubled
  throw new SchemeFileError(`${key}: phiên bản ${version} có ở hai tệp (version ${version} stands in two files)`)
}

/** Publishes what is new. Doing it again changes nothing; other content under a published version throws `SchemeFileError`. */
export async function importSchemes(db: Db, folder: string): Promise<void> {
  const schemes = await loadSchemes(folder)
  await db.write(async (tx) => {
    for (const scheme of schemes) {
      const text = JSON.stringify(scheme)
      const hash = createHash('sha256').update(text).digest('hex')
      await query(
        tx,
        'INSERT INTO indicators_scheme (key, version, document, document_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [scheme.key, scheme.version, text, hash],
      )
      const [kept] = await query<{ hash: string }>(
        tx,
        'SELECT document_hash AS hash FROM indicators_scheme WHERE key = $1 AND version = $2',
        [scheme.key, scheme.version],
      )
      if (kept?.hash === hash) continue
      throw new SchemeFileError(
        `${scheme.key}: phiên bản ${scheme.version} đã công bố với nội dung khác (version ${scheme.version} was published with other content)`,
      )
    }
  })
}

/** The newest version of each scheme, by key. */
export async function listSchemes(reader: Reader): Promise<Scheme[]> {
  const rows = await query<{ document: Scheme }>(
    reader,
    'SELECT DISTINCT ON (key) document FROM indicators_scheme ORDER BY key, version DESC',
  )
  return rows.map(({ document }) => document)
}

/** The newest version of a scheme that holds in a year; null when none does. */
export async function findScheme(reader: Reader, key: string, year: number): Promise<Scheme | null> {
  const rows = await query<{ document: Scheme }>(
    reader,
    'SELECT document FROM indicators_scheme WHERE key = $1 ORDER BY version DESC',
    [key],
  )
  const holds = ({ years }: Scheme) => years.from <= year && (years.to === null || year <= years.to)
  return rows.map(({ document }) => document).find(holds) ?? null
}
