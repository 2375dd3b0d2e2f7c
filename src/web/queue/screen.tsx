import type { LoaderFunctionArgs } from 'react-router'
import type { BoardView } from '../../modules/queue/schemas.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Enhance } from '../ui/index.ts'
import { HallFrame, LiveLost, LiveRegion, RefreshWithoutScript } from './hall-frame.tsx'
import { queuePage, wordOf } from './queue-page.ts'
import { lineName } from './texts.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  return { board: await queue.getBoard(wordOf(params.centre)) }
}

/** How many calls below the newest are readable from the last row of chairs. */
const MOST_SHOWN = 8

/** The screen on the hall's wall: the newest call large, the others below, what waits at the foot. Speaks where it can. */
export default function ScreenPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const { board } = loaderData
  const [newest, ...others] = board.calls
  return (
    <HallFrame centre={board.centre.name} screen>
      <title>{t('queue.screen.title', { centre: board.centre.name })}</title>
      <h1 className="visually-hidden">{t('queue.screen.title', { centre: board.centre.name })}</h1>
      <LiveLost />
      <LiveRegion id="man-hinh" centre={board.centre.slug}>
        {newest === undefined ? (
          <p className="screen-none">{t('queue.screen.none')}</p>
        ) : (
          <section className="screen-now" data-say={newest.spoken} data-say-mark={newest.mark}>
            <p className="screen-label">{newest.label}</p>
            <p className="screen-counter">{t('queue.screen.counter', { counter: newest.counterNumber })}</p>
          </section>
        )}
        {others.length > 0 && <Others calls={others.slice(0, MOST_SHOWN)} />}
        <ul className="screen-lines">
          {board.lines.map((line) => (
            <li key={line.key}>
              <span>{lineName(line, locale)}</span>{' '}
              <b className="num">{t('queue.screen.waiting', { count: line.waiting })}</b>
            </li>
          ))}
        </ul>
        <p className="screen-clock num">{format.clock(new Date(board.at))}</p>
      </LiveRegion>
      <p className="no-print" data-say-button={t('queue.screen.sound')} data-say-on={t('queue.screen.sound_on')} />
      <RefreshWithoutScript seconds={5} />
      <Enhance script="live" />
      <Enhance script="hall-voice" />
    </HallFrame>
  )
}

function Others({ calls }: { calls: BoardView['calls'] }) {
  const { t } = useShell()
  return (
    <table className="screen-table">
      <caption className="visually-hidden">{t('queue.screen.others')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queue.screen.number')}</th>
          <th scope="col">{t('queue.screen.at')}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call.mark} className={call.state}>
            <td className="num">{call.label}</td>
            <td className="num">{t('queue.screen.counter', { counter: call.counterNumber })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
