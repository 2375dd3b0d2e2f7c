import { epochDayOf, type IsoDate, startOfLocalDay } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import type { DossierEvent } from '../casework/index.ts'
import { stocksOf } from './facts/book-fact.ts'
import { isDossierEvent } from './facts/event-types.ts'
import { type DossierFact, lateFrom, overdueFrom } from './facts/fact.ts'
import { flowConditions } from './facts/fact-conditions.ts'
import { foldFact } from './facts/fold-fact.ts'
import { type Measure, measures, type StockMeasure } from './facts/measure.ts'
import type { Period } from './figures-reader.ts'

/** A figure to be opened. Agencies are the agency of the figure and everything below it. */
export interface Figure {
  measure: Measure
  agencyIds: readonly AgencyId[]
  /** The agencies are those that took the dossiers in, not those that decide: the figures of a one-stop centre. */
  takenIn?: boolean
  /** Only of these procedures; left out: of all. */
  procedureCodes?: readonly string[]
  /** Flows: the days counted. Stocks: how it stood at the end of `to`. Late of a cohort: received in the period, as it stood at its end. */
  period: Period
}

/** A dossier behind a figure. */
export interface DossierBehind {
  id: DossierId
  code: string | null
  procedureCode: string
  agencyId: AgencyId
  channel: string
  acceptedAt: Date | null
  dueAt: Date | null
  endedAt: Date | null
  ending: string | null
  punctuality: string | null
  /** It was counted then and taken back by a counter-entry later. */
  reversed: boolean
}

/** The columns of `DossierBehind` that a row has. */
export const COLUMNS = `id, code, procedure_code AS "procedureCode", agency_id AS "agencyId", channel, accepted_at AS "acceptedAt",
  coalesce(held_due_at, due_at) AS "dueAt", ended_at AS "endedAt", ending, punctuality`

export const PROCEDURES = '($4::text[] IS NULL OR procedure_code = ANY ($4))'

/** The first dossiers behind a figure, in the order of their ids after `after`; at most `limit`. */
export async function listBehindFigure(
  reader: Reader,
  figure: Figure,
  page: { after: DossierId | null; limit: number },
): Promise<DossierBehind[]> {
  const kind = measures[figure.measure].kind
  if (kind === 'flow') return listFlow(reader, figure, page)
  return listStanding(reader, figure, page)
}

export const NONE = '00000000-0000-0000-0000-000000000000'
function placeOf({ takenIn }: Figure): string {
  return takenIn === true ? 'intake_agency_id' : 'agency_id'
}

export function parametersOf({ agencyIds, procedureCodes, period }: Omit<Figure, 'measure'>): unknown[] {
  return [
    agencyIds,
    new Date(startOfLocalDay(epochDayOf(period.from))),
    new Date(startOfLocalDay(epochDayOf(period.to) + 1)),
    procedureCodes ?? null,
  ]
}

/** Dossiers counted and still counted, and those counted in the period and taken back after it. */
async function listFlow(
  reader: Reader,
  figure: Figure,
  { after, limit }: { after: DossierId | null; limit: number },
): Promise<DossierBehind[]> {
  const condition = flowConditions[figure.measure]
  if (condition === undefined) return []
  return query<DossierBehind>(
    reader,
    `SELECT * FROM (
       SELECT ${COLUMNS}, false AS reversed FROM indicators_dossier
       WHERE ${placeOf(figure)} = ANY ($1::uuid[]) AND ${condition.at} >= $2 AND ${condition.at} < $3 AND ${condition.also}
         AND ${PROCEDURES} AND id > $5
       UNION
       SELECT ${COLUMNS}, true FROM indicators_dossier WHERE ${PROCEDURES} AND id > $5 AND id IN (
         SELECT dossier_id FROM indicators_reversal
         WHERE agency_id = ANY ($1::uuid[]) AND measure = $7 AND counted_at >= $2 AND counted_at < $3 AND reversed_at >= $3)
     ) AS behind ORDER BY id LIMIT $6`,
    [...parametersOf(figure), after ?? NONE, limit, measures[figure.measure].number],
  )
}

