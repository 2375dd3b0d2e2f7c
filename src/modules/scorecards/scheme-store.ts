import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { type Db, query, type Reader } from '../../platform/db.ts'
import { readScheme, SchemeFileError } from '../indicators/schemes/index.ts'
import { type FullScorecard, identityOf, ScorecardFile, scorecardFault } from './scorecard-scheme.ts'

const checker = Compile(ScorecardFile)

/** Reads and checks one scorecard; `name` is the file's. Throws `SchemeFileError` with the place. */
export function readScorecard(text: string, name: string): ScorecardFile {
  const value: unknown = parse(text)
  if (!checker.Check(value)) {
    const [first] = checker.Errors(value)
    throw new SchemeFileError(`${name}: ${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
  }
  if (value.kind === 'full') readScheme(JSON.stringify(value.tree), name)
  const fault = scorecardFault(value)
  if (fault !== null) throw new SchemeFileError(`${name}: ${fault}`)
  return value
}

/**
 * Publishes the scorecards of `scorecards/` in a folder such as `data/`. Other content under a version that shipped throws `SchemeFileError`; a
 * version that was published here stands.
 */
export async function importScorecards(db: Db, folder: string): Promise<void> {
  const place = join(folder, 'scorecards')
  const names = (await readdir(place)).filter((name) => name.endsWith('.yaml')).sort()
  const files = await Promise.all(
    names.map(async (name) => readScorecard(await readFile(join(place, name), 'utf8'), name)),
  )
  await db.write(async (tx) => {
    for (const file of files) {
      const { key, version } = identityOf(file)
      const text = JSON.stringify(file)
      const hash = createHash('sha256').update(text).digest('hex')
      await query(
        tx,
        'INSERT INTO scorecards_scheme (key, version, document, document_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [key, version, text, hash],
      )
      const [kept] = await query<{ hash: string; own: boolean }>(
        tx,
        `SELECT document_hash AS hash, EXISTS (SELECT FROM scorecards_scheme_publication p WHERE (p.key, p.version) = (s.key, s.version)) AS own
         FROM scorecards_scheme s WHERE key = $1 AND version = $2`,
        [key, version],
      )
      if (kept?.hash !== hash && kept?.own !== true) {
        throw new SchemeFileError(
          `${key}: phiên bản ${version} đã công bố với nội dung khác (version ${version} was published with other content)`,
        )
      }
    }
  })
}

/** The newest version of each scorecard, by key. */
export async function listScorecards(reader: Reader): Promise<ScorecardFile[]> {
  const rows = await query<{ document: ScorecardFile }>(
    reader,
    'SELECT DISTINCT ON (key) document FROM scorecards_scheme ORDER BY key, version DESC',
  )
  return rows.map(({ document }) => document)
}

/** Every version of a scorecard, the newest first; none where nobody published one. */
export async function listVersions(reader: Reader, key: string): Promise<ScorecardFile[]> {
  const rows = await query<{ document: ScorecardFile }>(
    reader,
    'SELECT document FROM scorecards_scheme WHERE key = $1 ORDER BY version DESC',
    [key],
  )
  return rows.map(({ document }) => document)
}

/** The version a round was opened by. Throws where it is gone: it is never taken away. */
export async function getScorecard(reader: Reader, key: string, version: number): Promise<FullScorecard> {
  const [row] = await query<{ document: ScorecardFile }>(
    reader,
    'SELECT document FROM scorecards_scheme WHERE key = $1 AND version = $2',
    [key, version],
  )
  if (row?.document.kind !== 'full') throw new Error(`no scorecard ${key} ${version}`)
  return row.document
}
