import { useShell } from '../shell.ts'
import { Steps } from './steps.tsx'
import { Tag, type Tone } from './tag.tsx'

/** Where a deadline stands. `wait`: the clock is stopped; `done`: the result is given. */
export type DeadlineState = 'ok' | 'soon' | 'today' | 'late' | 'wait' | 'done'

export interface DeadlineFacts {
  /** `null` while an open stop keeps the date from being known. */
  dueAt: Date | null
  state: DeadlineState
  /** How much of the time is used, 0 to 1. */
  progress: number
  /** Working minutes left, or past the deadline when late. */
  workingMinutes?: number
  /** Says the tag in other words than those made from state and minutes: "Chờ bổ sung, 2 ngày". */
  label?: string
}

export interface DeadlineBlockProps extends DeadlineFacts {
  /** "Vì sao là hạn này?": the spans in order, already in the page's language. */
  lines: readonly string[]
  /** The date counts on holidays that are not yet published. */
  provisional?: boolean
  /** Shows the reasons at once. */
  open?: boolean
}

/** The one way a deadline is shown on a page: date, tag, bar, and why it is this date. */
export function DeadlineBlock({ lines, provisional = false, open = false, ...facts }: DeadlineBlockProps) {
  const { t, format, requestedAt } = useShell()
  const date = facts.dueAt === null ? null : format.weekdayTime(facts.dueAt, yearShown(facts.dueAt, requestedAt))
  return (
    <div className="deadline">
      <div className="deadline-line">
        <b>{date === null ? t('due.unknown') : t(facts.state === 'done' ? 'due.was' : 'due.is', { date })}</b>
        <DeadlineTag {...facts} />
      </div>
      <Bar tone={toneOf(facts.state)} share={facts.progress} />
      {provisional && <p className="small soft">{t('due.provisional')}</p>}
      {lines.length > 0 && (
        <details className="disclosure" open={open}>
          <summary>{t('due.why')}</summary>
          <Steps
            close
            items={lines.map((line, position) => ({ title: line, plain: true, ...stateOf(position, lines) }))}
          />
        </details>
      )}
    </div>
  )
}

/** The same deadline in a list: tag and bar. */
export function DeadlineCell(facts: DeadlineFacts) {
  return (
    <div className="deadline-cell">
      <DeadlineTag {...facts} />
      <Bar tone={toneOf(facts.state)} share={facts.progress} />
    </div>
  )
}

function DeadlineTag({ state, label, dueAt, workingMinutes }: DeadlineFacts) {
  const { t, format } = useShell()
  if (label !== undefined) return <Tag tone={toneOf(state)}>{label}</Tag>
  const params = {
    time: dueAt === null ? '' : format.clock(dueAt),
    span: workingMinutes === undefined ? '' : format.workingSpan(workingMinutes),
  }
  // Overdue since the last closing time: not one working minute late yet, but late.
  const said = state === 'late' && workingMinutes !== undefined && workingMinutes < 1 ? 'late_now' : state
  return <Tag tone={toneOf(state)}>{t(`due.tag.${said}`, params)}</Tag>
}

/** A bar of `share` (0 to 1); what it says stands beside it in words, so it is hidden from screen readers. */
export function Bar({ share, tone = 'plain' }: { share: number; tone?: Tone }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <svg className={`bar ${tone}`} aria-hidden="true">
      <rect width={`${percent}%`} height="100%" />
    </svg>
  )
}

function toneOf(state: DeadlineState): Tone {
  if (state === 'today') return 'soon'
  return state === 'done' ? 'ok' : state
}

function stateOf(position: number, lines: readonly string[]): { state: 'done' | 'now' } {
  return { state: position === lines.length - 1 ? 'now' : 'done' }
}

function yearShown(instant: Date, now: Date): 'with-year' | 'no-year' {
  return instant.getUTCFullYear() === now.getUTCFullYear() ? 'no-year' : 'with-year'
}
