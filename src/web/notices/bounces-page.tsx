import type { LoaderFunctionArgs } from 'react-router'
import type { BounceVerdict } from '../../modules/notices/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, EmptyState, PageHeading, Tag, type Tone } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

const tones: Record<BounceVerdict, Tone> = {
  taken: 'late',
  repeated: 'plain',
  not_failed: 'ok',
  unreadable: 'plain',
  too_large: 'soon',
  foreign: 'plain',
  forged: 'soon',
  unknown: 'plain',
}

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  return { bounces: await services.notices.bounces(actor) }
}

/** What came to the bounce mailbox, and what was made of it; an administrator's page. */
export default function BouncesPage({ loaderData: { bounces } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <>
      <PageHeading>{t('notices.bounce.title')}</PageHeading>
      <p className="narrow">{t('notices.bounce.text')}</p>
      <DataTable
        caption={t('notices.bounce.title')}
        rows={bounces}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('notices.bounce.empty')} text={t('notices.bounce.empty_text')} />}
        columns={[
          {
            key: 'at',
            label: t('notices.bounce.at'),
            lead: true,
            cell: (row) => <span className="num">{format.dateTime(new Date(row.receivedAt))}</span>,
          },
          {
            key: 'verdict',
            label: t('notices.bounce.verdict_label'),
            cell: (row) => <Tag tone={tones[row.verdict]}>{t(`notices.bounce.verdict.${row.verdict}`)}</Tag>,
          },
          {
            key: 'notice',
            label: t('notices.bounce.notice'),
            cell: (row) => (row.kind === null ? '–' : t(`notices.kind.${row.kind}`)),
          },
          {
            key: 'code',
            label: t('notices.bounce.code'),
            cell: (row) => <span className="num">{row.code ?? '–'}</span>,
          },
          {
            key: 'size',
            label: t('notices.bounce.size'),
            align: 'right',
            cell: (row) => (row.bytes === null ? t('notices.bounce.unread') : format.number(row.bytes)),
          },
        ]}
      />
    </>
  )
}
