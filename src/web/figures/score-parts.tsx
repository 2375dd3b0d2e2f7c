import { Fragment } from 'react'
import type { Graded, SchemeScoreView, ScoreLine } from '../../modules/indicators/schemes/view-types.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Shell, useShell } from '../shell.ts'
import { DataTable, Figure, Figures, Notice, Tag } from '../ui/index.ts'
import { behindPath } from './addresses.ts'
import { periodName, said } from './texts.ts'

/** The period, whether it still moves, and the score out of what could be measured. */
export function ScoreHead({ view }: { view: SchemeScoreView }) {
  const shell = useShell()
  const { t, format } = shell
  const { total, scheme, grade } = view
  const open = total.max - total.measured
  return (
    <>
      <h2>{periodName(view.period, shell)}</h2>
      {view.provisional && (
        <Notice tone="soon">
          <p>{t('schemes.score.provisional')}</p>
        </Notice>
      )}
      <Figures>
        <Figure
          value={total.points === null ? '–' : format.points(total.points, scheme.decimals)}
          label={t('schemes.score.total')}
          of={t('schemes.score.measured', { measured: format.number(total.measured) })}
        />
        <Figure
          value={format.number(open)}
          label={t('schemes.score.open')}
          of={t('schemes.score.open_of', { max: format.number(total.max) })}
        />
      </Figures>
      {grade !== null && (
        <p>
          {t('schemes.column.grade')}: <b>{gradeText(grade, shell)}</b>
          {grade.least.from !== grade.most.from && ` (${t('schemes.score.undecided')})`}
        </p>
      )}
      <p className="soft small">{t('schemes.score.source', { source: scheme.source, version: scheme.version })}</p>
    </>
  )
}

/** The grade; from and to where what is not measured yet decides. */
export function gradeText(grade: Graded | null, shell: Shell): string {
  if (grade === null) return '–'
  const [least, most] = [said(grade.least.name, shell), said(grade.most.name, shell)]
  return least === most ? least : shell.t('schemes.score.between', { least, most })
}

/** The whole tree, one line a part. `agencyId` null: the lines open to no dossiers. */
export function ScoreTree({ view, agencyId }: { view: SchemeScoreView; agencyId: AgencyId | null }) {
  const shell = useShell()
  const { t } = shell
  return (
    <section>
      <h2>{t('schemes.tree.title')}</h2>
      <DataTable<ScoreLine>
        caption={t('schemes.tree.title')}
        rows={view.lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            label: t('schemes.column.component'),
            lead: true,
            cell: (line) => <LineName line={line} view={view} agencyId={agencyId} />,
          },
          { key: 'share', label: t('schemes.column.share'), cell: (line) => shareText(line, shell) },
          {
            key: 'points',
            label: t('schemes.column.points'),
            align: 'right',
            cell: (line) => pointsOf(line, view, shell),
          },
        ]}
      />
    </section>
  )
}

interface LineProps {
  line: ScoreLine
  view: SchemeScoreView
  agencyId: AgencyId | null
}

function LineName({ line, view, agencyId }: LineProps) {
  const shell = useShell()
  const { t } = shell
  const name = `${line.key}${line.depth === 0 ? '.' : ''} ${said(line.name, shell)}`
  if (line.own === null) return <b>{name}</b>
  const { own } = line
  return (
    <>
      {name}
      <Behind line={line} view={view} agencyId={agencyId} />
      <details className="disclosure small">
        <summary>
          {t('schemes.tree.how')}
          <span className="visually-hidden"> {name}</span>
        </summary>
        <p>{said(own.rule, shell)}</p>
        {line.owner !== null && <p>{t('schemes.tree.owner', { owner: said(line.owner, shell) })}</p>}
        {own.factorLeftOut && <p>{t('schemes.tree.factor')}</p>}
        {own.zeroUsed && <p>{t('schemes.tree.zero')}</p>}
        <p>{t('schemes.score.source', { source: own.source, version: view.scheme.version })}</p>
      </details>
    </>
  )
}

/** The counts a score is made of, each the way to its dossiers. */
function Behind({ line, view, agencyId }: LineProps) {
  const { t, format } = useShell()
  const behind = line.own?.behind ?? []
  if (agencyId === null || behind.length === 0) return null
  return (
    <div className="small">
      {behind.map(({ word, measures, n }, at) => (
        <Fragment key={word}>
          {at > 0 && ' · '}
          <a href={behindPath(measures, { agencyId, period: view.period })}>
            {measures.length > 1 ? t(`schemes.behind.${word}`) : t(`figures.measure.${word}`)}: {format.number(n)}
          </a>
        </Fragment>
      ))}
    </div>
  )
}

/** "983 / 1.000 (98,30 %)"; only a share has a percentage. Of what holds others: how much of it could be measured. */
function shareText({ own, measured, max }: ScoreLine, { format, t }: Shell): string {
  if (own === null) return t('schemes.tree.measured', { measured: format.number(measured), max: format.number(max) })
  if (own.numerator === null || own.denominator === null) return '–'
  const [part, whole] = [format.number(own.numerator), format.number(own.denominator)]
  if (!own.isShare || own.denominator === 0) return t('schemes.tree.quotient', { part, whole })
  return t('schemes.tree.share', { part, whole, percent: format.percent(own.numerator, own.denominator) })
}

function pointsOf(line: ScoreLine, view: SchemeScoreView, shell: Shell) {
  const { t, format } = shell
  const { decimals } = view.scheme
  const standing = line.own?.standing
  if (standing === 'information') {
    const { numerator, denominator, unit } = line.own ?? {}
    if (unit == null || numerator == null || !denominator) return t('schemes.standing.information')
    return t('schemes.tree.mean', { value: format.number(numerator / denominator), unit: said(unit, shell) })
  }
  if (line.points === null) {
    return (
      <>
        <Tag>{t(`schemes.standing.${standing === 'nothing' ? 'nothing' : 'no_facts'}`)}</Tag>{' '}
        <span className="soft small">{t('schemes.tree.max', { max: format.number(line.max) })}</span>
      </>
    )
  }
  const text = t('schemes.score.of', {
    points: format.points(line.points, decimals),
    max: format.number(line.measured),
  })
  return line.own === null ? <b>{text}</b> : text
}
