import type { LoaderFunctionArgs } from 'react-router'
import type { ApologyCase } from '../../modules/notices/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, EmptyState, PageHeading, Tag } from '../ui/index.ts'
import { verbPath } from '../workspace/addresses.ts'
import { getDesk } from '../workspace/guard.ts'
import { nameIn } from '../workspace/texts.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  return services.notices.apologyCases(actor)
}

/** Dossiers that need an apology and a new date before it is too late (NĐ 61/2018 Art. 19.9), and those for which it is. */
export default function ApologyPage({ loaderData: { due, late } }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t('notices.apology.title')}</PageHeading>
      <p className="narrow">{t('notices.apology.text')}</p>
      <CaseTable
        cases={due}
        caption={t('notices.apology.due')}
        empty={<EmptyState title={t('notices.apology.none')} text={t('notices.apology.none_text')} />}
      />
      <h2>{t('notices.apology.late', { count: late.length })}</h2>
      <p className="narrow">{t('notices.apology.late_text')}</p>
      <CaseTable
        cases={late}
        caption={t('notices.apology.late_caption')}
        empty={<p>{t('notices.apology.late_none')}</p>}
      />
    </>
  )
}

function CaseTable({
  cases,
  caption,
  empty,
}: {
  cases: readonly ApologyCase[]
  caption: string
  empty: React.ReactNode
}) {
  const { t, locale, format } = useShell()
  return (
    <DataTable
      caption={caption}
      rows={cases}
      rowKey={(row) => row.dossierId}
      columns={[
        {
          key: 'dossier',
          label: t('notices.sent.dossier'),
          lead: true,
          cell: (row) => (
            <>
              <a className="row-link num" href={`/lam-viec/ho-so/${row.dossierId}`}>
                {row.code}
              </a>
              <div className="soft small">{nameIn(row.procedureName, locale)}</div>
            </>
          ),
        },
        {
          key: 'due',
          label: t('notices.apology.due_at'),
          cell: (row) => (
            <>
              {format.weekdayTime(new Date(row.dueAt))}{' '}
              {row.late ? (
                <Tag tone="late">{t('notices.apology.is_late')}</Tag>
              ) : (
                row.risky && <Tag tone="soon">{t('notices.apology.risky')}</Tag>
              )}
            </>
          ),
        },
        {
          key: 'last',
          label: t('notices.apology.last_at'),
          cell: (row) => (
            <>
              {format.weekdayTime(new Date(row.lastAt))}{' '}
              {row.missed && <Tag tone="late">{t('notices.apology.missed')}</Tag>}
            </>
          ),
        },
        { key: 'agency', label: t('notices.apology.agency'), cell: (row) => row.agencyName },
        {
          key: 'do',
          label: t('notices.apology.do'),
          cell: (row) =>
            row.mayExtend ? (
              <a href={verbPath(row.dossierId, 'extend')}>
                {t('notices.apology.extend')} <span className="visually-hidden">{row.code}</span>
              </a>
            ) : (
              <span className="soft">{t('notices.apology.head_does')}</span>
            ),
        },
      ]}
      empty={empty}
    />
  )
}
