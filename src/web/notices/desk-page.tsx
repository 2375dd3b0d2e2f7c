import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { CallView } from '../../modules/notices/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  Pager,
  readForm,
  SecondButton,
  TextAreaField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { nameIn } from '../workspace/texts.ts'
import { NoticeEntry } from './notice-entry.tsx'

const HERE = '/lam-viec/thong-bao'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  const [calls, inbox] = await Promise.all([services.notices.calls(actor), services.notices.inbox(actor, after)])
  const watches = actor.mandates.some(({ role }) => role === 'receptionist' || role === 'agency_leader')
  return { calls, inbox, watches, isFirst: after === undefined }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  const { notices } = services
  if (form.text('do') === 'all') {
    await notices.markRead(actor, null)
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'notices.all_read' }) } })
  }
  if (form.text('do') === 'read') {
    const dossierId = await notices.markRead(actor, form.text('id'))
    return redirect(dossierId === null ? HERE : `/lam-viec/ho-so/${dossierId}`, 303)
  }
  const callId = form.text('callId')
  return attemptForm(form, async () => {
    await notices.finishCall(actor, { callId, note: form.text(`note-${callId}`) })
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'notices.call.done' }) } })
  })
}

/** An officer's notices, and the people whom no notice reached and who must be called. */
export default function DeskNoticesPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { calls, inbox, watches, isFirst } = loaderData
  return (
    <>
      <PageHeading faulty={actionData !== undefined}>{t('notices.desk.title')}</PageHeading>
      <p>
        <a href="/lam-viec/thong-bao/cach-nhan">{t('notices.preference.link')}</a>
        {watches && (
          <>
            {' · '}
            <a href="/lam-viec/thong-bao/da-gui">{t('notices.sent.link')}</a>
          </>
        )}
      </p>
      {calls.length > 0 && (
        <section className="narrow">
          <h2>{t('notices.call.title', { count: calls.length })}</h2>
          <p>{t('notices.call.text')}</p>
          <ul className="list">
            {calls.map((call) => (
              <li key={call.id}>
                <Call call={call} state={actionData?.form} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="narrow">
        <h2>{t('notices.desk.own')}</h2>
        {inbox.rows.some((notice) => !notice.read) && (
          <form method="post">
            <Actions>
              <SecondButton name="do" value="all">
                {t('notices.mark_all_read')}
              </SecondButton>
            </Actions>
          </form>
        )}
        {inbox.rows.length === 0 && <EmptyState title={t('notices.desk.empty')} text={t('notices.desk.empty_text')} />}
        <ul className="list">
          {inbox.rows.map((notice, position) => (
            <NoticeEntry key={notice.id} notice={notice} open={position === 0} dossierPath="/lam-viec/ho-so" />
          ))}
        </ul>
        <Pager
          {...(isFirst ? {} : { previous: HERE })}
          {...(inbox.next === null ? {} : { next: `${HERE}?sau=${encodeURIComponent(inbox.next)}` })}
        />
      </section>
    </>
  )
}

function Call({ call, state }: { call: CallView; state: FormState | undefined }) {
  const { t, locale, format } = useShell()
  const isSent = state?.values.callId?.[0] === call.id
  return (
    <>
      <b>{call.personName ?? t('notices.erased')}</b>{' '}
      {call.phone === null ? (
        <span className="soft">{t('notices.call.no_phone')}</span>
      ) : (
        <a className="num" href={`tel:${call.phone}`}>
          {call.phone}
        </a>
      )}
      <div>{call.subject ?? t(`notices.kind.${call.kind}`)}</div>
      <div className="soft small num">
        <a href={`/lam-viec/ho-so/${call.dossierId}`}>{call.code ?? t('notices.no_code')}</a> ·{' '}
        {nameIn(call.procedureName, locale)} ·{' '}
        {t('notices.call.since', { at: format.dateTime(new Date(call.openedAt)), count: call.notices })}
      </div>
      <PageForm state={isSent ? state : undefined}>
        <input type="hidden" name="callId" value={call.id} />
        <TextAreaField name={`note-${call.id}`} label={t('notices.call.note')} rows={2} />
        <Actions>
          <Button>{t('notices.call.finish')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
