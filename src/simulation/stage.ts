import { limitInWorkingMinutes } from '../modules/casework/index.ts'
import { effectiveLimit, type FlowStep } from '../modules/catalogue/index.ts'
import { DAY_MS } from '../platform/civil-date.ts'
import type { Goal } from './agent.ts'
import type { Arrival, KnownApplicant } from './arrival.ts'
import { type Commune, counterOf, type Province } from './demander.ts'
import type { Offer } from './offers.ts'
import { Random, Weighted } from './random.ts'
import type { Desks, GoalKind } from './simulation-files.ts'
import type { SimulationRequest } from './simulation-request.ts'

const FIRST_ORDER = 100_000_000
const MOST_SHARE = 0.5
/** Working minutes a dossier on its way to a desk spends at each step before it. */
const HOP_MINUTES = 35

type Desk = Desks['desks'][number]

/**
 * Dossiers led to the desks of the demonstration's officers and to its citizens, so that nobody finds an empty list. They
 * are handed in and decided like all others; only how far they come is settled beforehand. At most half of all dossiers.
 */
export function stageArrivals(province: Province, request: SimulationRequest): Arrival[] {
  const { desks, citizens } = request.files.desks
  const places = desks.map((desk) => deskArrivals(province, desk, request))
  const own = request.citizens.flatMap((citizen, index) =>
    citizenArrivals(province, citizen, { kinds: citizens, index, request }),
  )
  const most = Math.floor(request.dossiers * MOST_SHARE)
  return [...own, ...inTurn(places)]
    .slice(0, most)
    .map((arrival, index) => ({ ...arrival, order: FIRST_ORDER + index }))
}

/** The first of each, then the second of each: a short list still serves every desk. */
function inTurn<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1))).flat()
}

function deskArrivals(province: Province, desk: Desk, request: SimulationRequest): Arrival[] {
  const { directory, staff, seed } = province
  const agency = directory.bySlug(desk.agency)
  const name = request.officerNames.get(desk.officer)
  const officer = agency === undefined || name === undefined ? undefined : staff.named(name, agency.id, desk.role)
  if (agency === undefined || officer === undefined) return []
  const offers = province.offers.filter(
    (offer) =>
      (desk.fields === undefined || desk.fields.includes(offer.procedure.document.field.key)) &&
      comesTo(province, offer, desk, agency.id) !== undefined,
  )
  if (offers.length === 0) return []
  const weighted = new Weighted(offers, (offer) => offer.weight)
  const at = { agencyId: agency.id, role: desk.role, officerId: officer.officerId }
  return Array.from({ length: desk.dossiers }, (_, place) => {
    const random = new Random(seed, hashOf(`${desk.officer} ${place}`))
    const { dueOffsets, waits } = request.files.desks
    const offset = dueOffsets[place % dueOffsets.length] ?? 0
    const offer = weighted.draw(random)
    const commune = comesTo(province, offer, desk, agency.id) ?? random.pick(province.communes)
    if (desk.role === 'receptionist') return receptionArrival(province, { offer, commune, random, place, offset, at })
    const wait = desk.role === 'handler' && place % 3 === 2 ? waits[Math.floor(place / 3) % waits.length] : undefined
    const goal: Goal = { kind: wait ?? 'desk', at }
    const submittedAt = submissionFor(province, offer, { role: desk.role, agencyId: agency.id, offset })
    return arrivalOf(province, { offer, commune, random, goal, at: submittedAt })
  })
}

/** The commune for which a dossier of this kind comes to the desk; undefined when none does. */
function comesTo(province: Province, offer: Offer, desk: Desk, agencyId: Commune['id']): Commune | undefined {
  const { directory, communes } = province
  const first = communes[0]
  if (desk.role === 'receptionist') {
    if (offer.competentId !== null) return counterOf(directory, offer.competentId) === agencyId ? first : undefined
    return communes.find((commune) => counterOf(directory, commune.id) === agencyId)
  }
  const steps = stepsFor(offer, desk.role)
  if (steps.length === 0) return undefined
  return offer.competentId === null
    ? communes.find((commune) => commune.id === agencyId)
    : offer.competentId === agencyId
      ? first
      : undefined
}

function stepsFor(offer: Offer, role: string): FlowStep[] {
  return offer.flow.definition.steps.filter((step) => step.agency === 'competent' && step.role === role)
}

