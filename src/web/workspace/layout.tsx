import { type LoaderFunctionArgs, Outlet } from 'react-router'
import { rolesOf } from '../../modules/organisation/actor.ts'
import type { Role } from '../../modules/organisation/roles.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Enhance, WorkspaceFrame } from '../ui/index.ts'
import { getDesk } from './guard.ts'
import { scopeOf } from './list/list-settings.ts'
import { shownScope } from './list/shown-scope.ts'
import { railOf } from './rail.ts'

/** What the frame of every workspace page shows: where one works, and how much waits. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const [counts, mandates, noticeCounts, { handles }] = await Promise.all([
    page.desk.countTasks(page.actor, { scope: 'mine' }),
    page.desk.describeMandates(page.actor),
    page.services.notices.railCounts(page.actor),
    page.services.surveys.rights(page.actor),
  ])
  const url = new URL(request.url)
  const scope = scopeOf(url.searchParams) ?? shownScope(page.actor, counts)
  return { counts, mandates, noticeCounts, handles, roles: rolesOf(page.actor) as Role[], scope }
}

export default function WorkspaceLayout({ loaderData }: PageProps<typeof loader>) {
  const { t, location } = useShell()
  const { counts, mandates, noticeCounts, handles, roles, scope } = loaderData
  const [first, ...others] = mandates
  const place = first === undefined ? t('workspace.no_mandate') : `${first.agencyName} · ${first.position}`
  const rail = railOf({
    roles,
    counts,
    noticeCounts,
    handlesSurveys: handles,
    scope,
    pathname: location.pathname,
    search: new URLSearchParams(location.search),
    t,
  })
  const isSearch = location.pathname === '/lam-viec/tim'
  return (
    <WorkspaceFrame
      place={others.length === 0 ? place : t('workspace.place_more', { place, count: others.length })}
      rail={rail}
      items={[{ label: t('workspace.search.link'), to: '/lam-viec/tim', current: isSearch }]}
    >
      <Outlet />
      <Enhance script="worklist" />
    </WorkspaceFrame>
  )
}
