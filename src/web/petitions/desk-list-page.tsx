import type { LoaderFunctionArgs } from 'react-router'
import { type ListState, listStates } from '../../modules/petitions/petition.ts'
import type { PageProps } from '../page-props.ts'
import { deadlineFacts } from '../portal/dossiers/dossier-parts.tsx'
import { useShell } from '../shell.ts'
import {
  Actions,
  ButtonLink,
  Chips,
  DataTable,
  DeadlineCell,
  EmptyState,
  PageHeading,
  Pager,
  Tag,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { DeskSearch } from './desk-search.tsx'
import { StateTag } from './petition-parts.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const search = new URL(request.url).searchParams
  const list: ListState = listStates.find((one) => one === search.get('muc')) ?? 'open'
  const [found, communes] = await Promise.all([
    services.petitions.list(actor, { list, ...askedIn(search) }),
    services.petitions.communes(),
  ])
  return { ...found, communes, list, search: search.toString() }
}

const NUMBER = /^\s*pa-?\d{4}-?\d{1,6}\s*$/i

/** What is asked for: one box takes a petition's number or words, the others narrow the list. */
function askedIn(search: URLSearchParams) {
  const typed = (search.get('tu') ?? '').trim().slice(0, 200)
  const [, year = '', number = ''] = /(\d{4})-?(\d{1,6})/.exec(typed) ?? []
  const isNumber = NUMBER.test(typed)
  const asked = {
    code: isNumber ? `PA-${year}-${number.padStart(6, '0')}` : '',
    text: isNumber ? '' : typed,
    kind: search.get('loai') ?? '',
    state: search.get('tinh-trang') ?? '',
    agencyId: search.get('co-quan') ?? '',
    communeCode: search.get('xa') ?? '',
    after: search.get('sau') ?? '',
  }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
}

/** The desk of petitions: those of one's agencies, newest first, by what waits. */
export default function DeskListPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { rows, next, list } = loaderData
  const search = new URLSearchParams(loaderData.search)
  return (
    <>
      <PageHeading>{t('petitions.desk.title')}</PageHeading>
      <Actions>
        <ButtonLink to="/lam-viec/phan-anh/moi">{t('petitions.desk.new')}</ButtonLink>
        <ButtonLink to="/lam-viec/phan-anh/ma-qr" second>
          {t('petitions.desk.poster')}
        </ButtonLink>
      </Actions>
      <Chips
        label={t('petitions.desk.lists')}
        chips={listStates.map((one) => ({
          label: t(`petitions.desk.list.${one}`),
          to: `/lam-viec/phan-anh?${withList(search, one)}`,
          current: one === list,
        }))}
      />
      <DeskSearch {...loaderData} search={search} />
      {rows.length === 0 && <EmptyState title={t('petitions.desk.empty')} />}
      {rows.length > 0 && (
        <DataTable
          caption={t('petitions.desk.title')}
          rows={rows}
          rowKey={(row) => row.petitionId}
          columns={[
            {
              key: 'subject',
              label: t('petitions.form.subject'),
              lead: true,
              wide: true,
              cell: (row) => (
                <>
                  <a className="row-link" href={`/lam-viec/phan-anh/${row.petitionId}`}>
                    {row.subject}
                  </a>
                  <div className="soft small num">
                    {row.code} · {t(`petitions.kind.${row.kind}`)} · {format.date(new Date(row.receivedAt))}
                    {row.communeName === '' ? '' : ` · ${row.communeName}`}
                  </div>
                </>
              ),
            },
            {
              key: 'state',
              label: t('petitions.desk.state'),
              cell: (row) => (
                <>
                  <StateTag state={row.state} />{' '}
                  {row.escalation > 0 && <Tag tone="late">{t(`petitions.escalation.${row.escalation}`)}</Tag>}
                </>
              ),
            },
            {
              key: 'person',
              label: t('petitions.clear.person'),
              cell: (row) => (
                <>
                  {row.officerName ?? t('petitions.clear.nobody')}
                  <div className="soft small">{row.agencyName}</div>
                </>
              ),
            },
            {
              key: 'due',
              label: t('petitions.clear.time'),
              cell: (row) =>
                row.due.kind === 'done' ? (
                  '–'
                ) : (
                  <DeadlineCell
                    {...deadlineFacts(row.due)}
                    {...(row.due.kind === 'wait' ? { label: t('petitions.state.waiting') } : {})}
                  />
                ),
            },
          ]}
        />
      )}
      <Pager {...(next === null ? {} : { next: `/lam-viec/phan-anh?${withKey(search, next)}` })} />
    </>
  )
}

/** Another list with the same words and filters, but for a state, which names a list of its own. */
function withList(search: URLSearchParams, list: ListState): string {
  const next = new URLSearchParams([...search].filter(([name]) => name !== 'sau' && name !== 'tinh-trang'))
  next.set('muc', list)
  return next.toString()
}

function withKey(search: URLSearchParams, key: string): string {
  const next = new URLSearchParams(search)
  next.set('sau', key)
  return next.toString()
}
