import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Agency, type AgencyTree, agencyTree } from '../organisation/index.ts'
import { ORGANISER, type SheetPlace } from './policy.ts'

/** The agencies a scorecard speaks of, with names. */
export interface Places {
  tree: AgencyTree
  organiser: AgencyId | null
  province: AgencyId
  of(agencyId: AgencyId): SheetPlace
  nameOf(agencyId: AgencyId): string
}

export async function readPlaces(reader: Reader): Promise<Places> {
  const tree = await agencyTree(reader)
  const root = tree.all.find(({ parentId }) => parentId === null)
  if (root === undefined) throw new Error('no province')
  const organiser = tree.bySlug(ORGANISER)?.id ?? null
  return {
    tree,
    organiser,
    province: root.id,
    // The province's own sheet is nobody else's unit: whoever works below it may still verify it.
    of: (agencyId) => ({
      within: agencyId === root.id ? [root.id] : tree.within(agencyId).map(({ id }) => id),
      organiser,
      province: root.id,
    }),
    nameOf: (agencyId) => tree.byId(agencyId)?.name ?? '',
  }
}

/** Departments and communes as they existed in a year; closed ones of that year too. */
export function unitsIn(tree: AgencyTree, year: number, kinds: readonly string[]): Agency[] {
  return tree.all.filter(
    ({ kind, validFrom, validTo }) =>
      kinds.includes(kind) && validFrom <= `${year}-12-31` && (validTo === null || validTo > `${year}-01-01`),
  )
}

export async function clockIn(reader: Reader): Promise<{ now: Date; today: string }> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  const now = row?.now ?? new Date(0)
  return { now, today: localDate(now.getTime()) }
}
