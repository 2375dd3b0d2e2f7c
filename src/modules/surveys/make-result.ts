import { questionsOf, scalesOf } from './answers.ts'
import { type Estimate, estimate, weightsOf } from './estimate.ts'
import type { Question, Questionnaire } from './questionnaire.ts'
import { type Formula, formulas, SMALLEST_GROUP } from './round.ts'
import type { Stratum } from './round-store.ts'
import { suppressed } from './suppress.ts'
import { stratumSums, type Tally, WHOLE } from './tally.ts'
import type { AnswerCounts, ResultFigure, ResultLine, SurveyResult } from './view-types.ts'

/** What is counted of the questions that are no scales: how often each option, how many numbers and their sum. */
export interface OtherCounts {
  options: Map<string, Map<string, number>>
  numbers: Map<string, { count: number; sum: number }>
}

export interface Counted {
  questionnaire: Questionnaire
  /** Those that ballots stand under: without the ones that were put together. */
  strata: readonly Stratum[]
  tally: Tally
  others: OtherCounts
}

export type ResultParts = Pick<
  SurveyResult,
  'ballots' | 'whole' | 'factors' | 'questions' | 'strata' | 'cells' | 'answers'
>

/** Everything that is told of the ballots, small groups left out. Pure. */
export function makeResult(counted: Counted): ResultParts {
  const { questionnaire, strata, tally } = counted
  const ballotsOf = (stratum: string, group = WHOLE) => tally.strata.get(stratum)?.get(group)?.ballots ?? 0
  const ballots = strata.reduce((sum, { stratum }) => sum + ballotsOf(stratum), 0)
  const isTold = ballots >= SMALLEST_GROUP
  const hidden = suppressed(
    strata.map(({ stratum }) => ({ key: stratum, ballots: ballotsOf(stratum) })),
    SMALLEST_GROUP,
  )
  const figure = (group: string, formula: Formula, within = strata): ResultFigure | null => {
    const found = estimate(stratumSums(tally, { strata: within, group, formula }))
    return found === null || !isTold || found.ballots < SMALLEST_GROUP ? null : rounded(found)
  }
  const line = (key: string, name: { vi: string; en: string }, told: ResultFigure | null): ResultLine => ({
    key,
    nameVi: name.vi,
    nameEn: name.en,
    figure: told,
    ballots: told?.ballots ?? null,
    isSuppressed: false,
  })
  const both = <Value>(make: (formula: Formula) => Value) =>
    Object.fromEntries(formulas.map((formula) => [formula, make(formula)])) as Record<Formula, Value>
  const factors = questionnaire.sections.filter(({ questions }) => questions.some(({ kind }) => kind === 'scale'))
  const weights = weightsOf(strata.map(({ stratum, units }) => ({ units, ballots: ballotsOf(stratum) })))
  return {
    ballots: isTold ? ballots : 0,
    whole: both((formula) => figure(WHOLE, formula)),
    factors: both((formula) => factors.map(({ key, name }) => line(key, name, figure(`/${key}`, formula)))),
    questions: both((formula) => scalesOf(questionnaire).map(({ key, name }) => line(key, name, figure(key, formula)))),
    strata: both((formula) =>
      strata.map((one, at) => {
        const isSuppressed = hidden.has(one.stratum) || !isTold
        const told = isSuppressed ? null : figure(WHOLE, formula, [one])
        return {
          ...line(one.stratum, { vi: one.nameVi, en: one.nameEn }, told),
          ballots: isSuppressed ? null : ballotsOf(one.stratum),
          weight: Number((weights[at] ?? 0).toFixed(6)),
          units: one.units,
          drawn: one.drawn,
          unitId: one.unitId,
          isSuppressed: isSuppressed && ballotsOf(one.stratum) > 0,
        }
      }),
    ),
    cells: factors.flatMap(({ key }) => cellsOf(counted, { group: `/${key}`, factor: key, hidden, isTold })),
    answers: isTold ? answersOf(counted) : [],
  }
}

/** A factor by stratum, where it may be told: a stratum left out as a whole stays out here. */
function cellsOf(
  { strata, tally }: Counted,
  { group, factor, hidden, isTold }: { group: string; factor: string; hidden: ReadonlySet<string>; isTold: boolean },
): ResultParts['cells'] {
  if (!isTold) return []
  const sizes = strata.map(({ stratum }) => ({
    key: stratum,
    ballots: tally.strata.get(stratum)?.get(group)?.ballots ?? 0,
  }))
  const own = suppressed(sizes, SMALLEST_GROUP)
  return strata.flatMap((one) => {
    if (hidden.has(one.stratum) || own.has(one.stratum)) return []
    const [first, second] = formulas.map((formula) => estimate(stratumSums(tally, { strata: [one], group, formula })))
    if (first == null || second == null) return []
    return [{ stratum: one.stratum, factor, top_two: rounded(first), mean: rounded(second) }]
  })
}

function answersOf({ questionnaire, tally, others }: Counted): AnswerCounts[] {
  return questionsOf(questionnaire).flatMap((question) => {
    const counts = countsOf(question, tally, others)
    return counts === null ? [] : [{ key: question.key, nameVi: question.name.vi, nameEn: question.name.en, ...counts }]
  })
}

function countsOf(question: Question, tally: Tally, others: OtherCounts): Pick<AnswerCounts, 'counts' | 'mean'> | null {
  const { key, kind } = question
  if (kind === 'scale') {
    const steps = tally.steps.get(key) ?? []
    const all = steps.reduce((sum, count) => sum + count, 0)
    const sum = steps.reduce((whole, count, at) => whole + count * (at + 1), 0)
    const counts = steps.map((count, at) => ({
      label: String(at + 1),
      nameVi: String(at + 1),
      nameEn: String(at + 1),
      count,
    }))
    return { counts, mean: all === 0 ? null : Number((sum / all).toFixed(4)) }
  }
  if (kind === 'choice' || kind === 'choices') {
    const counts = (question.options ?? []).map(({ key: option, name }) => ({
      label: option,
      nameVi: name.vi,
      nameEn: name.en,
      count: others.options.get(key)?.get(option) ?? 0,
    }))
    return { counts, mean: null }
  }
  if (kind !== 'number') return null
  const { count, sum } = others.numbers.get(key) ?? { count: 0, sum: 0 }
  return { counts: [], mean: count < SMALLEST_GROUP ? null : Number((sum / count).toFixed(4)) }
}

/** Figures as they are kept and printed: six decimals. */
function rounded({ share, margin, ballots }: Estimate): ResultFigure {
  const six = (value: number) => Number(value.toFixed(6))
  return { share: six(share), margin: margin === null ? null : six(margin), ballots }
}
