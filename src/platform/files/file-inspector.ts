import { Worker } from 'node:worker_threads'
import { fileFault } from './file-faults.ts'
import type { Inspection, InspectOptions } from './inspect-file.ts'
import type { InspectReply, InspectRequest } from './inspect-worker.ts'

/** Inspects files away from the thread that answers requests. */
export interface FileInspector {
  /** `file` is a path or the bytes. A file that takes longer than allowed, or more memory, is `too_complex`. */
  inspect(file: string | Uint8Array, options?: InspectOptions): Promise<Inspection>
  close(): Promise<void>
}

const DEFAULT_MOST_MILLISECONDS = 15_000
const MOST_MEGABYTES = 512

/** An inspector with one worker thread, started when first needed and again after a file has stopped it. */
export function openFileInspector({ mostMilliseconds = DEFAULT_MOST_MILLISECONDS } = {}): FileInspector {
  let worker: InspectWorker | null = null
  let last: Promise<unknown> = Promise.resolve()

  const inspectNext = async (file: string | Uint8Array, options: InspectOptions): Promise<Inspection> => {
    if (worker === null || worker.isGone) worker = new InspectWorker()
    const answer = await worker.ask({ file, options }, mostMilliseconds)
    if (answer !== null) return answer
    await worker.end()
    worker = null
    return fileFault('too_complex')
  }

  return {
    inspect(file, options = {}) {
      const answer = last.then(() => inspectNext(file, options))
      last = answer.catch(() => undefined)
      return answer
    },
    async close() {
      await last
      await worker?.end()
      worker = null
    },
  }
}

/** The thread, and the one question that is before it. It keeps the process alive only while there is one. */
class InspectWorker {
  readonly #thread: Worker
  isGone = false
  #answer: (answer: InspectReply | null) => void = () => undefined

  constructor() {
    const limits = { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 64 }
    this.#thread = new Worker(new URL('./inspect-worker.ts', import.meta.url), { resourceLimits: limits })
    this.#thread.on('message', (reply: InspectReply) => this.#answer(reply))
    this.#thread.on('error', () => this.#answer(null))
    this.#thread.on('exit', () => {
      this.isGone = true
      this.#answer(null)
    })
  }

  /** The answer; null when it took too long or the thread died. Throws when the file could not be read. */
  async ask(request: InspectRequest, mostMilliseconds: number): Promise<Inspection | null> {
    let timer: NodeJS.Timeout | undefined
    this.#thread.ref()
    try {
      const reply = await new Promise<InspectReply | null>((resolve) => {
        this.#answer = resolve
        timer = setTimeout(resolve, mostMilliseconds, null)
        this.#thread.postMessage(request)
      })
      if (reply !== null && 'bug' in reply) throw new Error(reply.bug)
      return reply
    } finally {
      clearTimeout(timer)
      this.#thread.unref()
    }
  }

  async end(): Promise<void> {
    await this.#thread.terminate()
  }
}
