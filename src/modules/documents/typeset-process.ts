import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import type { TemplateFault } from './template.ts'

/** What the process that sets papers is started with. */
export interface TypesetSettings {
  /** The one folder that templates may read: the shared layout. */
  folder: string
  fontPaths: string[]
  mostMegabytes: number
}

/** Papers to set, each with the place of its template among the sources. All in one document, in this order. */
export interface TypesetJob {
  sources: string[]
  papers: { source: number; data: unknown }[]
  title: string
  output: 'pdf' | 'svg'
  mostPages: number
  mostMilliseconds: number
}

export type TypesetAnswer =
  | { ok: true; content: Uint8Array; pages: number }
  | { ok: false; faults: TemplateFault[]; reason: 'faulty' | 'too_long' | 'too_large' | 'too_slow' | 'died' }

/** What the process says back. */
export interface TypesetReply {
  answer: TypesetAnswer
  /** Resident memory after the job: the compiler keeps a little of each, so its process is replaced in time. */
  megabytes: number
}

const LOOK_EVERY_MS = 20
const CACHE_AGE = 4
const MOST_FAULTS = 20
const MOST_BYTES = 40_000_000

/** Sets papers one job after another. Only texts and numbers of our own stand in the source: data come as JSON. */
function serve(settings: TypesetSettings): void {
  const deadline = new Float64Array(new SharedArrayBuffer(8))
  new Worker(new URL(import.meta.url), { workerData: { deadline, mostMegabytes: settings.mostMegabytes } }).unref()
  const compiler = NodeCompiler.create({ workspace: settings.folder, fontArgs: [{ fontPaths: settings.fontPaths }] })
  process.on('message', (job: TypesetJob) => {
    deadline[0] = Date.now() + job.mostMilliseconds
    const answer = typeset(compiler, settings.folder, job)
    compiler.evictCache(CACHE_AGE)
    deadline[0] = 0
    const reply: TypesetReply = { answer, megabytes: process.memoryUsage.rss() / 1_000_000 }
    process.send?.(reply)
  })
  process.on('disconnect', () => process.exit())
}

/**
 * Kills the process from its second thread: the compiler cannot be interrupted, and its memory is not the engine's. Also when nobody
 * waits for it any more.
 */
function guard({ deadline, mostMegabytes }: { deadline: Float64Array; mostMegabytes: number }): void {
  setInterval(() => {
    const until = deadline[0] ?? 0
    const isLate = until !== 0 && Date.now() > until + 1000
    if (isLate || process.memoryUsage.rss() > mostMegabytes * 1_000_000) process.kill(process.pid, 'SIGKILL')
  }, LOOK_EVERY_MS)
}

function typeset(compiler: NodeCompiler, folder: string, job: TypesetJob): TypesetAnswer {
  for (const [index, source] of job.sources.entries()) compiler.addSource(`${folder}/${sourceName(index)}`, source)
  const inputs = { papers: JSON.stringify(job.papers), title: job.title }
  const compiled = compiler.compile({ mainFileContent: mainSource(job.sources.length), inputs })
  const document = compiled.result
  if (document === null) {
    const error = compiled.takeDiagnostics()
    return faulty(error === null ? [] : readFaults(compiler.fetchDiagnostics(error) as Diagnostic[]))
  }
  if (document.numOfPages > job.mostPages) return { ok: false, faults: [], reason: 'too_long' }
  try {
    const content = draw(compiler, document, job.output)
    if (content.length > MOST_BYTES) return { ok: false, faults: [], reason: 'too_large' }
    return { ok: true, content, pages: document.numOfPages }
  } catch (error) {
    return faulty([{ line: null, column: null, message: exportFault(error) }])
  }
}

function draw(compiler: NodeCompiler, document: NodeTypstDocument, output: TypesetJob['output']): Uint8Array {
  if (output === 'svg') return Buffer.from(compiler.plainSvg(document))
  return compiler.pdf(document, { pdfStandard: 'a-2b' })
}

function sourceName(index: number): string {
  return `~${index}.typ`
}

/** One document of all papers; nothing in this source comes from outside. */
function mainSource(sources: number): string {
  const names = Array.from({ length: sources }, (_, index) => index)
  return [
    ...names.map((index) => `#import "/${sourceName(index)}": paper as paper-${index}`),
    '#set document(title: sys.inputs.title)',
    `#let makers = (${names.map((index) => `paper-${index}`).join(', ')},)`,
    '#for (position, one) in json(bytes(sys.inputs.papers)).enumerate() {',
    '  if position > 0 { pagebreak(weak: true) }',
    '  counter(page).update(1)',
    '  (makers.at(one.source))(one.data)',
    '}',
  ].join('\n')
}

interface Diagnostic {
  message: string
  path: string
  range: { start: { line: number; character: number } } | null
  severity: number
}

const ERROR = 1

/** The compiler's errors; a place is told only where it lies in a template itself. */
function readFaults(diagnostics: readonly Diagnostic[]): TemplateFault[] {
  return diagnostics
    .filter((one) => one.severity === ERROR)
    .slice(0, MOST_FAULTS)
    .map(({ message, path, range }) => {
      const start = /~\d+\.typ$/.test(path) ? range?.start : undefined
      // A path of this machine is nobody's business.
      const told = message.replaceAll(/\s*\(searched at [^)]*\)/g, '')
      return { message: told, line: start ? start.line + 1 : null, column: start ? start.character + 1 : null }
    })
}

function faulty(faults: TemplateFault[]): TypesetAnswer {
  return { ok: false, faults, reason: 'faulty' }
}

function exportFault(error: unknown): string {
  const [, message] = /message: "((?:[^"\\]|\\.)*)"/.exec(String(error)) ?? []
  return (message ?? 'the paper could not be written').replaceAll(/\\(.)/g, '$1')
}

if (!isMainThread) guard(workerData)
else if (process.send !== undefined) serve(JSON.parse(process.argv[2] ?? '') as TypesetSettings)
