import type { LoaderFunctionArgs } from 'react-router'
import type { OwnDossier, OwnScoreView } from '../../modules/indicators/schemes/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, EmptyState, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { FigureChoices } from './figure-choices.tsx'
import { ScoreHead, ScoreTree } from './score-parts.tsx'
import { said } from './texts.ts'

/** The officer's own score by circular 01/2018: own work only. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const period = new URL(request.url).searchParams.get('ky') || null
  return { view: await page.services.figures.getOwnScore(page.actor, { period }) }
}

export default function OwnScorePage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('schemes.list.title'), to: '/lam-viec/so-lieu/chi-so' }, { label: t('schemes.own.title') }]}
      />
      <PageHeading kicker={said(view.scheme.name, shell)}>{t('schemes.own.title')}</PageHeading>
      <p className="soft">{t('schemes.own.text')}</p>
      <FigureChoices view={view} />
      <ScoreHead view={view} />
      <ScoreTree view={view} agencyId={null} />
      <OwnDossiers view={view} />
      <PrintHint />
    </>
  )
}

/** The dossiers behind the points, newest first. */
function OwnDossiers({ view }: { view: OwnScoreView }) {
  const { t, format } = useShell()
  return (
    <section>
      <h2>{t('schemes.own.dossiers')}</h2>
      <p className="soft">{t('schemes.own.dossiers_text')}</p>
      <DataTable<OwnDossier>
        caption={t('schemes.own.dossiers')}
        rows={view.dossiers}
        rowKey={({ id }) => id}
        first={6}
        empty={<EmptyState title={t('schemes.own.none')} />}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: ({ id, code, procedureName }) => (
              <>
                <a href={`/lam-viec/ho-so/${id}`}>{code ?? t('figures.behind.no_code')}</a>
                <div className="soft small">{procedureName}</div>
              </>
            ),
          },
          { key: 'ended', label: t('figures.behind.ended'), cell: ({ endedAt }) => format.dateTime(endedAt) },
          {
            key: 'time',
            label: t('schemes.own.time'),
            cell: ({ punctuality }) => t(`figures.punctuality.${punctuality ?? 'undated'}`),
          },
          {
            key: 'supplements',
            label: t('schemes.own.supplements'),
            align: 'right',
            cell: ({ supplements }) => format.number(supplements),
          },
        ]}
      />
    </section>
  )
}
