import { type Formula, formulas } from '../../modules/surveys/round.ts'
import type { ResultFigure, ResultLine, SurveyResult } from '../../modules/surveys/view-types.ts'
import { useShell } from '../shell.ts'
import { DataTable, Facts, Figure, Figures, Notice } from '../ui/index.ts'
import { titleOf } from './round-parts.tsx'

/** A share with its margin, two decimals. */
function useFigureText() {
  const { t, format } = useShell()
  const percent = (value: number) => `${format.points(value * 100, 2)} %`
  const text = (figure: ResultFigure | null) => {
    if (figure === null) return t('surveys.result.untold')
    if (figure.margin === null) return percent(figure.share)
    return `${percent(figure.share)} ± ${format.points(figure.margin * 100, 2)}`
  }
  return { text, percent }
}

/** What a round found: the whole under both formulas with the formula beside it, factors, strata, answers, earlier rounds. */
export function ResultView({ result }: { result: SurveyResult }) {
  const { t, format } = useShell()
  const { text } = useFigureText()
  const { chosenFormula } = result
  const other = formulas.find((one) => one !== chosenFormula) ?? 'mean'
  return (
    <>
      <Figures>
        {[chosenFormula, other].map((formula) => (
          <Figure
            key={formula}
            value={text(result.whole[formula])}
            label={t(`surveys.formula.${formula}`)}
            of={t(`surveys.formula_text.${formula}`)}
          />
        ))}
      </Figures>
      <p className="soft">{t('surveys.result.margin_text')}</p>
      <Facts
        facts={[
          {
            term: t('surveys.result.asked'),
            value: format.number(result.asked),
            note: t('surveys.result.units', { units: format.number(result.units) }),
          },
          {
            term: t('surveys.result.ballots'),
            value: `${format.number(result.ballots)} (${format.percent(result.ballots, result.asked)})`,
          },
          { term: t('surveys.result.refused'), value: format.number(result.refused) },
          { term: t('surveys.result.silent'), value: format.number(result.silent) },
          {
            term: t('surveys.result.channels'),
            value: result.channels
              .map(
                ({ channel, ballots }) =>
                  `${t(`surveys.channel.${channel}`)}: ${ballots === null ? t('surveys.result.untold') : format.number(ballots)}`,
              )
              .join(' · '),
          },
        ]}
      />
      <h2>{t('surveys.result.factors')}</h2>
      <Lines caption={t('surveys.result.factors')} lines={result.factors} chosen={chosenFormula} />
      <Earlier result={result} />
      <h2>{t('surveys.result.strata')}</h2>
      {result.strata[chosenFormula].some(({ isSuppressed }) => isSuppressed) && (
        <Notice>
          <p>{t('surveys.result.suppressed')}</p>
        </Notice>
      )}
      <Strata lines={result.strata[chosenFormula]} />
      <h2>{t('surveys.result.questions')}</h2>
      <Lines caption={t('surveys.result.questions')} lines={result.questions} chosen={chosenFormula} />
      <Answers result={result} />
    </>
  )
}

