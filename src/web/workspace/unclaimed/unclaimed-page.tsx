import { data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { type Shell, useShell } from '../../shell.ts'
import { DataTable, EmptyState, PageHeading, Pager, Tag } from '../../ui/index.ts'
import { DossierCell } from '../dossier-cells.tsx'
import { getDesk } from '../guard.ts'
import type { UnclaimedLine } from '../services/unclaimed.ts'

/** What lies at the counter and nobody has fetched, the oldest first, with what the law says of it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  if (!page.actor.mandates.some((mandate) => mandate.role === 'receptionist')) throw data(null, { status: 404 })
  const after = new URL(request.url).searchParams.get('tu') ?? undefined
  return { ...(await page.desk.listUnclaimed(page.actor, after)), isFirst: after === undefined }
}

export default function UnclaimedPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const { lines, next, isFirst } = loaderData
  return (
    <>
      <PageHeading>{t('papers.unclaimed.title')}</PageHeading>
      <p>{t('papers.unclaimed.lead')}</p>
      <DataTable
        caption={t('papers.unclaimed.title')}
        rows={lines}
        rowKey={({ row }) => row.dossierId}
        empty={<EmptyState title={t('papers.unclaimed.none')} />}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: ({ row }) => <DossierCell row={row} />,
          },
          {
            key: 'owner',
            label: t('workspace.column.applicant'),
            cell: ({ row }) => row.applicantName ?? t('workspace.erased'),
          },
          {
            key: 'since',
            label: t('papers.unclaimed.since'),
            cell: ({ since, days }) => (
              <>
                {format.weekdayDate(since)}
                <div className="soft small">{t('papers.unclaimed.days', { count: days })}</div>
              </>
            ),
          },
          { key: 'rule', label: t('papers.unclaimed.rule'), cell: (line) => ruleCell(line, shell) },
        ]}
      />
      <Pager
        {...(isFirst ? {} : { previous: '/lam-viec/chua-nhan' })}
        {...(next === null ? {} : { next: `/lam-viec/chua-nhan?tu=${encodeURIComponent(next)}` })}
      />
    </>
  )
}

function ruleCell({ rule, isPast }: UnclaimedLine, { t, format }: Shell) {
  if (rule === null) return <span className="soft">{t('papers.unclaimed.no_rule')}</span>
  const text = t(`papers.unclaimed.${rule.outcome}`, { date: format.date(rule.endsOn), days: rule.days })
  return (
    <>
      <Tag tone={isPast ? 'late' : 'soon'}>{text}</Tag>
      <div className="soft small">{rule.source}</div>
    </>
  )
}
