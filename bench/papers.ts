import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadTemplateFiles, openTypesetter } from '../src/modules/documents/index.ts'
import type { BenchResult } from './environment.ts'

const ROUNDS = 60
const RECEIPTS = 500
const AT_ONCE = 50
const AT_MOST = 3
const MOST_MEGABYTES = 300
const EMPTY = '#let paper(d) = []'

/**
 * One receipt (form 01) against an empty page, both set by the same process in turns and written as PDF/A: the ratio is of the lower
 * quartiles, which other work on the machine hardly moves, and should stay at or below 3. Then 500 receipts one by one, and 500 as PDFs of 50 (what is picked from a list at once): how much the memory of this process and of the one that sets
 * grew at its highest.
 */
export async function run(): Promise<BenchResult> {
  const templates = await loadTemplateFiles(fileURLToPath(new URL('../data/', import.meta.url)))
  const form = templates.find((template) => template.key === 'form-01')
  if (form === undefined) throw new Error('no form-01')
  const typesetter = openTypesetter()
  const set = async (source: string, data: readonly unknown[]): Promise<number> => {
    const begun = performance.now()
    const papers = data.map((one) => ({ source: 0, data: one }))
    const answer = await typesetter.print({ sources: [source], papers, title: 'bench', output: 'pdf' })
    if (!answer.ok) throw new Error(answer.reason)
    return performance.now() - begun
  }
  // Each receipt says something else, so that nothing is answered from memory.
  const receipt = (serial: number) => ({
    ...form.sample,
    code: `H33.11953.01-261126-${serial}`,
    submitter: `Người ${serial}`,
  })
  try {
    const [empty, filled] = [[] as number[], [] as number[]]
    for (let round = 0; round < ROUNDS + 10; round += 1) {
      const [one, other] = [await set(`${EMPTY}\n// ${round}`, [{}]), await set(form.source, [receipt(round)])]
      if (round >= 10) {
        empty.push(one)
        filled.push(other)
      }
    }
    const before = memory()
    const begun = performance.now()
    const peak = watchMemory()
    for (let serial = 0; serial < RECEIPTS; serial += 1) await set(form.source, [receipt(serial + 1000)])
    const took = performance.now() - begun
    const parts = Array.from({ length: RECEIPTS / AT_ONCE }, (_, part) =>
      Array.from({ length: AT_ONCE }, (_, index) => receipt(2000 + part * AT_ONCE + index)),
    )
    let together = 0
    for (const part of parts) together += await set(form.source, part)
    const grown = (peak() - before) / 1e6
    return {
      bench: 'papers',
      ratio: Number((quartile(filled) / quartile(empty)).toFixed(2)),
      limit: AT_MOST,
      emptyMilliseconds: Number(quartile(empty).toFixed(2)),
      receiptMilliseconds: Number(quartile(filled).toFixed(2)),
      receiptsPerSecond: Math.round((RECEIPTS / took) * 1000),
      togetherMilliseconds: Math.round(together),
      megabytesBefore: Math.round(before / 1e6),
      megabytesGrown: Math.round(grown),
      megabytesAllowed: MOST_MEGABYTES,
    }
  } finally {
    await typesetter.close()
  }
}

function quartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN
}

/** Resident bytes of this process and its children (Linux; elsewhere of this process alone). */
function memory(): number {
  return process.memoryUsage.rss() + children().reduce((sum, pid) => sum + residentOf(pid), 0)
}

function children(): string[] {
  try {
    const folder = `/proc/${process.pid}/task`
    return readdirSync(folder).flatMap((task) => {
      const line = readFileSync(`${folder}/${task}/children`, 'utf8').trim()
      return line === '' ? [] : line.split(' ')
    })
  } catch {
    return []
  }
}

function residentOf(pid: string): number {
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(found?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Looks every few milliseconds; what it gives back stops it and tells the highest. */
function watchMemory(): () => number {
  let highest = memory()
  const timer = setInterval(() => {
    highest = Math.max(highest, memory())
  }, 20)
  return () => {
    clearInterval(timer)
    return Math.max(highest, memory())
  }
}
