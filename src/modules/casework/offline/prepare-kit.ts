import { createHash } from 'node:crypto'
import { DAY_MS, dateOfEpochDay, epochDayOf, localDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import { type AgencyId, newId } from '../../../platform/ids.ts'
import { blindIndex } from '../../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { type Actor, type Mandate, officerNamesById, type WorkingCalendar } from '../../organisation/index.ts'
import { linesForCounter } from '../../queue/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { offlineRefusals } from './errors.ts'
import { CODES_A_DAY, DAYS_AHEAD, FEW_LEFT, GRACE_DAYS, type Kit, RECEIPTS_A_KIT } from './kit.ts'
import { collectContents } from './kit-contents.ts'
import { enterDevice, insertKit, requireOpenAgency } from './kit-store.ts'
import { openBlocks, prolongBlocks, reserveNumbers } from './number-store.ts'
import type { NumberRange } from './numbering.ts'

export interface PrepareRequest {
  actor: Actor
  /** Made by the machine and kept there. */
  deviceId: string
  mandateId: string
}

export interface PrepareSettings {
  publicUrl: string
  mostFileBytes: number
}

export interface PreparedKit {
  kitId: string
  contentHash: string
  /** The kit as JSON text; `contentHash` is over its bytes. */
  content: string
  recoveryKey: string
}

/**
 * Prepares a machine for working without network at one counter: everything it needs to know, and numbers of its own for the next
 * days. Preparing again gives what is left of its numbers and fills them up. Refuses `not_a_receptionist`, `agency_closed`.
 */
export async function prepareKit(
  context: CaseworkContext,
  settings: PrepareSettings,
  { actor, deviceId, mandateId }: PrepareRequest,
): Promise<PreparedKit> {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
  const mandate =
    actor.kind === 'officer'
      ? actor.mandates.find((one) => one.id === mandateId && one.role === 'receptionist')
      : undefined
  if (actor.kind !== 'officer' || mandate === undefined) throw offlineRefusals.not_a_receptionist()
  const { agencyId } = mandate
  await requireOpenAgency(context, agencyId)
  const contents = await collectContents(context, agencyId)
  const lines = await linesForCounter(context.db.read, agencyId)
  const names = await officerNamesById(context.db.read, [actor.officerId])
  const calendar = (await context.directory()).calendarOf(agencyId)
  return context.db.write(async (tx) => {
    const now = await databaseTime(tx)
    const ordinal = await enterDevice(tx, deviceId, agencyId)
    const days = daysAhead(calendar, localDate(now))
    const numbers = await reserveAll(tx, { agencyId, deviceId, code: contents.counter.code, days })
    const kit: Kit = {
      format: 1,
      kitId: newId(now),
      deviceId,
      issuedAt: now,
      expiresAt: endOfDay(days.at(-1) ?? localDate(now)),
      officer: { id: actor.officerId, name: names.get(actor.officerId) ?? '', position: mandate.position },
      mandateId: mandate.id,
      ticketPrefix: `NT${ordinal}-`,
      lines: lines.map(({ key, nameVi, nameEn }) => ({ key, name: { vi: nameVi, en: nameEn } })),
      ticketsGiven: await ticketsGiven(tx, { deviceId, agencyId, onDate: localDate(now) }),
      ...numbers,
      ...contents,
      ...settings,
    }
    const content = JSON.stringify(kit)
    const contentHash = createHash('sha256').update(content).digest('hex')
    await insertKit(tx, rowOf(kit, contentHash, { userId: actor.userId, officerId: actor.officerId, mandate }))
    return { kitId: kit.kitId, contentHash, content, recoveryKey: recoveryKeyOf(context.keys, kit.kitId) }
  })
}

function rowOf(
  { kitId, deviceId, issuedAt, expiresAt }: Kit,
  contentHash: string,
  by: Pick<Parameters<typeof insertKit>[1], 'userId' | 'officerId'> & { mandate: Mandate },
): Parameters<typeof insertKit>[1] {
  const { userId, officerId, mandate } = by
  return {
    id: kitId,
    deviceId,
    agencyId: mandate.agencyId,
    mandateId: mandate.id,
    officerId,
    userId,
    contentHash,
    issuedAt: new Date(issuedAt),
    expiresAt: new Date(expiresAt),
  }
}

/** 32 bytes in base64 that belong to one kit. They open its journal when the PIN is lost, and are had only by who is logged in. */
export function recoveryKeyOf(keys: Keyring, kitId: string): string {
  return Buffer.concat(['1', '2'].map((half) => blindIndex(keys, `offline-kit-recovery-${half}`, kitId))).toString(
    'base64',
  )
}

/** Today, and the next working days of the office. */
function daysAhead(calendar: WorkingCalendar, today: string): string[] {
  return [today, ...Array.from({ length: DAYS_AHEAD - 1 }, (_, index) => calendar.addWorkingDays(today, index + 1))]
}

function endOfDay(date: string): number {
  return startOfLocalDay(epochDayOf(date) + 1) - 1
}

interface Reserving {
  agencyId: AgencyId
  deviceId: string
  /** Of the receiving unit. */
  code: string
  days: readonly string[]
}

async function reserveAll(tx: Transaction, by: Reserving): Promise<Pick<Kit, 'codes' | 'receipts'>> {
  const codes: NumberRange[] = []
  for (const onDate of by.days) {
    const usableUntil = endOfDay(dateOfEpochDay(epochDayOf(onDate) + GRACE_DAYS))
    const shape = { prefix: `${by.code}-${onDate.slice(2).replaceAll('-', '')}-`, digits: 4 }
    codes.push(...(await fill(tx, { ...by, kind: 'dossier', onDate }, { size: CODES_A_DAY, usableUntil, shape })))
  }
  const [today = ''] = by.days
  const usableUntil = endOfDay(by.days.at(-1) ?? today) + GRACE_DAYS * DAY_MS
  const { agencyId, deviceId } = by
  await prolongBlocks(tx, { kind: 'receipt', agencyId, deviceId }, usableUntil)
  const shape = { prefix: receiptPrefix(by.code, today), digits: 6 }
  const receipts = await fill(
    tx,
    { kind: 'receipt', agencyId, deviceId, onDate: today },
    { size: RECEIPTS_A_KIT, usableUntil, shape },
  )
  return { codes, receipts }
}

/** `H33.08-NT26-000123`: the counter, receipts without network, the year. */
export function receiptPrefix(unitCode: string, date: string): string {
  return `${unitCode}-NT${date.slice(2, 4)}-`
}

/** What the machine has left for a day; more is reserved when that is little. */
async function fill(
  tx: Transaction,
  owner: Parameters<typeof openBlocks>[1],
  { size, usableUntil, shape }: { size: number; usableUntil: number; shape: Pick<NumberRange, 'prefix' | 'digits'> },
): Promise<NumberRange[]> {
  const open = await openBlocks(tx, owner)
  const left = open.reduce((sum, block) => sum + block.last - block.first + 1 - block.taken.length, 0)
  if (left < FEW_LEFT) open.push({ ...(await reserveNumbers(tx, owner, { size, usableUntil })), taken: [] })
  return open.map(({ onDate, first, last, taken }) => ({ ...shape, onDate, first, last, taken }))
}

/** A machine that is prepared a second time on a day must not begin its numbers again. */
async function ticketsGiven(
  tx: Transaction,
  { deviceId, agencyId, onDate }: { deviceId: string; agencyId: AgencyId; onDate: string },
): Promise<{ onDate: string; last: number }> {
  const [row] = await query<{ last: number }>(
    tx,
    `SELECT coalesce(max(substring(r.number_text FROM '-([0-9]{1,6})$')::integer), 0) AS last
     FROM casework_offline_record r JOIN casework_offline_kit k ON k.id = r.kit_id
     WHERE k.device_id = $1 AND k.agency_id = $2 AND r.kind = 'ticket'
       AND (r.declared_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $3::date`,
    [deviceId, agencyId, onDate],
  )
  return { onDate, last: row?.last ?? 0 }
}

async function databaseTime(tx: Transaction): Promise<number> {
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  return (row?.now ?? new Date()).getTime()
}
