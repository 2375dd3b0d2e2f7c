import { createHash, randomBytes } from 'node:crypto'
import { DAY_MS } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId, type PersonId } from '../../platform/ids.ts'
import { type CaseworkContext, currentState } from '../casework/index.ts'
import { askedPerson, occasionsOf } from './occasion.ts'
import { readPlan } from './plan-store.ts'
import { type Access, INVITATION_DAYS, type RatingEvent, type RatingSteps } from './rating.ts'
import { readOwnToken, readSlipToken, type Slip } from './slip-token.ts'

/** 18 random bytes: 24 letters in an address, and nobody guesses one. */
const TOKEN_BYTES = 18
const TOKEN = /^[A-Za-z0-9_-]{24}$/

export interface InvitationRequest {
  dossierId: DossierId
  event: RatingEvent
  /** Under whose key a free text will be sealed. */
  personId: PersonId
  /** The rated agency. */
  agencyId: AgencyId
  steps: RatingSteps
  /** Opened by an officer on a tablet: it takes a first rating, and neither shows nor changes one. */
  atDesk?: boolean
  /** For whoever has just rated by the code of a slip, to change that. */
  followsSlip?: boolean
  /** Opened by the person in their account. */
  fromAccount?: boolean
}

/** Makes a link by which a rating may be given, in the caller's transaction, and gives its token, which is kept nowhere here. */
export async function insertInvitation(tx: Transaction, request: InvitationRequest): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await query(
    tx,
    `INSERT INTO feedback_invitation (id, token_hash, dossier_id, event, person_id, agency_id, steps, at_desk, follows_slip, from_account, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, platform_now() + make_interval(days => $11))`,
    [
      newId(),
      hashOf(token),
      request.dossierId,
      request.event,
      request.personId,
      request.agencyId,
      request.steps,
      request.atDesk ?? false,
      request.followsSlip ?? false,
      request.fromAccount ?? false,
      INVITATION_DAYS,
    ],
  )
  return token
}

/** What somebody may rate, and by what they came. */
export interface Invitation extends Access {
  dossierId: DossierId
  event: RatingEvent
  personId: PersonId
  agencyId: AgencyId
  steps: RatingSteps
  now: number
}

/** When somebody first spoke by a link of their own, of the rating `r`; the one place that says so in SQL (see `isOwnWay`). */
export const OWN_SINCE = `(SELECT min(said_at) FROM feedback_rating_version WHERE rating_id = r.id AND way IN ('link', 'account'))`

/** The invitation behind a token: a link's, a slip's, or that of one's own page; undefined when there is none. */
export async function findInvitation(
  { db, keys }: Pick<CaseworkContext, 'db' | 'keys'>,
  token: string,
): Promise<Invitation | undefined> {
  const slip = readSlipToken(keys, token)
  if (slip !== undefined) return invitationOfSlip(db, slip, 'slip')
  const own = readOwnToken(keys, token)
  if (own !== undefined) return invitationOfSlip(db, own, 'account')
  return TOKEN.test(token) ? invitationOfLink(db.read, token) : undefined
}

async function invitationOfSlip(
  db: CaseworkContext['db'],
  { dossierId, event }: Slip,
  way: 'slip' | 'account',
): Promise<Invitation | undefined> {
  const { state } = await currentState({ db }, dossierId)
  const occasion = occasionsOf(state).find((one) => one.event === event)
  if (occasion === undefined) return undefined
  return {
    dossierId,
    event,
    personId: askedPerson(state),
    agencyId: occasion.agencyId,
    steps: (await readPlan(db.read, state.units.intake)).steps,
    way,
    followsSlip: false,
    endsAt: occasion.at + INVITATION_DAYS * DAY_MS,
    now: await nowOf(db.read),
  }
}

interface LinkRow extends Omit<Invitation, 'way' | 'endsAt' | 'now'> {
  atDesk: boolean
  fromAccount: boolean
  endsAt: Date
  now: Date
}

async function invitationOfLink(reader: Reader, token: string): Promise<Invitation | undefined> {
  const [row] = await query<LinkRow>(
    reader,
    `SELECT dossier_id AS "dossierId", event, person_id AS "personId", agency_id AS "agencyId", steps, at_desk AS "atDesk",
       follows_slip AS "followsSlip", from_account AS "fromAccount", ends_at AS "endsAt", platform_now() AS now
     FROM feedback_invitation WHERE token_hash = $1`,
    [hashOf(token)],
  )
  if (row === undefined) return undefined
  const { atDesk, fromAccount, endsAt, now, ...rest } = row
  const way = atDesk ? 'desk' : rest.followsSlip ? 'slip' : fromAccount ? 'account' : 'link'
  return { ...rest, way, endsAt: endsAt.getTime(), now: now.getTime() }
}

async function nowOf(reader: Reader): Promise<number> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return (row?.now ?? new Date()).getTime()
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
