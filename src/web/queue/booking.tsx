import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { BookingView } from '../../modules/queue/schemas.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  DonePanel,
  Enhance,
  Facts,
  MoreActions,
  PageForm,
  PageHeading,
  PrintHint,
  SecondButton,
  Tag,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { queuePage, wordOf } from './queue-page.ts'
import { lineName, priorityText } from './texts.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  return { booking: await queue.getBooking(wordOf(params.token)) }
}

export async function action({ params, context }: ActionFunctionArgs) {
  const { queue } = queuePage(context)
  const token = wordOf(params.token)
  return attemptWork({ values: {} }, async () => {
    await queue.cancelBooking(token)
    const flash = flashCookie({ key: 'queue.booking.cancelled_now' })
    return redirect(`/lich-hen/${token}`, { status: 303, headers: { 'set-cookie': flash } })
  })
}

/** What was agreed, to print or keep; the code is typed at the kiosk. Says nothing of who comes. */
export default function BookingPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { booking } = loaderData
  return (
    <div className="narrow">
      <PageHeading kicker={booking.centre.name}>{t('queue.booking.title')}</PageHeading>
      <DonePanel codeLabel={t('queue.booking.code')} code={booking.code}>
        <p>
          <Tag tone={booking.state === 'booked' ? 'ok' : booking.state === 'missed' ? 'late' : 'plain'}>
            {t(`queue.booking.state.${booking.state}`)}
          </Tag>
        </p>
        {booking.state === 'booked' && <p>{t('queue.booking.how', { minutes: booking.lateMinutes })}</p>}
        {booking.ticketToken !== null && (
          <p>
            <a href={`/cho/${booking.ticketToken}`}>{t('queue.booking.follow')}</a>
          </p>
        )}
      </DonePanel>
      <BookingFacts booking={booking} />
      <PrintHint />
      {booking.state === 'booked' ? (
        <MoreActions label={t('queue.waiting.more')}>
          <PageForm state={actionData?.form}>
            <p>{t('queue.booking.cancel_text')}</p>
            <SecondButton>{t('queue.booking.cancel')}</SecondButton>
          </PageForm>
        </MoreActions>
      ) : (
        <p>
          <a href={`/dat-lich/${booking.centre.slug}`}>{t('queue.booking.again')}</a>
        </p>
      )}
      <Enhance script="print" />
    </div>
  )
}

function BookingFacts({ booking }: { booking: BookingView }) {
  const { t, locale, format } = useShell()
  const { centre, line, priority, startsAt } = booking
  return (
    <Facts
      facts={[
        { term: t('queue.booking.when'), value: format.weekdayTime(new Date(startsAt), 'with-year') },
        {
          term: t('queue.booking.where'),
          value: centre.name,
          ...(centre.address === null ? {} : { note: centre.address }),
        },
        { term: t('queue.waiting.line'), value: lineName(line, locale) },
        ...(priority === null ? [] : [{ term: t('queue.waiting.priority'), value: priorityText(priority, t) }]),
      ]}
    />
  )
}
