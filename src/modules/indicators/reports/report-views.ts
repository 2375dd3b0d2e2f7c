import type { Reader } from '../../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../../platform/ids.ts'
import { readStream } from '../../../platform/ledger/index.ts'
import { type Actor, type Agency, type AgencyTree, agencyTree, officerNamesById } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { findFigureScope } from '../figure-scope.ts'
import { parsePeriod, periodsUpTo } from '../reporting-period.ts'
import { ReportFiller } from './fill-report.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { findSection, isPeriodOf } from './outline.ts'
import { mayWriteReport, signingMandate } from './policy.ts'
import {
  type Adjustment,
  adjustmentsOf,
  driftOf,
  type GridRow,
  joinAdjustments,
  type ReportKind,
  type ReportSnapshot,
  reportKinds,
} from './report.ts'
import { agenciesWritten, getSeenReport, placeOf, type SeenReport, todayIn } from './report-access.ts'
import { sendBy } from './report-period.ts'
import {
  findSections,
  findSigned,
  hashOfText,
  type ListedReport,
  listReports,
  listSignedWords,
  type SignedRow,
  sealSnapshot,
} from './report-store.ts'
import { brokenIdentities, type SolvingColumns } from './solving-columns.ts'
import type { ReportLine, ReportListView, ReportView, SectionView, SignedView, UnitSum } from './view-types.ts'

export interface ReportListQuestion {
  agencyId: AgencyId | null
  /** See `parsePeriod`; null: the newest that has ended. */
  period: string | null
}

/** The reports of an agency on a period, begun or not, and those of its units. Refuses `indicators.report_not_found`. */
export async function listReportsOf(reader: Reader, actor: Actor, asked: ReportListQuestion): Promise<ReportListView> {
  const scope = await listScope(reader, actor, asked.agencyId)
  const { tree, agency, choices } = scope
  const today = await todayIn(reader)
  const periods = periodsUpTo(today)
  const period = asked.period === null ? periods.find(({ to }) => to < today) : parsePeriod(asked.period)
  if (period === undefined || period === null) throw indicatorsRefusals.report_not_found()
  const below = tree.childrenOf(agency.id)
  const found = await listReports(reader, [agency.id, ...below.map(({ id }) => id)], period)
  const kinds = kindsSeen(actor, scope).filter((kind) => isPeriodOf(kind, period))
  const lineOf = (kind: ReportKind, at: Agency): ReportLine => {
    const row = found.find((one) => one.agencyId === at.id && one.kind === kind)
    return reportLine(kind, row, { at, scope, actor })
  }
  return {
    agency: { id: agency.id, name: agency.name },
    choices,
    period,
    periods,
    isOpen: period.to >= today,
    sendBy: sendBy(period),
    lines: kinds.map((kind) => lineOf(kind, agency)),
    units: below.every(({ kind }) => kind === 'one_stop_centre')
      ? null
      : below.flatMap((unit) => kinds.map((kind) => lineOf(kind, unit))).filter(({ state }) => state !== 'none'),
  }
}

/** Who leads there sees all kinds the agency has, others those they write. */
function kindsSeen(actor: Actor, { tree, agency, leads }: ListScope): ReportKind[] {
  const own = reportKinds.filter((kind) => kind !== 'one_stop' || agency.parentId === null)
  return own.filter((kind) => leads || mayWriteReport(actor, kind, placeOf(tree, agency)))
}

function reportLine(
  kind: ReportKind,
  row: ListedReport | undefined,
  { at, scope: { tree, leads }, actor }: { at: Agency; scope: ListScope; actor: Actor },
): ReportLine {
  const mayWrite = mayWriteReport(actor, kind, placeOf(tree, at))
  return {
    kind,
    agency: { id: at.id, name: at.name },
    id: leads || mayWrite ? (row?.id ?? null) : null,
    state: row === undefined ? 'none' : row.signedAt === null ? 'draft' : 'signed',
    signedAt: row?.signedAt ?? null,
    mayWrite,
  }
}

interface ListScope {
  tree: AgencyTree
  agency: Agency
  choices: { id: AgencyId; name: string }[]
  /** Whether the actor sees the agency's figures, and so its reports and its units'. */
  leads: boolean
}

async function listScope(reader: Reader, actor: Actor, agencyId: AgencyId | null): Promise<ListScope> {
  const tree = await agencyTree(reader)
  const written = await agenciesWritten(reader, actor)
  const scope = await findFigureScope(reader, actor, agencyId)
  const id = scope?.agency.id ?? (agencyId === null ? written[0]?.id : written.find((one) => one.id === agencyId)?.id)
  const agency = id === undefined ? undefined : tree.byId(id)
  if (agency === undefined) throw indicatorsRefusals.report_not_found()
  const all = [...((await findFigureScope(reader, actor, null))?.choices ?? []), ...written]
  const choices = new Map(all.map((one) => [one.id, { id: one.id, name: one.name }]))
  return { tree, agency, choices: [...choices.values()], leads: scope !== null }
}

