import type { SheetLook } from '../../../modules/scorecards/looks/view-types.ts'
import type { RemedyView } from '../../../modules/scorecards/view-types.ts'
import { said } from '../../figures/texts.ts'
import { useShell } from '../../shell.ts'
import { DataTable, Facts, PageHeading, PrintHint } from '../../ui/index.ts'
import { pointsText } from '../texts.ts'
import { AreaTable, radarLabel, radarLines } from './area-table.tsx'
import { changeText, gainedText, whyText } from './look-texts.ts'
import { RadarChart } from './radar-chart.tsx'

export interface OnePageProps {
  look: SheetLook
  /** Null where they are not for everybody. */
  remedies: readonly RemedyView[] | null
}

/** A unit's year on one side of A4: who, how many points, areas drawn and in numbers, why points were lost, what will be done, the hash. */
export function OnePage({ look, remedies }: OnePageProps) {
  const shell = useShell()
  const { t, format, config } = shell
  const { scheme, total, unit, areas, movement } = look
  const facts = [
    {
      term: t('looks.total'),
      value: t('looks.one_page.of', { points: pointsText(total.final, scheme, shell), max: format.number(scheme.max) }),
    },
    {
      term: t('scorecards.column.place'),
      value:
        look.place === null
          ? t('looks.one_page.no_place')
          : t('looks.one_page.place', { place: look.place, of: look.of, kind: t(`scorecards.unit_kind.${unit.kind}`) }),
    },
    ...(movement === null || movement === 'unit_missing'
      ? []
      : [
          {
            term: t('looks.movement.since', { year: movement.year }),
            value: [
              movement.total.change === null
                ? whyText(movement.total, shell)
                : t('looks.one_page.change', { change: changeText(movement.total.change, scheme, shell) }),
              ...(movement.place.gained === null ? [] : [gainedText(movement.place.gained, shell)]),
            ].join('; '),
          },
        ]),
  ]
  return (
    <article className="one-page">
      <div className="one-page-head">
        <p>
          {t('foot.owner', { province: config.province.name }).toLocaleUpperCase('vi')}
          <br />
          <b>{unit.name.toLocaleUpperCase('vi')}</b>
        </p>
        <p>
          <b>{t('looks.one_page.nation')}</b>
          <br />
          <b>{t('looks.one_page.motto')}</b>
        </p>
      </div>
      <PageHeading kicker={said(scheme.name, shell)}>
        {t('looks.one_page.title', { unit: unit.name, year: look.year })}
      </PageHeading>
      {scheme.example && <p className="one-page-example">{t('scorecards.example')}</p>}
      <div className="one-page-pair">
        <RadarChart axes={areas} lines={radarLines(areas, shell)} label={radarLabel(areas, unit.name, shell)} />
        <div>
          <Facts facts={facts} />
          <Lost look={look} />
        </div>
      </div>
      <h2>{t('looks.areas.title')}</h2>
      <div className="sheet">
        <AreaTable areas={areas} scheme={scheme} spread={look.spread} />
      </div>
      {remedies !== null && <Remedies remedies={remedies} />}
      <p className="small">{t('scorecards.tie_rule')}</p>
      {look.published === null ? (
        <p className="small">{t('looks.one_page.unpublished')}</p>
      ) : (
        <p className="small hash">
          {t('scorecards.published.by', {
            by: look.published.by,
            position: look.published.position,
            at: format.dateTime(look.published.at),
          })}{' '}
          {t('scorecards.published.hash', { hash: look.published.hash })}{' '}
          {t(look.published.isIntact ? 'scorecards.published.intact' : 'scorecards.published.altered')}
        </p>
      )}
      <PrintHint />
    </article>
  )
}

const MOST_KEYS = 6

function Lost({ look: { lost, scheme } }: { look: SheetLook }) {
  const shell = useShell()
  const { t } = shell
  return (
    <section>
      <h2>{t('looks.lost.title')}</h2>
      {lost.length === 0 && <p>{t('looks.lost.none')}</p>}
      {lost.length > 0 && (
        <DataTable
          caption={t('looks.lost.title')}
          rows={lost}
          rowKey={({ cause }) => cause}
          dense
          columns={[
            { key: 'cause', label: t('looks.lost.cause'), lead: true, cell: ({ cause }) => t(`looks.cause.${cause}`) },
            {
              key: 'keys',
              label: t('scorecards.column.line'),
              cell: ({ parts }) =>
                parts
                  .slice(0, MOST_KEYS)
                  .map(({ key }) => key)
                  .join('; ') + (parts.length > MOST_KEYS ? '; …' : ''),
            },
            {
              key: 'lost',
              label: t('looks.lost.points'),
              align: 'right',
              cell: (one) => pointsText(one.lost, scheme, shell),
            },
          ]}
        />
      )}
    </section>
  )
}

const MOST_REMEDIES = 6

function Remedies({ remedies }: { remedies: readonly RemedyView[] }) {
  const { t, format } = useShell()
  return (
    <section>
      <h2>{t('scorecards.remedy.title')}</h2>
      {remedies.length === 0 && <p>{t('scorecards.remedy.none')}</p>}
      <ul>
        {remedies.slice(0, MOST_REMEDIES).map(({ id, key, task, dueOn, done, isLate }) => (
          <li key={id}>
            {t('looks.one_page.remedy', {
              key,
              task: task.length > MOST_TASK ? `${task.slice(0, MOST_TASK - 1)}…` : task,
              due: format.date(dueOn),
              state: t(done === null ? (isLate ? 'scorecards.remedy.late' : 'scorecards.remedy.open') : 'looks.done'),
            })}
          </li>
        ))}
      </ul>
      {remedies.length > MOST_REMEDIES && (
        <p>{t('looks.one_page.more', { n: format.number(remedies.length - MOST_REMEDIES) })}</p>
      )}
    </section>
  )
}

const MOST_TASK = 120