/** This round against earlier ones of the same questionnaire, as a whole and by factor: whether a change is more than chance. */
function Earlier({ result: { earlier } }: { result: SurveyResult }) {
  const { t, locale, format } = useShell()
  const { percent } = useFigureText()
  const signed = (value: number) => `${value > 0 ? '+' : ''}${format.points(value * 100, 2)}`
  const withMargin = (value: number, margin: number | null | undefined) =>
    margin == null ? signed(value) : `${signed(value)} ± ${format.points(margin * 100, 2)}`
  if (earlier.length === 0) return null
  return (
    <>
      <h2>{t('surveys.result.earlier')}</h2>
      <p className="soft">{t('surveys.result.earlier_text')}</p>
      {earlier.map((one) => (
        <section key={one.roundId}>
          <h3>
            <a href={`/khao-sat/dot/${one.roundId}`}>{titleOf(one, locale)}</a>
          </h3>
          <p>
            {percent(one.share)}.{' '}
            {t(one.isBeyondMargins ? 'surveys.result.change' : 'surveys.result.no_change', {
              points: withMargin(one.change, one.changeMargin),
            })}{' '}
            {one.isOtherVersion === true && t('surveys.result.other_version')}
          </p>
          {one.factors !== undefined && one.factors.length > 0 && (
            <DataTable
              caption={t('surveys.result.earlier_factors', { round: titleOf(one, locale) })}
              rows={one.factors}
              rowKey={({ key }) => key}
              columns={[
                { key: 'name', label: t('surveys.result.what'), lead: true, cell: (row) => titleOf(row, locale) },
                {
                  key: 'before',
                  label: t('surveys.result.before'),
                  align: 'right',
                  cell: (row) => percent(row.before),
                },
                { key: 'now', label: t('surveys.result.now'), align: 'right', cell: (row) => percent(row.now) },
                {
                  key: 'change',
                  label: t('surveys.result.points'),
                  align: 'right',
                  cell: (row) => withMargin(row.change, row.changeMargin),
                },
                {
                  key: 'beyond',
                  label: t('surveys.result.beyond'),
                  cell: (row) =>
                    t(
                      row.changeMargin === null
                        ? 'surveys.result.beyond.unknown'
                        : row.isBeyondMargins
                          ? 'surveys.result.beyond.yes'
                          : 'surveys.result.beyond.no',
                    ),
                },
              ]}
            />
          )}
        </section>
      ))}
    </>
  )
}

function Lines({ caption, lines, chosen }: { caption: string; lines: Record<Formula, ResultLine[]>; chosen: Formula }) {
  const { t, locale, format } = useShell()
  const { text } = useFigureText()
  const other = formulas.find((one) => one !== chosen) ?? 'mean'
  const otherOf = (key: string) => lines[other].find((line) => line.key === key)?.figure ?? null
  return (
    <DataTable
      caption={caption}
      rows={lines[chosen]}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', label: t('surveys.result.what'), lead: true, cell: (line) => titleOf(line, locale) },
        { key: 'chosen', label: t(`surveys.formula.${chosen}`), align: 'right', cell: ({ figure }) => text(figure) },
        { key: 'other', label: t(`surveys.formula.${other}`), align: 'right', cell: ({ key }) => text(otherOf(key)) },
        {
          key: 'ballots',
          label: t('surveys.result.ballots'),
          align: 'right',
          cell: ({ ballots }) => (ballots === null ? '–' : format.number(ballots)),
        },
      ]}
    />
  )
}

function Strata({ lines }: { lines: readonly ResultLine[] }) {
  const { t, locale, format } = useShell()
  const { text } = useFigureText()
  return (
    <DataTable
      caption={t('surveys.result.strata')}
      rows={lines}
      rowKey={({ key }) => key}
      first={15}
      columns={[
        { key: 'name', label: t('surveys.round.stratum'), lead: true, cell: (line) => titleOf(line, locale) },
        {
          key: 'figure',
          label: t('surveys.result.figure'),
          align: 'right',
          cell: ({ figure, ballots }) => (ballots === 0 ? t('surveys.result.no_ballots') : text(figure)),
        },
        {
          key: 'ballots',
          label: t('surveys.result.ballots_of'),
          align: 'right',
          cell: ({ ballots, drawn = 0 }) =>
            `${ballots === null ? '–' : format.number(ballots)} / ${format.number(drawn)}`,
        },
        {
          key: 'weight',
          label: t('surveys.result.weight'),
          align: 'right',
          cell: ({ weight = 0 }) => format.points(weight, 4),
        },
      ]}
    />
  )
}

/** How often each answer was given. */
function Answers({ result }: { result: SurveyResult }) {
  const { t, locale, format } = useShell()
  return (
    <details className="disclosure">
      <summary>{t('surveys.result.answers')}</summary>
      {result.answers.map((one) => {
        const all = one.counts.reduce((sum, { count }) => sum + count, 0)
        return (
          <section key={one.key}>
            <h3>{titleOf(one, locale)}</h3>
            {one.mean !== null && <p>{t('surveys.result.mean', { mean: format.points(one.mean, 2) })}</p>}
            <ul className="plain-list">
              {one.counts.map((count) => (
                <li key={count.label}>
                  {titleOf(count, locale)}: {format.number(count.count)} ({format.percent(count.count, all)})
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </details>
  )
}
