import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { OwnPetition } from '../../modules/petitions/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { deadlineFacts } from '../portal/dossiers/dossier-parts.tsx'
import { citizenPage } from '../portal/guard.ts'
import { useShell } from '../shell.ts'
import {
  ButtonLink,
  DataTable,
  DeadlineCell,
  EmptyState,
  LinkButton,
  PageForm,
  PageHeading,
  readForm,
} from '../ui/index.ts'
import { StateTag } from './petition-parts.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  return { rows: await page.services.petitions.own(actor) }
}

/** Takes one off the list; the petition itself goes on. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const form = await readForm(request)
  await page.services.petitions.dropOwn(actor, form.text('bo'))
  const flash = flashCookie({ key: 'petitions.own.dropped' })
  return redirect('/phan-anh/cua-toi', { status: 303, headers: { 'set-cookie': flash } })
}

/** The petitions a person keeps in the account: opened by their own login alone. */
export default function OwnPetitionsPage({ loaderData: { rows } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <>
      <PageHeading>{t('petitions.own.title')}</PageHeading>
      <p className="lead">{t('petitions.own.text')}</p>
      <PageForm>
        <DataTable
          caption={t('petitions.own.title')}
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
                  <a className="row-link" href={`/phan-anh/theo-doi/${row.followCode}`}>
                    {row.subject}
                  </a>
                  <div className="soft small num">
                    {row.code} · {format.date(new Date(row.receivedAt))}
                  </div>
                </>
              ),
            },
            { key: 'state', label: t('petitions.desk.state'), cell: (row) => <StateTag state={row.state} /> },
            { key: 'agency', label: t('petitions.clear.office'), cell: (row) => row.agencyName },
            { key: 'due', label: t('petitions.clear.time'), cell: (row) => <Due row={row} /> },
            {
              key: 'drop',
              label: t('petitions.own.drop'),
              cell: (row) => (
                <LinkButton name="bo" value={row.petitionId}>
                  {t('petitions.own.drop_do')} <span className="visually-hidden">{row.code}</span>
                </LinkButton>
              ),
            },
          ]}
          empty={
            <EmptyState title={t('petitions.own.empty')} text={t('petitions.own.empty_text')}>
              <ButtonLink to="/phan-anh/gui">{t('petitions.public.send')}</ButtonLink>
            </EmptyState>
          }
        />
      </PageForm>
    </>
  )
}

function Due({ row }: { row: OwnPetition }) {
  const { t } = useShell()
  if (row.due.kind === 'done') return '–'
  return (
    <DeadlineCell
      {...deadlineFacts(row.due)}
      {...(row.due.kind === 'wait' ? { label: t('petitions.state.waiting') } : {})}
    />
  )
}
