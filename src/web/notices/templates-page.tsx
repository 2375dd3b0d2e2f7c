import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, PageHeading, Tag } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  return { templates: await services.notices.templates(actor) }
}

/** The texts of all notices; an administrator's page. */
export default function TemplatesPage({ loaderData: { templates } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  return (
    <>
      <PageHeading>{t('notices.template.title')}</PageHeading>
      <p className="narrow">{t('notices.template.text')}</p>
      <p>
        <a href="/quan-tri/thu-tra-lai">{t('notices.bounce.link')}</a>
      </p>
      <DataTable
        caption={t('notices.template.title')}
        rows={templates}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'kind',
            label: t('notices.template.kind'),
            lead: true,
            cell: (row) => (
              <>
                <a className="row-link" href={`/quan-tri/mau-tin/${row.key}`}>
                  {t(`notices.kind.${row.key}`)}
                </a>
                <div className="soft small">{row.subject[locale]}</div>
              </>
            ),
          },
          {
            key: 'version',
            label: t('notices.template.version'),
            cell: (row) => (
              <span className="num">
                {row.version} {row.edited && <Tag tone="soon">{t('notices.template.edited')}</Tag>}
              </span>
            ),
          },
          {
            key: 'at',
            label: t('notices.template.changed'),
            cell: (row) => format.dateTime(new Date(row.changedAt)),
          },
        ]}
      />
    </>
  )
}
