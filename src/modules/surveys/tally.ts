import { scalesOf, stepOf } from './answers.ts'
import { type StratumSums, scoreOf } from './estimate.ts'
import type { Questionnaire } from './questionnaire.ts'
import { type Formula, formulas } from './round.ts'

/** A ballot as far as it is counted. */
export interface CountedBallot {
  stratum: string
  marks: string
}

/** Sums of one group of ballots in one stratum under both formulas. */
export interface FormulaSums {
  ballots: number
  sum: Record<Formula, number>
  squares: Record<Formula, number>
}

/** What a pass over the ballots leaves: by stratum the sums of the whole, of each factor and question; of each question how often each step. */
export interface Tally {
  strata: Map<string, Map<string, FormulaSums>>
  steps: Map<string, number[]>
}

/** The name of the whole beside the factors and questions. */
export const WHOLE = '*'

/**
 * Counts ballots one after the other. A ballot's score on a group of questions is the mean over those it answers, so that every ballot counts
 * the same; a ballot that answers none of them is not counted there.
 */
export function makeTally(questionnaire: Questionnaire): { add(ballot: CountedBallot): void; tally: Tally } {
  const scales = scalesOf(questionnaire)
  const factors = [...new Set(scales.map(({ section }) => section))]
  const groups = [WHOLE, ...factors.map((key) => `/${key}`), ...scales.map(({ key }) => key)]
  const factorAt = scales.map(({ section }) => factors.indexOf(section))
  const scores = formulas.map((formula) =>
    scales.map(({ steps }) => Array.from({ length: 11 }, (_, step) => (step < 1 ? 0 : scoreOf(step, steps, formula)))),
  )
  const tally: Tally = {
    strata: new Map(),
    steps: new Map(scales.map(({ key, steps }) => [key, Array.from({ length: steps }, () => 0)])),
  }
  const rows = scales.map(({ key }) => tally.steps.get(key) ?? [])
  const flat = new Map<string, Float64Array>()
  const width = groups.length * 5
  const sums = [new Float64Array(factors.length + 1), new Float64Array(factors.length + 1)]
  const counts = new Int32Array(factors.length + 1)
  const book = (cells: Float64Array, at: number, first: number, second: number): void => {
    cells[at] = (cells[at] ?? 0) + 1
    cells[at + 1] = (cells[at + 1] ?? 0) + first
    cells[at + 2] = (cells[at + 2] ?? 0) + first * first
    cells[at + 3] = (cells[at + 3] ?? 0) + second
    cells[at + 4] = (cells[at + 4] ?? 0) + second * second
  }
  const add = ({ stratum, marks }: CountedBallot): void => {
    let cells = flat.get(stratum)
    if (cells === undefined) {
      cells = new Float64Array(width)
      flat.set(stratum, cells)
    }
    counts.fill(0)
    for (const one of sums) one.fill(0)
    for (let at = 0; at < scales.length; at += 1) {
      const step = stepOf(marks[at] ?? '0')
      if (step === 0) continue
      const row = rows[at]
      if (row !== undefined) row[step - 1] = (row[step - 1] ?? 0) + 1
      const first = scores[0]?.[at]?.[step] ?? 0
      const second = scores[1]?.[at]?.[step] ?? 0
      book(cells, (1 + factors.length + at) * 5, first, second)
      for (const place of [0, (factorAt[at] ?? 0) + 1]) {
        counts[place] = (counts[place] ?? 0) + 1
        ;(sums[0] as Float64Array)[place] = (sums[0]?.[place] ?? 0) + first
        ;(sums[1] as Float64Array)[place] = (sums[1]?.[place] ?? 0) + second
      }
    }
    for (let place = 0; place <= factors.length; place += 1) {
      const answered = counts[place] ?? 0
      if (answered > 0) book(cells, place * 5, (sums[0]?.[place] ?? 0) / answered, (sums[1]?.[place] ?? 0) / answered)
    }
  }
  return {
    add,
    get tally() {
      for (const [stratum, cells] of flat) tally.strata.set(stratum, sumsOf(groups, cells))
      return tally
    },
  }
}

function sumsOf(groups: readonly string[], cells: Float64Array): Map<string, FormulaSums> {
  return new Map(
    groups.map((group, place) => {
      const [ballots = 0, first = 0, firstSquares = 0, second = 0, secondSquares = 0] = cells.subarray(
        place * 5,
        place * 5 + 5,
      )
      return [
        group,
        { ballots, sum: { top_two: first, mean: second }, squares: { top_two: firstSquares, mean: secondSquares } },
      ]
    }),
  )
}

/** The sums of one group of questions in the given strata, for `estimate`. */
export function stratumSums(
  tally: Tally,
  {
    strata,
    group,
    formula,
  }: { strata: readonly { stratum: string; units: number }[]; group: string; formula: Formula },
): StratumSums[] {
  return strata.map(({ stratum, units }) => {
    const sums = tally.strata.get(stratum)?.get(group)
    return {
      units,
      ballots: sums?.ballots ?? 0,
      sum: sums?.sum[formula] ?? 0,
      squares: sums?.squares[formula] ?? 0,
    }
  })
}
