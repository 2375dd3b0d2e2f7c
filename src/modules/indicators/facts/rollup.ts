import type { AgencyId, UserId } from '../../../platform/ids.ts'
import { type EvaluationBooking, evaluationItems } from './book-evaluation.ts'
import type { Booking } from './book-fact.ts'
import type { StepTime } from './fold-fact.ts'
import { halfMonthOf } from './half-month.ts'
import { measures } from './measure.ts'
import type { Move } from './move.ts'
import { timeClassOf } from './time-class.ts'

/** A row of `indicators_day`: the change of a measure in an agency and everything below it on a day. */
export interface DayRow {
  agencyId: AgencyId
  day: number
  measure: number
  cohort: number
  n: number
}

/** A row of `indicators_half`: the same by half month and procedure. */
export interface HalfRow {
  agencyId: AgencyId
  half: number
  procedureCode: string
  measure: number
  cohort: number
  n: number
}

/** A row of `indicators_total`: by half month, all procedures together. */
export type TotalRow = Omit<HalfRow, 'procedureCode'>

/** A row of `indicators_step`: visits to a step by how long they took, in classes of working time. */
export interface StepRow {
  agencyId: AgencyId
  half: number
  procedureCode: string
  step: string
  timeClass: number
  n: number
  minutes: number
}

/** A row of `indicators_move`: how many went from one place to another. */
export interface MoveRow extends Move {
  agencyId: AgencyId
  half: number
  procedureCode: string
  n: number
}

/** A row of `indicators_evaluation`; `userId` is `WHOLE_AGENCY` for the agency and all below it, by procedure; officers' rows name none. */
export interface EvaluationRow {
  agencyId: AgencyId
  userId: UserId
  half: number
  procedureCode: string
  item: number
  cases: number
  points: number
}

export const WHOLE_AGENCY = '00000000-0000-0000-0000-000000000000' as UserId

/** The agency itself and all above it. */
export type Line = (agencyId: AgencyId) => readonly AgencyId[]

/** Room in the keys of the sums: their product with 1,024 agencies stays below 2^53. */
const MEASURES = 128
const COHORTS = 4096
const TAILS = MEASURES * COHORTS
const HALVES = 4096
const PROCEDURES = 4096
const DAYS = 65_536
const STEPS = 512
const CLASSES = 64
const OFFICERS = 16_384
const ITEMS = 8
const MOVES = 65_536

/**
 * Sums what dossiers book, in memory, by agency, day or half month, procedure, measure and cohort. Keys are whole numbers, so that a
 * million dossiers are summed in seconds; agencies above are added at the end. What comes to nothing stays: a table followed bit by bit is
 * then the one built at once.
 */
export class Rollup {
  readonly #agencies = new Names<AgencyId>(1024)
  readonly #procedures = new Names<string>(PROCEDURES)
  readonly #steps = new Names<string>(STEPS)
  readonly #officers = new Names<UserId>(OFFICERS)
  readonly #days = new Map<number, number>()
  readonly #halves = new Map<number, number>()
  readonly #totals = new Map<number, number>()
  readonly #visits = new Map<number, number>()
  readonly #minutes = new Map<number, number>()
  readonly #cases = new Map<number, number>()
  readonly #points = new Map<number, number>()
  readonly #moveNames = new Names<string>(MOVES)
  readonly #moves = new Map<number, number>()

  add(procedureCode: string, { measure, ...booking }: Booking): void {
    this.addNumbered(procedureCode, { ...booking, number: measures[measure].number })
  }

