import { setImmediate as breathe } from 'node:timers/promises'
import { isEnded } from '../modules/casework/index.ts'
import { localDate, localDay, startOfLocalDay } from '../platform/civil-date.ts'
import type { Agent, Plan, World } from './agent.ts'
import { type Arrival, arrive, type Filers } from './arrival.ts'
import type { CashDesks } from './cash-desks.ts'
import type { Cashier } from './cashier.ts'
import type { Demander } from './demander.ts'
import { perform } from './perform.ts'
import { nextPlan } from './playbook.ts'
import { Queue } from './queue.ts'
import type { Outcome, Recorder } from './recorder.ts'
import type { SimulationStore } from './store.ts'

const BATCH_EVENTS = 4000
const BATCH_HISTORIES = 2000
const EVENTS_WITHOUT_PAUSE = 200

export interface Prepared {
  world: World
  recorder: Recorder
  filers: Filers
  demander: Demander
  cashier: Cashier
  desks: CashDesks
  /** By day, counted from 1970-01-01. */
  staged: ReadonlyMap<number, readonly Arrival[]>
  from: number
  until: number
}

export type Progress = (done: { day: string; dossiers: number; events: number }) => void

/** Lets everything happen in the order of time: the earliest in the queue acts, and what it means to do next goes back into it. */
export async function play(prepared: Prepared, store: SimulationStore, onProgress?: Progress): Promise<Outcome> {
  const player = new Player(prepared, store)
  for (let day = localDay(prepared.from); day <= localDay(prepared.until); day++) {
    await player.playDay(day)
    const { demander, recorder } = prepared
    onProgress?.({ day: localDate(startOfLocalDay(day)), dossiers: demander.given, events: recorder.events })
  }
  await player.finish()
  const { tallies, serials } = prepared.recorder
  await store.close({ tallies, serials, receipts: prepared.desks.series })
  return prepared.recorder.outcome()
}

class Player {
  readonly #by: Prepared
  readonly #store: SimulationStore
  readonly #queue = new Queue<Agent | Arrival>()
  readonly #open = new Set<Agent>()
  #writing: Promise<void> = Promise.resolve()
  #pausedAt = 0

  constructor(prepared: Prepared, store: SimulationStore) {
    this.#by = prepared
    this.#store = store
  }

  async playDay(day: number): Promise<void> {
    const { demander, staged, until } = this.#by
    for (const arrival of demander.arrivalsOn(day)) if (arrival.at < until) this.#queue.push(arrival)
    for (const arrival of staged.get(day) ?? []) if (arrival.at < until) this.#queue.push(arrival)
    const end = Math.min(startOfLocalDay(day + 1), until)
    for (let next = this.#queue.peek(); next !== undefined && next.at < end; next = this.#queue.peek()) {
      this.#queue.pop()
      this.#act(next)
      await this.#pause()
    }
    this.#by.recorder.addMoney(this.#by.desks.closeDay())
  }

  /** Writes the dossiers that are still on their way, and waits for everything to be written. */
  async finish(): Promise<void> {
    for (const agent of this.#open) {
      this.#by.recorder.finish(agent)
      if (this.#by.recorder.histories >= BATCH_HISTORIES) await this.#flush()
    }
    this.#by.recorder.addMoney([])
    await this.#flush()
    await this.#writing
  }

  #act(next: Agent | Arrival): void {
    const { world, recorder, filers, until, cashier } = this.#by
    const agent = 'state' in next ? next : arrive(next, filers, world, recorder)
    const plan = 'state' in next ? this.#moveOn(agent) : nextPlan(agent, world)
    this.#open.add(agent)
    const payAt = cashier.nextPayment(agent)
    if (payAt !== null && payAt < Math.min(plan?.at ?? until, until)) {
      agent.resumes = plan
      agent.at = Math.max(payAt, agent.at + 1)
      this.#queue.push(agent)
      return
    }
    if (plan !== null && plan.at < until) {
      agent.intent = plan.intent
      agent.at = Math.max(plan.at, agent.at + 1)
      this.#queue.push(agent)
    } else if (plan === null && isEnded(agent.state.legal)) {
      recorder.finish(agent)
      this.#open.delete(agent)
    }
  }

  /** Pays, when that is what the dossier meant to do, and goes on with what it meant before; else acts and means something new. */
  #moveOn(agent: Agent): Plan {
    const { world, recorder, cashier } = this.#by
    const { resumes } = agent
    if (resumes !== undefined) {
      agent.resumes = undefined
      cashier.pay(agent, world, recorder)
      return resumes
    }
    cashier.before(agent, world, recorder)
    cashier.after(agent, world, recorder, perform(agent, world, recorder))
    return nextPlan(agent, world)
  }

  /** Hands full batches on, and lets what is being written go its way now and then. */
  async #pause(): Promise<void> {
    const { recorder } = this.#by
    if (recorder.waiting >= BATCH_EVENTS) await this.#flush()
    if (recorder.events - this.#pausedAt < EVENTS_WITHOUT_PAUSE) return
    this.#pausedAt = recorder.events
    await breathe()
  }

  async #flush(): Promise<void> {
    await this.#writing
    this.#writing = this.#store.write(this.#by.recorder.takeBatch())
    // A fault is thrown where it is awaited, at the next batch or at the end; until then it is not unhandled.
    this.#writing.catch(() => undefined)
  }
}
