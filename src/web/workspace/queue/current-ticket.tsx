import type { ReactNode } from 'react'
import type { DeskView } from '../../../modules/queue/schemas.ts'
import { allowsAct, type TicketAct } from '../../../modules/queue/ticket.ts'
import { lineName, priorityChoices, priorityText } from '../../queue/texts.ts'
import { useShell } from '../../shell.ts'
import { type FormState, MoreActions, PageForm, SecondButton, SelectField, Tag, TextField } from '../../ui/index.ts'

type Seat = NonNullable<DeskView['seat']>
type Current = NonNullable<DeskView['current']>

/** Whom the counter has, and what comes next: the one filled button. */
export function CurrentTicket({ desk, seat, state }: { desk: DeskView; seat: Seat; state: FormState | undefined }) {
  const { t } = useShell()
  const { current } = desk
  const shownAgain = state?.values.act?.[0]
  const form = (act: string) => (shownAgain === act ? state : undefined)
  const other = ['transfer', 'set_priority'].includes(shownAgain ?? '') ? undefined : state
  if (current === null) {
    return (
      <section className="done-panel">
        <PageForm state={other}>
          <input type="hidden" name="act" value="next" />
          <p className="soft">{desk.waitingCount === 0 ? t('queue.desk.nobody') : t('queue.desk.free')}</p>
          <button className="button big" type="submit" data-key="n">
            {t('queue.desk.next')}
          </button>
        </PageForm>
      </section>
    )
  }
  return (
    <section className="done-panel">
      <CurrentHead current={current} />
      <PageForm state={other}>
        <TicketFields ticket={current} />
        <div className="actions">
          {current.state === 'called' ? (
            <ActButton act="begin" keyName="b" main />
          ) : (
            <ActButton act="finish" keyName="f" main />
          )}
          {allowsAct(current.state, 'recall') && <ActButton act="recall" keyName="r" />}
          {allowsAct(current.state, 'no_show') && <ActButton act="no_show" keyName="v" />}
          <ActButton act="put_back" />
        </div>
      </PageForm>
      <MoreActions label={t('queue.desk.more')} open={other === undefined && state !== undefined}>
        <Transfer current={current} seat={seat} state={form('transfer')} />
        <SetPriority current={current} state={form('set_priority')} />
      </MoreActions>
    </section>
  )
}

function CurrentHead({ current }: { current: Current }) {
  const { t, locale, format } = useShell()
  return (
    <>
      <p className="ticket-number">{current.label}</p>
      <p>
        <Tag tone={current.state === 'serving' ? 'ok' : 'soon'}>{t(`queue.state.${current.state}`)}</Tag>{' '}
        {current.priority !== null && <Tag tone="wait">{priorityText(current.priority, t)}</Tag>}
      </p>
      <p>
        <b>{lineName(current.line, locale)}</b>
        {current.visitorName !== null && <> · {t('queue.desk.booked_by', { name: current.visitorName })}</>}
      </p>
      <p className="soft small">
        {t(current.times > 1 ? 'queue.desk.called_times' : 'queue.desk.called_at', {
          time: format.clock(new Date(current.calledAt)),
          times: current.times,
        })}
      </p>
    </>
  )
}

/** What every act on a ticket sends: which one, and in which version it was seen. */
export function TicketFields({ ticket }: { ticket: { id: string; version: number; label: string } }) {
  return (
    <>
      <input type="hidden" name="ticketId" value={ticket.id} />
      <input type="hidden" name="version" value={ticket.version} />
      <input type="hidden" name="label" value={ticket.label} />
    </>
  )
}

export function ActButton({ act, keyName, main = false }: { act: TicketAct; keyName?: string; main?: boolean }) {
  const { t } = useShell()
  return (
    <button className={main ? 'button' : 'button second'} type="submit" name="act" value={act} data-key={keyName}>
      {t(`queue.act.${act}`)}
    </button>
  )
}

interface ActFormProps {
  current: Current
  state: FormState | undefined
}

function Part({ children, act, current, state }: ActFormProps & { children: ReactNode; act: TicketAct }) {
  const { t } = useShell()
  return (
    <div className="part">
      <PageForm state={state}>
        <TicketFields ticket={current} />
        <input type="hidden" name="act" value={act} />
        {children}
        <SecondButton>{t(`queue.act.${act}`)}</SecondButton>
      </PageForm>
    </div>
  )
}

function Transfer({ current, seat, state }: ActFormProps & { seat: Seat }) {
  const { t, locale } = useShell()
  const lines = seat.allLines
    .filter((line) => line.key !== current.line.key)
    .map((line) => ({ value: `line:${line.key}`, label: lineName(line, locale), group: t('queue.desk.to_line') }))
  const counters = seat.otherOpenCounters.map((number) => ({
    value: `counter:${number}`,
    label: t('queue.desk.counter', { counter: number }),
    group: t('queue.desk.to_counter'),
  }))
  if (lines.length + counters.length === 0) return <p className="soft">{t('queue.desk.no_target')}</p>
  return (
    <Part act="transfer" current={current} state={state}>
      <SelectField name="target" label={t('queue.desk.target')} choices={[...lines, ...counters]} />
      <TextField name="reason" label={t('queue.desk.note')} optional maxLength={500} />
    </Part>
  )
}

function SetPriority({ current, state }: ActFormProps) {
  const { t } = useShell()
  return (
    <Part act="set_priority" current={current} state={state}>
      <SelectField
        name="priority"
        label={t('queue.take.priority')}
        initial={current.priority ?? 'none'}
        choices={priorityChoices(t)}
      />
      <TextField name="reason" label={t('queue.desk.reason')} maxLength={500} />
    </Part>
  )
}
