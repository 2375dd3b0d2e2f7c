import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { Mark } from '../ui/nav.tsx'

/** Head and content of a page on a device of the hall: no menu leads away from it. */
export function HallFrame({
  centre,
  children,
  screen = false,
}: {
  centre: string
  children: ReactNode
  /** On the wall: seen from afar. */
  screen?: boolean
}) {
  const { location } = useShell()
  return (
    <div className={screen ? 'hall hall-screen' : 'hall'}>
      <header className="head wide">
        <div className="wrap">
          <Mark to={location.pathname} subtitle={centre} />
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1} className="hall-main">
        {children}
      </main>
    </div>
  )
}

/** Without a script, the page asks for itself again after so many seconds. */
export function RefreshWithoutScript({ seconds, to }: { seconds: number; to?: string }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={to === undefined ? String(seconds) : `${seconds};url=${to}`} />
    </noscript>
  )
}

/** The part of a page that follows the queue; everything in it is drawn anew by the server. `spread`: milliseconds over which many pages spread their asking. */
export function LiveRegion({
  id,
  centre,
  children,
  spread = 0,
  polite = false,
}: {
  id: string
  centre: string
  children: ReactNode
  spread?: number
  polite?: boolean
}) {
  return (
    <div
      id={id}
      data-live={`/live/queue/${encodeURIComponent(centre)}`}
      data-live-spread={spread}
      aria-live={polite ? 'polite' : undefined}
    >
      {children}
    </div>
  )
}

/** Shown by the script while nothing new can be heard. */
export function LiveLost() {
  const { t } = useShell()
  return (
    <p className="notice soon" data-live-lost="" hidden role="status">
      {t('queue.live.lost')}
    </p>
  )
}
