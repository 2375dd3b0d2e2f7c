import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openPageReader } from '../src/modules/digitisation/reading/page-reader.ts'
import { paperKinds } from '../src/modules/digitisation/schemas.ts'
import { specimen } from '../test/support/specimens/draw-paper.ts'
import { ask } from './ask.ts'
import {
  atOnce,
  type BenchEnvironment,
  type BenchResult,
  median,
  type RunningProduct,
  startProduct,
} from './environment.ts'
import { PEOPLE } from './life.ts'
import { prepareProvince } from './lifecycle.ts'

const ROUNDS = 3
const AT_LEAST = 0.85
const MOST_SLOWER = 1.5
const REQUESTS = 400
const PAUSE_MS = 25

/**
 * Pages a minute from the file to words, fields' places and the kept picture, on all cores, against the recogniser given the same pictures
 * straight; and the 99th percentile of the web process while pages are read, against that without. Both in turns, in one run.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const threads = Math.min(4, availableParallelism())
  const paths = await drawPages(environment.folder)
  const speed = await comparePace(paths, threads)
  environment.say(`pages a minute: ${speed.perMinute} through the pipeline, ${speed.alone} by the recogniser alone`)
  const web = await compareWeb(environment, paths)
  environment.say(`99th percentile of the web: ${web.quiet} ms, while pages are read ${web.busy} ms`)
  return {
    bench: 'ocr',
    ratio: speed.ratio,
    limit: AT_LEAST,
    pagesPerMinute: speed.perMinute,
    pagesPerMinuteAlone: speed.alone,
    threads,
    webRatio: web.ratio,
    webLimit: MOST_SLOWER,
    p99Milliseconds: web.quiet,
    p99MillisecondsWhileReading: web.busy,
  }
}

/** Two scanned pages of each kind. */
async function drawPages(folder: string): Promise<string[]> {
  const paths: string[] = []
  for (const kind of paperKinds) {
    for (const seed of [301, 302]) {
      const path = join(folder, `${kind}-${seed}.jpg`)
      await writeFile(path, (await specimen(kind, 'scanned', seed)).image)
      paths.push(path)
    }
  }
  return paths
}

async function comparePace(paths: readonly string[], threads: number) {
  const reader = openPageReader({ threads })
  const alone = fork(fileURLToPath(new URL('./ocr-alone.ts', import.meta.url)), [String(threads)], { execArgv: [] })
  await once(alone, 'message')
  const read = (path: string) => reader.read({ path, mediaType: 'image/jpeg', page: 1 }).then(() => undefined)
  const askAlone = async (some: readonly string[]): Promise<number> => {
    alone.send([...some])
    const [seconds] = (await once(alone, 'message')) as [number]
    return seconds
  }
  try {
    // Both are warm before they are measured.
    await Promise.all([...paths.slice(0, threads).map(read), askAlone(paths.slice(0, threads))])
    const rounds: { ours: number; theirs: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await atOnce(
        threads * 2,
        paths.map((path) => () => read(path)),
      )
      rounds.push({ ours, theirs: await askAlone(paths) })
    }
    const pace = (seconds: number) => Math.round((paths.length / seconds) * 600) / 10
    return {
      ratio: Number(median(rounds.map(({ ours, theirs }) => theirs / ours)).toFixed(3)),
      perMinute: pace(median(rounds.map((round) => round.ours))),
      alone: pace(median(rounds.map((round) => round.theirs))),
    }
  } finally {
    alone.disconnect()
    await reader.close()
  }
}

async function compareWeb(environment: BenchEnvironment, paths: readonly string[]) {
  await prepareProvince(environment)
  const product = await startProduct(environment, [PEOPLE.desk])
  try {
    const quiet: number[] = []
    const busy: number[] = []
    await measure(product, REQUESTS / 4)
    for (let round = 0; round < ROUNDS; round++) {
      quiet.push(...(await measure(product, REQUESTS)))
      await product.read(paths)
      // The reader has started and is at its pages.
      await pause(6000)
      busy.push(...(await measure(product, REQUESTS)))
      await product.read([])
    }
    const [before, during] = [percentile99(quiet), percentile99(busy)]
    return { quiet: before, busy: during, ratio: Number((during / before).toFixed(3)) }
  } finally {
    await product.stop()
  }
}

/** Milliseconds of each request, at a steady pace whatever the answers take. */
async function measure({ url, cookies }: RunningProduct, count: number): Promise<number[]> {
  const { hostname, port } = new URL(url)
  const paths = ['/api/v1/procedures?text=khai%20sinh', '/api/v1/procedures/1.001193', '/healthz']
  const taken: Promise<number>[] = []
  for (let at = 0; at < count; at++) {
    const path = paths[at % paths.length] ?? '/healthz'
    const head = `GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${cookies[PEOPLE.desk]}\r\n\r\n`
    const begun = performance.now()
    taken.push(ask({ hostname, port: Number(port) }, head).then(() => performance.now() - begun))
    await pause(PAUSE_MS)
  }
  return Promise.all(taken)
}

function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round((sorted[Math.floor(sorted.length * 0.99)] ?? 0) * 100) / 100
}
