import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Enhance } from '../ui/index.ts'
import { HallFrame, LiveLost, LiveRegion, RefreshWithoutScript } from './hall-frame.tsx'
import { queuePage, wordOf } from './queue-page.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { page } = queuePage(context)
  return { view: await page.services.flow.getHallFigures(wordOf(params.centre)) }
}

/** The figures of a centre on the hall's wall: today, now and this month; nobody's name, no dossier's code. */
export default function FiguresScreenPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { month, meanWaitSeconds } = view
  const wait = meanWaitSeconds === null ? '–' : t('queue.hall.minutes', { count: Math.round(meanWaitSeconds / 60) })
  const figures = [
    { key: 'received', value: format.number(view.receivedToday), of: null },
    { key: 'returned', value: format.number(view.returnedToday), of: null },
    { key: 'waiting', value: format.number(view.waiting), of: null },
    { key: 'wait', value: wait, of: t('queue.hall.calls', { count: format.number(view.calls) }) },
    {
      key: 'in_time',
      value: month.solved === 0 ? '–' : format.percent(month.inTime, month.solved),
      of: t('figures.of', { part: format.number(month.inTime), whole: format.number(month.solved) }),
    },
  ] as const
  return (
    <HallFrame centre={view.centre.name} screen>
      <title>{t('queue.hall.title', { centre: view.centre.name })}</title>
      <h1 className="visually-hidden">{t('queue.hall.title', { centre: view.centre.name })}</h1>
      <LiveLost />
      <LiveRegion id="so-lieu" centre={view.centre.slug} spread={1000}>
        <dl className="hall-figures">
          {figures.map(({ key, value, of }) => (
            <div key={key}>
              <dt>{t(`queue.hall.${key}`)}</dt>
              <dd>
                <b className="num">{value}</b>
                {of !== null && <small>{of}</small>}
              </dd>
            </div>
          ))}
        </dl>
        <p className="screen-clock num">{format.clock(view.at)}</p>
      </LiveRegion>
      <RefreshWithoutScript seconds={30} />
      <Enhance script="live" />
    </HallFrame>
  )
}
