import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { citizenPage } from '../portal/guard.ts'
import { useShell } from '../shell.ts'
import { Actions, EmptyState, PageHeading, Pager, readForm, SecondButton } from '../ui/index.ts'
import { NoticeEntry } from './notice-entry.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  return { inbox: await page.services.notices.inbox(actor, after), isFirst: after === undefined }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const form = await readForm(request)
  const { notices } = page.services
  if (form.text('do') === 'all') {
    await notices.markRead(actor, null)
    return redirect('/thong-bao', { status: 303, headers: { 'set-cookie': flashCookie({ key: 'notices.all_read' }) } })
  }
  const dossierId = await notices.markRead(actor, form.text('id'))
  return redirect(dossierId === null ? '/thong-bao' : `/ho-so/${dossierId}`, 303)
}

/** What a citizen was told, newest first. */
export default function InboxPage({ loaderData: { inbox, isFirst } }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const hasUnread = inbox.rows.some((notice) => !notice.read)
  return (
    <div className="narrow">
      <PageHeading>{t('notices.inbox.title')}</PageHeading>
      <p>
        <a href="/tai-khoan/thong-bao">{t('notices.preference.link')}</a>
        {' · '}
        <a href="/tai-khoan/danh-gia">{t('feedback.own.title')}</a>
      </p>
      {hasUnread && (
        <form method="post">
          <Actions>
            <SecondButton name="do" value="all">
              {t('notices.mark_all_read')}
            </SecondButton>
          </Actions>
        </form>
      )}
      {inbox.rows.length === 0 && <EmptyState title={t('notices.inbox.empty')} text={t('notices.inbox.empty_text')} />}
      <ul className="list">
        {inbox.rows.map((notice, position) => (
          <NoticeEntry key={notice.id} notice={notice} open={position === 0} dossierPath="/ho-so" />
        ))}
      </ul>
      <Pager
        {...(isFirst ? {} : { previous: '/thong-bao' })}
        {...(inbox.next === null ? {} : { next: `/thong-bao?sau=${encodeURIComponent(inbox.next)}` })}
      />
    </div>
  )
}
