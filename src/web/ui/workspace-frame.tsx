import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { HeadNav, LogoutButton, Mark, type NavItem, SkipLink } from './nav.tsx'
import { FlashNotice } from './notice.tsx'
import { PageFoot } from './page-foot.tsx'

export interface RailGroup {
  /** Absent for the first group: one's own work. */
  heading?: string
  /** Shown as its heading until it is opened or one is on a page of it. */
  folds?: boolean
  items: readonly NavItem[]
}

export interface WorkspaceFrameProps {
  /** Where and as what one works: "Sở Xây dựng · Chuyên viên thẩm định". */
  place: string
  rail: readonly RailGroup[]
  /** Links of the head beside search. */
  items?: readonly NavItem[]
  children: ReactNode
}

/** Head, rail, work and foot of an officer's page. On a narrow screen the rail stands behind one line. */
export function WorkspaceFrame({ place, rail, items = [], children }: WorkspaceFrameProps) {
  const { t, actor } = useShell()
  const current = rail.flatMap((group) => group.items).find((item) => item.current === true)
  return (
    <>
      <SkipLink />
      <header className="head wide">
        <div className="wrap">
          <Mark to="/lam-viec" subtitle={place} />
          <HeadNav
            items={[...items, ...(actor.name === null ? [] : [{ label: actor.name, to: '/lam-viec/toi' }])]}
            last={<LogoutButton />}
          />
        </div>
      </header>
      <div className="desk">
        <nav className="rail" aria-label={t('nav.work')}>
          <RailGroups rail={rail} />
        </nav>
        <details className="rail-menu">
          <summary>{current?.label ?? t('nav.work')}</summary>
          <nav className="rail" aria-label={t('nav.work')}>
            <RailGroups rail={rail} />
          </nav>
        </details>
        <main id="noi-dung" tabIndex={-1}>
          <FlashNotice />
          {children}
        </main>
      </div>
      <PageFoot wide />
    </>
  )
}

function RailGroups({ rail }: { rail: readonly RailGroup[] }) {
  return rail.map((group) => <RailPart key={group.heading ?? ''} {...group} />)
}

function RailPart({ heading, folds = false, items }: RailGroup) {
  const list = (
    <ul>
      {items.map((item) => (
        <li key={item.to}>
          <a href={item.to} aria-current={item.current === true ? 'page' : undefined}>
            {item.label}
            {item.count !== undefined && <span className="num">{item.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
  if (folds) {
    return (
      <details open={items.some((item) => item.current === true)}>
        <summary>{heading}</summary>
        {list}
      </details>
    )
  }
  return (
    <div>
      {heading !== undefined && <h2>{heading}</h2>}
      {list}
    </div>
  )
}
