import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { ButtonLink, Enhance, PageHeading, PrintHint, QrCode } from '../ui/index.ts'
import { HallFrame, RefreshWithoutScript } from './hall-frame.tsx'
import { queuePage, wordOf } from './queue-page.ts'
import { estimateText, lineName, priorityText } from './texts.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  const ticket = await queue.getTicket(wordOf(params.token))
  return { ticket, follow: `${queue.publicUrl}/cho/${ticket.token}` }
}

/** The slip: printed 80 mm wide, then the kiosk is free for the next. */
export default function SlipPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const { ticket, follow } = loaderData
  const home = `/kiosk/${ticket.centre.slug}`
  return (
    <HallFrame centre={ticket.centre.name}>
      <PageHeading>{t('queue.slip.title')}</PageHeading>
      <article className="slip">
        <p className="slip-centre">{ticket.centre.name}</p>
        <p className="slip-number">{ticket.label}</p>
        <p>
          <b>{lineName(ticket.line, locale)}</b>
        </p>
        {ticket.priority !== null && <p>{t('queue.slip.priority', { group: priorityText(ticket.priority, t) })}</p>}
        <p>{t('queue.ahead', { count: ticket.ahead })}</p>
        <p>{estimateText(ticket.estimate, t)}</p>
        <p className="num">{format.dateTime(new Date(ticket.takenAt))}</p>
        <QrCode value={follow} label={t('queue.slip.qr')} caption={t('queue.slip.qr')} />
      </article>
      <div className="no-print" data-print-now="">
        <PrintHint />
        <ButtonLink to={home} second>
          {t('queue.slip.done')}
        </ButtonLink>
      </div>
      <RefreshWithoutScript seconds={20} to={home} />
      <span hidden data-return={home} data-return-after="20" />
      <Enhance script="print" />
      <Enhance script="kiosk" />
    </HallFrame>
  )
}
