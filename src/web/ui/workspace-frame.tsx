import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { HeadNav, LogoutButton, Mark, type NavItem, SkipLink } from './nav.tsx'
import { FlashNotice } from './notice.tsx'
import { PageFoot } from './page-foot.tsx'

export interface RailGroup {
  /** Absent for the first group: one's own work. */
  heading?: string
  items: readonly NavItem[]
  /** A group with a heading folds; this one stands open where none holds the page that is shown. */
  main?: boolean
  /** What waits in it, told while it is folded. */
  count?: string
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

/** One's own work, then groups that fold: open is the one with the shown page, else the main one. */
function RailGroups({ rail }: { rail: readonly RailGroup[] }) {
  const shown = rail.find((group) => group.heading !== undefined && group.items.some(({ current }) => current === true))
  const open = shown ?? rail.find((group) => group.main === true)
  return rail.map((group) =>
    group.heading === undefined ? (
      <RailItems key="" items={group.items} />
    ) : (
      <details key={group.heading} className="rail-group" open={group === open}>
        <summary>
          {group.heading}
          {group.count !== undefined && <span className="num">{group.count}</span>}
        </summary>
        <RailItems items={group.items} />
      </details>
    ),
  )
}

function RailItems({ items }: Pick<RailGroup, 'items'>) {
  return (
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
}
