import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import {
  CANDIDATES,
  COLUMNS,
  type DossierBehind,
  type Figure,
  factsAt,
  lookedAt,
  NONE,
  PROCEDURES,
  parametersOf,
} from '../behind-figure.ts'
import { stocksOf } from '../facts/book-fact.ts'
import { type DossierFact, overdueFrom } from '../facts/fact.ts'
import type { SolvingColumns } from './solving-columns.ts'

export type ColumnKey = keyof SolvingColumns

/** A column of form II.06a to be opened. */
export interface ColumnFigure extends Omit<Figure, 'measure'> {
  column: ColumnKey
}

/** A dossier in a column: 1, or -1 where a counter-entry of this period takes back what an earlier one had counted. */
export interface DossierInColumn extends DossierBehind {
  weight: number
}

/**
 * The first dossiers of a column, in the order of their ids after `after`, at most `limit`; their weights add up to the column's number.
 * What a dossier counts is told by folding its own events up to the beginning and to the end of the period, so that the list is the
 * form's for any past period, whatever was entered later.
 */
export async function listBehindColumn(
  reader: Reader,
  figure: ColumnFigure,
  { after, limit }: { after: DossierId | null; limit: number },
): Promise<DossierInColumn[]> {
  const found: DossierInColumn[] = []
  const start = startOfLocalDay(epochDayOf(figure.period.from)) - 1
  const end = await lookedAt(reader, figure.period.to)
  let last = after ?? NONE
  for (;;) {
    const candidates = await query<Omit<DossierBehind, 'reversed'>>(
      reader,
      `SELECT ${COLUMNS} FROM indicators_dossier
       WHERE agency_id = ANY ($1::uuid[]) AND accepted_at < $3 AND (ended_at IS NULL OR ended_at >= $2)
         AND (${candidateConditions[figure.column]}) AND ${PROCEDURES} AND id > $5 ORDER BY id LIMIT ${CANDIDATES}`,
      [...parametersOf(figure), last],
    )
    for (const candidate of candidates) {
      const [was = null, is = null] = await factsAt(reader, candidate.id, [start, end])
      const weight = is === null ? 0 : weights[figure.column]({ was, is, end })
      if (weight !== 0) found.push({ ...candidate, weight, reversed: isOtherNow(candidate, is) })
      if (found.length === limit) return found
    }
    const final = candidates.at(-1)
    if (final === undefined || candidates.length < CANDIDATES) return found
    last = final.id
  }
}

/** How the dossier ended in the period is no longer so: a later counter-entry took it back. */
function isOtherNow({ endedAt }: Pick<DossierBehind, 'endedAt'>, is: DossierFact | null): boolean {
  return is !== null && is.endedAt !== null && is.endedAt !== (endedAt?.getTime() ?? null)
}

/** A dossier at the end of the day before the period and at the period's end. */
interface Course {
  was: DossierFact | null
  is: DossierFact
  end: number
}

type Weight = (course: Course) => number

const stands = (fact: DossierFact | null, stock: ReturnType<typeof stocksOf>[number]): number =>
  Number(fact !== null && stocksOf(fact).includes(stock))

const endsAs = (fact: DossierFact | null, ending: 'withdrawn' | 'stopped'): number => Number(fact?.ending === ending)

const ends = (fact: DossierFact | null): number => endsAs(fact, 'withdrawn') + endsAs(fact, 'stopped')

const solvedAs = (fact: DossierFact | null, punctuality: 'early' | 'on_time' | 'late' | 'undated'): number =>
  Number((fact?.ending === 'granted' || fact?.ending === 'declined') && (fact.punctuality ?? 'undated') === punctuality)

const isReceived = ({ was, is }: Course): boolean => is.acceptedAt !== null && (was === null || was.acceptedAt === null)

const receivedBy = (course: Course, isOnline: boolean): number =>
  Number(isReceived(course) && (course.is.channel === 'online') === isOnline) * (1 - ends(course.is))

const endedCarriedOver: Weight = (course) => (isReceived(course) ? 0 : ends(course.is) - ends(course.was))

const carriedOver: Weight = (course) => stands(course.was, 'open') - endedCarriedOver(course)

const solved = ({ was, is }: Course, punctuality: Parameters<typeof solvedAs>[1]): number =>
  solvedAs(is, punctuality) - solvedAs(was, punctuality)

const overdue: Weight = ({ is, end }) => {
  const from = overdueFrom(is)
  return Number(from !== null && from <= end)
}

/** What a dossier counts in each column, as `solvingColumns` sums it. */
const weights: Record<ColumnKey, Weight> = {
  toSolve: (course) => receivedBy(course, true) + receivedBy(course, false) + carriedOver(course),
  receivedOnline: (course) => receivedBy(course, true),
  receivedDirect: (course) => receivedBy(course, false),
  carriedOver,
  solved: (course) => solved(course, 'early') + solved(course, 'on_time') + solved(course, 'late'),
  solvedEarly: (course) => solved(course, 'early'),
  solvedOnTime: (course) => solved(course, 'on_time'),
  solvedLate: (course) => solved(course, 'late'),
  open: ({ is }) => stands(is, 'open'),
  openInTerm: (course) => stands(course.is, 'open') - overdue(course),
  openOverdue: overdue,
  waitingApplicant: ({ is }) => stands(is, 'waiting_applicant'),
  waitingPayment: ({ is }) => stands(is, 'waiting_payment'),
  suspended: ({ is }) => stands(is, 'suspended'),
  withdrawn: ({ was, is }) => endsAs(is, 'withdrawn') - endsAs(was, 'withdrawn'),
  stopped: ({ was, is }) => endsAs(is, 'stopped') - endsAs(was, 'stopped'),
  endedCarriedOver,
  undated: (course) => solved(course, 'undated') + stands(course.is, 'undated'),
}

const TAKEN_BACK = 'id IN (SELECT dossier_id FROM indicators_reversal WHERE reversed_at >= $2)'
const ENDED = `(ended_at >= $2 AND ended_at < $3) OR ${TAKEN_BACK}`
const OPEN = `ended_at IS NULL OR ended_at >= $3 OR ${TAKEN_BACK}`
const RECEIVED = 'accepted_at >= $2'
const CARRIED = 'accepted_at < $2'

/** Which dossiers can be in the column by their dates now: as few as these tell, never fewer than there are. */
const candidateConditions: Record<ColumnKey, string> = {
  toSolve: 'true',
  receivedOnline: RECEIVED,
  receivedDirect: RECEIVED,
  carriedOver: CARRIED,
  solved: ENDED,
  solvedEarly: ENDED,
  solvedOnTime: ENDED,
  solvedLate: ENDED,
  open: OPEN,
  openInTerm: OPEN,
  openOverdue: OPEN,
  waitingApplicant: OPEN,
  waitingPayment: OPEN,
  suspended: OPEN,
  withdrawn: ENDED,
  stopped: ENDED,
  endedCarriedOver: `${CARRIED} AND (${ENDED})`,
  undated: 'true',
}
