import type { ReactNode } from 'react'

export interface ButtonProps {
  children: ReactNode
  /** Sent with the form, to tell which of several buttons was pressed. */
  name?: string
  value?: string
  /** `danger` for what cannot be undone. */
  tone?: 'plain' | 'danger'
  disabled?: boolean
  /** The id of a form that the button stands outside of. */
  form?: string
  /** The key A of the worklist leads here. */
  bulk?: boolean
}

/** The one filled button of a page; it sends the form it stands in. Its text is a verb. */
export function Button({ children, tone = 'plain', bulk, ...rest }: ButtonProps) {
  const look = tone === 'danger' ? 'button danger' : 'button'
  return (
    <button className={look} type="submit" data-bulk={bulk === true ? '' : undefined} {...rest}>
      {children}
    </button>
  )
}

/** An outlined button for everything beside the main act. */
export function SecondButton({ children, tone: _tone, bulk, ...rest }: ButtonProps) {
  return (
    <button className="button second" type="submit" data-bulk={bulk === true ? '' : undefined} {...rest}>
      {children}
    </button>
  )
}

/** A button that looks like a link, for small acts such as removing a file. */
export function LinkButton({ children, tone: _tone, bulk, ...rest }: ButtonProps) {
  return (
    <button className="button link" type="submit" data-bulk={bulk === true ? '' : undefined} {...rest}>
      {children}
    </button>
  )
}

/** A link that is the page's main act (`second`: outlined). */
export function ButtonLink({ to, children, second = false }: { to: string; children: ReactNode; second?: boolean }) {
  return (
    <a className={second ? 'button second' : 'button'} href={to}>
      {children}
    </a>
  )
}

/** Buttons side by side; on a phone one below the other. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>
}

/** "Việc khác": the acts that are rarer than the one button, behind one word. */
export function MoreActions({ label, children, open }: { label: string; children: ReactNode; open?: boolean }) {
  return (
    <details className="disclosure" open={open}>
      <summary>{label}</summary>
      {children}
    </details>
  )
}

/** Why something cannot be done, at the place where one would look for it. */
export function WhyNot({ children }: { children: ReactNode }) {
  return <p className="why-not">{children}</p>
}
