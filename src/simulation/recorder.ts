import { createHash } from 'node:crypto'
import {
  type Directory,
  type DossierChange,
  type DossierState,
  dossierCode,
  punctualityOf,
  type TallyChange,
  tallyChanges,
} from '../modules/casework/index.ts'
import type { DossierMoney, PlayedDrawer, PlayedPayment } from '../modules/money/history/index.ts'
import type { PersonRow, SealedValueRow } from '../modules/vault/index.ts'
import { localDate } from '../platform/civil-date.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { PendingEvent } from '../platform/ledger/index.ts'
import type { Agent } from './agent.ts'

/** Rows to be written together; `at` is the instant of the last of them. */
export interface Batch {
  at: number
  persons: PersonRow[]
  sealed: SealedValueRow[]
  events: PendingEvent[]
  histories: DossierChange[]
  /** Of dossiers written by then, with the drawers their cash went into. */
  money: { dossiers: DossierMoney[]; drawers: PlayedDrawer[] }
}

export interface GivenSerial {
  agencyId: AgencyId
  date: string
  last: number
}

/** What came of a simulation. `digest` is equal for equal seeds: it covers codes, states, dates and lengths of all dossiers. */
export interface Outcome {
  dossiers: number
  events: number
  states: Record<string, number>
  channels: Record<string, number>
  punctuality: Record<string, number>
  /** Payments of fees and charges, by way. */
  payments: Record<string, number>
  digest: string
}

/** Keeps what the simulation does until it is written, and the counts and serials until the end. */
export class Recorder {
  readonly #directory: Directory
  readonly #serials = new Map<string, GivenSerial>()
  readonly #tallies = new Map<string, TallyChange>()
  readonly #hash = createHash('sha256')
  readonly #counts = { dossiers: 0, events: 0, states: {}, channels: {}, punctuality: {}, payments: {} }
  #batch: Batch = emptyBatch()
  #ended: DossierMoney[] = []

  constructor(directory: Directory, serials: readonly GivenSerial[]) {
    this.#directory = directory
    for (const serial of serials) this.#serials.set(`${serial.agencyId} ${serial.date}`, { ...serial })
  }

  /** Events waiting to be written. */
  get waiting(): number {
    return this.#batch.events.length
  }

  /** Dossiers waiting to be written. */
  get histories(): number {
    return this.#batch.histories.length
  }

  get events(): number {
    return this.#counts.events
  }

  /** The next dossier code of a receiving unit on the day of an instant. */
  nextCode(agencyId: AgencyId, at: number): string {
    const date = localDate(at)
    const key = `${agencyId} ${date}`
    const given = this.#serials.get(key) ?? { agencyId, date, last: 0 }
    if (given.last >= 9999) throw new RangeError(`more than 9,999 dossiers in one unit on ${date}`)
    given.last += 1
    this.#serials.set(key, given)
    return dossierCode(this.#directory.get(agencyId)?.code ?? '', date, given.last)
  }

  addPerson(person: PersonRow): void {
    this.#batch.persons.push(person)
  }

  record(
    events: readonly PendingEvent[],
    sealed: readonly SealedValueRow[],
    move: { before: DossierState | null; after: DossierState; at: number },
  ): void {
    this.#batch.events.push(...events)
    this.#batch.sealed.push(...sealed)
    this.#batch.at = move.at
    this.#counts.events += events.length
    for (const change of tallyChanges(move, move.at, false)) {
      const key = `${change.agencyId} ${change.procedureCode} ${change.month} ${change.measure}`
      const known = this.#tallies.get(key)
      if (known === undefined) this.#tallies.set(key, change)
      else known.delta += change.delta
    }
  }

  countPayment(method: PlayedPayment['method']): void {
    count(this.#counts.payments, method)
  }

  /** The day is over: its drawers, and the money of dossiers that ended by then. */
  addMoney(drawers: readonly PlayedDrawer[]): void {
    this.#batch.money.drawers.push(...drawers)
    this.#batch.money.dossiers.push(...this.#ended)
    this.#ended = []
  }

  /** The dossier stands as it will stand: its row can be written. */
  finish(agent: Agent): void {
    const { state, entry, apology, head } = agent
    this.#batch.histories.push({
      before: null,
      after: state,
      flow: agent.offer.flow.definition,
      events: [head],
      at: agent.at,
      lateCounted: false,
      sealed: [],
      entry,
      ...(apology === null ? {} : { apology }),
    })
    if (agent.fees !== null) this.#ended.push(agent.fees.money)
    this.#counts.dossiers += 1
    count(this.#counts.states, state.legal)
    count(this.#counts.channels, state.channel)
    count(this.#counts.punctuality, punctualityOf(state) ?? 'none')
    const { code, legal, procedureCode, submittedAt, dueAt, finishedAt, money, fees = null } = state
    const facts = [code, legal, procedureCode, submittedAt, dueAt, finishedAt, head.version, money, fees]
    this.#hash.update(JSON.stringify(facts))
  }

  takeBatch(): Batch {
    const batch = this.#batch
    this.#batch = emptyBatch()
    return batch
  }

  get serials(): GivenSerial[] {
    return [...this.#serials.values()]
  }

  get tallies(): TallyChange[] {
    return [...this.#tallies.values()].filter((change) => change.delta !== 0)
  }

  outcome(): Outcome {
    return { ...this.#counts, digest: this.#hash.copy().digest('hex') }
  }
}

function emptyBatch(): Batch {
  return { at: 0, persons: [], sealed: [], events: [], histories: [], money: { dossiers: [], drawers: [] } }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
