import { currentState, type DossierState } from '../modules/casework/index.ts'
import { getProcedureVersion, type OfficialText, type ProcedureDocument } from '../modules/catalogue/index.ts'
import {
  askOne,
  askRefund,
  assessDossier,
  type CashAnswer,
  type ClosedDrawerLine,
  cancelReceipt,
  cashIn,
  cashierIn,
  chooseLines,
  closeDrawer,
  type Drawer,
  type DueFacts,
  decideRefund,
  dueAtIntake,
  findOpenDrawer,
  importStatement,
  latestOnlinePayment,
  listOpenLines,
  listOwnDrawers,
  listReceipts,
  listRefunds,
  type MoneyContext,
  matchOpenLines,
  type OnlinePayment,
  openDrawer,
  overseerOf,
  payRefund,
  type ReceiptFacts,
  type ReceiptLine,
  type Reconciliation,
  type RefundLine,
  receiptOf,
  reconcileDay,
  type StatementImport,
  type StatementLine,
  settleLine,
  settleOfflineCash,
  startOnlinePayment,
  takeCash,
  type VietQr,
  vietQrFor,
} from '../modules/money/index.ts'
import { correctOfflineCash, offlineHeld } from '../modules/money/offline/index.ts'
import { listWaivers, type WaiverLine } from '../modules/money/waivers/index.ts'
import type { Actor, OfficerActor } from '../modules/organisation/index.ts'
import { officerNamesById } from '../modules/organisation/index.ts'
import { readProfileVersions } from '../modules/vault/index.ts'
import { query } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { type AgencyId, type DossierId, isUuid, type OfficerId } from '../platform/ids.ts'
import { type MoneyOversight, makeMoneyOversight } from './money-oversight.ts'

/** Everything the pages about money show of one dossier. */
export interface MoneyPage {
  due: DueFacts
  procedureName: OfficialText
  applicantName: string | null
  qr: VietQr | null
  receipts: ReceiptLine[]
  refunds: RefundLine[]
  waivers: WaiverLine[]
  /** Papers in the dossier, one of which may prove a waiver. */
  papers: { hash: string; name: string }[]
  online: OnlinePayment | null
  /** Whether anything can be paid online here. */
  onlineOffered: boolean
}

export interface Desk {
  agencyId: AgencyId
  name: string
}

/** What pages may ask about money. Who may see and do what is decided below, by the module's policy. */
export interface MoneyServices extends MoneyOversight {
  findByCode(actor: Actor, code: string): Promise<DossierId | null>
  page(actor: Actor, id: string): Promise<MoneyPage>
  /** The agencies whose cash desk the officer sits at. */
  desks(actor: OfficerActor): Promise<Desk[]>
  /** The agencies whose money the officer may look into: desks, and those below an agency led. */
  overseen(actor: OfficerActor): Promise<(Desk & { decides: boolean })[]>
  accepted(id: DossierId): Promise<void>
  takeCash(
    actor: Actor,
    given: { id: string; dossierId: string; tendered: number; chargeIds?: string[] },
  ): Promise<CashAnswer>
  choose(actor: Actor, given: { dossierId: string; chosen: Record<string, number> }): Promise<void>
  /** `offline`: cash taken without network at the drawer's agency, not handed over yet; without a drawer, at all desks of the officer. */
  drawer(actor: OfficerActor): Promise<{
    open: (Drawer & { holds: number }) | null
    closed: ClosedDrawerLine[]
    offline: { amount: number; receipts: number }
  }>
  openDrawer(actor: Actor, given: { agencyId: string; counter: string; float: number }): Promise<Drawer>
  closeDrawer(
    actor: Actor,
    given: {
      drawerId: string
      notes: Record<string, number>
      reason: string
      offline?: { counted: number | null; reason: string }
    },
  ): ReturnType<typeof closeDrawer>
  payOnline(actor: Actor, id: string, ip: string): Promise<OnlinePayment>
  /** Asks the platform what became of the last online payment. */
  checkOnline(actor: Actor, id: string): Promise<void>
  dossierOfPayment(actor: Actor, reference: string): Promise<DossierId>
  receipt(actor: Actor, id: string): Promise<ReceiptFacts & { officer: string | null }>
  cancelReceipt(actor: Actor, given: { receiptId: string; reason: string }): Promise<string>
  statement(actor: Actor, agencyId: string): Promise<{ open: StatementLine[]; settled: number }>
  importStatement(
    actor: Actor,
    given: { agencyId: string; fileName: string; content: Uint8Array },
  ): Promise<StatementImport>
  matchAgain(actor: OfficerActor, agencyId: string): Promise<number>
  settleLine(actor: Actor, given: { lineId: string; kind: string; dossierCode: string; reason: string }): Promise<void>
  settleOfflineCash(
    actor: Actor,
    given: { recordId: string; how: string; dossierCode: string; reason: string },
  ): Promise<void>
  correctOfflineCash(actor: Actor, given: { recordId: string; amount: number; reason: string }): Promise<void>
  refunds(actor: OfficerActor, agencyId: string): Promise<(RefundLine & { askedByName: string | null })[]>
  askRefund(actor: Actor, given: { chargeId: string; method: string; reason: string }): Promise<string>
  decideRefund(actor: Actor, given: { refundId: string; approve: boolean }): Promise<void>
  payRefund(actor: Actor, refundId: string): Promise<void>
  reconcile(actor: Actor, agencyId: string, on: string): Promise<Reconciliation>
}

