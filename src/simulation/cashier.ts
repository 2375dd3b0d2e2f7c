import { assertFeeEntry, type DossierEvent, evolve, type FeeEntry, isEnded } from '../modules/casework/index.ts'
import {
  dueNow,
  type FeeTable,
  fatesOf,
  owedLines,
  type PlayedCharge,
  type PlayedPayment,
} from '../modules/money/history/index.ts'
import { type Actor, anonymous, userIdOf } from '../modules/organisation/index.ts'
import { type SealedValueRow, sealPersonText } from '../modules/vault/index.ts'
import { DAY_MS, localDate, MINUTE_MS } from '../platform/civil-date.ts'
import { type AgencyId, newId } from '../platform/ids.ts'
import { chainEvents } from '../platform/ledger/index.ts'
import type { Agent, AgentFees, World } from './agent.ts'
import type { CashDesks } from './cash-desks.ts'
import { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { NamedOfficer } from './staff.ts'
import { awake } from './waiting.ts'

const WAIVED_GROUPS = ['poor_household', 'merit', 'elderly', 'disabled'] as const
/** How long before the end a result may have been handed over unpaid: what the head has not looked at yet. */
const UNPAID_MS = 20 * DAY_MS

/**
 * The money of the played dossiers, by the rules of the desk: assessed at the acceptance, waived or paid (at once, later, or at the
 * hand-over) or let go, each entry in the dossier's chain. It draws from streams of its own, so that what else happens does not hang on fees.
 */
export class Cashier {
  readonly #table: FeeTable | null
  readonly #desks: CashDesks
  readonly #seed: number
  readonly #until: number

  constructor(by: { table: FeeTable | null; desks: CashDesks; seed: number; until: number }) {
    this.#table = by.table
    this.#desks = by.desks
    this.#seed = by.seed
    this.#until = by.until
  }

  /** When the dossier pays by itself, if that is still to come. */
  nextPayment({ fees, state }: Agent): number | null {
    return fees === null || isEnded(state.legal) ? null : fees.payAt
  }

  /** Before a result is handed over: what is due is paid, or, now and then, the ground why not goes with it. */
  before(agent: Agent, world: World, recorder: Recorder): void {
    const { intent, fees } = agent
    if (intent?.verb !== 'return_result' || fees === null || dueOf(fees.money.charges).length === 0) return
    const { demand, texts } = world
    const isNews = this.#until - agent.at < UNPAID_MS
    if (isNews && agent.goal === null && fees.random.chance(demand.fees.unpaidReturn)) {
      intent.input = { ...(intent.input as object), unpaidGround: fees.random.pick(texts.unpaidGrounds) }
      return
    }
    const isOnline = (intent.input as { by: string }).by === 'online' || fees.random.chance(demand.fees.counterOnline)
    this.#settle(agent, world, recorder, { charges: dueOf(fees.money.charges), way: isOnline ? 'platform' : 'cash' })
  }

  /** After a verb: an accepted dossier is assessed; a result handed over unpaid is kept for the head. */
  after(agent: Agent, world: World, recorder: Recorder, event: DossierEvent | undefined): void {
    if (event?.type === 'Accepted') this.#assess(agent, world, recorder)
    const { fees, intent, at } = agent
    if (event?.type === 'Forwarded' && fees !== null) fees.begun = true
    if (event?.type === 'Withdrawn' || event?.type === 'Stopped') this.#release(agent, recorder)
    if (event?.type !== 'ResultReturned' || event.payload.unpaid === undefined || fees === null) return
    const { amount, ground } = event.payload.unpaid
    const returnedBy = intent?.actor.kind === 'officer' ? intent.actor.officerId : null
    if (returnedBy === null) return
    fees.money.unpaid = { version: agent.head.version, amount, ground, returnedBy, at: new Date(at) }
  }

  /** The moment has come that the dossier meant to pay at. */
  pay(agent: Agent, world: World, recorder: Recorder): void {
    const { fees, state } = agent
    if (fees === null) return
    fees.payAt = null
    const charges = agent.goal === null ? dueNow(fees.money.charges, state.legal) : dueOf(fees.money.charges)
    if (charges.length > 0) this.#settle(agent, world, recorder, { charges, way: fees.way })
  }

  /** Without a result, what the fee table lets go is not owed any more. What it gives back is left to people. */
  #release(agent: Agent, recorder: Recorder): void {
    const { fees, state } = agent
    if (fees === null) return
    const all = fees.money.charges.map((charge) => ({ ...charge, paymentId: null }))
    const released = fatesOf(all, this.#table?.ended ?? [], fees.begun).filter(({ fate }) => fate === 'release')
    if (released.length === 0) return
    const ids = new Set(released.map(({ charge }) => charge.id))
    for (const charge of fees.money.charges) if (ids.has(charge.id)) charge.state = 'released'
    const amount = released.reduce((sum, { charge }) => sum + charge.amount, 0)
    const basis = [...new Set(released.map((each) => each.basis))].join('; ')
    const entry = { type: 'FeeReleased' as const, payload: { amount, basis } }
    tell(agent, recorder, entry, { actor: anonymous, agencyId: state.units.intake })
  }

  #assess(agent: Agent, world: World, recorder: Recorder): void {
    const { state, offer, at } = agent
    const random = new Random(this.#seed, streamOf(state.code ?? ''))
    const filing = { caseKey: state.caseKey, channel: state.channel, date: localDate(at) }
    const lines = owedLines(offer.procedure.document, this.#table, { ...filing, groups: [] })
    if (lines.length === 0) return
    const charges = lines.map(
      (line): PlayedCharge => ({
        id: newId(at),
        dossierId: state.id,
        key: line.key,
        agencyId: state.units.intake,
        kind: line.kind,
        collect: line.collect,
        full: line.full,
        waived: 0,
        amount: line.full,
        state: 'due',
        line,
        assessedAt: new Date(at),
      }),
    )
    agent.fees = {
      random,
      money: { charges, payments: [], waiver: null, unpaid: null },
      begun: false,
      ...wayOf(agent, world, random),
    }
    const amount = charges.reduce((sum, charge) => sum + charge.amount, 0)
    const entry = { type: 'FeeAssessed' as const, payload: { amount, waived: 0 } }
    tell(agent, recorder, entry, { actor: anonymous, agencyId: state.units.intake })
    if (agent.goal === null && random.chance(world.demand.fees.waived)) this.#waive(agent, world, recorder, filing)
    if (agent.fees.payAt === at) this.pay(agent, world, recorder)
  }

  /** A paper in the dossier proves the group: given outright, as the desk may. */
  #waive(
    agent: Agent,
    world: World,
    recorder: Recorder,
    filing: Pick<Parameters<typeof owedLines>[2], 'caseKey' | 'channel' | 'date'>,
  ): void {
    const { fees, state, at, offer } = agent
    const [paper] = state.attachments
    if (fees === null || paper === undefined) return
    const group = fees.random.pick(WAIVED_GROUPS)
    const officer = world.staff.pick(state.units.intake, 'receptionist', fees.random)
    const lines = new Map(
      owedLines(offer.procedure.document, this.#table, { ...filing, groups: [group] }).map((line) => [line.key, line]),
    )
    let letOff = 0
    const bases = new Set<string>()
    for (const charge of fees.money.charges) {
      const line = lines.get(charge.key)
      if (line === undefined || line.waived === 0) continue
      letOff += line.waived
      if (line.waiver !== null) bases.add(line.waiver.basis)
      const amount = charge.full - line.waived
      Object.assign(charge, { waived: line.waived, amount, state: amount === 0 ? 'waived' : 'due', line })
    }
    if (letOff === 0) return
    const sealed: SealedValueRow[] = []
    const seal = (text: string) => {
      const { row, ref } = sealPersonText(agent.key, text, at)
      sealed.push(row)
      return ref
    }
    const evidence = seal(fees.random.pick(world.texts.waiverEvidence))
    const legalBasis = seal([...bases].join('; '))
    const paperHash = paper.fileHash
    fees.money.waiver = {
      id: newId(at),
      group,
      amount: letOff,
      legalBasis,
      evidence,
      paperHash,
      proposedBy: officer.officerId,
      at: new Date(at),
    }
    const entry = { type: 'FeeWaived' as const, payload: { amount: letOff, reason: evidence } }
    tell(agent, recorder, entry, { actor: officer, agencyId: state.units.intake, sealed })
  }

  #settle(
    agent: Agent,
    world: World,
    recorder: Recorder,
    { charges, way }: { charges: readonly PlayedCharge[]; way: PlayedPayment['method'] },
  ): void {
    const { fees, state, at, offer } = agent
    if (fees === null) return
    const agencyId = state.units.intake
    const officer =
      way === 'cash' && world.staff.has(agencyId, 'receptionist')
        ? world.staff.pick(agencyId, 'receptionist', fees.random)
        : null
    const payment = this.#desks.take({
      dossierId: state.id,
      agencyId,
      charges,
      at,
      officer,
      name: offer.procedure.document.name.vi,
    })
    for (const charge of charges) charge.state = 'paid'
    fees.money.payments.push(payment)
    recorder.countPayment(payment.method)
    const { id: paymentId, amount, method } = payment
    const receipts = this.#desks.numbersOf(payment)
    const entry = { type: 'FeeSettled' as const, payload: { paymentId, amount, method, receipts } }
    tell(agent, recorder, entry, { actor: officer ?? anonymous, agencyId })
  }
}

