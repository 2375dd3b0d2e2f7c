import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import { run } from '../../../cli/recompute.ts'
import { query } from '../../../platform/db.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { openFolderStore } from '../../../platform/files/folder-store.ts'
import type { Manifest } from './extract-format.ts'
import { checkExtract, findExtractFile, listExtracts, publishExtract } from './index.ts'
import { makeExtract } from './make-extract.ts'
import { type OpenDossier, openColumns } from './open-dossier.ts'
import { openFigures } from './open-figures.ts'

const MONTH = '2026-10'

let province: FigureProvince
let files: FileStore
let work: string
/** The published files, unpacked. */
let extract: string

before(async () => {
  province = await figureProvince({ dossiers: 400, days: 150, until: '2026-11-20T10:20:00+07:00' })
  work = await mkdtemp(join(tmpdir(), 'motcua-open-'))
  files = await openFolderStore(join(work, 'files'))
  extract = join(work, 'extract')
})

after(async () => {
  await province.close()
  await rm(work, { recursive: true })
})

async function recompute(path: string, ...more: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await run([path, ...more], (line) => lines.push(line))
  return { code, lines }
}

async function download(name: string, to: string): Promise<string> {
  const file = await findExtractFile(province.db.read, MONTH, name)
  assert.ok(file, name)
  await pipeline(await files.open(file.hash), createWriteStream(to))
  return to
}

describe('the extract of a month', () => {
  test('is published once, with a checksum of each file, and gives every figure again without a database', async () => {
    const made = await publishExtract({ ...province.context, files }, MONTH)
    assert.ok(made !== null && made.dossiers > 100 && made.figures > 300, JSON.stringify(made))
    assert.equal(await publishExtract({ ...province.context, files }, MONTH), null)
    const [line, ...others] = await listExtracts(province.db.read)
    assert.deepEqual([line?.month, others.length, line?.files[0]?.name], [MONTH, 0, 'all.zip'])
    const archive = await download('all.zip', join(work, 'all.zip'))
    const { code, lines } = await recompute(archive)
    assert.equal(code, 0, lines.join('\n'))
    const manifest = await findExtractFile(province.db.read, MONTH, 'manifest.json')
    assert.equal((await recompute(archive, '--sha256', manifest?.hash ?? '')).code, 0)
    assert.equal((await recompute(archive, '--sha256', 'a'.repeat(64), '--locale', 'en')).code, 1)
  })

  test('holds no figure of later, refuses a month that runs, and comes out the same bytes again', async () => {
    for (const month of ['2026-11', '2030-01', '2026-13', 'x']) {
      await assert.rejects(publishExtract({ ...province.context, files }, month), {
        code: 'indicators.month_not_ended',
      })
    }
    await mkdir(extract)
    const textsFolder = join(import.meta.dirname, '../../../../data/open-data')
    const again = await makeExtract(province.db.read, { month: MONTH, folder: extract, textsFolder })
    for (const { name, sha256 } of again.files) {
      assert.equal((await findExtractFile(province.db.read, MONTH, name))?.hash, sha256, name)
    }
    const text = await readFile(join(extract, 'dossiers.csv'), 'utf8')
    assert.doesNotMatch(text, /2026-11-\d\d [a-z_]/, 'nothing that was entered later')
  })

  test('names nobody: no id, no code, no person, no officer, no hour', async () => {
    const text = await readFile(join(extract, 'dossiers.jsonl'), 'utf8')
    const rows = await query<{ id: string; applicant: string; code: string | null; handler: string | null }>(
      province.db.read,
      'SELECT id, applicant_id AS applicant, code, handler_id AS handler FROM indicators_dossier',
    )
    for (const row of rows) for (const value of Object.values(row)) if (value !== null) assert.ok(!text.includes(value))
    assert.doesNotMatch(text, /\d\d:\d\d/)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as OpenDossier & { number: number })
    const cells = Map.groupBy(lines, ({ agency, procedure }) => `${agency} ${procedure}`)
    for (const [cell, held] of cells) assert.ok(held.length >= 10 || cell.endsWith(' other'), cell)
  })

  test('says the same in its three forms, each column and figure explained', async () => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const path = (name: string) => join(extract, name)
    const rowsOf = async (from: string) =>
      (
        await connection.runAndReadAll(`SELECT md5(string_agg(d::VARCHAR, '|' ORDER BY number)) FROM ${from} d`)
      ).getRows()
    const columns = Object.entries(openColumns)
      .map(([name, kind]) => `${name}: '${kind}'`)
      .join(', ')
    const parquet = await rowsOf(`read_parquet('${path('dossiers.parquet')}')`)
    const typed = `{number: 'INTEGER', ${columns}}`
    assert.deepEqual(await rowsOf(`read_json('${path('dossiers.jsonl')}', columns = ${typed})`), parquet)
    assert.deepEqual(await rowsOf(`read_csv('${path('dossiers.csv')}', columns = ${typed}, header = true)`), parquet)
    connection.closeSync()
    instance.closeSync()
    const dictionary = await readFile(path('dictionary.md'), 'utf8')
    for (const name of ['number', ...Object.keys(openColumns), ...openFigures.map(({ key }) => key)]) {
      assert.ok(dictionary.includes(`| \`${name}\` |`), name)
    }
    for (const { source } of openFigures) if (source !== null) assert.ok(dictionary.includes(source), source)
  })
})

