import type { TSchema } from 'typebox'
import type { DossierState, LegalState } from '../../src/modules/casework/dossier.ts'
import { refusals } from '../../src/modules/casework/errors.ts'
import type { DossierEvent } from '../../src/modules/casework/events.ts'
import { evolve, replay } from '../../src/modules/casework/evolve.ts'
import { lastVerbEntry } from '../../src/modules/casework/fees/fee-standing.ts'
import { permissionFor, refusalOfState } from '../../src/modules/casework/policy.ts'
import { resolveStepAgencies } from '../../src/modules/casework/steps.ts'
import type { Facts, Verb } from '../../src/modules/casework/verb.ts'
import { type VerbName, verbs } from '../../src/modules/casework/verbs/index.ts'
import type { FlowDefinition, ProcedureDocument } from '../../src/modules/catalogue/schemas.ts'
import type { Actor, OfficerActor } from '../../src/modules/organisation/actor.ts'
import type { Role } from '../../src/modules/organisation/roles.ts'
import { compileCalendar } from '../../src/modules/organisation/working-calendar.ts'
import {
  type AgencyId,
  type DossierId,
  type FlowVersionId,
  newId,
  type ProcedureVersionId,
  type UserId,
} from '../../src/platform/ids.ts'
import { agencies, applicantId, citizen, officer, procedure, sealedRef, shippedFlow, units } from './builders.ts'
import { at, shippedCalendar } from './calendars.ts'

export const calendar = compileCalendar(await shippedCalendar('province-standard'))

/** A Wednesday morning without days off near. */
export const start = at('2026-11-18T09:00')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const words = 'Lý do ghi rõ'
export const file = { fileHash: 'ab'.repeat(32), mediaType: 'application/pdf', size: 1000 }
export const result = { number: '12/GP', fileHash: 'cd'.repeat(32), mediaType: 'application/pdf' }

interface Played {
  event: DossierEvent
  at: number
  /** The account that wrote it. */
  by?: UserId | null
}

export interface PlayOptions {
  flow?: string
  procedure?: Partial<ProcedureDocument>
  channel?: 'online' | 'counter' | 'post'
  papers?: boolean
  /** More for the submission itself, such as the post's hand-over, a group or answers of registries. */
  submitted?: Partial<Extract<DossierEvent, { type: 'Submitted' }>['payload']>
  /** Received without network so long before it was entered. */
  offlineMinutes?: number
}

/** A dossier in memory: the same decisions as on the server, without database. The clock is the test's. */
export class Play {
  readonly flow: FlowDefinition
  readonly procedure: ProcedureDocument
  readonly history: Played[] = []
  readonly people = new Map<string, OfficerActor>()
  readonly owner = citizen()
  state: DossierState
  now = start
  readonly #offlineMinutes: number | undefined

  constructor(options: PlayOptions = {}) {
    this.#offlineMinutes = options.offlineMinutes
    this.flow = shippedFlow(options.flow ?? 'department-with-opinion')
    this.procedure = procedure(options.procedure)
    const papers = options.papers === true ? [{ componentKey: 'ban-ve', originals: 1, copies: 0 }] : []
    const channel = options.channel ?? 'online'
    const slugs: Record<string, AgencyId> = { 'thue-tinh': agencies.tax }
    const event: DossierEvent = {
      type: 'Submitted',
      payload: {
        dossierId: newId<DossierId>(),
        channel,
        procedureVersionId: newId<ProcedureVersionId>(),
        procedureCode: this.procedure.code,
        caseKey: null,
        flowVersionId: newId<FlowVersionId>(),
        units,
        stepAgencies: resolveStepAgencies(this.flow, units, (slug) => slugs[slug] ?? agencies.tax),
        applicant: { personId: applicantId, profile: sealedRef() },
        submitterId: null,
        answers: null,
        attachments: [],
        papers,
        custody: papers.length === 0 ? 'none' : channel === 'post' ? 'post' : 'counter',
        receptionDueAt: calendar.addWorkingMinutes(start, 480),
        previousDossierId: null,
        ...options.submitted,
      },
    }
    this.state = evolve(null, event, this.now)
    this.history.push({ event, at: this.now })
  }

  /** The officer who holds that role in that agency, always the same one. */
  person(role: Role, agencyId: AgencyId): OfficerActor {
    const key = `${role}@${agencyId}`
    const known = this.people.get(key) ?? officer([role, agencyId])
    this.people.set(key, known)
    return known
  }

  /** Whoever should act at the current step. */
  stepOfficer(): OfficerActor {
    const { step } = this.state
    const definition = this.flow.steps.find((each) => each.key === step?.key)
    if (step === null || definition === undefined) throw new Error('the dossier stands at no step')
    return this.person(definition.role, step.agencyId)
  }

  get receptionist(): OfficerActor {
    return this.person('receptionist', agencies.intake)
  }

  later(milliseconds: number): this {
    this.now += milliseconds
    return this
  }

