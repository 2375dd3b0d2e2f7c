import { localDate } from '../../platform/civil-date.ts'
import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { AgencyTree } from './agency.ts'
import { loadAgencyTree, readRevision } from './agency-store.ts'
import { type CalendarTables, definitionFor, loadCalendarTables } from './calendar-store.ts'
import { type CalendarDefinition, compileCalendar, type WorkingCalendar } from './working-calendar.ts'

const FRESH_MS = 5_000
const MOST_CALENDARS = 64

/** Agencies and calendars as they stood at one revision of their tables. */
interface Directory {
  revision: number
  date: string
  tree: AgencyTree
  calendars: CalendarTables
  compiled: Map<AgencyId, WorkingCalendar>
  checkedAt: number
  generation: number
}

const byReader = new WeakMap<object, Directory>()
const byAgency = new Map<AgencyId, Directory>()
const compiledByVersion = new Map<string, WorkingCalendar>()
let generation = 0

async function loadDirectory(reader: Reader): Promise<Directory> {
  const revision = await readRevision(reader)
  const date = localDate(Date.now())
  const [tree, calendars] = [await loadAgencyTree(reader, date), await loadCalendarTables(reader)]
  const directory: Directory = {
    revision,
    date,
    tree,
    calendars,
    compiled: new Map(),
    checkedAt: performance.now(),
    generation,
  }
  byReader.set(reader, directory)
  for (const agency of tree.all) byAgency.set(agency.id, directory)
  return directory
}

async function freshen(reader: Reader, known: Directory): Promise<Directory> {
  if (known.generation === generation && performance.now() - known.checkedAt < FRESH_MS) return known
  const unchanged = (await readRevision(reader)) === known.revision && localDate(Date.now()) === known.date
  if (!unchanged) return loadDirectory(reader)
  known.checkedAt = performance.now()
  known.generation = generation
  return known
}

/**
 * The tree of all agencies, kept in memory per reader and at most five seconds behind the tables. A transaction is a new
 * reader each time and loads it anew: ask before the transaction, with the application's own reader.
 */
export async function agencyTree(reader: Reader): Promise<AgencyTree> {
  const known = byReader.get(reader)
  return (known === undefined ? await loadDirectory(reader) : await freshen(reader, known)).tree
}

/**
 * The working calendar of an agency: its office hours, the province's days, its own days. Compiled once per version of
 * the tables and shared by all agencies with the same days; cheap on a transaction too. Null for an unknown agency.
 */
export async function findCalendar(reader: Reader, agencyId: AgencyId): Promise<WorkingCalendar | null> {
  const known = byAgency.get(agencyId)
  const directory = known === undefined ? await loadDirectory(reader) : await freshen(reader, known)
  const compiled = directory.compiled.get(agencyId)
  if (compiled !== undefined) return compiled
  const agency = directory.tree.byId(agencyId)
  if (agency === undefined) return null
  const calendar = compileOnce(definitionFor(directory.calendars, agency))
  directory.compiled.set(agencyId, calendar)
  return calendar
}

/** What an agency's calendar is compiled from, for whoever must count where this program does not run. Null for an unknown agency. */
export async function findCalendarDefinition(reader: Reader, agencyId: AgencyId): Promise<CalendarDefinition | null> {
  await agencyTree(reader)
  const directory = byReader.get(reader)
  const agency = directory?.tree.byId(agencyId)
  return directory === undefined || agency === undefined ? null : definitionFor(directory.calendars, agency)
}

function compileOnce(definition: ReturnType<typeof definitionFor>): WorkingCalendar {
  const known = compiledByVersion.get(definition.version)
  if (known !== undefined) return known
  const calendar = compileCalendar(definition)
  const oldest = compiledByVersion.keys().next()
  if (compiledByVersion.size >= MOST_CALENDARS && !oldest.done) compiledByVersion.delete(oldest.value)
  compiledByVersion.set(definition.version, calendar)
  return calendar
}

/** Makes this process look at the tables again at the next question; called after they were changed. */
export function forgetDirectory(): void {
  generation += 1
}
