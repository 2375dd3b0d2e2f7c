import type { TaskCounts, TaskScope } from '../../modules/casework/views/view-types.ts'
import { answeringRoles } from '../../modules/feedback/policy.ts'
import type { Role } from '../../modules/organisation/roles.ts'
import type { Translate } from '../locales/translate.ts'
import type { RailNoticeCounts } from '../notices/notice-services.ts'
import type { NavItem, RailGroup } from '../ui/index.ts'
import { bucketWords, NOBODY, scopeWords } from './list/list-settings.ts'
import { countText } from './texts.ts'

const HEADS: readonly Role[] = ['reviewer', 'approver', 'agency_leader']
const WORKERS: readonly Role[] = ['handler', 'reviewer', 'approver']
const LEADERS: readonly Role[] = ['agency_leader', 'province_leader']
const ANSWERERS: readonly Role[] = answeringRoles
const OWN_SCORE = '/lam-viec/so-lieu/chi-so/cua-toi'
const REGISTER = '/lam-viec/so-theo-doi'
const OVERSEERS: readonly Role[] = ['approver', 'agency_leader', 'province_leader']

export interface RailFacts {
  roles: readonly Role[]
  counts: TaskCounts
  noticeCounts: RailNoticeCounts
  handlesSurveys: boolean
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
  own.push(
    countedItem(facts, { key: 'notices.rail.notices', to: '/lam-viec/thong-bao', count: facts.noticeCounts.notices }),
  )
  const takesMoney = has(['receptionist'])
  const desk = takesMoney
    ? [
        pageItem(facts, 'money.rail.collect', '/lam-viec/thu-tien'),
        pageItem(facts, 'money.rail.drawer', '/lam-viec/ket-so'),
      ]
    : []
  const books =
    takesMoney || has(OVERSEERS)
      ? [
          pageItem(facts, 'money.rail.statement', '/lam-viec/sao-ke'),
          pageItem(facts, 'money.rail.refunds', '/lam-viec/hoan-tien'),
          pageItem(facts, 'money.rail.reconcile', '/lam-viec/doi-soat'),
          pageItem(facts, 'money.rail.numbers', '/lam-viec/so-bien-lai'),
          pageItem(facts, 'money.rail.waiting', '/lam-viec/viec-thu-tien'),
        ]
      : []
  const room = has([...WORKERS, 'receptionist']) ? [listItem(facts, 'desk'), unassignedItem(facts)] : []
  if (has(HEADS)) room.push(listItem(facts, 'agency'), lateItem(facts))
  const people = [pageItem(facts, 'petitions.rail', '/lam-viec/phan-anh')]
  if (has([...WORKERS, 'agency_leader'])) people.push(pageItem(facts, 'notices.rail.apologies', '/lam-viec/xin-loi'))
  if (has(ANSWERERS)) {
    const count = facts.noticeCounts.lowRatings
    people.push(countedItem(facts, { key: 'notices.rail.ratings', to: '/lam-viec/danh-gia', count }))
  }
  const texts = has(['administrator'])
    ? [
        pageItem(facts, 'documents.rail.templates', '/quan-tri/mau-giay'),
        pageItem(facts, 'notices.rail.templates', '/quan-tri/mau-tin'),
        pageItem(facts, 'digitisation.scanners.rail', '/quan-tri/may-quet'),
        pageItem(facts, 'scorecards.schemes.link', '/lam-viec/cham-diem/bo-tieu-chi'),
      ]
    : []
  const plans = has(['administrator', 'agency_leader'])
    ? [
        pageItem(facts, 'queue.plan.rail', '/quan-tri/hang-cho'),
        pageItem(facts, 'feedback.plan.title', '/lam-viec/danh-gia/cach-hoi'),
      ]
    : []
  const tools = [pageItem(facts, 'workspace.rail.due', '/lam-viec/tinh-han'), ...plans, ...texts]
  if (has(LEADERS) && !has(['receptionist'])) tools.unshift(pageItem(facts, 'documents.rail.register', REGISTER))
  const { lowRatings } = facts.noticeCounts
  const waiting = has(ANSWERERS) && lowRatings > 0 ? { count: countText(lowRatings) } : {}
  return [
    { items: own },
    ...(has(['receptionist']) ? counterGroups(facts) : []),
    { heading: t('money.rail.heading'), items: [...desk, ...books] },
    ...pairOf(
      { heading: t('workspace.rail.room'), items: room, main: true },
      { heading: t('workspace.rail.people'), items: people, ...waiting },
    ),
    ...pairOf(
      { heading: t('workspace.rail.figures'), items: figureItems(facts, has) },
      { heading: t('workspace.rail.scores'), items: scoreItems(facts, has) },
    ),
    { heading: t('workspace.rail.tools'), items: tools },
  ].filter((group) => group.items.length > 0)
}

