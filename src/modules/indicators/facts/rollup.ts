import type { AgencyId, UserId } from '../../../platform/ids.ts'
import { type EvaluationBooking, evaluationItems } from './book-evaluation.ts'
import type { Booking } from './book-fact.ts'
import type { StepTime } from './fold-fact.ts'
import { halfMonthOf } from './half-month.ts'
import { measures } from './measure.ts'
import type { Move } from './move.ts'
import { Sums } from './sums.ts'
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
export interface MoveRow {
  agencyId: AgencyId
  half: number
  procedureCode: string
  fromPlace: string
  toPlace: string
  kind: Move['kind']
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

/** Room in the keys of the sums: their product with 1,024 agencies stays within 2^53. */
const MEASURES = 128
const COHORTS = 4096
const HALVES = 4096
const PROCEDURES = 4096
const DAYS = 65_536
const STEPS = 512
const CLASSES = 64
const OFFICERS = 16_384
const ITEMS = 8
const MOVES = 65_536

/**
 * Sums what dossiers book, in memory, by agency, day or half month, procedure, measure and cohort. Keys are whole numbers made as the
 * tables' keys are, so that a million dossiers are summed in seconds and rows come out together as they are read; agencies above are added
 * at the end. What comes to nothing stays: a table followed bit by bit is then the one built at once.
 */
export class Rollup {
  readonly #agencies = new Names<AgencyId>(1024)
  readonly #procedures = new Names<string>(PROCEDURES)
  readonly #steps = new Names<string>(STEPS)
  readonly #officers = new Names<UserId>(OFFICERS)
  readonly #days = new Sums()
  readonly #halves = new Sums()
  readonly #visits = new Sums()
  readonly #minutes = new Sums()
  readonly #cases = new Sums()
  readonly #points = new Sums()
  readonly #moveNames = new Names<string>(MOVES)
  readonly #moves = new Sums()

  add(procedureCode: string, { agencyId, day, measure, cohort, n }: Booking): void {
    this.addNumbered(procedureCode, { agencyId, day, number: measures[measure].number, cohort, n })
  }

  /** The same for a measure by its number. */
  addNumbered(procedureCode: string, booking: Omit<Booking, 'measure'> & { number: number }): void {
    const { agencyId, day, number, cohort, n } = booking
    const measured = this.#agencies.indexOf(agencyId) * MEASURES + number
    this.#days.add((measured * DAYS + day) * COHORTS + cohort, n)
    const placed = (measured * HALVES + halfMonthOf(day)) * PROCEDURES + this.#procedures.indexOf(procedureCode)
    this.#halves.add(placed * COHORTS + cohort, n)
  }

  /** `minutes` are whole, so that sums do not depend on their order. */
  addStep(procedureCode: string, day: number, { agencyId, step, minutes }: StepTime): void {
    const placed = this.#placed(agencyId, procedureCode, day)
    const key = (placed * STEPS + this.#steps.indexOf(step)) * CLASSES + timeClassOf(minutes)
    this.#visits.add(key, 1)
    this.#minutes.add(key, minutes)
  }

  addMove(procedureCode: string, day: number, { agencyId, from, to, kind }: Move & { agencyId: AgencyId }): void {
    const placed = this.#placed(agencyId, procedureCode, day)
    this.#moves.add(placed * MOVES + this.#moveNames.indexOf(`${from} ${to} ${kind}`), 1)
  }

  #placed(agencyId: AgencyId, procedureCode: string, day: number): number {
    const head = this.#agencies.indexOf(agencyId) * HALVES + halfMonthOf(day)
    return head * PROCEDURES + this.#procedures.indexOf(procedureCode)
  }

  addEvaluation(procedureCode: string, { agencyId, userId, day, item, cases, points }: EvaluationBooking): void {
    const whose = this.#agencies.indexOf(agencyId) * OFFICERS + this.#officers.indexOf(userId ?? WHOLE_AGENCY)
    const procedure = this.#procedures.indexOf(userId === null ? procedureCode : '')
    const key = ((whose * HALVES + halfMonthOf(day)) * PROCEDURES + procedure) * ITEMS + evaluationItems[item]
    this.#cases.add(key, cases)
    this.#points.add(key, points)
  }

