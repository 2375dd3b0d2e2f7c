import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { parsePeriod } from '../reporting-period.ts'
import { compareFigures, FigureCount, type FigureDifference, type OpenAgency } from './derive-figures.ts'
import { EXTRACT_FORMAT, MANIFEST, type Manifest } from './extract-format.ts'
import { faultyColumn, type OpenDossier } from './open-dossier.ts'
import type { OpenFigure } from './open-figures.ts'
import { isArchive, readArchive } from './write-archive.ts'

/** What is wrong with an extract, and where. */
export type ExtractFault =
  | { kind: 'checksum'; file: string; expected: string; found: string }
  | { kind: 'missing'; file: string }
  | { kind: 'line'; file: string; line: number; column: string }
  | { kind: 'lines'; file: string; expected: number; found: number }
  | ({ kind: 'figure' } & FigureDifference)

export interface ExtractCheck {
  month: string
  dossiers: number
  figures: number
  /** SHA-256 of the manifest: to be compared with the one on the public page. */
  manifest: string
  faults: ExtractFault[]
}

/** Nothing to check: not an extract, or not to be read. */
export class NoExtract extends Error {
  override readonly name = 'NoExtract'
}

const DOSSIERS = 'dossiers.jsonl'

/**
 * Checks an extract by itself: every checksum, every line, and every published figure against what the lines give. `path` is the archive,
 * a manifest with the other files beside it, or their folder. Throws NoExtract.
 */
export async function checkExtract(path: string): Promise<ExtractCheck> {
  const kind = await stat(path).catch(() => null)
  if (kind === null) throw new NoExtract(path)
  if (kind.isDirectory()) return checkFolder(path)
  if (!(await isArchive(path))) return checkFolder(dirname(path))
  const folder = await mkdtemp(join(tmpdir(), 'motcua-recompute-'))
  try {
    await readArchive(path, folder).catch(() => {
      throw new NoExtract(path)
    })
    return await checkFolder(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function checkFolder(folder: string): Promise<ExtractCheck> {
  const manifest = await readManifest(folder)
  const faults = await checksumFaults(folder, manifest)
  const agencies = (await readJson<OpenAgency[]>(folder, 'agencies.json')) ?? []
  const said = (await readJson<OpenFigure[]>(folder, 'figures.json')) ?? []
  const periods = manifest.periods.map(parsePeriod).filter((period) => period !== null)
  const count = new FigureCount(periods, agencies)
  const dossiers = await takeLines(folder, count, faults)
  if (dossiers !== manifest.dossiers) {
    faults.push({ kind: 'lines', file: DOSSIERS, expected: manifest.dossiers, found: dossiers })
  }
  for (const difference of compareFigures(said, count.figures())) faults.push({ kind: 'figure', ...difference })
  const text = await readFile(join(folder, MANIFEST))
  const hash = createHash('sha256').update(text).digest('hex')
  return { month: manifest.month, dossiers, figures: said.length, manifest: hash, faults }
}

async function readManifest(folder: string): Promise<Manifest> {
  const manifest = await readJson<Manifest>(folder, MANIFEST)
  const isWhole =
    manifest?.format === EXTRACT_FORMAT && Array.isArray(manifest.files) && Array.isArray(manifest.periods)
  if (manifest === null || !isWhole) throw new NoExtract(folder)
  return manifest
}

async function checksumFaults(folder: string, { files }: Manifest): Promise<ExtractFault[]> {
  const faults: ExtractFault[] = []
  for (const { name, sha256 } of files) {
    const found = await hashOf(join(folder, name))
    if (found === null) faults.push({ kind: 'missing', file: name })
    else if (found !== sha256) faults.push({ kind: 'checksum', file: name, expected: sha256, found })
  }
  for (const name of [DOSSIERS, 'figures.json', 'agencies.json']) {
    if (!files.some((file) => file.name === name)) faults.push({ kind: 'missing', file: name })
  }
  return faults
}

async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  } catch {
    return null
  }
  return hash.digest('hex')
}

const MOST_LINES = 20

/** Counts every line that can be right, and names those that cannot; gives how many lines there are. */
async function takeLines(folder: string, count: FigureCount, faults: ExtractFault[]): Promise<number> {
  let [line, bad] = [0, 0]
  const path = join(folder, DOSSIERS)
  if ((await stat(path).catch(() => null)) === null) return 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    const dossier = parsed<OpenDossier & { number: number }>(text)
    const column = dossier === null ? 'number' : wrongColumn(dossier, line, count)
    if (dossier !== null && column === null) count.take(dossier)
    else if (++bad <= MOST_LINES) faults.push({ kind: 'line', file: DOSSIERS, line, column: column ?? 'number' })
  }
  return line
}

function wrongColumn(dossier: OpenDossier & { number: number }, line: number, count: FigureCount): string | null {
  if (dossier.number !== line) return 'number'
  return faultyColumn(dossier) ?? (count.knows(dossier.agency) ? null : 'agency')
}

async function readJson<Shape>(folder: string, name: string): Promise<Shape | null> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '')
  return parsed<Shape>(text)
}

function parsed<Shape>(text: string): Shape | null {
  try {
    return JSON.parse(text) as Shape
  } catch {
    return null
  }
}
