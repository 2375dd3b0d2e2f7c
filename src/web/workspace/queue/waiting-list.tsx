import type { DeskView } from '../../../modules/queue/schemas.ts'
import { lineName, priorityText } from '../../queue/texts.ts'
import { useShell } from '../../shell.ts'
import { type Column, DataTable, EmptyState, Tag } from '../../ui/index.ts'
import { TicketFields } from './current-ticket.tsx'

type Ticket = DeskView['waiting'][number]

/** Who waits for this counter, in the order in which they will be called; below, who was called and did not come. */
export function WaitingList({ desk }: { desk: DeskView }) {
  const { t } = useShell()
  const busy = desk.current !== null
  return (
    <>
      <h2>{t('queue.desk.waiting', { count: desk.waitingCount })}</h2>
      <DataTable
        caption={t('queue.desk.waiting', { count: desk.waitingCount })}
        columns={useColumns(desk, busy)}
        rows={desk.waiting}
        rowKey={(ticket) => ticket.id}
        empty={<EmptyState title={t('queue.desk.nobody')} text={t('queue.desk.nobody_text')} />}
      />
      {desk.waitingCount > desk.waiting.length && (
        <p className="soft">{t('queue.desk.not_listed', { count: desk.waitingCount - desk.waiting.length })}</p>
      )}
      {desk.noShows.length > 0 && <NoShows tickets={desk.noShows} />}
    </>
  )
}

function useColumns(desk: DeskView, busy: boolean): Column<Ticket>[] {
  const { t, locale, format } = useShell()
  const now = Date.parse(desk.at)
  return [
    { key: 'label', label: t('queue.desk.col.label'), lead: true, cell: (ticket) => <b>{ticket.label}</b> },
    { key: 'line', label: t('queue.desk.col.line'), cell: (ticket) => lineName(ticket.line, locale) },
    {
      key: 'why',
      label: t('queue.desk.col.why'),
      cell: (ticket) => (
        <>
          {ticket.priority !== null && <Tag tone="wait">{priorityText(ticket.priority, t)}</Tag>}{' '}
          {ticket.slotAt !== null && <Tag>{t('queue.desk.slot', { time: format.clock(new Date(ticket.slotAt)) })}</Tag>}{' '}
          {ticket.source === 'offline' && (
            <Tag tone="soon">{t('queue.desk.offline', { time: format.clock(new Date(ticket.waitingSince)) })}</Tag>
          )}{' '}
          {ticket.forCounter !== null && <Tag tone="soon">{t('queue.desk.handed_over')}</Tag>}
        </>
      ),
    },
    {
      key: 'wait',
      label: t('queue.desk.col.wait'),
      align: 'right',
      cell: (ticket) => (
        <span className="num">
          {t('queue.minutes', { minutes: Math.max(0, Math.floor((now - Date.parse(ticket.waitingSince)) / 60_000)) })}
        </span>
      ),
    },
    {
      key: 'call',
      label: t('queue.desk.col.act'),
      cell: (ticket) =>
        busy ? (
          <span className="soft small">{t('queue.desk.busy')}</span>
        ) : (
          <form method="post">
            <input type="hidden" name="act" value="call" />
            <input type="hidden" name="ticketId" value={ticket.id} />
            <button className="button link" type="submit">
              {t('queue.desk.call_this', { label: ticket.label })}
            </button>
          </form>
        ),
    },
  ]
}

function NoShows({ tickets }: { tickets: readonly Ticket[] }) {
  const { t } = useShell()
  return (
    <>
      <h2>{t('queue.desk.no_shows')}</h2>
      <ul className="list">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="counter-row">
            <b>{ticket.label}</b>
            <form method="post">
              <TicketFields ticket={ticket} />
              <button className="button link" type="submit" name="act" value="put_back">
                {t('queue.desk.came_back', { label: ticket.label })}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}
