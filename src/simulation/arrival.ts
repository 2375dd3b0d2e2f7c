import { prepareSubmission, type RecordedPerson, type Submission } from '../modules/casework/index.ts'
import type { Channel } from '../modules/catalogue/index.ts'
import type { CitizenActor, Mandate } from '../modules/organisation/index.ts'
import { makeSealedPerson, type PersonProfile, sealProfile } from '../modules/vault/index.ts'
import { type AgencyId, newId, type UserId } from '../platform/ids.ts'
import type { SubjectKey } from '../platform/sealing/keyring.ts'
import type { Agent, Goal, World } from './agent.ts'
import type { Applicants } from './applicants.ts'
import type { StoredScan } from './demo-scans.ts'
import type { Offer } from './offers.ts'
import type { Timed } from './queue.ts'
import type { Random } from './random.ts'
import type { Recorder } from './recorder.ts'
import type { NamedOfficer } from './staff.ts'

/** A dossier about to be handed in. */
export interface Arrival extends Timed {
  random: Random
  offer: Offer
  channel: Channel
  commune: { unitCode: string }
  /** The counter where it is handed in, for those not filed online. */
  centreId: AgencyId
  goal: Goal | null
  /** A citizen of the demonstration; null for anybody. */
  citizen: KnownApplicant | null
  ownResult: StoredScan | null
}

/** Somebody who may file again. */
export interface KnownApplicant {
  actor: CitizenActor
  key: SubjectKey
  profile: PersonProfile
}

const MOST_REMEMBERED = 4000

/** Who files: new people, and now and then one who filed before. */
export class Filers {
  readonly #applicants: Applicants
  readonly #known: Record<'citizen' | 'organisation', KnownApplicant[]> = { citizen: [], organisation: [] }

  constructor(applicants: Applicants) {
    this.#applicants = applicants
  }

  draw(arrival: Arrival, world: World, recorder: Recorder): RecordedPerson & { actor: CitizenActor } {
    const { random, offer, at } = arrival
    const isOrganisation =
      offer.audience === 'organisations' ||
      (offer.audience === 'both' && random.chance(world.demand.shares.organisation))
    const known = this.#known[isOrganisation ? 'organisation' : 'citizen']
    const again =
      arrival.citizen ??
      (known.length > 0 && random.chance(world.demand.shares.knownApplicant) ? random.pick(known) : null)
    if (again !== null)
      return { ...again, personId: again.actor.personId, profileValue: sealProfile(again.key, again.profile, at) }
    const profile =
      (isOrganisation ? this.#applicants.organisation(random, arrival.commune) : undefined) ??
      (isOrganisation && known.length > 0 ? undefined : this.#applicants.citizen(random, arrival.commune))
    if (profile === undefined) {
      const other = random.pick(known)
      return { ...other, personId: other.actor.personId, profileValue: sealProfile(other.key, other.profile, at) }
    }
    return this.#record(profile, { world, recorder, at, known, random })
  }

  #record(
    profile: PersonProfile,
    by: { world: World; recorder: Recorder; at: number; known: KnownApplicant[]; random: Random },
  ): RecordedPerson & { actor: CitizenActor } {
    const made = makeSealedPerson(by.world.keys, profile, by.at)
    const [row] = made.valueRows
    if (row === undefined) throw new Error('a person is made with a profile')
    by.recorder.addPerson(made.personRow)
    // Only demonstration citizens have accounts; the others' account ids stand for nobody.
    const actor: CitizenActor = { kind: 'citizen', userId: newId<UserId>(by.at), personId: made.personRow.id }
    const place = by.known.length < MOST_REMEMBERED ? by.known.length : Math.floor(by.random.next() * MOST_REMEMBERED)
    by.known[place] = { actor, key: made.key, profile }
    return { actor, personId: actor.personId, key: made.key, profile, profileValue: { row, ref: made.ref } }
  }
}

/** The dossier is handed in: its first event, and how it is going to go. */
export function arrive(arrival: Arrival, filers: Filers, world: World, recorder: Recorder): Agent {
  const { random, offer, channel, at } = arrival
  const { actor: applicant, ...recorded } = filers.draw(arrival, world, recorder)
  const officer = channel === 'online' ? null : world.staff.pick(arrival.centreId, 'receptionist', random)
  const change = prepareSubmission(
    {
      context: { keys: world.keys },
      directory: world.directory,
      procedure: offer.procedure.document,
      flow: offer.flow.definition,
    },
    {
      submission: submissionOf(arrival, recorded.profile, world),
      flowVersionId: offer.flow.id,
      applicant: recorded,
      desk: officer === null ? null : receptionMandate(officer, arrival.centreId),
      now: at,
      actor: officer ?? applicant,
      commandId: null,
    },
  )
  const [head] = change.events
  if (head === undefined || change.entry === undefined) throw new Error('a new dossier has an event and an entry')
  recorder.record(change.events, change.sealed, { before: null, after: change.after, at })
  const { shares } = world.demand
  const late = arrival.goal === null && random.chance(shares.late * world.lateness(change.after.units.competent))
  return {
    at,
    order: arrival.order,
    random,
    offer,
    channel,
    state: change.after,
    head,
    key: recorded.key,
    applicantName: recorded.profile.fullName,
    applicant,
    entry: change.entry,
    apology: null,
    last: null,
    intent: null,
    pace: random.between(0.4, 0.95),
    late,
    extends: random.chance(shares.extended),
    goal: arrival.goal,
    agenda: [],
    visit: '',
    sentBack: false,
    corrected: false,
    ownResult: arrival.ownResult,
    fees: null,
    resumes: undefined,
  }
}

function receptionMandate(officer: NamedOfficer, centreId: AgencyId): Mandate {
  const found = officer.mandates.find((mandate) => mandate.agencyId === centreId && mandate.role === 'receptionist')
  if (found === undefined) throw new Error(`${officer.displayName} does not receive there`)
  return found
}

function submissionOf(arrival: Arrival, profile: PersonProfile, world: World): Submission {
  const { offer, channel, commune, random } = arrival
  const { hash, mediaType, size } = world.scan
  const online = channel === 'online'
  return {
    procedureVersionId: offer.procedure.id,
    caseKey: offer.caseKey,
    channel,
    applicant: profile,
    ...(offer.competentId === null ? { communeCode: commune.unitCode } : {}),
    ...(offer.needsCommune ? { processingCommuneCode: commune.unitCode } : {}),
    answers: { content: random.pick(world.texts.content) },
    attachments: online
      ? offer.papers.map((component) => ({ componentKey: component.key, fileHash: hash, mediaType, size }))
      : [],
    papers: online
      ? []
      : offer.papers.map(({ key, originals, copies }) => ({
          componentKey: key,
          originals: originals ?? 0,
          copies: Math.max(copies ?? 1, originals === null ? 1 : 0),
        })),
  }
}
