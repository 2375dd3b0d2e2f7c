import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { cp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { findProcedureNames } from '../../catalogue/index.ts'
import { type AgencyTree, agencyTree } from '../../organisation/index.ts'
import { collectDossiers } from './collect-dossiers.ts'
import type { OpenAgency } from './derive-figures.ts'
import {
  EXTRACT_FORMAT,
  extractPeriods,
  lastDayOf,
  MANIFEST,
  type Manifest,
  type ManifestFile,
  wordsOf,
} from './extract-format.ts'
import { SMALL_CELL } from './open-dossier.ts'
import { type OpenFigure, openFiguresOf } from './open-figures.ts'
import { readOpenCounts } from './read-open-figures.ts'
import { openDossierOf } from './trace-dossier.ts'
import { TABLES, writeTables } from './write-tables.ts'

const TEXTS = ['dictionary.md', 'licence.txt']
const LICENCE = 'CC-BY-4.0'

export interface MadeExtract {
  dossiers: number
  figures: number
  /** In the order in which they are shown; the manifest first. */
  files: ManifestFile[]
}

/**
 * Writes the extract of a month (`2026-10`) into an empty folder: every dossier as far as it had been entered by the month's end, the
 * figures told of it, the names, the dictionary and the licence. The same ledger gives the same bytes. The figures must have followed
 * the ledger to the month's end. `textsFolder` holds the dictionary and the licence.
 */
export async function makeExtract(
  reader: Reader,
  wanted: { month: string; folder: string; textsFolder: string },
): Promise<MadeExtract> {
  const { month, folder, textsFolder } = wanted
  const tree = await agencyTree(reader)
  const raw = join(folder, 'raw.jsonl')
  const codes = await writeRaw(reader, { month, tree, raw })
  const dossiers = await writeTables(raw, folder)
  await rm(raw)
  const figures = await openFiguresAt(reader, tree, month)
  await writeFile(join(folder, 'figures.json'), linesOf(figures))
  await writeFile(join(folder, 'agencies.json'), linesOf(openAgencies(tree)))
  await writeFile(join(folder, 'procedures.json'), linesOf(await procedureLines(reader, codes)))
  for (const name of TEXTS) await cp(join(textsFolder, name), join(folder, name))
  const names = [...TABLES, 'figures.json', 'agencies.json', 'procedures.json', ...TEXTS]
  const files: ManifestFile[] = []
  for (const name of names) files.push(await fileLine(folder, name))
  const manifest: Manifest = {
    format: EXTRACT_FORMAT,
    province: rootOf(tree).name,
    month,
    licence: LICENCE,
    dossiers,
    smallCell: SMALL_CELL,
    periods: wordsOf(extractPeriods(month)),
    files,
  }
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  return { dossiers, figures: figures.length, files: [await fileLine(folder, MANIFEST), ...files] }
}

/** One line of JSON a dossier; gives the codes of the procedures met. */
async function writeRaw(
  reader: Reader,
  { month, tree, raw }: { month: string; tree: AgencyTree; raw: string },
): Promise<Set<string>> {
  const codes = new Set<string>()
  const slugOf = (id: AgencyId) => tree.byId(id)?.slug ?? id
  async function* lines(): AsyncGenerator<string> {
    for await (const trace of collectDossiers(reader, endOfMonth(month))) {
      codes.add(trace.fact.procedureCode)
      yield `${JSON.stringify(openDossierOf(trace, slugOf))}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(raw))
  return codes
}

function endOfMonth(month: string): Date {
  return new Date(startOfLocalDay(epochDayOf(lastDayOf(month)) + 1))
}

/** The figures that the office tells of the province and of each agency just below it. */
async function openFiguresAt(reader: Reader, tree: AgencyTree, month: string): Promise<OpenFigure[]> {
  const root = rootOf(tree)
  const told = [root, ...tree.childrenOf(root.id)]
  const figures: OpenFigure[] = []
  for (const period of extractPeriods(month)) {
    const counts = await readOpenCounts(
      reader,
      told.map(({ id }) => id),
      period,
    )
    for (const { id, slug } of told) figures.push(...openFiguresOf(slug, period, counts.get(id) ?? new Map()))
  }
  return figures
}

function rootOf(tree: AgencyTree): AgencyTree['all'][number] {
  const root = tree.all.find(({ parentId }) => parentId === null)
  if (root === undefined) throw new Error('no province')
  return root
}

function openAgencies(tree: AgencyTree): OpenAgency[] {
  return tree.all
    .map(({ id, slug, code, name }) => ({ agency: slug, code, name, office: tree.lineOf(id).at(-2)?.slug ?? null }))
    .sort((a, b) => (a.agency < b.agency ? -1 : 1))
}

async function procedureLines(reader: Reader, codes: ReadonlySet<string>) {
  const names = await findProcedureNames(reader, [...codes])
  return [...codes].sort().map((code) => ({ procedure: code, name: names.get(code)?.vi ?? null }))
}

/** A JSON array with one entry a line: read whole by any program, compared line by line by people. */
function linesOf(entries: readonly object[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`
}

async function fileLine(folder: string, name: string): Promise<ManifestFile> {
  const path = join(folder, name)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}
