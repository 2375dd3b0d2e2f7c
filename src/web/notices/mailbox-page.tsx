import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { EmptyState, LinkButton, PageHeading, readForm, Tag } from '../ui/index.ts'
import type { DemoMailbox } from './notice-services.ts'
import { readMail } from './read-mail.ts'

const HERE = '/mo-phong/tin-nhan'
const MOST_SHOWN = 100

/** Demonstration only; elsewhere there is no such page. */
function mailboxOf(context: LoaderFunctionArgs['context']): DemoMailbox {
  const page = getPage(context)
  const mailbox = page.config.demo ? page.services.notices.demoMailbox() : null
  if (mailbox === null) throw data(null, { status: 404 })
  return mailbox
}

/** What the gateways of this machine would have sent. */
export function loader({ context }: LoaderFunctionArgs) {
  return {
    messages: mailboxOf(context)
      .messages()
      .slice(0, MOST_SHOWN)
      .map(({ channel, to, text, id, at }) => {
        const mail = channel === 'email' ? readMail(text) : { subject: '', body: text }
        return { ...mail, channel, to, id, at }
      }),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request)
  await mailboxOf(context).sendBack(form.text('id'))
  return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'notices.mailbox.sent_back' }) } })
}

export default function MailboxPage({ loaderData: { messages } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <div className="narrow">
      <PageHeading>{t('notices.mailbox.title')}</PageHeading>
      <p>{t('notices.mailbox.text')}</p>
      {messages.length === 0 && <EmptyState title={t('notices.mailbox.empty')} />}
      <ul className="list">
        {messages.map((message) => (
          <li key={`${message.channel} ${message.id} ${message.to}`}>
            <b>{message.subject === '' ? t(`notices.channel.${message.channel}`) : message.subject}</b>{' '}
            <Tag>{t(`notices.channel.${message.channel}`)}</Tag>
            <div className="soft small num">
              {message.to} · {format.dateTime(message.at)}
            </div>
            <p className="typed">{message.body}</p>
            {message.channel === 'email' && (
              <form method="post">
                <input type="hidden" name="id" value={message.id} />
                <LinkButton name="do" value="back">
                  {t('notices.mailbox.send_back')}
                </LinkButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
