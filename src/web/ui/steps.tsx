import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'

export interface StepItem {
  title: ReactNode
  detail?: ReactNode
  state: 'done' | 'now' | 'next' | 'late' | 'wait'
  /** The title in plain weight. */
  plain?: boolean
}

/** A timeline: what was done, where it stands, what comes. The state is also said in words for screen readers. */
export function Steps({ items, close = false }: { items: readonly StepItem[]; close?: boolean }) {
  const { t } = useShell()
  return (
    <ol className={close ? 'steps close' : 'steps'}>
      {items.map((item, position) => (
        <li key={position} className={item.state} aria-current={item.state === 'now' ? 'step' : undefined}>
          {item.plain === true ? item.title : <b>{item.title}</b>}
          {!close && <span className="visually-hidden"> ({t(`step.${item.state}`)})</span>}
          {item.detail !== undefined && <div className="soft small">{item.detail}</div>}
        </li>
      ))}
    </ol>
  )
}

/** "Bước 2/5" of a form in several pages, with the name of this one. */
export function StepProgress({ step, of, name }: { step: number; of: number; name: string }) {
  const { t } = useShell()
  const marks = Array.from({ length: of }, (_, position) => position + 1)
  return (
    <div className="step-progress">
      <p className="num">
        {t('step.of', { step, of })} · <b>{name}</b>
      </p>
      <ol aria-hidden="true">
        {marks.map((mark) => (
          <li key={mark} className={mark < step ? 'done' : mark === step ? 'now' : 'next'} />
        ))}
      </ol>
    </div>
  )
}
