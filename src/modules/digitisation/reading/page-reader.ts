import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { ComposeRequest, PageAnswer, PageRequest, ReaderQuestion, ReaderReply } from './reader-messages.ts'

export type { PageAnswer } from './reader-messages.ts'

/** Reads pages and makes PDF/A in a process of its own, with the least priority: who waits for a page of the web never waits for it. */
export interface PageReader {
  /** Throws when the reader breaks or takes too long; asking again starts it anew. */
  read(request: PageRequest): Promise<PageAnswer>
  /** Gives the path of the PDF, in the request's folder. */
  compose(request: ComposeRequest): Promise<string>
  close(): Promise<void>
}

export interface PageReaderOptions {
  /** Threads that recognise side by side; as many as there are cores, at most four. */
  threads?: number
  mostMilliseconds?: number
  /** How long an idle process is kept. */
  idleMilliseconds?: number
}

/** Long: on a busy machine what has the least priority waits for everything else. Shorter than a page's lease. */
const MOST_MILLISECONDS = 300_000
const IDLE_MILLISECONDS = 90_000
const MOST_THREADS = 4

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

/** A reader whose process starts with the first page, and ends when there was none for a while. */
export function openPageReader(options: PageReaderOptions = {}): PageReader {
  const { mostMilliseconds = MOST_MILLISECONDS, idleMilliseconds = IDLE_MILLISECONDS } = options
  const threads = options.threads ?? Math.min(MOST_THREADS, availableParallelism())
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  const endAll = (why: string): void => {
    for (const [, one] of waiting) {
      clearTimeout(one.timer)
      one.reject(new Error(why))
    }
    waiting.clear()
  }
  const start = (): ChildProcess => {
    const started = fork(fileURLToPath(new URL('./reader-process.ts', import.meta.url)), [String(threads)], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    started.on('message', (reply: ReaderReply) => settle(reply))
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (child !== started) return
      child = null
      endAll('the page reader ended')
    })
    return started
  }
  const settle = (reply: ReaderReply): void => {
    const one = waiting.get(reply.id)
    if (one === undefined) return
    waiting.delete(reply.id)
    clearTimeout(one.timer)
    if ('bug' in reply) one.reject(new Error(reply.bug))
    else one.resolve(reply.answer)
    if (waiting.size === 0) rest()
  }
  const rest = (): void => {
    child?.unref()
    child?.channel?.unref()
    clearTimeout(idle)
    idle = setTimeout(stop, idleMilliseconds).unref()
  }
  const stop = (): void => {
    const stopped = child
    child = null
    stopped?.kill('SIGKILL')
    endAll('the page reader was stopped')
  }
  const ask = (question: ReaderQuestion): Promise<unknown> =>
    new Promise((resolve, reject) => {
      clearTimeout(idle)
      child ??= start()
      child.ref()
      child.channel?.ref()
      const timer = setTimeout(stop, mostMilliseconds)
      waiting.set(question.id, { resolve, reject, timer })
      child.send(question, (error) => error && stop())
    })

  return {
    read: (request) => ask({ id: ++lastId, task: 'read', request }) as Promise<PageAnswer>,
    compose: (request) => ask({ id: ++lastId, task: 'compose', request }) as Promise<string>,
    async close() {
      clearTimeout(idle)
      const closing = child
      // What is waited for must keep the process alive.
      closing?.ref()
      const ended = closing === null ? undefined : new Promise((resolve) => closing.once('exit', resolve))
      stop()
      await ended
    },
  }
}
