import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, EmptyState, PageHeading } from '../ui/index.ts'
import { getDesk } from './guard.ts'

/** As what one works: every mandate valid today. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { mandates: await page.desk.describeMandates(page.actor) }
}

export default function MePage({ loaderData }: PageProps<typeof loader>) {
  const { t, actor } = useShell()
  return (
    <>
      <PageHeading {...(actor.name === null ? {} : { kicker: actor.name })}>{t('workspace.me.title')}</PageHeading>
      <DataTable
        caption={t('workspace.me.title')}
        rows={loaderData.mandates}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('workspace.no_mandate')} text={t('workspace.me.none_text')} />}
        columns={[
          { key: 'agency', label: t('workspace.me.agency'), lead: true, cell: (row) => row.agencyName },
          { key: 'position', label: t('workspace.me.position'), cell: (row) => row.position },
          { key: 'role', label: t('workspace.me.role'), cell: (row) => t(`role.${row.role}`) },
        ]}
      />
    </>
  )
}
