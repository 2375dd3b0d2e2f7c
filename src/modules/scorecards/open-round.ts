import type { Db } from '../../platform/db.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import { newStream } from '../../platform/ledger/index.ts'
import type { Actor } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { clockIn, readPlaces, unitsIn } from './place.ts'
import { organiserMandate } from './policy.ts'
import type { RoundDates } from './round.ts'
import { listVersions } from './scheme-store.ts'
import type { FullScorecard, ScorecardFile } from './scorecard-scheme.ts'
import type { SheetEvent } from './sheet.ts'
import { insertRound, writeSheet } from './sheet-store.ts'
import { at } from './statement.ts'

export interface OpenRoundRequest {
  actor: Actor
  scheme: string
  year: string
  agencyIds: readonly string[]
  /** Days as 'YYYY-MM-DD'; null where what was typed is none. */
  dates: { [Key in keyof RoundDates]: string | null }
}

export const DATE_FIELDS = { selfUntil: 'tu-cham', verifyUntil: 'tham-dinh', appealUntil: 'kien-nghi' } as const

/**
 * Opens a round with a sheet for each unit and gives its id. Refuses, at the field, a scorecard without known points, a year it does not hold
 * in, units that did not exist in the year, days out of order, and a second round of the same scorecard and year.
 */
export async function openRound(db: Db, request: OpenRoundRequest): Promise<string> {
  const { actor } = request
  const places = await readPlaces(db.read)
  const mandate = organiserMandate(actor, places)
  if (actor.kind !== 'officer' || mandate === null) throw refusals.not_found()
  const { scheme, year } = schemeFor(await listVersions(db.read, request.scheme), request.year)
  const dates = datesOf(request.dates)
  const agencyIds = [...new Set(request.agencyIds)] as AgencyId[]
  if (agencyIds.length === 0) throw at('don-vi', 'units_missing')
  const existing = new Set(unitsIn(places.tree, year, scheme.units).map(({ id }) => id))
  const stray = agencyIds.find((id) => !existing.has(id))
  if (stray !== undefined) throw at('don-vi', 'unit_unfit', { unit: places.nameOf(stray), year })
  return db.write(async (tx) => {
    const { now, today } = await clockIn(tx)
    if (dates.selfUntil < today) throw at('tu-cham', 'dates_order')
    const stamp = {
      recordedAt: now,
      actorId: actor.userId,
      mandateId: mandate.id,
      agencyId: mandate.agencyId,
      commandId: null,
    }
    const id = newId(now.getTime())
    const sheets = agencyIds.map((agencyId) => ({ id: newId(now.getTime()), agencyId }))
    const round = {
      id,
      schemeKey: scheme.tree.key,
      schemeVersion: scheme.tree.version,
      year,
      ...dates,
      openedBy: actor.userId,
    }
    const ids = sheets.map((sheet) => sheet.id)
    if (!(await insertRound(tx, round, stamp, ids))) throw at('bo-chi-so', 'round_exists', { year })
    for (const sheet of sheets) {
      const opened: SheetEvent = { type: 'SheetOpened', payload: { roundId: id, agencyId: sheet.agencyId, year } }
      await writeSheet(tx, { id: sheet.id, state: null, head: newStream(sheet.id) }, stamp, [opened])
    }
    return id
  })
}

/** The newest version that holds in the year. */
function schemeFor(versions: readonly ScorecardFile[], typedYear: string): { scheme: FullScorecard; year: number } {
  if (versions.length === 0) throw at('bo-chi-so', 'scheme_unknown')
  const full = versions.flatMap((one) => (one.kind === 'full' ? [one] : []))
  if (full.length === 0) throw at('bo-chi-so', 'scheme_without_points')
  const year = /^\d{4}$/.test(typedYear.trim()) ? Number(typedYear) : 0
  const scheme = full.find(({ tree: { years } }) => years.from <= year && year <= (years.to ?? 2100))
  if (scheme === undefined)
    throw at('nam', 'year_unfit', { from: Math.min(...full.map(({ tree }) => tree.years.from)) })
  return { scheme, year }
}

/** Days as typed, each phase later than the one before it; refused at their fields. */
export function datesOf(typed: OpenRoundRequest['dates']): RoundDates {
  const day = (key: keyof RoundDates): string => {
    const date = typed[key]
    if (date === null) throw at(DATE_FIELDS[key], 'date_unreadable')
    return date
  }
  const dates = { selfUntil: day('selfUntil'), verifyUntil: day('verifyUntil'), appealUntil: day('appealUntil') }
  if (dates.verifyUntil <= dates.selfUntil) throw at('tham-dinh', 'dates_order')
  if (dates.appealUntil <= dates.verifyUntil) throw at('kien-nghi', 'dates_order')
  return dates
}