const notFound = () => new Refusal('money.dossier_not_found', 'not_found')

function idOf<Id extends string>(text: string): Id {
  if (!isUuid(text)) throw notFound()
  return text as string as Id
}

export function makeMoneyServices(money: MoneyContext): MoneyServices {
  const { read } = money.casework.db
  return {
    findByCode: (actor, code) => findByCode(money, actor, code),
    page: (actor, id) => pageOf(money, actor, idOf(id)),
    desks: (actor) => desksOf(money, actor),
    overseen: (actor) => overseenBy(money, actor),
    accepted: async (id) => {
      await assessDossier(money, id)
    },
    takeCash: (actor, given) =>
      takeCash(money, { ...given, id: idOf(given.id), dossierId: idOf(given.dossierId), actor }),
    ...makeMoneyOversight(money, (actor) => overseenBy(money, actor)),
    choose: (actor, given) => chooseLines(money, { ...given, dossierId: idOf(given.dossierId), actor }),
    async drawer(actor) {
      const open = await findOpenDrawer(read, actor.officerId)
      const closed = await listOwnDrawers(read, actor.officerId)
      const offline = await heldBy(money, actor, open?.agencyId)
      return { open: open === undefined ? null : { ...open, holds: await cashIn(read, open.id) }, closed, offline }
    },
    openDrawer: (actor, given) => openDrawer(money, { ...given, agencyId: idOf(given.agencyId), actor }),
    closeDrawer: (actor, given) => closeDrawer(money, { ...given, actor }),
    payOnline: (actor, id, ip) => startOnlinePayment(money, { dossierId: idOf(id), actor, ip }),
    checkOnline: (actor, id) => checkOnline(money, actor, idOf(id)),
    dossierOfPayment: (actor, reference) => dossierOfPayment(money, actor, reference),
    async receipt(actor, id) {
      const receipt = await receiptOf(money, idOf(id), actor)
      const names = await namesOf(money, receipt.issuedBy === null ? [] : [receipt.issuedBy])
      return { ...receipt, officer: receipt.issuedBy === null ? null : (names.get(receipt.issuedBy) ?? null) }
    },
    cancelReceipt: (actor, given) => cancelReceipt(money, { ...given, receiptId: idOf(given.receiptId), actor }),
    statement: (actor, agencyId) => listOpenLines(money, idOf(agencyId), actor),
    importStatement: (actor, given) => importStatement(money, { ...given, agencyId: idOf(given.agencyId), actor }),
    async matchAgain(actor, agencyId) {
      if (cashierIn(actor, idOf(agencyId)) === null) throw new Refusal('money.not_your_desk', 'forbidden')
      return matchOpenLines(money, idOf(agencyId), actor)
    },
    settleLine: (actor, given) => settleLine(money, { ...given, lineId: idOf(given.lineId), actor }),
    settleOfflineCash: (actor, given) => settleOfflineCash(money, { ...given, recordId: idOf(given.recordId), actor }),
    correctOfflineCash: (actor, given) =>
      correctOfflineCash(money, { ...given, recordId: idOf(given.recordId), actor }),
    refunds: (actor, agencyId) => refundsOf(money, actor, idOf(agencyId)),
    askRefund: (actor, given) => askRefund(money, { ...given, chargeId: idOf(given.chargeId), actor }),
    decideRefund: (actor, given) => decideRefund(money, { ...given, refundId: idOf(given.refundId), actor }),
    payRefund: (actor, refundId) => payRefund(money, { refundId: idOf(refundId), actor }),
    reconcile: (actor, agencyId, on) => reconcileDay(money, { agencyId: idOf(agencyId), on, actor }),
  }
}

async function findByCode(money: MoneyContext, actor: Actor, code: string): Promise<DossierId | null> {
  const [row] = await query<{ id: DossierId }>(
    money.casework.db.read,
    'SELECT id FROM casework_dossier WHERE code = $1',
    [code.trim().toUpperCase()],
  )
  if (row === undefined) return null
  try {
    await dueAtIntake(money, row.id, actor)
    return row.id
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not_found') return null
    throw error
  }
}

