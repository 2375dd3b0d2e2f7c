import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'

export interface PageHeadingProps {
  /** The one heading: what this page is for. */
  children: string
  /** A short line above it, such as a dossier's code. */
  kicker?: ReactNode
  /** Tells screen readers and the tab that the form below has faults. */
  faulty?: boolean
}

/** The page's only h1; it also names the browser's tab. */
export function PageHeading({ children, kicker, faulty = false }: PageHeadingProps) {
  const { t } = useShell()
  const title = `${children} – ${t('brand.name')}`
  return (
    <>
      <title>{faulty ? t('form.title_faulty', { title }) : title}</title>
      {kicker !== undefined && <p className="kicker num">{kicker}</p>}
      <h1>{children}</h1>
    </>
  )
}

export interface Crumb {
  label: string
  /** Absent for the page one is on. */
  to?: string
}

/** Where this page stands: from the widest to this one. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useShell()
  return (
    <nav className="crumbs" aria-label={t('nav.breadcrumbs')}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.label}>
            {crumb.to === undefined ? (
              <span aria-current="page">{crumb.label}</span>
            ) : (
              <a href={crumb.to}>{crumb.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
