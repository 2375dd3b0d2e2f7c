import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { ButtonLink, DataTable, PageHeading } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

/** The months whose open data is public or can be published now, for the office that answers for the figures. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { months: await page.services.reports.extractMonths(page.actor) }
}

export default function ExtractListPage({ loaderData: { months } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const nameOf = (month: string) => t('open-data.month', { month: month.split('-').reverse().join('/') })
  return (
    <>
      <PageHeading>{t('open-data.office.title')}</PageHeading>
      <p className="soft">{t('open-data.office.text')}</p>
      <DataTable
        caption={t('open-data.office.title')}
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          { key: 'month', label: t('open-data.office.month'), lead: true, cell: ({ month }) => nameOf(month) },
          {
            key: 'standing',
            label: t('open-data.office.standing'),
            cell: ({ publishedAt, askedAt }) => {
              if (publishedAt !== null) return t('open-data.office.published', { at: format.dateTime(publishedAt) })
              if (askedAt !== null) return t('open-data.office.asked', { at: format.dateTime(askedAt) })
              return t('open-data.office.not_yet')
            },
          },
          {
            key: 'act',
            label: t('open-data.office.act'),
            cell: ({ month, publishedAt }) =>
              publishedAt === null ? (
                <ButtonLink to={`/lam-viec/so-lieu/du-lieu-mo/${month}`} second>
                  {t('open-data.office.publish')}
                  <span className="visually-hidden"> {nameOf(month)}</span>
                </ButtonLink>
              ) : (
                <a href="/so-lieu/du-lieu-mo">{t('open-data.office.see')}</a>
              ),
          },
        ]}
      />
    </>
  )
}