  facts(actor: Actor, verb: VerbName, input: unknown = {}): Facts {
    const place = lastVerbEntry(this.history)
    const last = this.history[place]
    const before = replay(this.history.slice(0, place))
    return {
      now: this.now,
      officerId: actor.kind === 'officer' ? actor.officerId : null,
      agencyId: permissionFor(verb, this.state, this.flow, actor)?.mandate?.agencyId ?? null,
      procedure: this.procedure,
      flow: this.flow,
      calendarOf: () => calendar,
      seal: () => sealedRef(),
      newId: () => newId(),
      isAgency: (id) => (Object.values(agencies) as string[]).includes(id),
      ...(verb === 'redirect' ? { place: this.placeAt((input as { to: AgencyId }).to) } : {}),
      ...(verb === 'accept' ? { code: 'H33.00-261118-0001', ...this.#offline() } : {}),
      ...(verb === 'correct' && last !== undefined ? { last: { version: place + 1, event: last.event, before } } : {}),
      holdsRole: (officerId, role, agencyId) =>
        [...this.people.values()].some(
          (person) =>
            person.officerId === officerId &&
            person.mandates.some((mandate) => mandate.role === role && mandate.agencyId === agencyId),
        ),
    }
  }

  /** The dossier as it would stand at another commune. */
  placeAt(to: AgencyId): NonNullable<Facts['place']> {
    const before = this.state.units
    const units = { ...before, intake: to, competent: to === before.intake ? before.competent : to, return: to }
    return { units, stepAgencies: { ...this.state.stepAgencies } }
  }

  /** Carries out a verb or throws the refusal; the state moves on. Gives the new events. */
  act(verb: VerbName, actor: Actor, input: unknown = {}): DossierEvent[] {
    if (permissionFor(verb, this.state, this.flow, actor) === null) throw refusals.not_yours_to_do()
    const code = refusalOfState(verb, this.state, this.flow)
    if (code !== null) throw refusals[code]()
    const rule = verbs[verb] as unknown as Verb<TSchema>
    const events = rule.decide(this.state, input as never, this.facts(actor, verb, input))
    for (const event of events) this.tell(event, actor.kind === 'officer' ? actor.userId : null)
    return events
  }

  /** Writes an entry that no verb decides: of the cash desk, of the system itself. */
  tell(event: DossierEvent, by: UserId | null = null): this {
    this.state = evolve(this.state, event, this.now)
    this.history.push({ event, at: this.now, by })
    return this
  }

  #offline(): Pick<Facts, 'offline'> {
    if (this.#offlineMinutes === undefined) return {}
    const filedAt = this.now - this.#offlineMinutes * 60_000
    return { offline: { kitId: newId(), recordId: newId(), declaredAt: filedAt, skewMs: 0, filedAt } }
  }

  accept(): this {
    this.act('accept', this.receptionist)
    return this
  }

  /** Forwards along the flow's first moves until that step. */
  forwardTo(key: string): this {
    while (this.state.step?.key !== key) {
      const step = this.flow.steps.find((each) => each.key === this.state.step?.key)
      const next = step?.next[0]?.to
      if (next === undefined) throw new Error(`no way to ${key}`)
      if (step?.kind === 'approve' && this.state.approval === null) {
        this.act('approve', this.stepOfficer(), { outcome: 'granted' })
      }
      this.act('forward', this.stepOfficer(), { to: next })
    }
    return this
  }

  askSupplement(changes: Record<string, unknown> = {}): this {
    const until = new Date(this.now + 10 * DAY).toISOString()
    const actor = this.state.acceptedAt === null ? this.receptionist : this.stepOfficer()
    this.act('request_supplement', actor, { componentKeys: ['ban-ve'], reason: words, until, ...changes })
    return this
  }

  supply(keys: readonly string[] = ['ban-ve']): this {
    this.act('supply', this.owner, { attachments: keys.map((componentKey) => ({ componentKey, ...file })), papers: [] })
    return this
  }
}

const routes: Record<LegalState, (play: Play) => unknown> = {
  submitted: () => undefined,
  intake_supplement: (play) => play.askSupplement(),
  refused: (play) => play.act('refuse_intake', play.receptionist, { reason: words, legalBasis: words }),
  accepted: (play) => play.accept(),
  in_process: (play) => play.accept().forwardTo('tham-dinh'),
  supplement_requested: (play) => play.accept().forwardTo('tham-dinh').askSupplement(),
  payment_requested: (play) => {
    play.accept().forwardTo('tham-dinh')
    const until = new Date(play.now + 5 * DAY).toISOString()
    play.act('request_payment', play.stepOfficer(), { amount: 50_000, legalGround: words, until })
  },
  suspended: (play) => {
    play.accept().forwardTo('tham-dinh')
    play.act('suspend', play.stepOfficer(), { because: 'external', reason: words })
  },
  withdrawn: (play) => play.act('withdraw', play.owner),
  stopped: (play) => {
    play.accept().forwardTo('tham-dinh')
    play.act('stop', play.receptionist, { reason: words, legalBasis: words })
  },
  resolved: (play) => {
    play.accept().forwardTo('ky-duyet')
    play.act('approve', play.stepOfficer(), { outcome: 'granted', result })
  },
  returned: (play) => {
    routes.resolved(play)
    play.act('return_result', play.person('receptionist', agencies.return), { to: words, by: 'online' })
  },
}

/** A dossier that has come to the legal state by the shortest way, at the appraisal step where it stands at one. */
export function playTo(state: LegalState, options: PlayOptions = {}): Play {
  const play = new Play(options)
  routes[state](play)
  if (play.state.legal !== state) throw new Error(`${state} was not reached`)
  return play
}
