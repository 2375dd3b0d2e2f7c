import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, PageHeading, Tag } from '../ui/index.ts'
import { getAdmin } from './guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const page = getAdmin(context)
  return { templates: await page.templates.list(page.actor) }
}

/** Every paper that the system prints, with the text in force. */
export default function TemplatesPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  return (
    <>
      <PageHeading>{t('documents.admin.title')}</PageHeading>
      <p className="lead">{t('documents.admin.lead')}</p>
      <DataTable
        caption={t('documents.admin.title')}
        rows={loaderData.templates}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'name',
            label: t('documents.admin.name'),
            lead: true,
            cell: (row) => (
              <>
                <a className="row-link" href={`/quan-tri/mau-giay/${row.key}`}>
                  {row.name[locale]}
                </a>
                {row.procedureCodes.length > 0 && (
                  <div className="soft small">
                    {t('documents.admin.procedures', { codes: row.procedureCodes.join(', ') })}
                  </div>
                )}
              </>
            ),
          },
          {
            key: 'version',
            label: t('documents.admin.version'),
            cell: (row) =>
              t('documents.admin.version_since', { version: row.version, date: format.date(row.validFrom) }),
          },
          { key: 'origin', label: t('documents.admin.origin'), cell: (row) => t(`documents.origin.${row.origin}`) },
          {
            key: 'state',
            label: t('documents.admin.state'),
            cell: (row) => (
              <>
                {row.hasDraft && <Tag tone="soon">{t('documents.admin.has_draft')}</Tag>}{' '}
                {row.unsure && <Tag tone="wait">{t('documents.admin.unsure')}</Tag>}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