function dueOf(charges: readonly PlayedCharge[]): PlayedCharge[] {
  return charges.filter((charge) => charge.state === 'due')
}

/** Those led to a desk pay at once, so that nothing holds them up there; the others as people do. */
function wayOf(agent: Agent, world: World, random: Random): Pick<AgentFees, 'payAt' | 'way'> {
  const { channel, at, goal } = agent
  const { online, counterOnline, late } = world.demand.fees
  const isOnline = random.chance(channel === 'online' ? online : counterOnline)
  const way = isOnline ? 'platform' : 'cash'
  if (goal !== null || (!isOnline && channel !== 'online')) return { payAt: at, way }
  if (!isOnline) return { payAt: null, way }
  const days = random.chance(late) ? random.between(3, 12) : random.between(0.01, 1.2)
  return { payAt: Math.ceil(awake(at + (channel === 'online' ? days * DAY_MS : 20 * MINUTE_MS))), way }
}

/** An entry of the cash desk in the dossier's chain, by the same check as the desk's own. */
function tell(
  agent: Agent,
  recorder: Recorder,
  entry: FeeEntry,
  by: { actor: Actor | NamedOfficer; agencyId: AgencyId; sealed?: readonly SealedValueRow[] },
): void {
  const { state: before, at } = agent
  assertFeeEntry(before, entry)
  const { streamId, version, hash } = agent.head
  const mandate =
    by.actor.kind === 'officer' ? by.actor.mandates.find((each) => each.agencyId === by.agencyId) : undefined
  const stamp = {
    recordedAt: new Date(at),
    actorId: userIdOf(by.actor),
    mandateId: mandate?.id ?? null,
    agencyId: by.agencyId,
    commandId: null,
  }
  const pending = chainEvents({ streamId, version, hash }, stamp, [entry])
  agent.state = evolve(before, entry, at)
  agent.head = pending.at(-1) ?? agent.head
  recorder.record(pending, by.sealed ?? [], { before, after: agent.state, at })
}

/** A stream of numbers of its own for each dossier, from its code. */
function streamOf(code: string): number {
  let hash = 17
  for (const character of code) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return 9_000_000 + (hash % 900_000_000)
}
