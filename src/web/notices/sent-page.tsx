import { data, type LoaderFunctionArgs } from 'react-router'
import { type DeliveryFilter, deliveryFilters, type SentNotice } from '../../modules/notices/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Chips, DataTable, EmptyState, PageHeading, Pager } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { DeliveryList } from './delivery-list.tsx'

const HERE = '/lam-viec/thong-bao/da-gui'
const words: Record<DeliveryFilter, string> = { all: 'tat-ca', open: 'dang-gui', lost: 'khong-den' }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  if (!actor.mandates.some(({ role }) => role === 'receptionist' || role === 'agency_leader')) {
    throw data(null, { status: 404 })
  }
  const search = new URL(request.url).searchParams
  const after = search.get('sau') ?? undefined
  const filter = deliveryFilters.find((one) => words[one] === search.get('loai')) ?? 'all'
  return { sent: await services.notices.sent(actor, { filter, after }), filter, isFirst: after === undefined }
}

/** What was sent to applicants of this desk, by which ways, with every attempt. The texts are theirs and not shown. */
export default function SentPage({ loaderData: { sent, filter, isFirst } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const address = (after?: string) =>
    `${HERE}?loai=${words[filter]}${after === undefined ? '' : `&sau=${encodeURIComponent(after)}`}`
  return (
    <>
      <PageHeading>{t('notices.sent.title')}</PageHeading>
      <Chips
        label={t('notices.sent.filters')}
        chips={deliveryFilters.map((one) => ({
          label: t(`notices.sent.filter.${one}`),
          to: `${HERE}?loai=${words[one]}`,
          current: one === filter,
        }))}
      />
      <DataTable
        caption={t('notices.sent.title')}
        rows={sent.rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'kind',
            label: t('notices.sent.kind'),
            lead: true,
            cell: (row) => t(`notices.kind.${row.kind}`),
          },
          {
            key: 'dossier',
            label: t('notices.sent.dossier'),
            cell: (row) =>
              row.dossierId === null ? (
                '–'
              ) : (
                <a className="num" href={`/lam-viec/ho-so/${row.dossierId}`}>
                  {row.code ?? t('notices.no_code')}
                </a>
              ),
          },
          { key: 'at', label: t('notices.sent.at'), cell: (row) => format.dateTime(new Date(row.createdAt)) },
          { key: 'ways', label: t('notices.sent.ways'), cell: (row) => <Ways row={row} /> },
        ]}
        empty={<EmptyState title={t('notices.sent.empty')} />}
      />
      <Pager
        {...(isFirst ? {} : { previous: address() })}
        {...(sent.next === null ? {} : { next: address(sent.next) })}
      />
    </>
  )
}

function Ways({ row }: { row: SentNotice }) {
  const { t, format } = useShell()
  const attempts = row.deliveries.flatMap(({ channel, history }) => history.map((one) => ({ channel, ...one })))
  return (
    <>
      <DeliveryList deliveries={row.deliveries} />
      {attempts.length > 0 && (
        <details className="disclosure small">
          <summary>{t('notices.sent.attempts', { count: attempts.length })}</summary>
          <ul className="list">
            {attempts.map(({ channel, attempt, outcome, code, at }) => (
              <li key={`${channel} ${attempt}`} className="num">
                {t(`notices.channel.${channel}`)} {attempt}: {t(`notices.outcome.${outcome}`)} ·{' '}
                {format.dateTime(new Date(at))}
                {code !== null && ` · ${code}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
