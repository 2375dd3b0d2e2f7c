import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { TicketView } from '../../modules/queue/schemas.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Enhance, Facts, MoreActions, PageForm, PageHeading, SecondButton, Tag, type Tone } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { LiveLost, LiveRegion, RefreshWithoutScript } from './hall-frame.tsx'
import { queuePage, wordOf } from './queue-page.ts'
import { estimateText, lineName, priorityText } from './texts.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  return { ticket: await queue.getTicket(wordOf(params.token)) }
}

export async function action({ params, context }: ActionFunctionArgs) {
  const { queue } = queuePage(context)
  const token = wordOf(params.token)
  return attemptWork({ values: {} }, async () => {
    await queue.leaveQueue(token)
    return redirect(`/cho/${token}`, 303)
  })
}

const TONES: Readonly<Record<TicketView['state'], Tone>> = {
  waiting: 'wait',
  called: 'soon',
  serving: 'ok',
  finished: 'ok',
  no_show: 'late',
  left: 'plain',
  expired: 'plain',
}

/** Where one's number stands; follows the queue by itself. Whoever holds the address holds the number. */
export default function WaitingPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { ticket } = loaderData
  const isOver = ['finished', 'left', 'expired'].includes(ticket.state)
  return (
    <div className="narrow">
      <PageHeading kicker={ticket.centre.name}>{t('queue.waiting.title', { label: ticket.label })}</PageHeading>
      <LiveLost />
      <LiveRegion id="so-cua-toi" centre={ticket.centre.slug} spread={1500} polite>
        <Standing ticket={ticket} />
      </LiveRegion>
      <Facts
        facts={[
          { term: t('queue.waiting.line'), value: lineName(ticket.line, locale) },
          ...(ticket.priority === null
            ? []
            : [{ term: t('queue.waiting.priority'), value: priorityText(ticket.priority, t) }]),
        ]}
      />
      {isOver ? (
        <p>
          <a href={`/lay-so/${ticket.centre.slug}`}>{t('queue.waiting.again')}</a>
        </p>
      ) : (
        <MoreActions label={t('queue.waiting.more')}>
          <PageForm state={actionData?.form}>
            <p>{t('queue.waiting.leave_text')}</p>
            <SecondButton>{t('queue.waiting.leave')}</SecondButton>
          </PageForm>
        </MoreActions>
      )}
      {!isOver && <RefreshWithoutScript seconds={20} />}
      {!isOver && <Enhance script="live" />}
    </div>
  )
}

function Standing({ ticket }: { ticket: TicketView }) {
  const { t, format } = useShell()
  const { state, counterNumber, calledAt } = ticket
  return (
    <section className="done-panel">
      <p className="ticket-number">{ticket.label}</p>
      <p>
        <Tag tone={TONES[state]}>{t(`queue.state.${state}`)}</Tag>
      </p>
      {state === 'waiting' && (
        <>
          <p>
            <b>{t('queue.ahead', { count: ticket.ahead })}</b>
          </p>
          <p>{estimateText(ticket.estimate, t)}</p>
          <p className="small soft">{t('queue.waiting.listen')}</p>
        </>
      )}
      {state === 'called' && <p className="ticket-go">{t('queue.waiting.go', { counter: counterNumber ?? 0 })}</p>}
      {state === 'serving' && <p>{t('queue.waiting.serving', { counter: counterNumber ?? 0 })}</p>}
      {state === 'no_show' && (
        <p>
          {t('queue.waiting.no_show', {
            time: calledAt === null ? '' : format.clock(new Date(calledAt)),
            counter: counterNumber ?? 0,
          })}
        </p>
      )}
    </section>
  )
}
