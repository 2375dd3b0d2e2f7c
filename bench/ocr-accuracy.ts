import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { detectKind, extractFields } from '../src/modules/digitisation/fields/extract-fields.ts'
import { readPage } from '../src/modules/digitisation/reading/read-page.ts'
import { openRecogniser } from '../src/modules/digitisation/reading/recogniser.ts'
import { type PaperKind, paperKinds } from '../src/modules/digitisation/schemas.ts'
import { qualities, type Specimen, specimen } from '../test/support/specimens/draw-paper.ts'

/** Other papers than those the extraction was made with. */
const SEEDS = [301, 302, 303]
const TODAY = '2026-11-26'
const LIMIT = 0.95

interface Tally {
  right: number
  fields: number
}

/**
 * How many fields of drawn papers are found exactly, by kind and quality: a value counts when it is the same text, capitals aside, with every mark. With
 * `MOTCUA_BENCH_WRITE=true` the table goes into README.md.
 */
const tallies = new Map<string, Tally>()
const recogniser = await openRecogniser(availableParallelism())
let [kindsRight, turnsRight, pages] = [0, 0, 0]

async function judge(paper: Specimen): Promise<void> {
  const read = await readPage({ bytes: paper.image }, recogniser)
  pages++
  if (detectKind(read.reading) === paper.kind) kindsRight++
  if (read.turn === (360 - paper.turn) % 360) turnsRight++
  const found = extractFields(paper.kind, [read.reading], TODAY)
  const tally = tallyOf(paper.kind, paper.quality)
  for (const [key, wanted] of Object.entries(paper.truth)) {
    const value = found.find((field) => field.key === key)?.value ?? ''
    tally.fields++
    if (plain(value) === plain(wanted)) tally.right++
    else console.log(`${paper.kind} ${paper.quality} ${key}: ${wanted} | ${value}`)
  }
}

function plain(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim()
}

function tallyOf(kind: PaperKind, quality: string): Tally {
  const name = `${kind} ${quality}`
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

function table(): string {
  const rows = paperKinds.map((kind) => {
    const parts = qualities.map((quality) => tallyOf(kind, quality))
    return `| ${kind.replaceAll('_', ' ')} | ${[...parts, sum(parts)].map(cell).join(' | ')} |`
  })
  const totals = qualities.map((quality) => sum(paperKinds.map((kind) => tallyOf(kind, quality))))
  return [
    `| Fields found exactly | ${qualities.join(' | ')} | all |`,
    '|---|---|---|---|---|',
    ...rows,
    `| **all** | ${[...totals, sum(totals)].map(cell).join(' | ')} |`,
  ].join('\n')
}

try {
  for (const kind of paperKinds) {
    for (const quality of qualities) {
      const papers = await Promise.all(SEEDS.map((seed) => specimen(kind, quality, seed)))
      await Promise.all(papers.map(judge))
    }
  }
} finally {
  await recogniser.close()
}
console.log(table())
if (process.env.MOTCUA_BENCH_WRITE === 'true') {
  const readme = readFileSync('README.md', 'utf8')
  const block = `<!-- ocr -->\n${table()}\n<!-- /ocr -->`
  writeFileSync('README.md', readme.replace(/<!-- ocr -->[\s\S]*<!-- \/ocr -->/, block))
}
const all = sum([...tallies.values()])
const ratio = Number((all.right / all.fields).toFixed(4))
console.log(JSON.stringify({ bench: 'ocr-accuracy', ratio, limit: LIMIT, pages, ...all, kindsRight, turnsRight }))
