import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { CentreView } from '../../modules/queue/schemas.ts'
import { priorityGroups } from '../../modules/queue/ticket.ts'
import { newId } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Enhance, type FormState, Notice, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { HallFrame, LiveRegion, RefreshWithoutScript } from './hall-frame.tsx'
import { commandOf, priorityOf, queuePage, wordOf } from './queue-page.ts'
import { estimateText, lineName, priorityText } from './texts.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  const view = await queue.getCentre(wordOf(params.centre))
  const asked = new URL(request.url).searchParams.get('hang')
  const chosen = view.lines.find((line) => line.key === asked) ?? null
  return { view, chosen, commandId: newId() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { queue, address } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const wish = { centre, line: form.text('line'), priority: priorityOf(form), commandId: commandOf(form), address }
    const { token } = await queue.takeTicket({ ...wish, source: 'kiosk' })
    return redirect(`/kiosk/${encodeURIComponent(centre)}/phieu/${token}`, 303)
  })
}

/** The kiosk in the hall: what for, then whether one belongs to a priority group, then the slip. Two touches, no login, no script needed. */
export default function KioskPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, chosen, commandId } = loaderData
  const state = actionData?.form
  return (
    <HallFrame centre={view.centre.name}>
      {chosen === null ? (
        <ChooseLine view={view} state={state} />
      ) : (
        <ChoosePriority view={view} line={chosen} state={state} commandId={commandId} />
      )}
      <Enhance script="kiosk" />
    </HallFrame>
  )
}

function ChooseLine({ view, state }: { view: CentreView; state: FormState | undefined }) {
  const { t, locale, format } = useShell()
  return (
    <>
      <PageHeading>{t('queue.kiosk.title')}</PageHeading>
      <PageForm state={state}>{null}</PageForm>
      <LiveRegion id="cac-hang" centre={view.centre.slug}>
        {view.opensAt !== null && (
          <Notice tone="soon" title={t('queue.closed')}>
            <p>{t('queue.closed_until', { when: format.weekdayTime(new Date(view.opensAt)) })}</p>
          </Notice>
        )}
        <ul className="touch">
          {view.lines.map((line) => (
            <li key={line.key}>
              <a className="touch-target" href={`?hang=${line.key}`}>
                <span className="touch-mark">{line.prefix}</span>
                <span>
                  <b>{lineName(line, locale)}</b>
                  <small>{t('queue.kiosk.line', { count: line.waiting, wait: estimateText(line.estimate, t) })}</small>
                </span>
              </a>
            </li>
          ))}
          <li>
            <a className="touch-target plain" href={`/kiosk/${view.centre.slug}/dat-lich`}>
              <span>
                <b>{t('queue.kiosk.booked')}</b>
                <small>{t('queue.kiosk.booked_hint')}</small>
              </span>
            </a>
          </li>
        </ul>
      </LiveRegion>
      <Enhance script="live" />
      <RefreshWithoutScript seconds={60} />
    </>
  )
}

interface ChoosePriorityProps {
  view: CentreView
  line: CentreView['lines'][number]
  state: FormState | undefined
  commandId: string
}

function ChoosePriority({ view, line, state, commandId }: ChoosePriorityProps) {
  const { t, locale } = useShell()
  const home = `/kiosk/${view.centre.slug}`
  return (
    <>
      <PageHeading kicker={lineName(line, locale)}>{t('queue.kiosk.priority')}</PageHeading>
      <p>{t('queue.kiosk.priority_hint')}</p>
      <PageForm state={state} commandId={commandId}>
        <input type="hidden" name="line" value={line.key} />
        <ul className="touch">
          <li className="touch-wide">
            <button className="touch-target main" type="submit" name="priority" value="none">
              <b>{t('queue.kiosk.no_priority')}</b>
            </button>
          </li>
          {priorityGroups.map((group) => (
            <li key={group}>
              <button className="touch-target" type="submit" name="priority" value={group}>
                <b>{priorityText(group, t)}</b>
              </button>
            </li>
          ))}
        </ul>
      </PageForm>
      <p>
        <a className="button second" href={home}>
          {t('queue.kiosk.back')}
        </a>
      </p>
      <RefreshWithoutScript seconds={60} to={home} />
      <span hidden data-return={home} data-return-after="60" />
    </>
  )
}
