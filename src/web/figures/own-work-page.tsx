import type { LoaderFunctionArgs } from 'react-router'
import { type DueBucket, MOST_COUNTED, type TaskCounts } from '../../modules/casework/views/view-types.ts'
import { type Punctuality, punctualities } from '../../modules/indicators/facts/fact.ts'
import type { OwnWorkQuestion } from '../../modules/indicators/index.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { OwnDossierLine, OwnStep, OwnWorkView } from '../../modules/indicators/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, EmptyState, Enhance, Figure, Figures, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { bucketWords, scopeWords } from '../workspace/list/list-settings.ts'
import { countText } from '../workspace/texts.ts'
import { FigureChoices } from './figure-choices.tsx'
import { useStepColumns } from './step-columns.tsx'
import { periodName, said } from './texts.ts'

const PATH = '/lam-viec/so-lieu/viec-toi'

/** An officer's own work; a colleague's cannot be asked for. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const asked = { period: search.get('ky') || null, shown: shownOf(search) }
  const [view, tasks] = await Promise.all([
    page.services.figures.getOwnWork(page.actor, asked),
    page.desk.countTasks(page.actor, { scope: 'mine' }),
  ])
  return { view, tasks, shown: asked.shown }
}

/** Which of the dossiers the address asks for. */
function shownOf(search: URLSearchParams): OwnWorkQuestion['shown'] {
  const [procedureCode, step, how] = ['thu-tuc', 'buoc', 'han'].map((word) => search.get(word))
  if (procedureCode && step) return { procedureCode, step }
  const punctuality = punctualities.find((one) => one === how)
  return punctuality === undefined ? null : { punctuality }
}

function pathTo({ period }: OwnWorkView, more: Record<string, string>): string {
  return `${PATH}?${new URLSearchParams({ ky: periodWord(period), ...more })}#ho-so`
}

export default function OwnWorkPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view, tasks, shown } = loaderData
  return (
    <>
      <PageHeading>{t('figures.own.title')}</PageHeading>
      <p className="soft">{t('figures.own.text')}</p>
      <FigureChoices view={view} />
      <h2>{t('figures.own.now')}</h2>
      <Now tasks={tasks} />
      <h2>{periodName(view.period, shell)}</h2>
      <Resolved view={view} />
      <h2>{t('figures.own.steps')}</h2>
      <p className="soft">{t('figures.own.steps_how')}</p>
      <Steps view={view} />
      <Dossiers view={view} shown={shown} />
      <PrintHint />
      <Enhance script="print" />
    </>
  )
}

const BUCKETS = ['late', 'today', 'soon', 'ok', 'wait'] as const satisfies readonly DueBucket[]

/** What lies on the officer's desk at this moment, each number the way to its list. */
function Now({ tasks }: { tasks: TaskCounts }) {
  const { t } = useShell()
  const list = `/lam-viec?muc=${scopeWords.mine}`
  const see = t('workspace.overview.see')
  const text = (count: number) => (count >= MOST_COUNTED ? countText(count) : String(count))
  return (
    <Figures>
      <Figure value={text(tasks.scopes.mine)} label={t('figures.own.open')} link={{ to: list, label: see }} />
      {BUCKETS.map((bucket) => (
        <Figure
          key={bucket}
          value={text(tasks.buckets[bucket])}
          label={t(`figures.own.bucket.${bucket}`)}
          link={{ to: `${list}&han=${bucketWords[bucket]}`, label: see }}
        />
      ))}
    </Figures>
  )
}

function Resolved({ view }: { view: OwnWorkView }) {
  const { t, format } = useShell()
  const { early, on_time, late, undated } = view.resolved
  const dated = early + on_time + late
  const count = (key: Punctuality) => (
    <Figure
      value={format.number(view.resolved[key])}
      label={t(`figures.measure.resolved_${key}`)}
      link={{ to: pathTo(view, { han: key }), label: t('workspace.overview.see') }}
    />
  )
  return (
    <Figures>
      <Figure
        value={dated === 0 ? t('figures.none') : format.percent(early + on_time, dated)}
        label={t('figures.solving.in_time')}
        of={t('figures.of', { part: format.number(early + on_time), whole: format.number(dated) })}
        link={{ to: pathTo(view, {}), label: t('workspace.overview.see') }}
      />
      {count('early')}
      {count('on_time')}
      {count('late')}
      {undated > 0 && count('undated')}
    </Figures>
  )
}

function Steps({ view }: { view: OwnWorkView }) {
  const { t, format } = useShell()
  const columns = useStepColumns()
  return (
    <DataTable<OwnStep>
      caption={t('figures.own.steps')}
      rows={view.steps}
      rowKey={({ procedureCode, step }) => `${procedureCode} ${step}`}
      dense
      first={6}
      empty={<EmptyState title={t('figures.own.no_steps')} />}
      columns={[
        columns.step(),
        {
          key: 'visits',
          label: t('figures.steps.visits'),
          align: 'right',
          cell: ({ visits, procedureCode, step }) => (
            <a href={pathTo(view, { 'thu-tuc': procedureCode, buoc: step })}>{format.number(visits)}</a>
          ),
        },
        columns.span(t('figures.own.median'), ({ median }) => median),
        columns.span(t('figures.own.province'), ({ provinceMedian }) => provinceMedian),
        {
          key: 'province_visits',
          label: t('figures.own.province_visits'),
          align: 'right',
          cell: ({ provinceVisits }) => format.number(provinceVisits),
        },
      ]}
    />
  )
}

function Dossiers({ view, shown }: { view: OwnWorkView; shown: OwnWorkQuestion['shown'] }) {
  const shell = useShell()
  const { t, format } = shell
  const title = t(shown !== null && 'step' in shown ? 'figures.own.dossiers_of_step' : 'figures.own.dossiers')
  const how = shown !== null && 'punctuality' in shown ? t(`figures.punctuality.${shown.punctuality}`) : null
  return (
    <section id="ho-so">
      <h2>{how === null ? title : `${title}: ${how}`}</h2>
      {shown !== null && (
        <p className="no-print">
          <a href={pathTo(view, {})}>{t('figures.own.all_dossiers')}</a>
        </p>
      )}
      <DataTable<OwnDossierLine>
        caption={title}
        rows={view.dossiers}
        rowKey={({ id }) => id}
        first={10}
        empty={<EmptyState title={t('schemes.own.none')} />}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: ({ id, code, procedureName }) => (
              <>
                <a href={`/lam-viec/ho-so/${id}`}>{code ?? t('figures.behind.no_code')}</a>
                <div className="soft small">{said(procedureName, shell)}</div>
              </>
            ),
          },
          {
            key: 'due',
            label: t('workspace.column.due'),
            cell: ({ dueAt }) => (dueAt === null ? '–' : format.dateTime(dueAt)),
          },
          {
            key: 'ended',
            label: t('figures.behind.ended'),
            cell: ({ endedAt }) => (endedAt === null ? '–' : format.dateTime(endedAt)),
          },
          {
            key: 'time',
            label: t('schemes.own.time'),
            cell: ({ endedAt, punctuality }) =>
              endedAt === null ? '–' : t(`figures.punctuality.${punctuality ?? 'undated'}`),
          },
        ]}
      />
    </section>
  )
}