/** A report as it is now or, once signed, as it was signed. Refuses `indicators.report_not_found`. */
export async function getReport(reader: Reader, actor: Actor, id: string): Promise<ReportView> {
  const seen = await getSeenReport(reader, actor, { id })
  const { report, period, agency, place } = seen
  const isOpen = period.to >= (await todayIn(reader))
  const kept = await findSigned(reader, id)
  const names = await officerNamesById(reader, [report.createdBy, ...(kept === undefined ? [] : [kept.signedBy])])
  const told = (officer: OfficerId) => names.get(officer) ?? ''
  const shown =
    kept === undefined ? sealSnapshot(await makeSnapshot(reader, seen)) : { text: kept.snapshot, hash: kept.hash }
  const snapshot = JSON.parse(shown.text) as ReportSnapshot
  const mayWrite = mayWriteReport(actor, report.kind, place)
  const isAuthor = actor.kind === 'officer' && actor.officerId === report.createdBy
  const total = snapshot.grid.find(({ by }) => by === 'agency')
  return {
    id,
    kind: report.kind,
    agency: { id: agency.id, name: agency.name },
    period,
    isOpen,
    isProvince: agency.parentId === null,
    sendBy: sendBy(period),
    createdBy: told(report.createdBy),
    snapshot,
    hash: shown.hash,
    signed: kept === undefined ? null : await signedView(reader, { id, kept, by: told(kept.signedBy) }),
    drift: kept === undefined ? [] : await driftSince(reader, seen, { kept, total }),
    units: unitSum(snapshot.grid),
    broken: total === undefined ? [] : brokenIdentities(total.columns),
    opens: seen.opens,
    mayWrite: mayWrite && kept === undefined,
    maySign: kept === undefined && signingMandate(actor, place) !== null,
    whyNot: isOpen ? 'report_period_open' : isAuthor ? 'report_own_work' : null,
  }
}

/** The ledger's word against the kept text: whoever changes the row would have to change the chain as well. */
async function signedView(
  reader: Reader,
  { id, kept, by }: { id: string; kept: SignedRow; by: string },
): Promise<SignedView> {
  const [event] = await readStream(reader, id)
  const isIntact = hashOfText(kept.snapshot) === kept.hash && event?.payload.sha256 === kept.hash
  return { by, position: kept.position, at: kept.signedAt, hash: kept.hash, isIntact }
}

async function driftSince(
  reader: Reader,
  { tree, agency, period }: SeenReport,
  { kept, total }: { kept: SignedRow; total: GridRow | undefined },
): Promise<Adjustment[]> {
  if (total === undefined) return []
  const filler = new ReportFiller(reader, tree, { agencyId: agency.id, period })
  const [now] = await filler.grid()
  const moved = now === undefined ? [] : driftOf(total.columns, now.columns)
  return joinAdjustments(moved, adjustmentsOf(await filler.reversedAfter(kept.signedAt)))
}

function unitSum(grid: readonly GridRow[]): UnitSum | null {
  const units = grid.filter(({ by }) => by === 'unit')
  const [first, ...others] = units
  if (first === undefined) return null
  const columns = { ...first.columns }
  for (const { columns: more } of others) {
    for (const key of Object.keys(columns) as (keyof SolvingColumns)[]) columns[key] += more[key]
  }
  const frozen = units.filter(({ basis }) => basis === 'frozen').length
  return { columns, frozen, live: units.length - frozen }
}

/** A section to write in. Refuses `indicators.report_not_found` also for who may not write. */
export async function getSection(reader: Reader, actor: Actor, id: string, key: string): Promise<SectionView> {
  const { report, period, agency, place } = await getSeenReport(reader, actor, { id })
  const outline = findSection(report.kind, key)
  if (outline === undefined || !mayWriteReport(actor, report.kind, place)) throw indicatorsRefusals.report_not_found()
  if ((await findSigned(reader, id)) !== undefined) throw indicatorsRefusals.report_signed()
  const below = place.below.map((unit) => unit.id)
  const row = (await findSections(reader, id)).find(({ section }) => section === key)
  const names = row === undefined ? new Map<OfficerId, string>() : await officerNamesById(reader, [row.savedBy])
  return {
    report: { id, kind: report.kind, agency: { id: agency.id, name: agency.name }, period },
    key,
    typed: outline.typed,
    narrative: row?.narrative ?? '',
    figures: row?.figures ?? [],
    revision: row?.revision ?? 0,
    saved: row === undefined ? null : { by: names.get(row.savedBy) ?? '', at: row.savedAt },
    units: await listSignedWords(reader, below, { kind: report.kind, period, section: key }),
  }
}
