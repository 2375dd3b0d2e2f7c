import { Outlet, useMatches } from 'react-router'
import { PortalFrame } from '../ui/portal-frame.tsx'

/** `handle` of a portal page that brings its own first band over the whole width. */
export interface PortalHandle {
  hero?: boolean
}

/** The frame of every citizen page. */
export default function PortalLayout() {
  const hero = useMatches().some((match) => (match.handle as PortalHandle | undefined)?.hero === true)
  return (
    <PortalFrame hero={hero}>
      {hero ? (
        <Outlet />
      ) : (
        <div className="wrap">
          <Outlet />
        </div>
      )}
    </PortalFrame>
  )
}