describe('a changed extract is refused with its place', () => {
  /** A copy whose file was changed, with the checksums made right again when `forged`. */
  async function changed(name: string, change: (text: string) => string, forged: boolean): Promise<string> {
    const folder = await mkdtemp(join(work, 'changed-'))
    await cp(extract, folder, { recursive: true })
    const text = await readFile(join(folder, name), 'utf8')
    const other = change(text)
    assert.notEqual(other, text, 'the change changes something')
    await writeFile(join(folder, name), other)
    if (forged) {
      const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
      for (const file of manifest.files) {
        file.sha256 = createHash('sha256')
          .update(await readFile(join(folder, file.name)))
          .digest('hex')
      }
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    }
    return folder
  }

  const late = (text: string) => text.replace('"punctuality":"late"', '"punctuality":"on_time"')

  test('by its checksum', async () => {
    const { code, lines } = await recompute(
      await changed('dossiers.csv', (text) => `${text} `, false),
      '--locale',
      'en',
    )
    assert.equal(code, 1)
    assert.ok(
      lines.some((line) => line.includes('dossiers.csv')),
      lines.join('\n'),
    )
  })

  test('a late dossier told as on time: the line, or the figures, though the checksums were made right', async () => {
    const folder = await changed('dossiers.jsonl', late, true)
    const { faults } = await checkExtract(folder)
    assert.ok(faults.every(({ kind }) => kind === 'line' || kind === 'figure'))
    assert.ok(faults.some((fault) => fault.kind === 'line' && fault.column === 'punctuality') || faults.length > 1)
    assert.equal((await recompute(folder)).code, 1)
  })

  test('a figure made prettier: that figure of that agency and period', async () => {
    const folder = await changed(
      'figures.json',
      (text) => text.replace(/("figure":"received".*?"numerator":)(\d+)/, (_, head, n) => `${head}${Number(n) + 1}`),
      true,
    )
    const { faults } = await checkExtract(folder)
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      ['figure'],
    )
    const { lines } = await recompute(folder, '--locale', 'en')
    assert.ok(
      lines.some((line) => /^- Received, period 20\d\d-\w+, [a-z-]+: published \d+, derived \d+\.$/.test(line)),
      lines.join('\n'),
    )
  })

  test('a dossier left out, a line that is none, an agency that is none', async () => {
    const without = await checkExtract(
      await changed('dossiers.jsonl', (text) => text.replace(/\n[^\n]*\n$/, '\n'), true),
    )
    assert.ok(without.faults.some(({ kind }) => kind === 'lines'))
    const broken = await checkExtract(
      await changed('dossiers.jsonl', (text) => text.replace('{"number":3', '{"number":x'), true),
    )
    assert.deepEqual(broken.faults[0], { kind: 'line', file: 'dossiers.jsonl', line: 3, column: 'number' })
    const nowhere = await checkExtract(
      await changed('dossiers.jsonl', (text) => text.replace(/"agency":"[^"]+"/, '"agency":"no-such"'), true),
    )
    assert.deepEqual(nowhere.faults[0], { kind: 'line', file: 'dossiers.jsonl', line: 1, column: 'agency' })
  })

  test('what is no extract is said so', async () => {
    for (const path of [join(work, 'nothing'), join(work, 'files')]) assert.equal((await recompute(path)).code, 2)
    assert.equal((await recompute(extract, '--sha256', 'x')).code, 2)
    assert.equal((await recompute(extract, '--locale', 'en', 'more')).code, 2)
  })
})