/** When a dossier must be handed in so that its step at the desk falls due `offset` working hours after the end. */
function submissionFor(
  province: Province,
  offer: Offer,
  desk: { role: string; agencyId: Commune['id']; offset: number },
): number {
  const { until, directory } = province
  const calendar = directory.calendarOf(desk.agencyId)
  const { limit } = effectiveLimit(offer.procedure.document, { caseKey: offer.caseKey, channel: 'online' })
  const steps = offer.flow.definition.steps
  const step = stepsFor(offer, desk.role)[0]
  if (limit === null || step === undefined) return until - DAY_MS
  const allotted = Math.round(limitInWorkingMinutes(calendar, limit, until - 30 * DAY_MS) * step.share)
  const minutes = desk.offset * 60
  const due =
    minutes >= 0 ? calendar.addWorkingMinutes(until, minutes) : calendar.subtractWorkingMinutes(until, -minutes)
  const entered = Math.min(calendar.subtractWorkingMinutes(due, allotted), calendar.subtractWorkingMinutes(until, 20))
  return Math.floor(calendar.subtractWorkingMinutes(entered, HOP_MINUTES * (steps.indexOf(step) + 1)))
}

function receptionArrival(
  province: Province,
  by: { offer: Offer; commune: Commune; random: Random; place: number; offset: number; at: NonNullable<Goal['at']> },
): Arrival {
  const { offer, commune, random, place } = by
  const calendar = province.directory.calendarOf(by.at.agencyId)
  const kinds = ['submitted', 'desk', 'resolved'] as const
  const kind = kinds[place % kinds.length] ?? 'submitted'
  const goal: Goal = kind === 'desk' ? { kind, at: by.at } : { kind, at: null }
  const back = kind === 'resolved' ? random.between(1500, 4000) : random.between(40, 420) + Math.max(0, -by.offset) * 60
  const at = Math.floor(calendar.subtractWorkingMinutes(province.until, back))
  return arrivalOf(province, { offer, commune, random, goal, at })
}

/** How long before the end a citizen's dossier was handed in, in days, by the state it is to reach. */
const DAYS_BEFORE: Record<GoalKind, readonly [number, number]> = {
  submitted: [0.05, 0.3],
  supplement: [3, 5],
  opinion: [2.5, 4],
  suspended: [3, 6],
  payment: [3, 5],
  resolved: [7, 12],
  returned: [30, 90],
}

function citizenArrivals(
  province: Province,
  citizen: KnownApplicant,
  by: { kinds: readonly GoalKind[]; index: number; request: SimulationRequest },
): Arrival[] {
  const home = province.communes.find((commune) => commune.unitCode === citizen.profile.address?.communeCode)
  const commune = home ?? province.communes[0]
  const wrong = citizen.profile.kind === 'citizen' ? 'organisations' : 'citizens'
  if (commune === undefined) return []
  const used = new Set<Offer['procedure']['id']>()
  return by.kinds.flatMap((kind, place) => {
    const random = new Random(province.seed, hashOf(`citizen ${by.index} ${place}`))
    const fitting = province.offers.filter(
      (offer) => offer.audience !== wrong && !used.has(offer.procedure.id) && canReach(province, offer, kind),
    )
    if (fitting.length === 0) return []
    const offer = new Weighted(fitting, (candidate) => candidate.weight ** 2).draw(random)
    used.add(offer.procedure.id)
    const [least, most] = DAYS_BEFORE[kind]
    const at = Math.floor(province.until - random.between(least, most) * DAY_MS)
    const own = by.request.scans.own
    const hasResult = kind === 'resolved' || kind === 'returned'
    const ownResult = hasResult ? (own[(by.index * by.kinds.length + place) % Math.max(1, own.length)] ?? null) : null
    return [{ ...arrivalOf(province, { offer, commune, random, goal: { kind, at: null }, at }), citizen, ownResult }]
  })
}

function canReach(province: Province, offer: Offer, kind: GoalKind): boolean {
  const steps = offer.flow.definition.steps.filter((step) => step.kind === 'process')
  if (kind === 'supplement') return offer.askable.length > 0 && steps.some((step) => step.mayRequestSupplement)
  if (kind === 'suspended') return steps.some((step) => step.maySuspend)
  if (kind === 'payment') return offer.amounts.length > 0
  if (kind !== 'opinion') return true
  return steps.some(
    (step) =>
      step.mayAskOpinion &&
      (step.opinionAgencies ?? []).some((slug) => {
        const agency = province.directory.bySlug(slug)
        return agency !== undefined && agency.id !== offer.competentId && province.staff.has(agency.id, 'handler')
      }),
  )
}

function arrivalOf(
  province: Province,
  by: { offer: Offer; commune: Commune; random: Random; goal: Goal; at: number },
): Arrival {
  const centreId = counterOf(province.directory, by.offer.competentId ?? by.commune.id)
  return { ...by, order: 0, channel: 'online', centreId, citizen: null, ownResult: null }
}

/** A small number from a text, for a stream of its own. */
function hashOf(text: string): number {
  let hash = 5381
  for (const character of text) hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0
  return 8_000_000 + (hash % 1_000_000_000)
}
