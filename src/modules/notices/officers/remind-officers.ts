import { DAY_MS } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { currentState, type Directory, type DossierState } from '../../casework/index.ts'
import { listDueDossiers, listRunningWork, type WorkRow } from '../../casework/views/index.ts'
import { findStep, getFlowVersion, getProcedureVersion } from '../../catalogue/index.ts'
import type { Role } from '../../organisation/index.ts'
import type { NoticesContext } from '../context.ts'
import { timeText } from '../dossier-facts.ts'
import type { Facts } from '../fill.ts'
import type { OfficerKind } from '../kinds.ts'
import { ASK_AHEAD_DAYS, askApologyFrom, type Rung, reached, type Work } from '../ladder.ts'
import { headsOf, leadersOf, workersOf } from './heads.ts'
import { keyOf, type RungKey, takenRungs, takeRung } from './rung-store.ts'
import { tellOfficers } from './tell-officers.ts'

/** What fell due longer ago is not reminded of any more: the digest says it each day. */
const OLDEST_DAYS = 5
/** A rung that was reached longer ago than this when it is first seen is taken in silence (the product was away, or is new here). */
const STALE_MS = DAY_MS
const kinds: Record<Rung, OfficerKind> = { officer: 'remind_officer', head: 'remind_head', leader: 'remind_leader' }

/** A piece of work as the ladder sees it. */
interface Item {
  key: RungKey
  work: Work
  agencyId: AgencyId
  role: Role
  assigneeId: OfficerId | null
  stepKey: string | null
}

/**
 * Climbs the ladder: reminds whoever has work that is soon due, its head when it is due, the leader a working day after; and asks for
 * reason and new date before an apology would be too late (NĐ 61/2018 Art. 19.9). Each rung once; safe to run twice or at once. Returns how
 * many officers were told.
 */
export async function remindOfficers(context: NoticesContext): Promise<number> {
  const { db } = context
  const now = await db.write((tx) => query<{ now: Date }>(tx, 'SELECT platform_now() AS now'))
  const at = now[0]?.now ?? new Date()
  const notBefore = new Date(at.getTime() - OLDEST_DAYS * DAY_MS)
  const directory = await context.casework.directory()
  const work = await listRunningWork(db.read, at, notBefore)
  const dossiers = await listDueDossiers(db.read, notBefore, new Date(at.getTime() + ASK_AHEAD_DAYS * DAY_MS))
  const items = [...work.map(itemOfTask), ...dossiers.flatMap((state) => itemOfDossier(state))]
  const taken = await takenRungs(
    db.read,
    items.map((item) => item.key.dossierId),
  )
  let told = 0
  for (const item of items) {
    const before = taken.get(keyOf(item.key)) ?? []
    const rungsTaken = before.filter((rung) => rung !== 'apology')
    const calendar = directory.calendarOf(item.agencyId)
    for (const { rung, at: reachedAt } of reached(item.work, calendar, { taken: rungsTaken, now: at.getTime() })) {
      told += await climb(context, directory, item, { rung, silent: at.getTime() - reachedAt > STALE_MS })
    }
  }
  for (const state of dossiers) {
    const item = itemOfDossier(state)[0]
    if (item === undefined || !needsAsking(directory, state, at.getTime())) continue
    if ((taken.get(keyOf(item.key)) ?? []).includes('apology')) continue
    told += await askForApology(context, directory, item)
  }
  return told
}

function itemOfTask(row: WorkRow): Item {
  return {
    key: {
      dossierId: row.dossierId,
      subject: `${row.kind}/${row.taskKey.slice(0, 36)}/${row.enteredAt.getTime()}`,
      dueAt: row.dueAt,
    },
    work: { kind: 'step', startedAt: row.enteredAt.getTime(), dueAt: row.dueAt.getTime() },
    agencyId: row.agencyId,
    role: row.role,
    assigneeId: row.assigneeId,
    stepKey: row.stepKey,
  }
}

function itemOfDossier(state: DossierState): Item[] {
  if (state.dueAt === null || state.acceptedAt === null) return []
  return [
    {
      key: { dossierId: state.id, subject: 'dossier', dueAt: new Date(state.dueAt) },
      work: { kind: 'dossier', startedAt: state.acceptedAt, dueAt: state.dueAt },
      agencyId: state.step?.agencyId ?? state.units.competent,
      role: 'handler',
      assigneeId: state.step?.assigneeId ?? null,
      stepKey: state.step?.key ?? null,
    },
  ]
}

async function climb(
  context: NoticesContext,
  directory: Directory,
  item: Item,
  { rung, silent }: { rung: Rung; silent: boolean },
): Promise<number> {
  const { db } = context
  const officerIds = silent ? [] : await officersFor(context, directory, item, rung)
  const facts = silent ? {} : await factsOf(context, directory, item)
  return db.write(async (tx) => {
    if (!(await takeRung(tx, item.key, rung, officerIds.length))) return 0
    const { dossierId, subject, dueAt } = item.key
    const thing = `${dossierId}/${subject}/${dueAt.getTime()}`
    return tellOfficers(context, tx, {
      kind: kinds[rung],
      thing,
      officerIds,
      agencyId: item.agencyId,
      dossierId,
      facts,
    })
  })
}

function officersFor({ db }: NoticesContext, directory: Directory, item: Item, rung: Rung): Promise<OfficerId[]> {
  if (rung === 'officer') return workersOf(db.read, item)
  if (rung === 'head') return headsOf(db.read, directory, item.agencyId)
  return leadersOf(db.read, directory, item.agencyId)
}

/** Running, not extended yet, no result in sight, and an apology would soon be too late. */
function needsAsking(directory: Directory, state: DossierState, now: number): boolean {
  if (state.dueAt === null || (state.legal !== 'accepted' && state.legal !== 'in_process')) return false
  if ((state.clock?.extensions.length ?? 0) > 0) return false
  return now >= askApologyFrom(state.dueAt, directory.calendarOf(state.units.competent)) && now <= state.dueAt
}

async function askForApology(context: NoticesContext, directory: Directory, item: Item): Promise<number> {
  const { db, publicUrl } = context
  const workers = await workersOf(db.read, item)
  const heads = await headsOf(db.read, directory, item.agencyId)
  const facts = { ...(await factsOf(context, directory, item)), link: `${publicUrl}/lam-viec/xin-loi` }
  const officerIds = [...workers, ...heads]
  return db.write(async (tx) => {
    if (!(await takeRung(tx, item.key, 'apology', officerIds.length))) return 0
    const { dossierId, dueAt } = item.key
    return tellOfficers(context, tx, {
      kind: 'apology_needed',
      thing: `${dossierId}/${dueAt.getTime()}`,
      officerIds,
      agencyId: item.agencyId,
      dossierId,
      facts,
    })
  })
}

async function factsOf(context: NoticesContext, directory: Directory, item: Item): Promise<Facts> {
  const { db, casework, publicUrl } = context
  const { state } = await currentState(casework, item.key.dossierId as DossierId)
  const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
  const { definition } = await getFlowVersion(db.read, state.flowVersionId)
  const step = item.stepKey === null ? undefined : findStep(definition, item.stepKey)
  return {
    dossier: state.code ?? document.code,
    procedure: document.name.vi,
    step: step?.name.vi ?? '',
    agency: directory.get(item.agencyId)?.name ?? '',
    due: timeText(item.key.dueAt.getTime()),
    link: `${publicUrl}/lam-viec/ho-so/${item.key.dossierId}`,
  }
}
