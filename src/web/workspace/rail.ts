import type { TaskCounts, TaskScope } from '../../modules/casework/views/view-types.ts'
import type { Role } from '../../modules/organisation/roles.ts'
import type { Translate } from '../locales/translate.ts'
import type { NavItem, RailGroup } from '../ui/index.ts'
import { bucketWords, NOBODY, scopeWords } from './list/list-settings.ts'
import { countText } from './texts.ts'

const HEADS: readonly Role[] = ['reviewer', 'approver', 'agency_leader']
const WORKERS: readonly Role[] = ['handler', 'reviewer', 'approver']
const OVERSEERS: readonly Role[] = ['approver', 'agency_leader', 'province_leader']

export interface RailFacts {
  roles: readonly Role[]
  counts: TaskCounts
  pathname: string
  search: URLSearchParams
  /** The list shown when the address names none. */
  scope: TaskScope | undefined
  t: Translate
}

/** The lists an officer has, by their roles; none that can only be empty. */
export function railOf(facts: RailFacts): RailGroup[] {
  const { roles, t } = facts
  const has = (wanted: readonly Role[]) => roles.some((role) => wanted.includes(role))
  const own = has([...WORKERS, 'receptionist']) ? [listItem(facts, 'mine')] : []
  if (has(WORKERS)) own.push(listItem(facts, 'opinions'))
  const counter = has(['receptionist'])
    ? [
        pageItem(facts, 'workspace.rail.intake', '/lam-viec/tiep-nhan'),
        listItem(facts, 'reception'),
        listItem(facts, 'return'),
      ]
    : []
  const room = has([...WORKERS, 'receptionist']) ? [listItem(facts, 'desk'), unassignedItem(facts)] : []
  if (has(HEADS)) room.push(listItem(facts, 'agency'), lateItem(facts))
  const figures = has(OVERSEERS) ? [pageItem(facts, 'workspace.rail.overview', '/lam-viec/tong-quan')] : []
  const tools = [...figures, pageItem(facts, 'workspace.rail.due', '/lam-viec/tinh-han')]
  return [
    { items: own },
    { heading: t('workspace.rail.counter'), items: counter },
    { heading: t('workspace.rail.room'), items: room },
    { heading: t('workspace.rail.tools'), items: tools },
  ].filter((group) => group.items.length > 0)
}

function listItem(facts: RailFacts, scope: TaskScope): NavItem {
  const { t, counts, scope: shown, search } = facts
  const derived = search.get('nguoi') === NOBODY || (scope === 'agency' && search.get('han') === bucketWords.late)
  return {
    label: t(`workspace.scope.${scope}`),
    to: `/lam-viec?muc=${scopeWords[scope]}`,
    count: countText(counts.scopes[scope]),
    current: onList(facts) && shown === scope && !derived,
  }
}

function unassignedItem({ t, ...facts }: RailFacts): NavItem {
  const current = onList({ t, ...facts }) && facts.scope === 'desk' && facts.search.get('nguoi') === NOBODY
  return { label: t('workspace.rail.unassigned'), to: `/lam-viec?muc=${scopeWords.desk}&nguoi=${NOBODY}`, current }
}

function lateItem({ t, ...facts }: RailFacts): NavItem {
  const late = facts.search.get('han') === bucketWords.late
  const current = onList({ t, ...facts }) && facts.scope === 'agency' && late
  return { label: t('workspace.rail.late'), to: `/lam-viec?muc=${scopeWords.agency}&han=${bucketWords.late}`, current }
}

function pageItem({ t, pathname }: RailFacts, key: string, to: string): NavItem {
  return { label: t(key), to, current: pathname === to || pathname.startsWith(`${to}/`) }
}

function onList({ pathname }: RailFacts): boolean {
  return pathname === '/lam-viec'
}
