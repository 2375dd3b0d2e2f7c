import { DAY_MS, localDate, localDay, MINUTE_MS, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { listBusyDesks, listTasks, type Viewer } from '../../casework/views/index.ts'
import type { TaskView } from '../../casework/views/view-types.ts'
import { listOfficerActors, type OfficerActor } from '../../organisation/index.ts'
import { type DuePetition, isWorkOf, listDuePetitions } from '../../petitions/index.ts'
import type { NoticesContext } from '../context.ts'
import { timeText } from '../dossier-facts.ts'
import type { Facts } from '../fill.ts'
import { DEFAULT_OFFICER_PREFERENCE, DIGEST_BETWEEN } from './officer-preference.ts'
import { readOfficerPreferences } from './officer-preference-store.ts'
import { tellOfficers } from './tell-officers.ts'

const MOST_LINES = 15
/** Far enough that nothing due soon is missed over the longest holiday: the lists themselves count working days. */
const AHEAD_MS = 14 * DAY_MS
const buckets = ['late', 'today', 'soon'] as const

/**
 * One digest a working day for each officer who has something to do and wants one, from the time they chose: what is late, due today and due
 * soon, dossiers and petitions, with links. Once a day, however often it runs. Returns how many were made now.
 */
export async function sendDigests(context: NoticesContext): Promise<number> {
  const { db, casework } = context
  const [row] = await db.write((tx) => query<{ now: Date }>(tx, 'SELECT platform_now() AS now'))
  const now = (row?.now ?? new Date()).getTime()
  const minute = (now - startOfLocalDay(localDay(now))) / MINUTE_MS
  if (minute < DIGEST_BETWEEN.from) return 0
  const today = localDate(now)
  const directory = await casework.directory()
  const done = await digestsOf(context, today)
  const desks = await listBusyDesks(db.read, new Date(now + AHEAD_MS))
  const petitions = await listDuePetitions(casework, { now, until: now + AHEAD_MS })
  const officers = await listOfficerActors(db.read)
  const preferences = await readOfficerPreferences(
    db.read,
    officers.map((officer) => officer.officerId),
  )
  let made = 0
  for (const officer of officers) {
    const { digest, digestMinute } = preferences.get(officer.officerId) ?? DEFAULT_OFFICER_PREFERENCE
    if (!digest || minute < digestMinute) continue
    const own = petitions.filter(({ petition }) => isWorkOf(officer, petition))
    if (own.length === 0 && !desks.some((desk) => isOn(desk, officer))) continue
    const agencyId = officer.mandates[0]?.agencyId as AgencyId
    if (done.has(officer.officerId) || !directory.calendarOf(agencyId).isWorkingDay(today)) continue
    const facts = await digestFacts(context, officer, { now, petitions: own })
    if (facts === null) continue
    made += await db.write((tx) =>
      tellOfficers(context, tx, {
        kind: 'digest',
        thing: today,
        officerIds: [officer.officerId],
        agencyId,
        dossierId: null,
        facts,
      }),
    )
  }
  return made
}

type Desk = Awaited<ReturnType<typeof listBusyDesks>>[number]

function isOn({ agencyId, role, assigneeId }: Desk, officer: OfficerActor): boolean {
  if (assigneeId !== null) return assigneeId === officer.officerId
  return officer.mandates.some((mandate) => mandate.agencyId === agencyId && mandate.role === role)
}

async function digestsOf({ db }: NoticesContext, today: string): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    db.read,
    `SELECT officer_id AS id FROM notices_notice WHERE once_key LIKE $1 AND officer_id IS NOT NULL`,
    [`digest/${today}/%`],
  )
  return new Set(rows.map((row) => row.id))
}

/** What the digest says; null when nothing is due. Codes and procedures, nobody's name. */
async function digestFacts(
  context: NoticesContext,
  actor: OfficerActor,
  { now, petitions }: { now: number; petitions: readonly DuePetition[] },
): Promise<Facts | null> {
  const viewer: Viewer = { reader: context.db.read, context: context.casework, actor, locale: 'vi', now }
  const lists = new Map<string, string[]>()
  for (const due of buckets) {
    const own = await listTasks(viewer, { scope: 'mine', due }, { limit: 100 })
    const room = await listTasks(viewer, { scope: 'desk', due, assignee: 'none' }, { limit: 100 })
    lists.set(due, [
      ...[...own.rows, ...room.rows].map((task) => lineOf(task, context.publicUrl)),
      ...petitions.filter((one) => one.due.kind === due).map((one) => petitionLine(one, context.publicUrl)),
    ])
  }
  if ([...lists.values()].every((rows) => rows.length === 0)) return null
  const facts: Record<string, string> = { link: `${context.publicUrl}/lam-viec` }
  for (const [due, lines] of lists) {
    facts[due] = lines.length >= 100 ? '99+' : String(lines.length)
    facts[`${due}_list`] = shownOf(lines).join('\n')
  }
  return facts
}

function lineOf(task: TaskView, publicUrl: string): string {
  const due = task.stepDue?.dueAt == null ? '' : `, ${timeText(task.stepDue.dueAt)}`
  return `- ${task.code ?? task.procedure.name.vi}${due}: ${publicUrl}/lam-viec/ho-so/${task.dossierId}`
}

/** A petition by its number alone. */
function petitionLine({ petition, due }: DuePetition, publicUrl: string): string {
  const until = due.dueAt === null ? '' : `, ${timeText(due.dueAt)}`
  return `- ${petition.code}${until}: ${publicUrl}/lam-viec/phan-anh/${petition.petitionId}`
}

/** Of more lines than are shown the petitions, which stand last, keep a third of the place. */
function shownOf(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines]
  const petitions = lines.filter((line) => line.includes('/lam-viec/phan-anh/')).slice(0, MOST_LINES / 3)
  return [...lines.slice(0, MOST_LINES - petitions.length), ...petitions]
}
