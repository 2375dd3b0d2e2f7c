import type { LoaderFunctionArgs } from 'react-router'
import type { FlowMoveView, FlowView, StepLineView } from '../../modules/indicators/flow/view-types.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import { textIn } from '../text.ts'
import {
  Breadcrumbs,
  DataTable,
  EmptyState,
  PageForm,
  PageHeading,
  PrintHint,
  SecondButton,
  SelectField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { formStateOf } from '../workspace/query-form.ts'
import { questionOf } from './addresses.ts'
import { passagesPath, placeName } from './flow-texts.ts'
import { periodChoices, periodName, said } from './texts.ts'

export const FLOW_PAGE = '/lam-viec/so-lieu/thoi-gian'

/** Where working time is lost: by procedure, and along the way of one of them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { flow } = page.services
  const search = new URL(request.url).searchParams
  const view = await flow.getFlow(page.actor, { ...questionOf(search), procedureCode: search.get('thu-tuc') || null })
  const words = { t: textIn(page.locale), locale: page.locale }
  const beside = view.moves.flatMap(({ from, to }) => [from, to]).filter((place) => !view.places.includes(place))
  const places = [...view.places, ...new Set(beside)].map((key) => ({
    key,
    name: placeName(key, view.stepNames, words),
    onTheWay: view.places.includes(key),
  }))
  const links = view.moves.map(({ kind, ...move }) => ({ ...move, back: kind === 'back' }))
  return { view, chart: flow.drawFlow(places, links, words.t('figures.flow.chart')) }
}

export default function FlowPage({ loaderData: { view, chart } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { procedure } = view
  const title = t('figures.flow.title')
  const scope = new URLSearchParams({ 'co-quan': view.agency.id, ky: periodWord(view.period) })
  return (
    <>
      {procedure !== null && (
        <Breadcrumbs crumbs={[{ label: title, to: `${FLOW_PAGE}?${scope}` }, { label: said(procedure.name, shell) }]} />
      )}
      <PageHeading kicker={`${view.agency.name} · ${periodName(view.period, shell)}`}>
        {procedure === null ? title : said(procedure.name, shell)}
      </PageHeading>
      <p className="no-print">
        <a href={`/lam-viec/so-lieu/cham?co-quan=${view.agency.id}`}>{t('figures.alerts.link')}</a>
      </p>
      <Choices view={view} />
      {procedure === null ? (
        <Procedures view={view} />
      ) : (
        <>
          <h2>{t('figures.flow.steps')}</h2>
          <p className="soft">{t('figures.flow.steps_how')}</p>
          <Steps view={view} procedureCode={procedure.code} />
          <h2>{t('figures.flow.chart')}</h2>
          <p className="soft">{t('figures.flow.chart_how')}</p>
          {chart !== null && (
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, its words escaped by the drawing
            <div className="chart flow" dangerouslySetInnerHTML={{ __html: chart }} />
          )}
          <Moves view={view} procedureCode={procedure.code} />
        </>
      )}
      <PrintHint />
    </>
  )
}

function Choices({ view }: { view: FlowView }) {
  const shell = useShell()
  const { t, location } = shell
  const search = new URLSearchParams(location.search)
  search.set('co-quan', view.agency.id)
  search.set('ky', periodWord(view.period))
  const procedures = view.procedures.map(({ code, name }) => ({ value: code, label: said(name, shell) }))
  const { procedure } = view
  if (procedure !== null && !procedures.some(({ value }) => value === procedure.code)) {
    procedures.unshift({ value: procedure.code, label: said(procedure.name, shell) })
  }
  return (
    <PageForm method="get" state={formStateOf(search, [])}>
      <div className="filters no-print">
        <SelectField name="ky" label={t('figures.solving.period')} choices={periodChoices(view.periods, shell)} />
        {view.choices.length > 1 && (
          <SelectField
            name="co-quan"
            label={t('workspace.filter.co-quan')}
            choices={view.choices.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <SelectField
          name="thu-tuc"
          label={t('figures.solving.procedure')}
          choices={[{ value: '', label: t('figures.flow.all_procedures') }, ...procedures]}
        />
        <SecondButton>{t('workspace.overview.show')}</SecondButton>
      </div>
    </PageForm>
  )
}

function Procedures({ view }: { view: FlowView }) {
  const shell = useShell()
  const { t, format } = shell
  const whole = view.procedures.reduce((sum, { minutes }) => sum + minutes, 0)
  const to = (code: string) =>
    `${FLOW_PAGE}?${new URLSearchParams({ 'co-quan': view.agency.id, ky: periodWord(view.period), 'thu-tuc': code })}`
  return (
    <DataTable
      caption={t('figures.flow.title')}
      rows={view.procedures}
      rowKey={({ code }) => code}
      dense
      first={20}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        {
          key: 'name',
          label: t('figures.solving.procedure'),
          lead: true,
          cell: ({ code, name }) => <a href={to(code)}>{said(name, shell)}</a>,
        },
        {
          key: 'visits',
          label: t('figures.steps.visits'),
          align: 'right',
          cell: ({ visits }) => format.number(visits),
        },
        {
          key: 'all',
          label: t('figures.steps.all'),
          align: 'right',
          cell: ({ minutes }) => format.workingSpan(minutes),
        },
        {
          key: 'share',
          label: t('figures.flow.share'),
          align: 'right',
          cell: ({ minutes }) => format.percent(minutes, whole),
        },
      ]}
    />
  )
}

interface Part {
  view: FlowView
  procedureCode: string
}

function placeOf({ view, procedureCode }: Part) {
  return { agencyId: view.agency.id, procedureCode, from: view.period.from, to: view.period.to }
}

function Steps(part: Part) {
  const shell = useShell()
  const { t, format } = shell
  const span = (key: 'median' | 'ninetieth' | 'minutes', label: string) => ({
    key,
    label,
    align: 'right' as const,
    cell: (line: StepLineView) => format.workingSpan(line[key]),
  })
  return (
    <DataTable
      caption={t('figures.flow.steps')}
      rows={part.view.steps}
      rowKey={({ step }) => step}
      dense
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        { key: 'step', label: t('figures.steps.step'), lead: true, cell: ({ name }) => said(name, shell) },
        {
          key: 'visits',
          label: t('figures.steps.visits'),
          align: 'right',
          cell: ({ step, visits }) => (
            <a href={passagesPath({ ...placeOf(part), place: step })}>{format.number(visits)}</a>
          ),
        },
        span('median', t('figures.steps.median')),
        span('ninetieth', t('figures.steps.ninetieth')),
        span('minutes', t('figures.steps.all')),
      ]}
    />
  )
}

function Moves(part: Part) {
  const shell = useShell()
  const { t, format } = shell
  const { moves, stepNames } = part.view
  return (
    <DataTable
      caption={t('figures.flow.moves')}
      rows={moves}
      rowKey={({ from, to, kind }) => `${from} ${to} ${kind}`}
      dense
      first={20}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        {
          key: 'from',
          label: t('figures.flow.from'),
          lead: true,
          cell: ({ from }) => placeName(from, stepNames, shell),
        },
        { key: 'to', label: t('figures.flow.to'), cell: ({ to }) => placeName(to, stepNames, shell) },
        { key: 'kind', label: t('figures.flow.kind'), cell: (move) => kindOf(move, shell) },
        {
          key: 'n',
          label: t('figures.flow.times'),
          align: 'right',
          cell: ({ from, to, n }) => (
            <a href={passagesPath({ ...placeOf(part), place: from, next: to })}>{format.number(n)}</a>
          ),
        },
      ]}
    />
  )
}

const ENDS = ['=withdrawn', '=stopped', '=refused', '=ended_before_receipt']

function kindOf({ kind, from, to }: FlowMoveView, { t }: Shell): string {
  if (kind !== 'forward') return t(`figures.flow.kind.${kind}`)
  const isWaiting = (place: string) =>
    place.startsWith('=waiting') || ['=suspended', '=to_receive_waiting'].includes(place)
  if (isWaiting(to)) return t('figures.flow.kind.wait')
  if (ENDS.includes(to)) return t('figures.flow.kind.end')
  return isWaiting(from) ? t('figures.flow.kind.resume') : t('figures.flow.kind.forward')
}
