import { createHash, randomBytes } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId, type PersonId } from '../../platform/ids.ts'
import { INVITATION_DAYS, type RatingEvent, type RatingSteps } from './rating.ts'

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
  steps?: RatingSteps
  /** Opened by an officer on a tablet: it takes a first rating, and neither shows nor changes one. */
  atDesk?: boolean
}

/** Makes a link by which a rating may be given, in the caller's transaction, and gives its token, which is kept nowhere here. */
export async function inviteToRate(tx: Transaction, request: InvitationRequest): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await query(
    tx,
    `INSERT INTO feedback_invitation (id, token_hash, dossier_id, event, person_id, agency_id, steps, at_desk, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, platform_now() + make_interval(days => $9))`,
    [
      newId(),
      hashOf(token),
      request.dossierId,
      request.event,
      request.personId,
      request.agencyId,
      request.steps ?? 5,
      request.atDesk ?? false,
      INVITATION_DAYS,
    ],
  )
  return token
}

export interface Invitation {
  dossierId: DossierId
  event: RatingEvent
  personId: PersonId
  agencyId: AgencyId
  steps: RatingSteps
  atDesk: boolean
  endsAt: Date
  now: Date
}

/** The invitation behind a token; undefined when there is none. */
export async function findInvitation(on: Parameters<typeof query>[0], token: string): Promise<Invitation | undefined> {
  if (!TOKEN.test(token)) return undefined
  const [row] = await query<Invitation>(
    on,
    `SELECT dossier_id AS "dossierId", event, person_id AS "personId", agency_id AS "agencyId", steps, at_desk AS "atDesk",
       ends_at AS "endsAt", platform_now() AS now
     FROM feedback_invitation WHERE token_hash = $1`,
    [hashOf(token)],
  )
  return row
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
