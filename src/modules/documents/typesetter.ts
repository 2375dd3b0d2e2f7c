import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { documentsRefusals } from './errors.ts'
import { fontCoverage } from './font-coverage.ts'
import { printable } from './printable.ts'
import type { TypesetAnswer, TypesetJob, TypesetReply, TypesetSettings } from './typeset-process.ts'

export type Job = Pick<TypesetJob, 'sources' | 'papers' | 'title' | 'output'>

/**
 * Sets papers in processes of their own, away from what answers requests: they hold no secret, reach no network, and are ended
 * when they take too long or too much. `print` is for published templates; `trial` for what an administrator is writing, in a fresh
 * process each time, so that a bad template disturbs nobody.
 */
export interface Typesetter {
  print(job: Job): Promise<TypesetAnswer>
  trial(job: Job): Promise<TypesetAnswer>
  close(): Promise<void>
}

interface Limits {
  mostPages: number
  mostMilliseconds: number
  mostMegabytes: number
  /** A process that has grown to this is replaced after its job. */
  freshMegabytes: number
}

const PRINT: Limits = { mostPages: 2000, mostMilliseconds: 30_000, mostMegabytes: 600, freshMegabytes: 250 }
const TRIAL: Limits = { mostPages: 60, mostMilliseconds: 5000, mostMegabytes: 400, freshMegabytes: 0 }
const MOST_WAITING = 200
const TEMPLATES = fileURLToPath(new URL('../../../data/templates', import.meta.url))
const FONTS = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((style) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${style}/Tinos_${style}.ttf`)),
)

/** Opens a typesetter; its process starts when first needed. */
export function openTypesetter({ print = PRINT, trial = TRIAL }: { print?: Limits; trial?: Limits } = {}): Typesetter {
  const covers = fontCoverage(FONTS[0] as string)
  const printing = new Lane(print)
  const trying = new Lane(trial)
  const fitted = (job: Job, limits: Limits): TypesetJob => ({
    ...job,
    title: printable(job.title, covers) as string,
    papers: job.papers.map(({ source, data }) => ({ source, data: printable(data, covers) })),
    mostPages: limits.mostPages,
    mostMilliseconds: limits.mostMilliseconds,
  })
  return {
    print: (job) => printing.ask(fitted(job, print)),
    trial: (job) => trying.ask(fitted(job, trial)),
    async close() {
      await Promise.all([printing.end(), trying.end()])
    },
  }
}

/** One process, and those who wait for it in a row. */
class Lane {
  readonly #limits: Limits
  #child: ChildProcess | null = null
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Refuses `documents.typesetter_busy` when too many wait. */
  ask(job: TypesetJob): Promise<TypesetAnswer> {
    if (this.#waiting >= MOST_WAITING) return Promise.reject(documentsRefusals.typesetter_busy())
    this.#waiting += 1
    const answer = this.#last.then(async () => {
      try {
        this.#child ??= startProcess(this.#limits)
        const { answer, megabytes } = await askProcess(this.#child, job)
        if (megabytes > this.#limits.freshMegabytes) this.#kill()
        return answer
      } finally {
        this.#waiting -= 1
      }
    })
    this.#last = answer.catch(() => undefined)
    return answer
  }

  async end(): Promise<void> {
    await this.#last
    this.#kill()
  }

  #kill(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}

function startProcess(limits: Limits): ChildProcess {
  const settings: TypesetSettings = { folder: TEMPLATES, fontPaths: FONTS, mostMegabytes: limits.mostMegabytes }
  const child = fork(fileURLToPath(new URL('./typeset-process.ts', import.meta.url)), [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    // Nothing of ours is in its environment. Packages are looked for behind a door that nobody opens, and in no folder.
    env: {
      HTTP_PROXY: CLOSED_DOOR,
      HTTPS_PROXY: CLOSED_DOOR,
      ALL_PROXY: CLOSED_DOOR,
      HOME: NOWHERE,
      XDG_DATA_HOME: NOWHERE,
      XDG_CACHE_HOME: NOWHERE,
    },
  })
  return child
}

const CLOSED_DOOR = 'http://127.0.0.1:9'
const NOWHERE = '/dev/null'

/** After this the process must not be asked again. */
function gone(reason: 'died' | 'too_slow'): TypesetReply {
  return { answer: { ok: false, faults: [], reason }, megabytes: Number.POSITIVE_INFINITY }
}

/** The reply; `too_slow` when the time is up, `died` when the process is gone. It keeps us alive only while it works. */
async function askProcess(child: ChildProcess, job: TypesetJob): Promise<TypesetReply> {
  let timer: NodeJS.Timeout | undefined
  let settle: (reply: TypesetReply) => void = () => undefined
  const onMessage = (reply: unknown) => settle(reply as TypesetReply)
  const onGone = () => settle(gone('died'))
  child.ref()
  child.channel?.ref()
  try {
    return await new Promise<TypesetReply>((resolve) => {
      settle = resolve
      child.once('message', onMessage)
      child.once('exit', onGone)
      child.once('error', onGone)
      timer = setTimeout(() => resolve(gone('too_slow')), job.mostMilliseconds)
      if (child.connected) child.send(job, (error) => error !== null && onGone())
      else onGone()
    })
  } finally {
    clearTimeout(timer)
    child.off('message', onMessage)
    child.off('exit', onGone)
    child.off('error', onGone)
    child.unref()
    child.channel?.unref()
  }
}
