import type { LoaderFunctionArgs } from 'react-router'
import { type ListState, listStates } from '../../modules/petitions/petition.ts'
import type { PageProps } from '../page-props.ts'
import { deadlineFacts } from '../portal/dossiers/dossier-parts.tsx'
import { useShell } from '../shell.ts'
import {
  Actions,
  Button,
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
import { StateTag } from './petition-parts.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const search = new URL(request.url).searchParams
  const list: ListState = listStates.find((one) => one === search.get('muc')) ?? 'open'
  const code = (search.get('ma') ?? '').trim().toUpperCase().slice(0, 30)
  const after = search.get('sau') ?? undefined
  const found = await services.petitions.list(actor, {
    list,
    ...(code === '' ? {} : { code }),
    ...(after === undefined ? {} : { after }),
  })
  return { ...found, list, code }
}

/** The desk of petitions: those of one's agencies, newest first, by what waits. */
export default function DeskListPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { rows, next, list, code } = loaderData
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
          to: `/lam-viec/phan-anh?muc=${one}`,
          current: one === list && code === '',
        }))}
      />
      <search>
        <form className="search" action="/lam-viec/phan-anh">
          <label htmlFor="ma">{t('petitions.desk.code')}</label>
          <input id="ma" name="ma" type="search" defaultValue={code} placeholder="PA-2026-000001" />
          <Button>{t('petitions.public.search_do')}</Button>
        </form>
      </search>
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
      <Pager {...(next === null ? {} : { next: `/lam-viec/phan-anh?muc=${list}&sau=${next}` })} />
    </>
  )
}
