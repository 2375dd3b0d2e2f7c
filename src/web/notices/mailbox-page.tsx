import { data, type LoaderFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { EmptyState, PageHeading, Tag } from '../ui/index.ts'
import { readMail } from './read-mail.ts'

const MOST_SHOWN = 100

/** Demonstration only: what the gateways of this machine would have sent. */
export function loader({ context }: LoaderFunctionArgs) {
  const page = getPage(context)
  const messages = page.config.demo ? page.services.notices.demoMessages() : null
  if (messages === null) throw data(null, { status: 404 })
  return {
    messages: messages.slice(0, MOST_SHOWN).map(({ channel, to, text, id, at }) => {
      const mail = channel === 'email' ? readMail(text) : { subject: '', body: text }
      return { ...mail, channel, to, id, at }
    }),
  }
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
          </li>
        ))}
      </ul>
    </div>
  )
}
