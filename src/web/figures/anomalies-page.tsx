import type { LoaderFunctionArgs } from 'react-router'
import type { DetectorLine } from '../../modules/indicators/anomalies/view-types.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, DataTable, Notice, PageHeading } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { questionOf } from './addresses.ts'
import { DetectorRate } from './anomaly-parts.tsx'
import { FigureChoices } from './figure-choices.tsx'
import { periodName } from './texts.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = questionOf(new URL(request.url).searchParams)
  const [view, papers] = await Promise.all([
    page.services.figures.getAnomalies(page.actor, asked),
    page.services.ratings.signs(page.actor),
  ])
  return { view, papers: papers?.length ?? null }
}

/** Every detector of unusual patterns, with its rate; each leads to its dossiers. They inform, they accuse nobody. */
export default function AnomaliesPage({ loaderData: { view, papers } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const scope = new URLSearchParams({ 'co-quan': view.agency.id, ky: periodWord(view.period) })
  const pathOf = ({ key }: DetectorLine) => `/lam-viec/so-lieu/dau-hieu/${key.replaceAll('_', '-')}?${scope}`
  return (
    <>
      <PageHeading kicker={view.agency.name}>{t('anomalies.title')}</PageHeading>
      <Notice tone="plain">{t('anomalies.inform')}</Notice>
      <FigureChoices view={view} />
      <h2>{periodName(view.period, shell)}</h2>
      <DataTable
        caption={t('anomalies.title')}
        rows={view.detectors}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            label: t('anomalies.column.sign'),
            lead: true,
            cell: (line) => (
              <>
                <a href={pathOf(line)}>{t(`anomalies.${line.key}.title`)}</a>
                <div className="soft small">{t(`anomalies.${line.key}.looks`, line.thresholds)}</div>
              </>
            ),
          },
          {
            key: 'rate',
            label: t('anomalies.column.rate'),
            align: 'right',
            cell: (line) => <DetectorRate line={line} />,
          },
        ]}
      />
      {papers !== null && (
        <Actions>
          <p>
            <a href="/lam-viec/danh-gia#dau-hieu">{t('feedback.signs.link')}</a>: {format.number(papers)}
          </p>
        </Actions>
      )}
    </>
  )
}