  *dayRows(line: Line): Generator<DayRow> {
    const sums = this.#within(this.#days, MEASURES * DAYS * COHORTS, line)
    for (const key of sums.keys()) {
      const [rest, cohort] = split(key, COHORTS)
      const [head, day] = split(rest, DAYS)
      const [agency, measure] = split(head, MEASURES)
      yield { agencyId: this.#agencies.at(agency), measure, day, cohort, n: sums.of(key) }
    }
  }

  *halfRows(line: Line): Generator<HalfRow> {
    const sums = this.#within(this.#halves, MEASURES * HALVES * PROCEDURES * COHORTS, line)
    for (const key of sums.keys()) {
      const [rest, cohort] = split(key, COHORTS)
      const [place, procedure] = split(rest, PROCEDURES)
      const [head, half] = split(place, HALVES)
      const [agency, measure] = split(head, MEASURES)
      const procedureCode = this.#procedures.at(procedure)
      yield { agencyId: this.#agencies.at(agency), measure, half, procedureCode, cohort, n: sums.of(key) }
    }
  }

  *totalRows(line: Line): Generator<TotalRow> {
    const totals = new Sums()
    this.#halves.each((key, n) => {
      const [rest, cohort] = split(key, COHORTS)
      totals.add(Math.floor(rest / PROCEDURES) * COHORTS + cohort, n)
    })
    const sums = this.#within(totals, MEASURES * HALVES * COHORTS, line)
    for (const key of sums.keys()) {
      const [rest, cohort] = split(key, COHORTS)
      const [head, half] = split(rest, HALVES)
      const [agency, measure] = split(head, MEASURES)
      yield { agencyId: this.#agencies.at(agency), measure, half, cohort, n: sums.of(key) }
    }
  }

  *stepRows(line: Line): Generator<StepRow> {
    const size = HALVES * PROCEDURES * STEPS * CLASSES
    const visits = this.#within(this.#visits, size, line)
    const minutes = this.#within(this.#minutes, size, line)
    for (const key of visits.keys()) {
      const [rest, timeClass] = split(key, CLASSES)
      const [place, step] = split(rest, STEPS)
      const [head, procedure] = split(place, PROCEDURES)
      const [agency, half] = split(head, HALVES)
      yield {
        agencyId: this.#agencies.at(agency),
        half,
        procedureCode: this.#procedures.at(procedure),
        step: this.#steps.at(step),
        timeClass,
        n: visits.of(key),
        minutes: minutes.of(key),
      }
    }
  }

  *moveRows(line: Line): Generator<MoveRow> {
    const sums = this.#within(this.#moves, HALVES * PROCEDURES * MOVES, line)
    for (const key of sums.keys()) {
      const [place, move] = split(key, MOVES)
      const [head, procedure] = split(place, PROCEDURES)
      const [agency, half] = split(head, HALVES)
      const [fromPlace = '', toPlace = '', kind] = this.#moveNames.at(move).split(' ')
      yield {
        agencyId: this.#agencies.at(agency),
        half,
        procedureCode: this.#procedures.at(procedure),
        fromPlace,
        toPlace,
        kind: kind as Move['kind'],
        n: sums.of(key),
      }
    }
  }

  /** Of an agency as a whole for it and all above it; of an officer only where they worked. */
  *evaluationRows(line: Line): Generator<EvaluationRow> {
    const size = OFFICERS * HALVES * PROCEDURES * ITEMS
    const whole = this.#officers.indexOf(WHOLE_AGENCY)
    const isWhole = (key: number) => Math.floor(key / (HALVES * PROCEDURES * ITEMS)) % OFFICERS === whole
    const cases = this.#within(this.#cases, size, line, isWhole)
    const points = this.#within(this.#points, size, line, isWhole)
    for (const key of cases.keys()) {
      const [rest, item] = split(key, ITEMS)
      const [place, procedure] = split(rest, PROCEDURES)
      const [head, half] = split(place, HALVES)
      const [agency, officer] = split(head, OFFICERS)
      yield {
        agencyId: this.#agencies.at(agency),
        userId: this.#officers.at(officer),
        half,
        procedureCode: this.#procedures.at(procedure),
        item,
        cases: cases.of(key),
        points: points.of(key),
      }
    }
  }

  /**
   * The sums of each agency and everything below it. `size`: what one agency takes up among the keys; what does not `rise` stays with its
   * own agency alone.
   */
  #within(sums: Sums, size: number, line: Line, rises: (key: number) => boolean = () => true): Sums {
    const lines = new Map<number, number[]>()
    const all = new Sums()
    sums.each((key, n) => {
      const [agency, rest] = split(key, size)
      let above = lines.get(agency)
      if (above === undefined) {
        above = line(this.#agencies.at(agency)).map((id) => this.#agencies.indexOf(id))
        lines.set(agency, above)
      }
      if (rises(key)) for (const index of above) all.add(index * size + rest, n)
      else all.add(key, n)
    })
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