/** A receptionist's day, and what comes up now and then at a counter. */
function counterGroups(facts: RailFacts): RailGroup[] {
  const counter = [
    pageItem(facts, 'queue.rail.desk', '/lam-viec/quay'),
    pageItem(facts, 'workspace.rail.intake', '/lam-viec/tiep-nhan'),
    listItem(facts, 'reception'),
    listItem(facts, 'return'),
  ]
  const behind = [
    pageItem(facts, 'intake.post.title', '/lam-viec/buu-chinh'),
    pageItem(facts, 'digitisation.rail', '/lam-viec/so-hoa'),
    pageItem(facts, 'papers.rail.unclaimed', '/lam-viec/chua-nhan'),
    pageItem(facts, 'documents.rail.register', REGISTER),
    pageItem(facts, 'offline.title', '/lam-viec/ngoai-tuyen'),
  ]
  return [
    { heading: facts.t('workspace.rail.counter'), items: counter, main: true },
    { heading: facts.t('workspace.rail.behind'), items: behind },
  ]
}

/** Two groups; one line alone is no group of its own. */
function pairOf(first: RailGroup, second: RailGroup): RailGroup[] {
  if (first.items.length === 0 || second.items.length > 1) return [first, second]
  return [{ ...first, items: [...first.items, ...second.items] }]
}

/** Figures: of all for those who oversee, of one's own work for those who work. */
function figureItems(facts: RailFacts, has: (wanted: readonly Role[]) => boolean): NavItem[] {
  const figures = has(OVERSEERS)
    ? [
        pageItem(facts, 'workspace.rail.overview', '/lam-viec/tong-quan'),
        pageItem(facts, 'figures.rail.dashboard', '/lam-viec/so-lieu/bang'),
        pageItem(facts, 'figures.rail.flow', '/lam-viec/so-lieu/thoi-gian'),
        pageItem(facts, 'figures.rail.alerts', '/lam-viec/so-lieu/cham'),
        pageItem(facts, 'figures.rail.map', '/lam-viec/so-lieu/ban-do'),
        pageItem(facts, 'figures.rail.solving', '/lam-viec/so-lieu'),
        pageItem(facts, 'anomalies.rail', '/lam-viec/so-lieu/dau-hieu'),
      ]
    : []
  if (has([...WORKERS, 'receptionist'])) figures.push(pageItem(facts, 'figures.rail.own', '/lam-viec/so-lieu/viec-toi'))
  if (has(LEADERS)) figures.push(pageItem(facts, 'queue.rail.figures', '/lam-viec/quay/so-lieu'))
  return figures
}

/** What is made of figures: indices, reports, surveys, scorecards. */
function scoreItems(facts: RailFacts, has: (wanted: readonly Role[]) => boolean): NavItem[] {
  const scores = has(OVERSEERS) ? [pageItem(facts, 'schemes.list.title', '/lam-viec/so-lieu/chi-so')] : []
  if (has([...WORKERS, 'receptionist'])) scores.push(pageItem(facts, 'schemes.rail.own', OWN_SCORE))
  if (has([...OVERSEERS, 'reviewer'])) scores.push(pageItem(facts, 'reports.rail', '/lam-viec/so-lieu/bao-cao'))
  if (facts.handlesSurveys) scores.push(pageItem(facts, 'surveys.rail', '/lam-viec/khao-sat'))
  if (has([...WORKERS, ...OVERSEERS])) scores.push(pageItem(facts, 'scorecards.title', '/lam-viec/cham-diem'))
  return scores
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

/** Pages that have others below them in the rail. */
const EXACT = ['/lam-viec/quay', '/lam-viec/so-lieu']

function pageItem({ t, pathname }: RailFacts, key: string, to: string): NavItem {
  const isWithin = !EXACT.includes(to) && pathname.startsWith(`${to}/`) && pathname !== OWN_SCORE
  return { label: t(key), to, current: pathname === to || isWithin }
}

function countedItem(facts: RailFacts, { key, to, count }: { key: string; to: string; count: number }): NavItem {
  return { ...pageItem(facts, key, to), ...(count === 0 ? {} : { count: countText(count) }) }
}

function onList({ pathname }: RailFacts): boolean {
  return pathname === '/lam-viec'
}
