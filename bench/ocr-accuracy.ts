import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { detectKind, extractFields } from '../src/modules/digitisation/fields/extract-fields.ts'
import { type ReadPage, readPage } from '../src/modules/digitisation/reading/read-page.ts'
import { openRecogniser } from '../src/modules/digitisation/reading/recogniser.ts'
import { paperKinds } from '../src/modules/digitisation/schemas.ts'
import { qualities, type Specimen, specimen, typefaces } from '../test/support/specimens/draw-paper.ts'

/** Other papers than those the extraction was made with; each kind in each typeface, and each typeface twice. */
const SEEDS = [301, 302, 303, 304, 305, 306]
const TODAY = '2026-11-26'
const LIMIT = 0.95
/** A photograph read without looking for the sheet in it: what the straightening is worth. */
const AS_TAKEN = 'photographed, not straightened'

interface Tally {
  right: number
  fields: number
}

/**
 * How many fields of drawn papers are found exactly, by kind, quality and typeface: a value counts when it is the same text, capitals aside, with
 * every mark. With `MOTCUA_BENCH_WRITE=true` the tables go into README.md.
 */
const tallies = new Map<string, Tally>()
const recogniser = await openRecogniser(availableParallelism())
let [kindsRight, turnsRight, pages, sheetsFound] = [0, 0, 0, 0]

async function judge(paper: Specimen): Promise<void> {
  const { kind, quality, typeface } = paper
  const read = await readPage({ bytes: paper.image }, recogniser)
  pages++
  if (detectKind(read.reading) === kind) kindsRight++
  if (read.turn === (360 - paper.turn) % 360) turnsRight++
  const isPhotograph = quality === 'photographed'
  if ((read.measures.corners !== null) === isPhotograph) sheetsFound++
  count(paper, read, [`${kind} ${quality}`, `${typeface} ${quality}`])
  if (!isPhotograph) return
  const asTaken = await readPage({ bytes: paper.image }, recogniser, { findsEdges: false })
  count(paper, asTaken, [`${kind} ${AS_TAKEN}`, `${typeface} ${AS_TAKEN}`])
}

function count({ kind, quality, typeface, truth }: Specimen, { reading }: ReadPage, names: readonly string[]): void {
  const found = extractFields(kind, [reading], TODAY)
  for (const [key, wanted] of Object.entries(truth)) {
    const value = found.find((field) => field.key === key)?.value ?? ''
    const isRight = plain(value) === plain(wanted)
    for (const tally of names.map(tallyOf)) {
      tally.fields++
      if (isRight) tally.right++
    }
    if (!isRight && !names[0]?.endsWith(AS_TAKEN)) {
      console.log(`${kind} ${quality} ${typeface} ${key}: ${wanted} | ${value}`)
    }
  }
}

function plain(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim()
}

function tallyOf(name: string): Tally {
  const tally = tallies.get(name) ?? { right: 0, fields: 0 }
  tallies.set(name, tally)
  return tally
}

function sum(parts: readonly Tally[]): Tally {
  return parts.reduce((all, one) => ({ right: all.right + one.right, fields: all.fields + one.fields }), {
    right: 0,
    fields: 0,
  })
}

function cell({ right, fields }: Tally): string {
  return `${((right / fields) * 100).toFixed(1)} % (${right}/${fields})`
}

/** A row for each name, a column for each quality, all of them together, and the photographs as they were taken. */
function table(names: readonly string[]): string {
  const columns = [...qualities, 'all', AS_TAKEN]
  const at = (name: string): Tally[] => {
    const parts = qualities.map((quality) => tallyOf(`${name} ${quality}`))
    return [...parts, sum(parts), tallyOf(`${name} ${AS_TAKEN}`)]
  }
  const rows = names.map((name) => ({ name: name.replaceAll('_', ' '), cells: at(name) }))
  const totals = columns.map((_column, place) => sum(rows.map(({ cells }) => cells[place] as Tally)))
  return [
    `| Fields found exactly | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...[...rows, { name: '**all**', cells: totals }].map(
      ({ name, cells }) => `| ${name} | ${cells.map(cell).join(' | ')} |`,
    ),
  ].join('\n')
}

try {
  for (const [place, kind] of paperKinds.entries()) {
    for (const quality of qualities) {
      const papers = SEEDS.map((seed) => {
        return specimen(kind, quality, seed, typefaces[(seed + place) % typefaces.length])
      })
      await Promise.all((await Promise.all(papers)).map(judge))
    }
  }
} finally {
  await recogniser.close()
}
const tables = `${table(paperKinds)}\n\n${table(typefaces)}`
console.log(tables)
if (process.env.MOTCUA_BENCH_WRITE === 'true') {
  const readme = readFileSync('README.md', 'utf8')
  const block = `<!-- ocr -->\n${tables}\n<!-- /ocr -->`
  writeFileSync('README.md', readme.replace(/<!-- ocr -->[\s\S]*<!-- \/ocr -->/, block))
}
const all = sum(paperKinds.flatMap((kind) => qualities.map((quality) => tallyOf(`${kind} ${quality}`))))
const asTaken = sum(paperKinds.map((kind) => tallyOf(`${kind} ${AS_TAKEN}`)))
const ratio = Number((all.right / all.fields).toFixed(4))
console.log(
  JSON.stringify({
    bench: 'ocr-accuracy',
    ratio,
    limit: LIMIT,
    pages,
    ...all,
    kindsRight,
    turnsRight,
    sheetsFound,
    photographsNotStraightened: Number((asTaken.right / asTaken.fields).toFixed(4)),
  }),
)
