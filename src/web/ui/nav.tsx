import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'

export interface NavItem {
  label: string
  to: string
  /** A number beside the word, such as how many wait ("99+" where counting stops). */
  count?: number | string
  current?: boolean
}

/**
 * The links of the head: in a row on a wide screen, behind the word "Menu" on a narrow one. Both are in the page and
 * the style sheet shows one, so that no script is needed.
 */
export function HeadNav({ items, last }: { items: readonly NavItem[]; last?: ReactNode }) {
  const { t } = useShell()
  const links = (
    <>
      {items.map((item) => (
        <li key={item.to}>
          <a href={item.to} aria-current={item.current === true ? 'page' : undefined}>
            {item.label}
            {item.count !== undefined && <span className="menu-count num">{item.count}</span>}
          </a>
        </li>
      ))}
      {last !== undefined && <li>{last}</li>}
    </>
  )
  return (
    <>
      <nav className="bar-nav" aria-label={t('nav.main')}>
        <ul>{links}</ul>
      </nav>
      <details className="menu">
        <summary>{t('nav.menu')}</summary>
        <ul>{links}</ul>
      </details>
    </>
  )
}

/** The head's mark: the gate, the name, and below it whose office this is. */
export function Mark({ to, subtitle }: { to: string; subtitle: string }) {
  const { t } = useShell()
  return (
    <a className="mark" href={to}>
      <svg width="30" height="36" viewBox="0 0 30 36" aria-hidden="true">
        <path d="M3 36V15a12 12 0 0 1 24 0v21" fill="none" stroke="#fff" strokeWidth="3" />
        <path d="M9 36V16a6 6 0 0 1 12 0v20z" fill="#e3a92b" />
      </svg>
      <span>
        {t('brand.name')}
        <small>{subtitle}</small>
      </span>
    </a>
  )
}

/** Goes straight to the content with the first press of Tab. */
export function SkipLink() {
  const { t } = useShell()
  return (
    <a className="skip" href="#noi-dung">
      {t('nav.skip')}
    </a>
  )
}

/** Leaves the session; a form, because leaving changes something. */
export function LogoutButton() {
  const { t } = useShell()
  return (
    <form method="post" action="/dang-xuat">
      <button type="submit">{t('nav.logout')}</button>
    </form>
  )
}
