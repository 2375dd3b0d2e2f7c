import type { Measure } from '../facts/measure.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import type { OpenDossier } from './open-dossier.ts'
import { type OpenFigure, openFiguresOf } from './open-figures.ts'

/** An agency of the extract, and under whose name its dossiers are told of. */
export interface OpenAgency {
  agency: string
  code: string
  name: string
  /** The agency just below the province whose figures hold it, which may be itself; null for the province. */
  office: string | null
}

/**
 * Counts every public figure from the lines of the extract alone: no database, and by other means than the office itself, which books
 * changes day by day. The two must agree digit by digit.
 */
export class FigureCount {
  readonly #periods: readonly ReportingPeriod[]
  readonly #offices: ReadonlyMap<string, string | null>
  readonly #province: string
  /** By period, then by agency told of. */
  readonly #counts: Map<string, Map<Measure, number>>[]

  constructor(periods: readonly ReportingPeriod[], agencies: readonly OpenAgency[]) {
    this.#periods = periods
    this.#offices = new Map(agencies.map(({ agency, office }) => [agency, office]))
    this.#province = agencies.find(({ office }) => office === null)?.agency ?? ''
    this.#counts = periods.map(() => new Map())
  }

  knows(agency: string): boolean {
    return this.#offices.has(agency)
  }

  take(line: OpenDossier): void {
    for (const { measure, on, n, agency } of happenings(line)) {
      this.#periods.forEach(({ from, to }, index) => {
        if (on >= from && on <= to) this.#add(index, agency ?? line.agency, measure, n)
      })
    }
    const standings = line.standings.split(';').map(standingOf)
    this.#periods.forEach(({ to }, index) => {
      const stood = standings.findLast(({ on }) => on <= to)
      if (stood === undefined || !OPEN.includes(stood.standing)) return
      this.#add(index, line.agency, 'open', 1)
      if (stood.standing !== 'running') this.#add(index, line.agency, stood.standing as Measure, 1)
      if (stood.overdueFrom !== null && stood.overdueFrom <= to) this.#add(index, line.agency, 'overdue', 1)
    })
  }

  #add(period: number, agency: string, measure: Measure, n: number): void {
    const office = this.#offices.get(agency) ?? null
    for (const told of office === null ? [this.#province] : [office, this.#province]) {
      const counts = this.#counts[period]?.get(told) ?? new Map<Measure, number>()
      counts.set(measure, (counts.get(measure) ?? 0) + n)
      this.#counts[period]?.set(told, counts)
    }
  }

  figures(): OpenFigure[] {
    return this.#periods.flatMap((period, index) =>
      [...(this.#counts[index] ?? [])].flatMap(([agency, counts]) => openFiguresOf(agency, period, counts)),
    )
  }
}

const OPEN = ['running', 'waiting_applicant', 'waiting_payment', 'suspended']

interface Happening {
  measure: Measure
  on: string
  n: number
  /** Where it is not the dossier's last agency. */
  agency?: string
}

function* happenings(line: OpenDossier): Generator<Happening> {
  const { received_on, ended_on, ending, punctuality, channel, fee_due_on, paid_online_on } = line
  if (received_on !== null) yield { measure: `received_${channel}` as Measure, on: received_on, n: 1 }
  if (ended_on !== null && ending !== null) {
    const resolved = ending === 'granted' || ending === 'declined'
    yield { measure: (resolved ? `resolved_${punctuality}` : ending) as Measure, on: ended_on, n: 1 }
  }
  for (const on of parts(line.extended_on)) yield { measure: 'extended', on, n: 1 }
  if (fee_due_on !== null) yield { measure: 'fee_dossiers', on: fee_due_on, n: 1 }
  if (paid_online_on !== null) yield { measure: 'fee_dossiers_online', on: paid_online_on, n: 1 }
  for (const part of parts(line.components)) {
    const [on = '', all, digital, reused] = part.split(' ')
    yield { measure: 'components', on, n: Number(all) }
    yield { measure: 'components_digital', on, n: Number(digital) }
    yield { measure: 'components_reused', on, n: Number(reused) }
  }
  for (const part of parts(line.undone)) {
    const [measure, countedOn = '', undoneOn = '', agency] = part.split(' ')
    const where = agency === undefined ? {} : { agency }
    yield { measure: measure as Measure, on: countedOn, n: 1, ...where }
    yield { measure: measure as Measure, on: undoneOn, n: -1, ...where }
  }
}

function parts(text: string | null): string[] {
  return text === null ? [] : text.split(';')
}

function standingOf(text: string): { on: string; standing: string; overdueFrom: string | null } {
  const [on = '', standing = '', overdueFrom = null] = text.split(' ')
  return { on, standing, overdueFrom }
}

/** Where a published figure and the one derived differ; either is missing when the other side does not have it. */
export interface FigureDifference {
  said: OpenFigure | null
  derived: OpenFigure | null
}

/** Holds the published figures against those derived, digit by digit. */
export function compareFigures(said: readonly OpenFigure[], derived: readonly OpenFigure[]): FigureDifference[] {
  const keyOf = ({ period, agency, figure }: OpenFigure) => `${period} ${agency} ${figure}`
  const byKey = new Map(derived.map((figure) => [keyOf(figure), figure]))
  const differences: FigureDifference[] = []
  for (const figure of said) {
    const found = byKey.get(keyOf(figure)) ?? null
    byKey.delete(keyOf(figure))
    if (found === null || !isSame(figure, found)) differences.push({ said: figure, derived: found })
  }
  for (const figure of byKey.values()) differences.push({ said: null, derived: figure })
  return differences
}

function isSame(one: OpenFigure, other: OpenFigure): boolean {
  const keys = ['from', 'to', 'numerator', 'denominator', 'percent'] as const
  return keys.every((key) => one[key] === other[key])
}
