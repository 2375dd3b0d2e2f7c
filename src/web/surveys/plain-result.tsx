import { ofHundred } from '../../modules/surveys/comparison.ts'
import type { Formula } from '../../modules/surveys/round.ts'
import type { Found, ResultFigure, SurveyResult } from '../../modules/surveys/view-types.ts'
import { useShell } from '../shell.ts'
import { DataTable } from '../ui/index.ts'
import { titleOf } from './round-parts.tsx'

type Population = Found['population']

/** A figure as a sentence: of a hundred people so many, and between which numbers the true one lies. */
export function usePlainFigure() {
  const { t } = useShell()
  return (figure: Pick<ResultFigure, 'share' | 'margin'>, formula: Formula, population: Population) => {
    const { count, low, high } = ofHundred(figure)
    const first = t(`surveys.plain.${formula}.${population}`, { count })
    return low === null || high === null ? `${first}.` : t('surveys.plain.range', { first, low, high })
  }
}

/** What a round found, in two sentences: the figure, and how many answered. */
export function FoundSentences({ found }: { found: Found }) {
  const { t, format } = useShell()
  const plain = usePlainFigure()
  const { figure, formula, population, asked, ballots } = found
  const counts = { asked: format.number(asked), ballots: format.number(ballots) }
  return (
    <>
      {figure === null ? t('surveys.plain.untold') : <b>{plain(figure, formula, population)}</b>}{' '}
      {t(`surveys.plain.answered.${population}`, counts)}
    </>
  )
}

/** By factor and against the round before, in plain numbers; margins and formulas stand elsewhere. */
export function PlainResult({ result, population }: { result: SurveyResult; population: Population }) {
  const { t, locale } = useShell()
  const { chosenFormula, factors, strata } = result
  const told = factors[chosenFormula].filter(({ figure }) => figure !== null)
  return (
    <>
      <PlainChange result={result} />
      <PlainExtremes lines={told.map((one) => ({ name: titleOf(one, locale), figure: one.figure }))} />
      <PlainTable caption={t('surveys.plain.factors')} {...{ lines: told, formula: chosenFormula, population }} />
      {strata[chosenFormula].length > 1 && (
        <PlainTable
          caption={t('surveys.plain.strata')}
          {...{ lines: strata[chosenFormula], formula: chosenFormula, population }}
        />
      )}
    </>
  )
}

function PlainChange({ result: { earlier } }: { result: SurveyResult }) {
  const { t, format, locale } = useShell()
  const [last] = earlier
  if (last === undefined) return null
  const points = format.points(Math.abs(last.change) * 100, 1)
  const key = last.isBeyondMargins ? (last.change > 0 ? 'better' : 'worse') : 'same'
  return <p>{t(`surveys.plain.change.${key}`, { round: titleOf(last, locale), points })}</p>
}

/** The best and the least liked factor; nothing where chance alone may tell them apart. */
function PlainExtremes({ lines }: { lines: { name: string; figure: ResultFigure | null }[] }) {
  const { t } = useShell()
  const counted = lines.flatMap(({ name, figure }) => (figure === null ? [] : [{ name, ...ofHundred(figure) }]))
  const sorted = counted.toSorted((a, b) => b.count - a.count)
  const [best, least] = [sorted[0], sorted.at(-1)]
  if (best === undefined || least === undefined || (best.low ?? 0) <= (least.high ?? 100)) return null
  return <p>{t('surveys.plain.extremes', { best: best.name, least: least.name })}</p>
}

interface PlainTableProps {
  caption: string
  lines: SurveyResult['strata'][Formula]
  formula: Formula
  population: Population
}

function PlainTable({ caption, lines, formula, population }: PlainTableProps) {
  const { t, locale } = useShell()
  return (
    <>
      <h2>{caption}</h2>
      <DataTable
        caption={caption}
        rows={lines}
        rowKey={({ key }) => key}
        first={15}
        columns={[
          { key: 'name', label: t('surveys.result.what'), lead: true, cell: (line) => titleOf(line, locale) },
          {
            key: 'count',
            label: t(`surveys.plain.column.${formula}.${population}`),
            align: 'right',
            cell: ({ figure, ballots }) =>
              figure === null
                ? t(ballots === 0 ? 'surveys.result.no_ballots' : 'surveys.result.untold')
                : String(ofHundred(figure).count),
          },
          {
            key: 'range',
            label: t('surveys.plain.column.range'),
            align: 'right',
            cell: ({ figure }) => {
              const { low = null, high = null } = figure === null ? {} : ofHundred(figure)
              return low === null || high === null ? '–' : t('surveys.plain.column.between', { low, high })
            },
          },
        ]}
      />
    </>
  )
}
