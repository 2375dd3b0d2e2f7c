import { createHash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { localDate } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import type { Arrived } from './arrived.ts'
import { offlineRefusals } from './errors.ts'
import { filingTime } from './filing-time.ts'
import { getOwnKit, requireOpenAgency } from './kit-store.ts'
import { type NumberOwner, reserveNumbers, spendNumber, voidNumber } from './number-store.ts'
import { numberIn, numberText, yearStart } from './numbering.ts'
import { receiptPrefix } from './prepare-kit.ts'
import { receiveIntake, voidReserved } from './receive-intake.ts'
import { finishVisit, receiveTicket } from './receive-ticket.ts'
import {
  attachCash,
  dossierOfIntake,
  enterRecord,
  insertCash,
  lockRecord,
  noteRefusal,
  type Settlement,
  settleRecord,
} from './record-store.ts'
import { type CashBody, type RecordAnswer, RecordBody, type SentRecord } from './schemas.ts'

const checker = Compile(RecordBody)
const MOST_TRIES = 3

/**
 * Takes one record of a machine's journal: at its place in the chain first, then settled in one transaction of its own (an intake
 * becomes an accepted dossier under its reserved code, or nothing of it stands). A second press, another tab, a colleague's machine get the
 * first answer. What is refused stays open with its reason and may be sent again with a resolution.
 */
export async function receiveRecord(
  context: CaseworkContext,
  actor: Actor,
  { kitId, sent }: { kitId: string; sent: SentRecord },
): Promise<RecordAnswer> {
  const own = await getOwnKit(context, actor, kitId)
  const body = readBody(sent)
  await context.db.write((tx) => enterRecord(tx, { kit: own.kit, sent, body, from: own.actor.userId }))
  const directory = await context.directory()
  for (let tries = 0; ; tries++) {
    try {
      await requireOpenAgency(context, own.kit.agencyId)
      return await context.db.write((tx) => settleIn(tx, { ...own, context, directory, sent, body, skewMs: 0 }))
    } catch (error) {
      const raced = error instanceof Refusal && error.code === 'vault.person_recorded_meanwhile'
      if (raced && tries < MOST_TRIES) continue
      if (error instanceof Refusal) await context.db.write((tx) => noteRefusal(tx, sent.id, error.code))
      throw error
    }
  }
}

/** The record's content. Refuses `record_broken` for one whose hash is not that of its text, or that is no record at all. */
function readBody({ prevHash, hash, body }: SentRecord): RecordBody {
  const found = createHash('sha256').update(`${prevHash}\n${body}`).digest('hex')
  if (found !== hash) throw offlineRefusals.record_broken()
  const content = parsed(body)
  if (!checker.Check(content)) throw offlineRefusals.record_broken()
  return content
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw offlineRefusals.record_broken()
  }
}

async function settleIn(tx: Transaction, given: Arrived): Promise<RecordAnswer> {
  const { sent } = given
  const row = await lockRecord(tx, sent.id)
  const { skewMs } = row
  if (row.outcome !== 'open') {
    return { outcome: row.outcome, number: row.number, dossierId: row.dossierId, repeated: true, skewMs }
  }
  const settled = await settlementOf(tx, { ...given, skewMs })
  await settleRecord(tx, sent.id, { ...settled, resolution: sent.resolution })
  if (settled.dossierId !== null) await attachCash(tx, sent.id, settled.dossierId)
  if (given.body.kind === 'intake') await finishVisit(tx, { ...given, skewMs, body: given.body })
  return { ...settled, repeated: false, skewMs }
}

async function settlementOf(tx: Transaction, arrived: Arrived): Promise<Settlement> {
  const { body, sent } = arrived
  if (body.kind === 'ticket')
    return { outcome: 'done', number: await receiveTicket(tx, { ...arrived, body }), dossierId: null }
  if (body.kind === 'count') return { outcome: 'done', number: null, dossierId: null }
  if (body.kind === 'cash') return { outcome: 'done', number: await takeCash(tx, arrived, body), dossierId: null }
  if (sent.resolution?.byHand === undefined) return receiveIntake(tx, { ...arrived, body })
  await voidReserved(tx, { ...arrived, body })
  return { outcome: 'by_hand', number: null, dossierId: null }
}

/** Money was taken, so it is written down: under the number of its receipt, or, when the officer says so, under the next. */
async function takeCash(tx: Transaction, arrived: Arrived, body: CashBody): Promise<string> {
  const { kit, sent, skewMs } = arrived
  const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const now = (clock?.now ?? new Date()).getTime()
  const { at } = filingTime({ deviceAt: body.deviceAt, skewMs, notBefore: kit.issuedAt.getTime(), notAfter: now })
  const receiptNumber = await receiptOf(tx, arrived, { body, onDate: localDate(at) })
  const intake = body.intakeId
  await insertCash(tx, {
    recordId: sent.id,
    agencyId: kit.agencyId,
    officerId: kit.officerId,
    receiptNumber,
    amount: body.amount,
    purpose: body.purpose,
    intakeRecordId: intake,
    dossierId: intake === null ? null : await dossierOfIntake(tx, { kitId: kit.id, recordId: intake }),
    takenAt: new Date(at),
  })
  return receiptNumber
}

async function receiptOf(
  tx: Transaction,
  { kit, sent, directory }: Arrived,
  { body, onDate }: { body: CashBody; onDate: string },
): Promise<string> {
  const unit = directory.get(kit.agencyId)?.code ?? ''
  const year = /-NT(\d{2})-\d+$/.exec(body.receiptNumber)?.[1]
  const owner: NumberOwner = {
    kind: 'receipt',
    agencyId: kit.agencyId,
    deviceId: kit.deviceId,
    onDate: year === undefined ? yearStart(onDate) : `20${year}-01-01`,
  }
  const number = numberIn(body.receiptNumber, receiptPrefix(unit, owner.onDate))
  if (sent.resolution?.renumber !== true) {
    if (number === null) throw offlineRefusals.code_other_unit()
    await spendNumber(tx, owner, { number, recordId: sent.id })
    return body.receiptNumber
  }
  if (number !== null) await voidNumber(tx, owner, number)
  const next = { ...owner, onDate: yearStart(onDate) }
  const block = await reserveNumbers(tx, next, { size: 1, usableUntil: Date.now() + 60_000 })
  await spendNumber(tx, next, { number: block.first, recordId: sent.id })
  return numberText({ prefix: receiptPrefix(unit, next.onDate), digits: 6 }, block.first)
}