  /** The same for a measure by its number. */
  addNumbered(procedureCode: string, booking: Omit<Booking, 'measure'> & { number: number }): void {
    const { agencyId, day, number, cohort, n } = booking
    const agency = this.#agencies.indexOf(agencyId)
    const tail = number * COHORTS + cohort
    bump(this.#days, (agency * DAYS + day) * TAILS + tail, n)
    bump(this.#halves, this.#place(agency, procedureCode, day) * TAILS + tail, n)
    bump(this.#totals, (agency * HALVES + halfMonthOf(day)) * TAILS + tail, n)
  }

  /** `minutes` are whole, so that sums do not depend on their order. */
  addStep(procedureCode: string, day: number, { agencyId, step, minutes }: StepTime): void {
    const place = this.#place(this.#agencies.indexOf(agencyId), procedureCode, day)
    const key = (place * STEPS + this.#steps.indexOf(step)) * CLASSES + timeClassOf(minutes)
    bump(this.#visits, key, 1)
    bump(this.#minutes, key, minutes)
  }

  addMove(procedureCode: string, day: number, { agencyId, from, to, kind }: Move & { agencyId: AgencyId }): void {
    const place = this.#place(this.#agencies.indexOf(agencyId), procedureCode, day)
    bump(this.#moves, place * MOVES + this.#moveNames.indexOf(`${from} ${to} ${kind}`), 1)
  }

  addEvaluation(procedureCode: string, { agencyId, userId, day, item, cases, points }: EvaluationBooking): void {
    const place = this.#place(this.#agencies.indexOf(agencyId), userId === null ? procedureCode : '', day)
    const officer = this.#officers.indexOf(userId ?? WHOLE_AGENCY)
    const key = (place * OFFICERS + officer) * ITEMS + evaluationItems[item]
    bump(this.#cases, key, cases)
    bump(this.#points, key, points)
  }

  #place(agency: number, procedureCode: string, day: number): number {
    return (agency * PROCEDURES + this.#procedures.indexOf(procedureCode)) * HALVES + halfMonthOf(day)
  }

  *dayRows(line: Line): Generator<DayRow> {
    for (const [key, n] of this.#within(this.#days, DAYS * TAILS, line)) {
      const [head, tail] = split(key, TAILS)
      const [agency, day] = split(head, DAYS)
      const [measure, cohort] = split(tail, COHORTS)
      yield { agencyId: this.#agencies.at(agency), day, measure, cohort, n }
    }
  }

  *halfRows(line: Line): Generator<HalfRow> {
    for (const [key, n] of this.#within(this.#halves, PROCEDURES * HALVES * TAILS, line)) {
      const [head, tail] = split(key, TAILS)
      const [measure, cohort] = split(tail, COHORTS)
      yield { ...this.#placed(head), measure, cohort, n }
    }
  }

  *totalRows(line: Line): Generator<TotalRow> {
    for (const [key, n] of this.#within(this.#totals, HALVES * TAILS, line)) {
      const [head, tail] = split(key, TAILS)
      const [agency, half] = split(head, HALVES)
      const [measure, cohort] = split(tail, COHORTS)
      yield { agencyId: this.#agencies.at(agency), half, measure, cohort, n }
    }
  }

  *stepRows(line: Line): Generator<StepRow> {
    const size = PROCEDURES * HALVES * STEPS * CLASSES
    const minutes = this.#within(this.#minutes, size, line)
    for (const [key, n] of this.#within(this.#visits, size, line)) {
      const [rest, timeClass] = split(key, CLASSES)
      const [head, step] = split(rest, STEPS)
      yield { ...this.#placed(head), step: this.#steps.at(step), timeClass, n, minutes: minutes.get(key) ?? 0 }
    }
  }

  *moveRows(line: Line): Generator<MoveRow> {
    for (const [key, n] of this.#within(this.#moves, PROCEDURES * HALVES * MOVES, line)) {
      const [head, move] = split(key, MOVES)
      const [from = '', to = '', kind] = this.#moveNames.at(move).split(' ')
      yield { ...this.#placed(head), from, to, kind: kind as Move['kind'], n }
    }
  }

  /** Of an agency as a whole for it and all above it; of an officer only where they worked. */
  *evaluationRows(line: Line): Generator<EvaluationRow> {
    const size = PROCEDURES * HALVES * OFFICERS * ITEMS
    const points = this.#evaluated(this.#points, size, line)
    for (const [key, cases] of this.#evaluated(this.#cases, size, line)) {
      const [rest, item] = split(key, ITEMS)
      const [place, officer] = split(rest, OFFICERS)
      yield { ...this.#placed(place), userId: this.#officers.at(officer), item, cases, points: points.get(key) ?? 0 }
    }
  }

  #evaluated(sums: ReadonlyMap<number, number>, size: number, line: Line): Map<number, number> {
    const whole = this.#officers.indexOf(WHOLE_AGENCY)
    const isWhole = (key: number) => split(key, ITEMS)[0] % OFFICERS === whole
    const all = this.#within(new Map([...sums].filter(([key]) => isWhole(key))), size, line)
    for (const [key, n] of sums) if (!isWhole(key)) all.set(key, n)
    return all
  }

  #placed(place: number): { agencyId: AgencyId; procedureCode: string; half: number } {
    const [head, half] = split(place, HALVES)
    const [agency, procedure] = split(head, PROCEDURES)
    return { agencyId: this.#agencies.at(agency), procedureCode: this.#procedures.at(procedure), half }
  }

  /** The sums of each agency and everything below it. `size`: what one agency takes up among the keys. */
  #within(sums: ReadonlyMap<number, number>, size: number, line: Line): Map<number, number> {
    const lines = new Map<number, number[]>()
    const all = new Map<number, number>()
    for (const [key, n] of sums) {
      const [agency, rest] = split(key, size)
      let above = lines.get(agency)
      if (above === undefined) {
        above = line(this.#agencies.at(agency)).map((id) => this.#agencies.indexOf(id))
        lines.set(agency, above)
      }
      for (const index of above) bump(all, index * size + rest, n)
    }
    return all
  }
}

/** Texts by small numbers, in the order in which they come. */
class Names<Name extends string> {
  readonly #names: Name[] = []
  readonly #indexes = new Map<Name, number>()
  readonly #room: number

  constructor(room: number) {
    this.#room = room
  }

  indexOf(name: Name): number {
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    if (this.#names.length === this.#room) throw new RangeError(`more than ${this.#room} names`)
    this.#names.push(name)
    this.#indexes.set(name, this.#names.length - 1)
    return this.#names.length - 1
  }

  at(index: number): Name {
    return this.#names[index] as Name
  }
}

function split(key: number, size: number): [number, number] {
  const head = Math.floor(key / size)
  return [head, key - head * size]
}

function bump(sums: Map<number, number>, key: number, n: number): void {
  sums.set(key, (sums.get(key) ?? 0) + n)
}
