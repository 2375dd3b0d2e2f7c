import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import {
  type Agency,
  type AgencyTree,
  agencyTree,
  calendarOf,
  oneStopCentreOf,
  type WorkingCalendar,
} from '../organisation/index.ts'
import type { Directory } from './context.ts'

/**
 * The organisation's copy in memory, for decisions that must not wait: made anew only when the organisation has changed (at most five
 * seconds later). Give it the application's own reader, not a transaction.
 */
export function openDirectory(reader: Reader): () => Promise<Directory> {
  let made: { tree: AgencyTree; directory: Directory } | undefined
  return async () => {
    const tree = await agencyTree(reader)
    if (made?.tree === tree) return made.directory
    const calendars = new Map<AgencyId, WorkingCalendar>()
    for (const agency of tree.all) calendars.set(agency.id, await calendarOf(reader, agency.id))
    made = { tree, directory: directoryOf(tree, calendars) }
    return made.directory
  }
}

function directoryOf(tree: AgencyTree, calendars: ReadonlyMap<AgencyId, WorkingCalendar>): Directory {
  const lines = new Map<AgencyId, readonly AgencyId[]>(
    tree.all.map((agency) => [agency.id, tree.lineOf(agency.id).map((above) => above.id)]),
  )
  const province = tree.all.find((agency) => agency.parentId === null)
  if (province === undefined) throw new Error('the organisation is empty: no province')
  return {
    get: (id) => tree.byId(id),
    bySlug: (slug) => tree.bySlug(slug),
    byUnitCode: (unitCode) => tree.byUnitCode(unitCode),
    oneStopCentreOf: (id) => oneStopCentreOf(tree, id),
    officeOf: (id) => officeOf(tree.lineOf(id)),
    province: () => province,
    line: (id) => lines.get(id) ?? [],
    calendarOf(id) {
      const calendar = calendars.get(id)
      if (calendar === undefined) throw new Error(`no calendar for agency ${id}`)
      return calendar
    },
  }
}

/** The agency just below the province; the province itself for what belongs to it directly. */
function officeOf(line: readonly Agency[]): AgencyId {
  const office = line.at(-2) ?? line.at(-1)
  if (office === undefined) throw new Error('an agency outside the tree')
  return office.id
}