export const CANDIDATES = 500

/**
 * How dossiers stood on a day is told by folding their own events up to it: candidates come from their dates, so that the list is the
 * count's for any past day.
 */
async function listStanding(
  reader: Reader,
  figure: Figure,
  { after, limit }: { after: DossierId | null; limit: number },
): Promise<DossierBehind[]> {
  const found: DossierBehind[] = []
  const moment = await lookedAt(reader, figure.period.to)
  let last = after ?? NONE
  for (;;) {
    const candidates = await query<DossierBehind>(
      reader,
      `SELECT ${COLUMNS}, false AS reversed FROM indicators_dossier
       WHERE ${placeOf(figure)} = ANY ($1::uuid[]) AND ${candidateCondition(figure.measure)} AND ${PROCEDURES} AND id > $5
       ORDER BY id LIMIT ${CANDIDATES}`,
      [...parametersOf(figure), last],
    )
    for (const candidate of candidates) {
      if (await stoodSo(reader, candidate.id, { measure: figure.measure, end: moment })) found.push(candidate)
      if (found.length === limit) return found
    }
    const end = candidates.at(-1)
    if (end === undefined || candidates.length < CANDIDATES) return found
    last = end.id
  }
}

/** What could have stood so at the end of the period, by its dates now. `$2` and `$3` begin and end the period. */
function candidateCondition(measure: Measure): string {
  if (measures[measure].kind === 'cohort') return 'accepted_at >= $2 AND accepted_at < $3'
  const reversed = 'id IN (SELECT dossier_id FROM indicators_reversal WHERE reversed_at >= $3)'
  if (measure === 'to_receive')
    return `submitted_at < $3 AND $2::timestamptz IS NOT NULL AND (coalesce(accepted_at, ended_at, 'infinity') >= $3 OR ${reversed})`
  if (measure === 'to_return')
    return `ended_at < $3 AND $2::timestamptz IS NOT NULL AND (coalesce(returned_at, 'infinity') >= $3 OR ${reversed})`
  return `accepted_at < $3 AND $2::timestamptz IS NOT NULL AND (coalesce(ended_at, 'infinity') >= $3 OR ${reversed})`
}

/** The end of a day, or this moment when that is still to come: a list shows what is so, not what time will bring. */
export async function lookedAt(reader: Reader, day: IsoDate): Promise<number> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return Math.min(startOfLocalDay(epochDayOf(day) + 1) - 1, row?.now.getTime() ?? 0)
}

async function stoodSo(
  reader: Reader,
  id: DossierId,
  { measure, end }: { measure: Measure; end: number },
): Promise<boolean> {
  const [fact = null] = await factsAt(reader, id, [end])
  return fact !== null && countsAs(fact, measure, end)
}

/** The fact as it was at each of some moments, in their order; null before the dossier was there. */
export async function factsAt(
  reader: Reader,
  id: DossierId,
  moments: readonly number[],
): Promise<(DossierFact | null)[]> {
  const found: (DossierFact | null)[] = moments.map(() => null)
  let fact: DossierFact | null = null
  for (const { type, payload, recordedAt } of await readStream(reader, id)) {
    const at = recordedAt.getTime()
    if (!isDossierEvent(type)) continue
    fact = foldFact(fact, { type, payload } as unknown as DossierEvent, at, () => 0).fact
    for (const [index, moment] of moments.entries()) if (at <= moment) found[index] = fact
  }
  return found
}

function countsAs(fact: DossierFact, measure: Measure, end: number): boolean {
  const channel = fact.channel === 'online' ? 'online' : 'direct'
  const since = (from: number | null) => from !== null && from <= end
  switch (measure) {
    case 'overdue':
      return since(overdueFrom(fact))
    case 'late':
      return since(lateFrom(fact))
    case 'withdrawn_online_of':
    case 'withdrawn_direct_of':
    case 'stopped_online_of':
    case 'stopped_direct_of':
      return measure === `${fact.ending}_${channel}_of`
    default:
      return stocksOf(fact).includes(measure as StockMeasure)
  }
}
