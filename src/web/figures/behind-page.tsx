import { data, type LoaderFunctionArgs } from 'react-router'
import type { BehindLine } from '../../modules/indicators/view-types.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, EmptyState, PageHeading, Pager, Tag } from '../ui/index.ts'
import { withSettings } from '../workspace/addresses.ts'
import { getDesk } from '../workspace/guard.ts'
import { columnOf, measuresOf, questionOf } from './addresses.ts'
import { periodName } from './texts.ts'

/** The dossiers behind one figure. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const after = search.get('tu')
  const asked = {
    ...questionOf(search),
    procedureCode: search.get('thu-tuc'),
    after: isUuid(after) ? (after as DossierId) : null,
  }
  const { figures } = page.services
  const column = columnOf(search.get('cot'))
  if (column !== undefined) return { view: await figures.getBehindColumn(page.actor, { ...asked, column }) }
  const measures = measuresOf(search.get('do'))
  if (measures === undefined) throw data(null, { status: 404 })
  return { view: await figures.getBehind(page.actor, { ...asked, measures }) }
}

export default function BehindPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format, location } = shell
  const { view } = loaderData
  const name =
    view.column === null
      ? view.measures.map((measure) => t(`figures.measure.${measure}`)).join(', ')
      : t('figures.behind.column', { column: t(`figures.column.${view.column.key}`) })
  const up = new URLSearchParams(location.search)
  for (const word of ['do', 'cot', 'tu', 'thu-tuc']) up.delete(word)
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('figures.solving.title'), to: `/lam-viec/so-lieu?${up}` }, { label: name }]} />
      <PageHeading kicker={`${view.agency.name} · ${periodName(view.period, shell)}`}>{name}</PageHeading>
      {view.measures.some((measure) => measure.startsWith('components')) && (
        <p className="soft">{t('figures.behind.papers')}</p>
      )}
      {view.column !== null && (
        <p>
          {t('figures.behind.said', { n: format.number(view.column.said) })}{' '}
          <span className="soft">{t(`figures.behind.rule.${view.column.key}`)}</span>
        </p>
      )}
      <DataTable
        caption={name}
        rows={view.lines}
        rowKey={({ id }) => id}
        keys
        empty={<EmptyState title={t('workspace.overview.nothing')} />}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: (line) => <DossierName line={line} />,
          },
          { key: 'agency', label: t('workspace.filter.co-quan'), cell: ({ agencyName }) => agencyName },
          { key: 'received', label: t('figures.behind.received'), cell: (line) => when(line.acceptedAt, shell) },
          { key: 'due', label: t('workspace.column.due'), cell: (line) => when(line.dueAt, shell) },
          { key: 'ended', label: t('figures.behind.ended'), cell: (line) => ended(line, shell) },
        ]}
      />
      <Pager {...(view.next === null ? {} : { next: `${withSettings(location.search, { tu: view.next })}` })} />
    </>
  )
}

function DossierName({ line }: { line: BehindLine }) {
  const { t } = useShell()
  return (
    <>
      <a href={`/lam-viec/ho-so/${line.id}`}>{line.code ?? t('figures.behind.no_code')}</a>
      <div className="soft small">{line.procedureName}</div>
      {line.weight < 0 && <Tag tone="soon">{t('figures.behind.taken_back')}</Tag>}
      {line.reversed && <Tag tone="soon">{t('figures.behind.reversed')}</Tag>}
    </>
  )
}

function when(at: Date | null, { format }: Shell) {
  return at === null ? '–' : format.dateTime(at)
}

function ended({ endedAt, ending, punctuality }: BehindLine, shell: Shell) {
  if (endedAt === null || ending === null) return '–'
  return (
    <>
      {shell.format.dateTime(endedAt)}
      <div className="soft small">
        {shell.t(`figures.ending.${ending}`)}
        {punctuality !== null && `, ${shell.t(`figures.punctuality.${punctuality}`)}`}
      </div>
    </>
  )
}