async function pageOf(money: MoneyContext, actor: Actor, id: DossierId): Promise<MoneyPage> {
  const due = await dueAtIntake(money, id, actor)
  const { db, keys } = money.casework
  const { state } = await currentState(money.casework, id)
  const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
  const { valueId } = state.applicant.profile
  const profile = (await readProfileVersions(db.read, keys, [valueId])).get(valueId) ?? null
  return {
    due,
    procedureName: document.name,
    applicantName: profile?.fullName ?? null,
    qr: await vietQrFor(money, due),
    receipts: await listReceipts(money, id),
    refunds: await listRefunds(money, { dossierId: id }),
    waivers: await listWaivers(money, { dossierId: id }),
    papers: papersOf(state, document),
    online: (await latestOnlinePayment(db.read, id)) ?? null,
    onlineOffered: money.platform !== null,
  }
}

function papersOf(state: DossierState, document: ProcedureDocument): MoneyPage['papers'] {
  const names = new Map(document.components.map((component) => [component.key, component.name.vi]))
  const papers = state.attachments.map(
    (one) => [one.fileHash, names.get(one.componentKey) ?? one.componentKey] as const,
  )
  return [...new Map(papers)].map(([hash, name]) => ({ hash, name }))
}

async function desksOf(money: MoneyContext, actor: OfficerActor): Promise<Desk[]> {
  const directory = await money.casework.directory()
  const ids = actor.mandates.filter((mandate) => mandate.role === 'receptionist').map((mandate) => mandate.agencyId)
  const desks = ids.flatMap((agencyId) => directory.get(agencyId) ?? [])
  // The one-stop centre first: that is where dossiers are received.
  const centreFirst = desks.sort(
    (one, other) => Number(other.kind === 'one_stop_centre') - Number(one.kind === 'one_stop_centre'),
  )
  return centreFirst.map(({ id, name }) => ({ agencyId: id, name }))
}

async function heldBy(money: MoneyContext, { officerId, ...actor }: OfficerActor, at: AgencyId | undefined) {
  const desks = at === undefined ? await desksOf(money, { officerId, ...actor }) : [{ agencyId: at }]
  const held = { amount: 0, receipts: 0 }
  for (const { agencyId } of desks) {
    const here = await offlineHeld(money.casework.db.read, { officerId, agencyId })
    held.amount += here.amount
    held.receipts += here.receipts
  }
  return held
}

async function overseenBy(money: MoneyContext, actor: OfficerActor): Promise<(Desk & { decides: boolean })[]> {
  const directory = await money.casework.directory()
  const collecting = await query<{ id: AgencyId }>(
    money.casework.db.read,
    `SELECT DISTINCT agency_id AS id FROM money_account UNION SELECT DISTINCT agency_id FROM money_statement
     UNION SELECT DISTINCT agency_id FROM money_online_payment WHERE state IN ('opening', 'open')`,
  )
  const desks = await desksOf(money, actor)
  const ids = new Set([...desks.map((desk) => desk.agencyId), ...collecting.map((row) => row.id)])
  return [...ids].flatMap((agencyId) => {
    const decides = overseerOf(actor, directory.line(agencyId)) !== null
    if (!decides && cashierIn(actor, agencyId) === null) return []
    return [{ agencyId, name: directory.get(agencyId)?.name ?? '', decides }]
  })
}

async function checkOnline(money: MoneyContext, actor: Actor, id: DossierId): Promise<void> {
  await dueAtIntake(money, id, actor)
  const payment = await latestOnlinePayment(money.casework.db.read, id)
  if (payment !== undefined && money.platform !== null) await askOne(money, money.platform, payment)
}

async function dossierOfPayment(money: MoneyContext, actor: Actor, reference: string): Promise<DossierId> {
  const [row] = await query<{ id: DossierId }>(
    money.casework.db.read,
    'SELECT dossier_id AS id FROM money_online_payment WHERE reference = $1',
    [reference.slice(0, 40)],
  )
  if (row === undefined) throw notFound()
  await dueAtIntake(money, row.id, actor)
  return row.id
}

async function refundsOf(money: MoneyContext, actor: OfficerActor, agencyId: AgencyId) {
  const own = await overseenBy(money, actor)
  if (!own.some((desk) => desk.agencyId === agencyId)) throw new Refusal('money.not_your_desk', 'forbidden')
  const refunds = await listRefunds(money, { agencyId })
  const names = await namesOf(
    money,
    refunds.flatMap((refund) => refund.askedBy ?? []),
  )
  return refunds.map((refund) => ({
    ...refund,
    askedByName: refund.askedBy === null ? null : (names.get(refund.askedBy) ?? null),
  }))
}

async function namesOf(money: MoneyContext, ids: readonly OfficerId[]): Promise<Map<OfficerId, string>> {
  return officerNamesById(money.casework.db.read, [...ids])
}
