import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { DeskView } from '../../../modules/queue/schemas.ts'
import { isUuid } from '../../../platform/ids.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { LiveLost, LiveRegion } from '../../queue/hall-frame.tsx'
import { lineName } from '../../queue/texts.ts'
import { useShell } from '../../shell.ts'
import {
  EmptyState,
  Enhance,
  type FormState,
  KeyHints,
  LinkButton,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  type SentForm,
  WhyNot,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { CurrentTicket } from './current-ticket.tsx'
import { readAct } from './read-act.ts'
import { WaitingList } from './waiting-list.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { desk: await page.services.queue.getDesk(page.actor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const flash = await carryOut(page, form)
    const headers = flash === null ? undefined : { 'set-cookie': flashCookie(flash) }
    return redirect('/lam-viec/quay', { status: 303, ...(headers === undefined ? {} : { headers }) })
  })
}

type Told = { key: string; params?: Record<string, string | number> } | null

async function carryOut(page: DeskPage, form: SentForm): Promise<Told> {
  const { queue } = page.services
  switch (form.text('act')) {
    case 'open':
      await queue.openCounter(page.actor, idOf(form.text('counterId')))
      return null
    case 'close':
      await queue.closeCounter(page.actor)
      return { key: 'queue.desk.closed' }
    case 'next':
      await queue.callNext(page.actor)
      return null
    case 'call':
      await queue.callTicket(page.actor, idOf(form.text('ticketId')))
      return null
    default: {
      const command = readAct(form)
      if (command === null) throw data(null, { status: 400 })
      await queue.actOnTicket(page.actor, { ...command, ticketId: idOf(command.ticketId) })
      return { key: `queue.desk.done.${command.act}`, params: { label: form.text('label').slice(0, 8) } }
    }
  }
}

function idOf(text: string): string {
  if (!isUuid(text)) throw data(null, { status: 400 })
  return text
}

/** The officer's counter: whom one has, whom one calls next, who waits. */
export default function QueueDeskPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { desk } = loaderData
  const state = actionData?.form
  const { seat } = desk
  if (seat === null) return <ChooseCounter desk={desk} state={state} />
  return (
    <>
      <PageHeading kicker={seat.centre.name} faulty={(state?.faults.length ?? 0) > 0}>
        {t('queue.desk.title', { counter: seat.counterNumber })}
      </PageHeading>
      <LiveLost />
      <CurrentTicket desk={desk} seat={seat} state={state} />
      <LiveRegion id="hang-cho" centre={seat.centre.slug}>
        <WaitingList desk={desk} />
      </LiveRegion>
      <CloseCounter busy={desk.current !== null} />
      <KeyHints
        keys={[
          { key: 'N', does: t('queue.desk.key.next') },
          { key: 'R', does: t('queue.desk.key.recall') },
          { key: 'B', does: t('queue.desk.key.begin') },
          { key: 'F', does: t('queue.desk.key.finish') },
          { key: 'V', does: t('queue.desk.key.no_show') },
        ]}
      />
      <Enhance script="live" />
      <Enhance script="counter-keys" />
    </>
  )
}

function CloseCounter({ busy }: { busy: boolean }) {
  const { t } = useShell()
  if (busy) return <WhyNot>{t('queue.desk.close_why_not')}</WhyNot>
  return (
    <PageForm>
      <input type="hidden" name="act" value="close" />
      <LinkButton>{t('queue.desk.close')}</LinkButton>
    </PageForm>
  )
}

function ChooseCounter({ desk, state }: { desk: DeskView; state: FormState | undefined }) {
  const { t } = useShell()
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('queue.desk.choose')}</PageHeading>
      <PageForm state={state}>{null}</PageForm>
      {desk.centres.length === 0 ? (
        <EmptyState title={t('queue.desk.no_centre')} text={t('queue.desk.no_centre_text')} />
      ) : (
        desk.centres.map((place) => <CentreCounters key={place.centre.slug} place={place} />)
      )}
    </>
  )
}

function CentreCounters({ place }: { place: DeskView['centres'][number] }) {
  const { t, locale } = useShell()
  return (
    <section aria-labelledby={place.centre.slug}>
      <h2 id={place.centre.slug}>{place.centre.name}</h2>
      {place.counters.length === 0 && <Notice>{t('queue.desk.no_counter')}</Notice>}
      <ul className="list">
        {place.counters.map((counter) => (
          <li key={counter.id} className="counter-row">
            <div>
              <b>{t('queue.desk.counter', { counter: counter.number })}</b>
              <div className="soft small">{counter.lines.map((line) => lineName(line, locale)).join(' · ')}</div>
            </div>
            {counter.sitter === null ? (
              <form method="post">
                <input type="hidden" name="act" value="open" />
                <input type="hidden" name="counterId" value={counter.id} />
                <button className="button second" type="submit">
                  {t('queue.desk.open', { counter: counter.number })}
                </button>
              </form>
            ) : (
              <span className="soft">{t('queue.desk.sitter', { name: counter.sitter })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
