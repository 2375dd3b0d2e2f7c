import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { query } from '../../../platform/db.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import type { IndicatorsContext } from '../context.ts'
import { indicatorsRefusals } from '../errors.ts'
import { followLedger } from '../follow-ledger.ts'
import { ARCHIVE, isMonth, lastEndedMonth } from './extract-format.ts'
import { type MadeExtract, makeExtract } from './make-extract.ts'
import { writeArchive } from './write-archive.ts'

/** What publishing stands on: the figures, and where files go. */
export interface OpenDataContext extends IndicatorsContext {
  files: FileStore
}

const TEXTS_FOLDER = fileURLToPath(new URL('../../../../data/open-data/', import.meta.url))
const MOST_BYTES = 2 ** 40

/**
 * Publishes the extract of a month, or of the last one that has ended. What was published stays as it is: then nothing is done and null
 * comes back, as for a month without a dossier. Refuses
 * `indicators.month_not_ended`.
 */
export async function publishExtract(context: OpenDataContext, wanted?: string): Promise<MadeExtract | null> {
  const { db } = context.casework
  const [row] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
  const newest = lastEndedMonth(row?.now.getTime() ?? 0)
  const month = wanted ?? newest
  if (!isMonth(month) || month > newest) throw indicatorsRefusals.month_not_ended()
  const [known] = await query(db.read, 'SELECT 1 FROM indicators_extract WHERE month = $1::date', [`${month}-01`])
  if (known !== undefined) return null
  await followLedger(context)
  const folder = await mkdtemp(join(tmpdir(), 'motcua-open-data-'))
  try {
    const made = await makeExtract(db.read, { month, folder, textsFolder: TEXTS_FOLDER })
    if (made.dossiers === 0) return null
    const names = made.files.map(({ name }) => name)
    await writeArchive(folder, names, join(folder, ARCHIVE))
    return await keep(context, { month, folder, made })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** First the files, which nobody finds without the rows; then the rows, all at once. */
async function keep(
  { casework, files }: OpenDataContext,
  { month, folder, made }: { month: string; folder: string; made: MadeExtract },
): Promise<MadeExtract | null> {
  const kept: { name: string; hash: string; size: number }[] = []
  for (const name of [ARCHIVE, ...made.files.map((file) => file.name)]) {
    const stored = await files.put(createReadStream(join(folder, name)), { mostBytes: MOST_BYTES })
    kept.push({ name, ...stored })
  }
  return casework.db.write(async (tx) => {
    const added = await query(
      tx,
      'INSERT INTO indicators_extract (month, dossiers, figures) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [`${month}-01`, made.dossiers, made.figures],
    )
    if (added.length === 0) return null
    await query(
      tx,
      `INSERT INTO indicators_extract_file (month, name, hash, size)
       SELECT $1::date, name, hash, size FROM json_to_recordset($2::json) AS f (name text, hash text, size bigint)`,
      [`${month}-01`, JSON.stringify(kept)],
    )
    return made
  })
}
