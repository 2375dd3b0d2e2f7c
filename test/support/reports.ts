import { followLedger } from '../../src/modules/indicators/index.ts'
import { periodsUpTo, periodWord, type ReportingPeriod } from '../../src/modules/indicators/reporting-period.ts'
import { localDate } from '../../src/platform/civil-date.ts'
import type { DossierId } from '../../src/platform/ids.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import type { TestProvince } from './province.ts'

/** The month before this one: ended, whenever the test runs. */
export function lastMonth(): ReportingPeriod {
  return monthsUpToNow()[1] as ReportingPeriod
}

/** The month that runs. */
export function thisMonth(): string {
  return periodWord(monthsUpToNow()[0] as ReportingPeriod)
}

function monthsUpToNow(): ReportingPeriod[] {
  return periodsUpTo(localDate(Date.now())).filter(({ kind }) => kind === 'month')
}

/** What happened to the dossiers of phường Phố Hiến in a month. */
export interface MonthPlayed {
  /** Resolved, not handed over yet. */
  resolved: DossierId
}

/** Two resolved, one withdrawn, two open, one of them filed online; all of phường Phố Hiến. */
export async function playMonth(province: TestProvince, month: ReportingPeriod): Promise<MonthPlayed> {
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const day = month.from.slice(0, 8)
  const filed = async (online = false) => {
    const { dossierId, citizen } = await province.submit({
      procedureCode: '1.013225',
      ...(online ? {} : { desk }),
    })
    await province.act(dossierId, 'accept', desk)
    return { dossierId, citizen }
  }
  province.setClock(`${day}05T09:00`)
  const [first, second, third] = [await filed(), await filed(true), await filed()]
  await filed()
  await filed()
  province.setClock(`${day}07T10:00`)
  await province.walk(first.dossierId)
  await province.walk(second.dossierId)
  await province.act(third.dossierId, 'withdraw', third.citizen.actor)
  province.setClock(null)
  await countAll(province)
  return { resolved: first.dossierId }
}

/** Brings the figures up to what the ledger holds. */
export async function countAll(province: TestProvince): Promise<void> {
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
}
