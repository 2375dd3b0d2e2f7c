import { localDate } from '../../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, MandateId, OfficerId, UserId } from '../../../platform/ids.ts'
import { type Actor, agencyTree, type Mandate, type OfficerActor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { offlineRefusals } from './errors.ts'

export interface KitRow {
  id: string
  deviceId: string
  agencyId: AgencyId
  mandateId: MandateId
  officerId: OfficerId
  userId: UserId
  /** 64 hex digits. */
  contentHash: string
  issuedAt: Date
  expiresAt: Date
  closedAt: Date | null
}

/** The machine's ordinal at this counter: it is new, or known. Holds its row until the transaction ends. */
export async function enterDevice(tx: Transaction, deviceId: string, agencyId: AgencyId): Promise<number> {
  const find = () =>
    query<{ ordinal: number }>(
      tx,
      'SELECT ordinal FROM casework_offline_device WHERE id = $1 AND agency_id = $2 FOR UPDATE',
      [deviceId, agencyId],
    )
  const [known] = await find()
  if (known !== undefined) return known.ordinal
  // One machine of a counter at a time gets its ordinal.
  await query(tx, `SELECT pg_advisory_xact_lock(hashtextextended('casework_offline_device ' || $1::text, 0))`, [
    agencyId,
  ])
  await query(
    tx,
    `INSERT INTO casework_offline_device (id, agency_id, ordinal)
     SELECT $1, $2, coalesce(max(ordinal), 0) + 1 FROM casework_offline_device WHERE agency_id = $2
     ON CONFLICT (id, agency_id) DO NOTHING`,
    [deviceId, agencyId],
  )
  const [made] = await find()
  if (made === undefined) throw new Error('the device was not entered')
  return made.ordinal
}

/** The machine's kits before this one are closed by it. */
export async function insertKit(tx: Transaction, kit: Omit<KitRow, 'closedAt'>): Promise<void> {
  await query(
    tx,
    `UPDATE casework_offline_kit SET closed_at = platform_now()
     WHERE device_id = $1 AND agency_id = $2 AND closed_at IS NULL`,
    [kit.deviceId, kit.agencyId],
  )
  const { id, deviceId, agencyId, mandateId, officerId, userId, contentHash, issuedAt, expiresAt } = kit
  await query(
    tx,
    `INSERT INTO casework_offline_kit (id, device_id, agency_id, mandate_id, officer_id, user_id, content_hash, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9)`,
    [id, deviceId, agencyId, mandateId, officerId, userId, contentHash, issuedAt, expiresAt],
  )
}

async function findKit(reader: Reader, id: string): Promise<KitRow | undefined> {
  const [row] = await query<KitRow>(
    reader,
    `SELECT id, device_id AS "deviceId", agency_id AS "agencyId", mandate_id AS "mandateId", officer_id AS "officerId",
       user_id AS "userId", encode(content_hash, 'hex') AS "contentHash", issued_at AS "issuedAt",
       expires_at AS "expiresAt", closed_at AS "closedAt"
     FROM casework_offline_kit WHERE id = $1`,
    [id],
  )
  return row
}

/** A kit and the quality in which somebody deals with it. */
export interface OwnKit {
  kit: KitRow
  actor: OfficerActor
  mandate: Mandate
}

/**
 * The kit, for a receptionist of the counter it was given to: a colleague may send in what an officer wrote down who holds the
 * mandate no more. For everybody else there is no such kit; its own officer is told that the mandate has ended.
 */
export async function getOwnKit(context: CaseworkContext, actor: Actor, id: string): Promise<OwnKit> {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
  const kit = actor.kind === 'officer' ? await findKit(context.db.read, id) : undefined
  if (kit === undefined || actor.kind !== 'officer') throw offlineRefusals.kit_not_found()
  const mandate = actor.mandates.find((one) => one.agencyId === kit.agencyId && one.role === 'receptionist')
  if (mandate !== undefined) return { kit, actor, mandate }
  throw kit.userId === actor.userId ? offlineRefusals.mandate_ended() : offlineRefusals.kit_not_found()
}

/** Refuses `agency_closed`: nobody is received at a counter that exists no more. */
export async function requireOpenAgency(context: CaseworkContext, agencyId: AgencyId): Promise<void> {
  const agency = (await agencyTree(context.db.read)).byId(agencyId)
  if (agency === undefined || (agency.validTo !== null && agency.validTo <= localDate(Date.now()))) {
    throw offlineRefusals.agency_closed()
  }
}
