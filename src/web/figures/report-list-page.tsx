import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { ReportLine, ReportListView } from '../../modules/indicators/reports/view-types.ts'
import { type AgencyId, isUuid } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  DataTable,
  EmptyState,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  Tag,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { questionOf } from './addresses.ts'
import { FigureChoices } from './figure-choices.tsx'
import { reportPath } from './report-addresses.ts'
import { periodName } from './texts.ts'

/** The reports of an agency on a period: begun, signed, or to begin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = questionOf(new URL(request.url).searchParams)
  const { reports } = page.services
  return { view: await reports.list(page.actor, asked), publishes: await reports.mayPublish(page.actor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const agency = form.text('co-quan')
  return attemptWork(form, async () => {
    const id = await page.services.reports.open({
      actor: page.actor,
      kind: form.text('loai'),
      agencyId: isUuid(agency) ? (agency as AgencyId) : null,
      period: form.text('ky'),
    })
    return redirect(reportPath(id), 303)
  })
}

export default function ReportListPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format } = shell
  const { view, publishes } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <PageHeading kicker={view.agency.name} faulty={state !== undefined}>
        {t('reports.title')}
      </PageHeading>
      <p className="soft">{t('reports.list.about')}</p>
      {publishes && (
        <p>
          <a href="/lam-viec/so-lieu/du-lieu-mo">{t('open-data.office.title')}</a>
        </p>
      )}
      <FigureChoices view={view} faults={state?.faults ?? []} />
      <h2>{periodName(view.period, shell)}</h2>
      {view.isOpen && <Notice tone="plain">{t('reports.list.running')}</Notice>}
      {view.sendBy !== null && <p>{t('reports.list.send_by', { day: format.date(view.sendBy) })}</p>}
      <DataTable
        caption={t('reports.title')}
        rows={view.lines}
        rowKey={({ kind }) => kind}
        columns={[
          {
            key: 'report',
            label: t('reports.list.report'),
            lead: true,
            cell: (line) => <ReportName line={line} />,
          },
          { key: 'state', label: t('reports.list.state'), cell: (line) => <State line={line} /> },
          { key: 'do', label: t('reports.list.open'), cell: (line) => <Begin line={line} view={view} /> },
        ]}
      />
      {view.units !== null && <Units units={view.units} />}
      <Unfounded />
    </>
  )
}

function ReportName({ line }: { line: ReportLine }) {
  const { t } = useShell()
  const name = t(`reports.kind.${line.kind}`)
  return (
    <>
      {line.id === null ? name : <a href={reportPath(line.id)}>{name}</a>}
      {line.kind !== 'reform' && <div className="soft small">{t(`reports.form.${line.kind}`)}</div>}
    </>
  )
}

function State({ line }: { line: ReportLine }) {
  const { t, format } = useShell()
  if (line.signedAt !== null) {
    return <Tag tone="ok">{t('reports.state.signed', { at: format.dateTime(line.signedAt) })}</Tag>
  }
  return <Tag tone={line.state === 'draft' ? 'soon' : 'plain'}>{t(`reports.state.${line.state}`)}</Tag>
}

function Begin({ line, view }: { line: ReportLine; view: ReportListView }) {
  const { t } = useShell()
  if (line.id !== null) return <a href={reportPath(line.id)}>{t('reports.list.open')}</a>
  if (!line.mayWrite || line.state !== 'none') return '–'
  return (
    <PageForm>
      <input type="hidden" name="loai" value={line.kind} />
      <input type="hidden" name="co-quan" value={view.agency.id} />
      <input type="hidden" name="ky" value={periodWord(view.period)} />
      <SecondButton>{t('reports.list.begin')}</SecondButton>
    </PageForm>
  )
}

/** The other forms of TT 01/2020/TT-VPCP: their names are known, their columns were not found, so that nothing is made up. */
const UNFOUNDED = ['ii_01', 'ii_02', 'ii_03', 'ii_05', 'ii_07a'] as const

function Unfounded() {
  const { t } = useShell()
  return (
    <details className="disclosure">
      <summary>{t('reports.list.unfounded')}</summary>
      <ul>
        {UNFOUNDED.map((form) => (
          <li key={form}>{t(`reports.unfounded.${form}`)}</li>
        ))}
      </ul>
    </details>
  )
}

function Units({ units }: { units: readonly ReportLine[] }) {
  const { t } = useShell()
  return (
    <section>
      <h2>{t('reports.list.units')}</h2>
      <DataTable
        caption={t('reports.list.units')}
        rows={units}
        rowKey={({ agency, kind }) => `${agency.id} ${kind}`}
        first={20}
        empty={<EmptyState title={t('reports.list.no_units')} />}
        columns={[
          { key: 'agency', label: t('reports.list.agency'), lead: true, cell: ({ agency }) => agency.name },
          { key: 'report', label: t('reports.list.report'), cell: (line) => <ReportName line={line} /> },
          { key: 'state', label: t('reports.list.state'), cell: (line) => <State line={line} /> },
        ]}
      />
    </section>
  )
}
