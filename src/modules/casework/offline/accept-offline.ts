import { localDate, localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { Transaction } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { Directory } from '../context.ts'
import type { OfflineFacts } from '../events.ts'
import { offlineRefusals } from './errors.ts'
import { filingTime } from './filing-time.ts'
import { spendNumber } from './number-store.ts'
import { numberIn } from './numbering.ts'

/** A dossier that was received without network, as its record says. */
export interface OfflineFiling {
  kitId: string
  recordId: string
  deviceId: string
  /** The counter the kit was given to. */
  agencyId: AgencyId
  /** The reserved code on the receipt; null: it could not be used, the dossier takes the next code of the day. */
  code: string | null
  /** The machine's clock, epoch milliseconds, and how far it was off. */
  deviceAt: number
  skewMs: number
  /** When the kit was given out. */
  issuedAt: number
}

/**
 * Verifies and uses the reserved code in the accepting transaction: it must belong to a block of this machine, of the unit that
 * receives, and be unused; its day must be that of the filing. Gives the code (none when another is to be taken) and the legal filing time.
 */
export async function factsOfFiling(
  tx: Transaction,
  filing: OfflineFiling,
  { intake, now, directory }: { intake: AgencyId; now: number; directory: Directory },
): Promise<{ code?: string; offline: OfflineFacts }> {
  const told = { kitId: filing.kitId, recordId: filing.recordId, declaredAt: filing.deviceAt, skewMs: filing.skewMs }
  const spoken = { deviceAt: filing.deviceAt, skewMs: filing.skewMs }
  if (filing.code === null) {
    const { at } = filingTime({ ...spoken, notBefore: filing.issuedAt, notAfter: now })
    return { offline: { ...told, filedAt: at } }
  }
  if (intake !== filing.agencyId) throw offlineRefusals.code_other_unit()
  const read = readReservedCode(filing.code, directory.get(intake)?.code ?? '')
  const day = localDay(Date.parse(`${read.onDate}T12:00:00+07:00`))
  if (startOfLocalDay(day) > now) throw offlineRefusals.code_not_yet()
  const { agencyId, deviceId, recordId } = filing
  await spendNumber(tx, { kind: 'dossier', agencyId, deviceId, onDate: read.onDate }, { number: read.serial, recordId })
  const { at } = filingTime({
    ...spoken,
    notBefore: Math.max(filing.issuedAt, startOfLocalDay(day)),
    notAfter: Math.min(now, startOfLocalDay(day + 1) - 1),
  })
  if (localDate(at) !== read.onDate) throw offlineRefusals.code_unknown()
  return { code: filing.code, offline: { ...told, filedAt: at } }
}

/** The day and serial of a code of this unit. Refuses `code_other_unit`, `code_unknown`. */
export function readReservedCode(code: string, unitCode: string): { onDate: string; serial: number } {
  const match = /^(.+)-(\d{2})(\d{2})(\d{2})-(\d{4,})$/.exec(code)
  if (match === null) throw offlineRefusals.code_unknown()
  const [, unit = '', year = '', month = '', day = ''] = match
  if (unit !== unitCode) throw offlineRefusals.code_other_unit()
  const onDate = `20${year}-${month}-${day}`
  const serial = numberIn(code, `${unit}-${year}${month}${day}-`)
  if (serial === null || Number.isNaN(Date.parse(onDate))) throw offlineRefusals.code_unknown()
  return { onDate, serial }
}
