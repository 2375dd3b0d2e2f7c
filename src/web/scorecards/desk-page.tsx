import type { LoaderFunctionArgs } from 'react-router'
import type { RoundBrief, SheetBrief } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, ButtonLink, DataTable, EmptyState, PageHeading, Tag } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, publicRoundPath, roundPath, SCHEMES, sheetPath } from './addresses.ts'
import { EXTERNAL_DESK } from './external/external-paths.ts'
import { Skeletons } from './sheet-parts.tsx'
import { phaseTone } from './texts.ts'

/** The rounds of scorecards: one's own sheets, those to verify, and all of them for whoever organises. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.desk(page.actor) }
}

export default function ScorecardDeskPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { view } = loaderData
  const isEmpty = view.own.length === 0 && view.toVerify.length === 0 && view.rounds.length === 0
  return (
    <>
      <PageHeading>{t('scorecards.title')}</PageHeading>
      <p className="soft">{t('scorecards.text')}</p>
      {view.organises && (
        <Actions>
          <ButtonLink to={`${DESK}/moi`}>{t('scorecards.open.link')}</ButtonLink>
          <ButtonLink second to={EXTERNAL_DESK}>
            {t('external.title')}
          </ButtonLink>
        </Actions>
      )}
      {isEmpty && <EmptyState title={t('scorecards.none')} text={t('scorecards.none_text')} />}
      <Sheets title={t('scorecards.desk.own')} sheets={view.own} />
      <Sheets title={t('scorecards.desk.to_verify')} sheets={view.toVerify} />
      {view.rounds.length > 0 && <Rounds rounds={view.rounds} organises={view.organises} />}
      {view.writesSchemes && (
        <Actions>
          <ButtonLink second to={SCHEMES}>
            {t('scorecards.schemes.link')}
          </ButtonLink>
        </Actions>
      )}
      <Skeletons skeletons={view.skeletons} />
    </>
  )
}

function Sheets({ title, sheets }: { title: string; sheets: readonly SheetBrief[] }) {
  const shell = useShell()
  const { t, format } = shell
  if (sheets.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <DataTable<SheetBrief>
        caption={title}
        rows={sheets}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'unit',
            label: t('scorecards.column.unit'),
            lead: true,
            cell: ({ id, unit, year }) => <a href={sheetPath(id)}>{t('scorecards.desk.sheet', { unit, year })}</a>,
          },
          { key: 'scheme', label: t('scorecards.column.scheme'), cell: ({ scheme }) => said(scheme.name, shell) },
          {
            key: 'phase',
            label: t('scorecards.column.phase'),
            cell: ({ phase }) => <Tag tone={phaseTone(phase)}>{t(`scorecards.phase.${phase}`)}</Tag>,
          },
          {
            key: 'until',
            label: t('scorecards.column.until'),
            cell: ({ until }) => (until === null ? '–' : format.weekdayDate(until)),
          },
        ]}
      />
    </section>
  )
}

function Rounds({ rounds, organises }: { rounds: readonly RoundBrief[]; organises: boolean }) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <section>
      <h2>{t('scorecards.desk.rounds')}</h2>
      <DataTable<RoundBrief>
        caption={t('scorecards.desk.rounds')}
        rows={rounds}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'round',
            label: t('scorecards.column.scheme'),
            lead: true,
            cell: ({ id, scheme, year }) => (
              <a href={organises ? roundPath(id) : publicRoundPath(id)}>{`${said(scheme.name, shell)} ${year}`}</a>
            ),
          },
          {
            key: 'units',
            label: t('scorecards.column.units'),
            align: 'right',
            cell: ({ units }) => format.number(units),
          },
          {
            key: 'state',
            label: t('scorecards.column.phase'),
            cell: ({ publishedAt }) =>
              publishedAt === null ? (
                <Tag tone="soon">{t('scorecards.round.running')}</Tag>
              ) : (
                <Tag tone="ok">{t('scorecards.round.published', { at: format.dateTime(publishedAt) })}</Tag>
              ),
          },
        ]}
      />
    </section>
  )
}
