import { listRegister, type Viewer } from '../../modules/casework/views/index.ts'
import type { RegisterLine } from '../../modules/casework/views/view-types.ts'
import { documentsRefusals } from '../../modules/documents/index.ts'
import { type Agency, agenciesOverseen, agencyTree, type OfficerActor } from '../../modules/organisation/index.ts'
import { epochDayOf, startOfLocalDay } from '../../platform/civil-date.ts'
import type { Reader } from '../../platform/db.ts'

export interface RegisterRequest {
  agencyId: string
  /** `YYYY-MM-DD`, both included. */
  from: string
  to: string
}

export interface Register {
  agency: Agency
  lines: RegisterLine[]
}

const MOST_LINES = 1000
const MOST_DAYS = 92
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Counters whose register an officer may open, by name: where they receive, and those below an agency they lead. */
export async function registersOf(reader: Reader, actor: OfficerActor): Promise<Agency[]> {
  const tree = await agencyTree(reader)
  const overseen = agenciesOverseen(tree, actor)
  const own = actor.mandates.filter((mandate) => mandate.role === 'receptionist').map((mandate) => mandate.agencyId)
  return tree.all
    .filter((agency) => agency.kind === 'one_stop_centre' && (own.includes(agency.id) || overseen.has(agency.id)))
    .sort((one, other) => one.name.localeCompare(other.name, 'vi'))
}

/**
 * The register of a counter over some days. Refuses `documents.register_unknown`, also for one that must not be seen,
 * `documents.period_invalid`, `documents.period_too_long` and `documents.register_too_long`: a register is never cut.
 */
export async function readRegister(viewer: Viewer, { agencyId, from, to }: RegisterRequest): Promise<Register> {
  const registers = viewer.actor.kind === 'officer' ? await registersOf(viewer.reader, viewer.actor) : []
  const agency = registers.find((one) => one.id === agencyId)
  if (agency === undefined) throw documentsRefusals.register_unknown()
  const days = isDay(from) && isDay(to) ? epochDayOf(to) - epochDayOf(from) : Number.NaN
  if (!(days >= 0)) throw documentsRefusals.period_invalid({}, [{ path: 'den', code: 'documents.period_invalid' }])
  if (days >= MOST_DAYS) {
    const params = { most: MOST_DAYS }
    throw documentsRefusals.period_too_long(params, [{ path: 'den', code: 'documents.period_too_long', params }])
  }
  const span = { from: startOfLocalDay(epochDayOf(from)), to: startOfLocalDay(epochDayOf(to) + 1) }
  const lines = await listRegister(viewer, { agencyId: agency.id, ...span, most: MOST_LINES })
  if (lines.length > MOST_LINES) {
    const params = { most: MOST_LINES }
    throw documentsRefusals.register_too_long(params, [{ path: 'den', code: 'documents.register_too_long', params }])
  }
  return { agency, lines }
}

function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`)
  return DAY.test(text) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
