import { localDay } from '../../../platform/civil-date.ts'
import type { AgencyId, UserId } from '../../../platform/ids.ts'
import type { Change } from './book-fact.ts'
import type { DeclaredPayload } from './declared-events.ts'
import type { DossierFact } from './fact.ts'
import type { StepTime } from './fold-fact.ts'

/**
 * What circular 01/2018/TT-VPCP (Art. 12, 13) gives a dossier points for, 2, 1 or 0 each. The number is what tables keep and never changes.
 * `time`: indicator 1; `stay`: 2; `contact`: 3; `place`: 4; `online_late`: what 9 forbids, counted as cases without points; `attitude`:
 * complaints found true, with the points their dossiers had got and lose by indicator 7.
 */
export const evaluationItems = {
  time: 1,
  stay: 2,
  contact: 3,
  place: 4,
  online_late: 5,
  attitude: 6,
} as const satisfies Record<string, number>

export type EvaluationItem = keyof typeof evaluationItems

/** `userId` null: the agency as a whole, each dossier once; else the officer who worked on it. */
export interface EvaluationBooking {
  agencyId: AgencyId
  userId: UserId | null
  day: number
  item: EvaluationItem
  /** How many got points (0 for what only counts), and the points. */
  cases: number
  points: number
}

export type BookEvaluation = (booking: EvaluationBooking) => void

/** Who wrote the event, and the step that was left by it. */
export interface Doing {
  userId: UserId | null
  left: StepTime | null
}

/** The points an event gives or takes back, on its own day. Points 1 to 3 come with the result, the fourth with its return. */
export function bookEvaluation({ before, after, event, at }: Change, doing: Doing, book: BookEvaluation): void {
  if (before === null) return
  const day = localDay(at)
  if (isSolved(after) && !isSolved(before)) bookSolved(after, day, 1, book)
  if (!isSolved(after) && isSolved(before)) bookSolved(before, day, -1, book)
  if (after.returnedAt !== null && before.returnedAt === null) bookPlace(after, day, 1, book)
  if (after.returnedAt === null && before.returnedAt !== null) bookPlace(before, day, -1, book)
  if (WORK.has(event.type) && before.endedAt === null) bookStay(doing, day, book)
  if (event.type === 'OpinionAnswered') bookOpinion(before, event.payload.id, { at, userId: doing.userId }, book)
}

/** Events by which an officer did a step of a dossier. */
const WORK: ReadonlySet<string> = new Set(['Forwarded', 'SentBack', 'Completed'])

/** The officers who moved the dossier, each once; points are theirs. */
export function workersOf(fact: DossierFact, type: string, userId: UserId | null): readonly UserId[] {
  if (userId === null || !(WORK.has(type) || type === 'Accepted' || type === 'Approved')) return fact.workedBy
  return fact.workedBy.includes(userId) ? fact.workedBy : [...fact.workedBy, userId]
}

function isSolved({ ending }: DossierFact): boolean {
  return ending === 'granted' || ending === 'declined'
}

function bookSolved(fact: DossierFact, day: number, n: number, book: BookEvaluation): void {
  const { punctuality } = fact
  if (punctuality === 'early' || punctuality === 'on_time' || punctuality === 'late') {
    const points = { early: 2, on_time: 1, late: 0 }[punctuality]
    forAll(fact, (who) => {
      book({ ...who, day, item: 'time', cases: n, points: n * points })
    })
  }
  forAll(fact, (who) => {
    book({ ...who, day, item: 'contact', cases: n, points: n * Math.max(0, 2 - fact.supplements) })
  })
  if (punctuality === 'late' && fact.channel === 'online') {
    book({ agencyId: fact.agencyId, userId: null, day, item: 'online_late', cases: n, points: 0 })
  }
}

/** Filed online and not fetched: no agency had to be visited; else only the one-stop centre. */
function bookPlace(fact: DossierFact, day: number, n: number, book: BookEvaluation): void {
  const points = fact.channel === 'online' && fact.returnedBy !== 'counter' ? 2 : 1
  forAll(fact, (who) => {
    book({ ...who, day, item: 'place', cases: n, points: n * points })
  })
}

function forAll(fact: DossierFact, one: (who: { agencyId: AgencyId; userId: UserId | null }) => void): void {
  const { agencyId } = fact
  for (const userId of [null, ...fact.workedBy]) one({ agencyId, userId })
}

/** Each agency's time at its stay against the time its steps have; an officer's at each step. */
function bookStay({ userId, left }: Doing, day: number, book: BookEvaluation): void {
  if (left === null) return
  const add = (who: UserId | null, minutes: number, allotted: number) => {
    if (allotted === 0) return
    const { agencyId } = left
    book({ agencyId, userId: who, day, item: 'stay', cases: 1, points: pointsFor(minutes, allotted) })
  }
  if (left.stay !== null) add(null, left.stay.minutes, left.stay.allotted)
  if (userId !== null) add(userId, left.minutes, left.allotted)
}

function pointsFor(took: number, allowed: number): number {
  if (took > allowed) return 0
  return took < allowed ? 2 : 1
}

/** An asked agency: answered on a day before its date, on it, or after it. */
function bookOpinion(
  fact: DossierFact,
  id: string,
  { at, userId }: { at: number; userId: UserId | null },
  book: BookEvaluation,
): void {
  const asked = fact.opinions.find((opinion) => opinion.id === id)
  if (asked === undefined) return
  const day = localDay(at)
  const points = at > asked.dueAt ? 0 : pointsFor(day, localDay(asked.dueAt))
  for (const who of userId === null ? [null] : [null, userId]) {
    book({ agencyId: asked.agencyId, userId: who, day, item: 'stay', cases: 1, points })
  }
}

/**
 * A complaint about attitude found true takes back what its dossier got for its time, from the agency and from each officer it is about
 * (TT 01/2018/TT-VPCP Art. 12, indicator 7). One found false does not count.
 */
export function bookAttitude(
  { agencyId, upheld, userIds = [], timePoints = 0 }: DeclaredPayload,
  day: number,
  book: BookEvaluation,
): void {
  if (upheld !== true) return
  for (const userId of [null, ...new Set(userIds)]) {
    book({ agencyId, userId, day, item: 'attitude', cases: 1, points: timePoints })
  }
}
