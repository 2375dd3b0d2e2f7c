import {
  type DueBucket,
  dueBuckets,
  type TaskFilter,
  type TaskScope,
} from '../../../modules/casework/views/view-types.ts'
import type { AgencyId, OfficerId } from '../../../platform/ids.ts'

/** URL words of the lists and of the states of deadlines. */
export const scopeWords = {
  mine: 'cua-toi',
  desk: 'viec-chung',
  agency: 'ca-co-quan',
  opinions: 'y-kien',
  reception: 'tiep-nhan',
  return: 'tra-ket-qua',
} as const satisfies Record<TaskScope, string>

export const bucketWords = {
  late: 'qua-han',
  today: 'hom-nay',
  soon: 'sap-den-han',
  wait: 'dang-cho',
  ok: 'trong-han',
} as const satisfies Record<DueBucket, string>

export const NOBODY = 'chua-phan-cong'

/** The list a path asks for; undefined when it names none (then the first that is not empty is shown). */
export function scopeOf(search: URLSearchParams): TaskScope | undefined {
  const word = search.get('muc')
  const found = Object.entries(scopeWords).find(([, one]) => one === word)
  return found?.[0] as TaskScope | undefined
}

export function filterOf(search: URLSearchParams, scope: TaskScope): TaskFilter {
  const assignee = search.get('nguoi')
  return {
    scope,
    due: dueBuckets.find((bucket) => bucketWords[bucket] === search.get('han')),
    procedureCode: search.get('thu-tuc') || undefined,
    stepKey: search.get('buoc') || undefined,
    agencyId: (search.get('co-quan') || undefined) as AgencyId | undefined,
    assignee: assignee === NOBODY ? 'none' : ((assignee || undefined) as OfficerId | undefined),
  }
}

/** Where the page starts: the address holds the starts of all pages gone through, so that one can go back. */
export function startOf(search: URLSearchParams): string | undefined {
  return search.getAll('tu').at(-1)
}

export function nextPage(search: URLSearchParams, next: string | null): string | undefined {
  if (next === null) return undefined
  const settings = new URLSearchParams(search)
  settings.append('tu', next)
  return `?${settings}`
}

export function previousPage(search: URLSearchParams): string | undefined {
  const starts = search.getAll('tu')
  if (starts.length === 0) return undefined
  const settings = new URLSearchParams(search)
  settings.delete('tu')
  for (const start of starts.slice(0, -1)) settings.append('tu', start)
  return settings.size === 0 ? '?' : `?${settings}`
}
