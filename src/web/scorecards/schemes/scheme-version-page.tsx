import { data, type LoaderFunctionArgs } from 'react-router'
import type { SchemeVersionView } from '../../../modules/scorecards/schemes/view-types.ts'
import { said } from '../../figures/texts.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, DataTable, Facts, Notice, PageHeading, Tag } from '../../ui/index.ts'
import { getDesk } from '../../workspace/guard.ts'
import { SCHEMES } from '../addresses.ts'
import { schemePath } from './addresses.ts'

/** One published version of a scheme, line by line: it never changes. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  if (!/^\d{1,6}$/.test(params.version ?? '')) throw data(null, { status: 404 })
  const { schemes } = page.services.scorecards
  return { view: await schemes.version(page.actor, params.key ?? '', Number(params.version)) }
}

type Line = SchemeVersionView['lines'][number]

export default function SchemeVersionPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const { view } = loaderData
  const points = (max: number | null) => (max === null ? t('scorecards.unknown') : format.number(max))
  const version = t('scorecards.history.version', { version: view.version })
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.schemes.title'), to: SCHEMES },
          { label: said(view.name, shell), to: schemePath(view.key) },
          { label: version },
        ]}
      />
      <PageHeading kicker={version}>{said(view.name, shell)}</PageHeading>
      {view.example && (
        <Notice tone="wait">
          <p>{t('scorecards.example')}</p>
        </Notice>
      )}
      {view.isFrame && (
        <Notice tone="wait">
          <p>{t('scorecards.skeletons.text')}</p>
        </Notice>
      )}
      {view.note !== null && <p>{said(view.note, shell)}</p>}
      <Facts
        facts={[
          { term: t('scorecards.draft.field.source'), value: view.source },
          { term: t('scorecards.draft.field.max'), value: points(view.max) },
          { term: t('scorecards.draft.field.survey'), value: points(view.survey) },
          { term: t('scorecards.history.at'), value: format.dateTime(view.publishedAt) },
          { term: t('scorecards.history.hash'), value: <span className="hash">{view.hash}</span> },
        ]}
      />
      <DataTable<Line>
        caption={said(view.name, shell)}
        rows={view.lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'line',
            label: t('scorecards.column.line'),
            lead: true,
            cell: ({ key, name, parent, method, ruleText, continues }) => (
              <>
                {parent === null && method === null ? (
                  <b>{`${key}. ${said(name, shell)}`}</b>
                ) : (
                  `${key}. ${said(name, shell)}`
                )}
                {ruleText !== null && <div className="soft small">{said(ruleText, shell)}</div>}
                {continues !== null && (
                  <div className="soft small">{t('scorecards.years.old_key', { key: continues })}</div>
                )}
              </>
            ),
          },
          { key: 'max', label: t('scorecards.column.max'), align: 'right', cell: ({ max }) => points(max) },
          {
            key: 'method',
            label: t('scorecards.draft.field.method'),
            cell: ({ method, evidence }) => (
              <>
                {method === null ? '–' : t(`scorecards.method.${method}`)}{' '}
                {evidence && <Tag>{t('scorecards.draft.field.evidence')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
