import type { LoaderFunctionArgs } from 'react-router'
import type { Gain } from '../../modules/indicators/schemes/find-gains.ts'
import type { AgencyScoreView, PointsLine } from '../../modules/indicators/schemes/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { questionOf } from './addresses.ts'
import { FigureChoices } from './figure-choices.tsx'
import { gradeText, ScoreHead, ScoreTree } from './score-parts.tsx'
import { said } from './texts.ts'

/** The score of an agency by one index: the tree, each line with its rule, its two numbers and the way to its dossiers. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = { ...questionOf(new URL(request.url).searchParams), scheme: params.scheme ?? '' }
  return { view: await page.services.figures.getAgencyScore(page.actor, asked) }
}

export default function SchemePage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const name = said(view.scheme.name, shell)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('figures.rail.solving'), to: '/lam-viec/so-lieu' },
          { label: t('schemes.list.title'), to: '/lam-viec/so-lieu/chi-so' },
          { label: name },
        ]}
      />
      <PageHeading kicker={view.agency.name}>{name}</PageHeading>
      {view.scheme.note !== null && <p className="soft">{said(view.scheme.note, shell)}</p>}
      <FigureChoices view={view} />
      <ScoreHead view={view} />
      <ScoreTree view={view} agencyId={view.agency.id} />
      {view.gains.length > 0 && <Gains view={view} />}
      {view.officers.length > 0 && <Points view={view} by="officer" lines={view.officers} />}
      {view.fields.length > 0 && <Points view={view} by="field" lines={view.fields} />}
      <PrintHint />
    </>
  )
}

const SHOWN_GAINS = 6

/** Where points can still be won, most first. */
function Gains({ view }: { view: AgencyScoreView }) {
  const shell = useShell()
  const { t, format } = shell
  const [most] = view.gains
  return (
    <section>
      <h2>{t('schemes.gains.title')}</h2>
      {most !== undefined && (
        <p>
          <b>
            {t('schemes.gains.most', {
              component: `${most.key} ${said(most.name, shell)}`,
              count: format.number(most.count),
              what: said(most.more, shell),
              points: format.points(most.points, view.scheme.decimals),
            })}
          </b>
        </p>
      )}
      <p className="soft">{t('schemes.gains.text')}</p>
      <DataTable<Gain>
        caption={t('schemes.gains.title')}
        rows={view.gains}
        rowKey={({ key }) => key}
        first={SHOWN_GAINS}
        columns={[
          {
            key: 'name',
            label: t('schemes.column.component'),
            lead: true,
            cell: ({ key, name }) => `${key} ${said(name, shell)}`,
          },
          {
            key: 'more',
            label: t('schemes.gains.more'),
            cell: ({ count, more }) =>
              t('schemes.gains.count', { count: format.number(count), what: said(more, shell) }),
          },
          {
            key: 'points',
            label: t('schemes.gains.points'),
            align: 'right',
            cell: ({ points }) => `+${format.points(points, view.scheme.decimals)}`,
          },
        ]}
      />
    </section>
  )
}

/** The same points by officer or by field. */
function Points({ view, by, lines }: { view: AgencyScoreView; by: 'officer' | 'field'; lines: readonly PointsLine[] }) {
  const shell = useShell()
  const { t, format } = shell
  const title = t(`schemes.points.by_${by}`)
  return (
    <section>
      <h2>{title}</h2>
      <p className="soft">{t(`schemes.points.text_${by}`)}</p>
      <DataTable<PointsLine>
        caption={title}
        rows={lines}
        rowKey={({ key }) => key}
        first={15}
        columns={[
          { key: 'name', label: t(`schemes.points.${by}`), lead: true, cell: ({ name }) => said(name, shell) },
          {
            key: 'dossiers',
            label: t('schemes.points.dossiers'),
            align: 'right',
            cell: ({ dossiers }) => format.number(dossiers),
          },
          {
            key: 'points',
            label: t('schemes.column.points'),
            align: 'right',
            cell: ({ total }) =>
              total.points === null
                ? t('schemes.standing.nothing')
                : t('schemes.score.of', {
                    points: format.points(total.points, view.scheme.decimals),
                    max: format.number(total.measured),
                  }),
          },
          ...(by === 'officer'
            ? [
                {
                  key: 'grade',
                  label: t('schemes.column.grade'),
                  cell: (line: PointsLine) => gradeText(line.grade, shell),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
