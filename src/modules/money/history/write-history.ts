import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { insertPart, type Part, Statement, unnest } from '../../../platform/statement.ts'
import { denominations } from '../cash.ts'
import type { ChargeKind } from '../fee-table.ts'
import { drawerClosedPostings, type Posting, paymentPostings } from '../journal.ts'
import type { DossierMoney, PlayedDrawer, PlayedPayment } from './dossier-money.ts'

/** Where a series of receipts stands. */
export interface SeriesStand {
  agencyId: AgencyId
  kind: ChargeKind
  year: number
  next: number
}

/**
 * Writes what was assessed, waived and paid of dossiers that stand already, with the drawers their cash went into: the same rows, journal
 * and receipts as the desk writes, many at once. The database checks the balance of every entry as always.
 */
export async function writeMoneyHistory(
  tx: Transaction,
  given: { dossiers: readonly DossierMoney[]; drawers: readonly PlayedDrawer[] },
): Promise<void> {
  const { dossiers, drawers } = given
  const payments = dossiers.flatMap((dossier) => dossier.payments)
  const rows = new Statement()
  rows.addRows(DRAWERS, drawers.map(drawerRow))
  rows.addRows(CHARGES, dossiers.flatMap(chargeRows))
  rows.addRows(PAYMENTS, payments.map(paymentRow))
  rows.addRows(PAID_CHARGES, payments.flatMap(paidChargeRows))
  rows.addRows(RECEIPTS, payments.flatMap(receiptRows))
  rows.addRows(ONLINE, payments.filter(isOnline).map(onlineRow))
  rows.addRows(MESSAGES, payments.filter(isOnline).map(messageRow))
  rows.addRows(WAIVERS, dossiers.flatMap(waiverRows))
  rows.addRows(UNPAID, dossiers.flatMap(unpaidRows))
  await rows.run(tx)
  await writeEntries(tx, [...drawers.map(closing), ...payments.map(booking)])
}

/** Where the series stand now. */
export function readReceiptSeries(tx: Transaction): Promise<SeriesStand[]> {
  return query(tx, 'SELECT agency_id AS "agencyId", kind, year, next_serial AS next FROM money_receipt_series')
}

export async function writeReceiptSeries(tx: Transaction, series: readonly SeriesStand[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO money_receipt_series AS s (agency_id, kind, year, next_serial)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::int4[], $4::int4[])
     ON CONFLICT (agency_id, kind, year) DO UPDATE SET next_serial = greatest(s.next_serial, excluded.next_serial)`,
    [
      series.map((each) => each.agencyId),
      series.map((each) => each.kind),
      series.map((each) => each.year),
      series.map((each) => each.next),
    ],
  )
}

interface Entry {
  id: string
  agencyId: AgencyId
  kind: 'payment' | 'drawer_closed'
  cause: string
  drawerId: string | null
  officerId: string | null
  on: string
  at: Date
  postings: readonly Posting[]
}

function booking(payment: PlayedPayment): Entry {
  const { entryId, id, method, charges } = payment
  return {
    ...payment,
    id: entryId,
    kind: 'payment',
    cause: `payment:${id}`,
    postings: paymentPostings(method, charges),
  }
}

function closing(drawer: PlayedDrawer): Entry {
  const { entryId, id, amount, closedAt } = drawer
  const postings = drawerClosedPostings(amount, amount)
  return {
    ...drawer,
    id: entryId,
    kind: 'drawer_closed',
    cause: `drawer-closed:${id}`,
    drawerId: id,
    at: closedAt,
    postings,
  }
}

async function writeEntries(tx: Transaction, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  const postings = entries.flatMap(({ id, agencyId, postings: own }) =>
    own.map((posting, index) => ({ id, agencyId, line: index + 1, ...posting })),
  )
  await query(
    tx,
    `INSERT INTO money_account (id, agency_id, kind)
     SELECT gen_random_uuid(), a.agency, a.kind FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS a(agency, kind)) a
     ON CONFLICT (agency_id, kind) DO NOTHING`,
    [postings.map((posting) => posting.agencyId), postings.map((posting) => posting.account)],
  )
  const rows = new Statement()
  rows.addRows(ENTRIES, entries.map(entryRow))
  rows.addRows(
    POSTINGS,
    postings.map((posting) => [
      posting.id,
      posting.line,
      posting.agencyId,
      posting.account,
      posting.debit,
      posting.credit,
    ]),
  )
  await rows.run(tx)
}

const ENTRIES = insertPart('money_entry', [
  ['id', 'uuid'],
  ['agency_id', 'uuid'],
  ['kind', 'text'],
  ['cause', 'text'],
  ['drawer_id', 'uuid'],
  ['booked_on', 'date'],
  ['booked_at', 'timestamptz'],
  ['officer_id', 'uuid'],
])
function entryRow(entry: Entry): unknown[] {
  const { id, agencyId, kind, cause, drawerId, on, at, officerId } = entry
  return [id, agencyId, kind, cause, drawerId, on, at, officerId]
}

const POSTINGS: Part = {
  columns: 6,
  sql: (first) => `INSERT INTO money_posting (entry_id, line, account_id, debit, credit)
    SELECT p.entry, p.line, a.id, p.debit, p.credit
    FROM ${unnest(['uuid', 'int4', 'uuid', 'text', 'bigint', 'bigint'], first)} AS p(entry, line, agency, kind, debit, credit)
    JOIN money_account a ON a.agency_id = p.agency AND a.kind = p.kind`,
}

const DRAWERS = insertPart('money_drawer', [
  ['id', 'uuid'],
  ['agency_id', 'uuid'],
  ['counter', 'text'],
  ['officer_id', 'uuid'],
  ['opened_at', 'timestamptz'],
  ['float_amount', 'bigint'],
  ['closed_at', 'timestamptz'],
  ['counted', 'jsonb'],
  ['counted_amount', 'bigint'],
  ['expected_amount', 'bigint'],
])
function drawerRow(drawer: PlayedDrawer): unknown[] {
  const { id, agencyId, counter, officerId, openedAt, closedAt, amount } = drawer
  return [id, agencyId, counter, officerId, openedAt, 0, closedAt, JSON.stringify(notesOf(amount)), amount, amount]
}

/** The fewest notes that come to an amount; less than the smallest note stays unsaid. */
function notesOf(amount: number): Record<string, number> {
  let rest = amount
  const notes: Record<string, number> = {}
  for (const note of denominations) {
    if (rest >= note) notes[note] = Math.floor(rest / note)
    rest %= note
  }
  return notes
}

const CHARGES = insertPart('money_charge', [
  ['id', 'uuid'],
  ['dossier_id', 'uuid'],
  ['line_key', 'text'],
  ['agency_id', 'uuid'],
  ['kind', 'text'],
  ['collect', 'text'],
  ['full_amount', 'bigint'],
  ['waived_amount', 'bigint'],
  ['amount', 'bigint'],
  ['state', 'text'],
  ['line', 'jsonb'],
  ['assessed_at', 'timestamptz'],
])
function chargeRows({ charges }: DossierMoney): unknown[][] {
  return charges.map((charge) => {
    const { id, dossierId, key, agencyId, kind, collect, full, waived, amount, state, line, assessedAt } = charge
    const text = JSON.stringify(line)
    return [id, dossierId, key, agencyId, kind, collect, full, waived, amount, state, text, assessedAt]
  })
}

const PAYMENTS = insertPart('money_payment', [
  ['id', 'uuid'],
  ['dossier_id', 'uuid'],
  ['agency_id', 'uuid'],
  ['method', 'text'],
  ['amount', 'bigint'],
  ['paid_on', 'date'],
  ['received_at', 'timestamptz'],
  ['officer_id', 'uuid'],
  ['drawer_id', 'uuid'],
  ['tendered', 'bigint'],
  ['reference', 'text'],
])
function paymentRow(payment: PlayedPayment): unknown[] {
  const { id, dossierId, agencyId, method, amount, on, at, officerId, drawerId, reference } = payment
  const tendered = method === 'cash' ? amount : null
  return [id, dossierId, agencyId, method, amount, on, at, officerId, drawerId, tendered, reference]
}

const PAID_CHARGES = insertPart('money_payment_charge', [
  ['charge_id', 'uuid'],
  ['payment_id', 'uuid'],
  ['amount', 'bigint'],
])
function paidChargeRows({ id, charges }: PlayedPayment): unknown[][] {
  return charges.map((charge) => [charge.id, id, charge.amount])
}

const RECEIPTS = insertPart('money_receipt', [
  ['id', 'uuid'],
  ['agency_id', 'uuid'],
  ['kind', 'text'],
  ['year', 'int4'],
  ['serial', 'int4'],
  ['payment_id', 'uuid'],
  ['dossier_id', 'uuid'],
  ['amount', 'bigint'],
  ['lines', 'jsonb'],
  ['issued_at', 'timestamptz'],
  ['issued_by', 'uuid'],
])
function receiptRows({ id: paymentId, dossierId, agencyId, at, officerId, receipts }: PlayedPayment): unknown[][] {
  return receipts.map(({ id, kind, year, serial, amount, lines }) => {
    const text = JSON.stringify(lines)
    return [id, agencyId, kind, year, serial, paymentId, dossierId, amount, text, at, officerId]
  })
}

function isOnline({ method }: PlayedPayment): boolean {
  return method === 'platform'
}

const ONLINE: Part = {
  columns: 6,
  sql: (
    first,
  ) => `INSERT INTO money_online_payment (reference, dossier_id, agency_id, amount, charge_ids, state, opened_at, expires_at)
    SELECT p.reference, p.dossier, p.agency, p.amount, string_to_array(p.charges, ' ')::uuid[], 'paid', p.at, p.at + interval '30 minutes'
    FROM ${unnest(['text', 'uuid', 'uuid', 'bigint', 'text', 'timestamptz'], first)} AS p(reference, dossier, agency, amount, charges, at)`,
}
function onlineRow({ reference, dossierId, agencyId, amount, charges, at }: PlayedPayment): unknown[] {
  return [reference, dossierId, agencyId, amount, charges.map((charge) => charge.id).join(' '), at]
}

const MESSAGES = insertPart('money_platform_message', [
  ['id', 'uuid'],
  ['direction', 'text'],
  ['kind', 'text'],
  ['reference', 'text'],
  ['body', 'text'],
  ['verdict', 'text'],
  ['amount', 'bigint'],
  ['happened_at', 'timestamptz'],
])
/** No message came: the body says that it was played. */
function messageRow({ entryId, reference, amount, at }: PlayedPayment): unknown[] {
  return [entryId, 'received', 'callback', reference, '{"simulated":true}', 'booked', amount, at]
}

const WAIVER_TYPES = ['uuid', 'uuid', 'uuid', 'text', 'bigint', 'jsonb', 'jsonb', 'text', 'uuid', 'timestamptz']
const WAIVERS: Part = {
  columns: 10,
  sql: (
    first,
  ) => `INSERT INTO money_waiver (id, dossier_id, agency_id, groups, amount, legal_basis, evidence, paper_hash, outright, state, proposed_by,
      proposed_at, decided_at)
    SELECT w.id, w.dossier, w.agency, ARRAY[w.person_group], w.amount, w.basis, w.evidence, w.paper, true, 'confirmed', w.officer, w.at, w.at
    FROM ${unnest(WAIVER_TYPES, first)} AS w(id, dossier, agency, person_group, amount, basis, evidence, paper, officer, at)`,
}
function waiverRows({ waiver, charges }: DossierMoney): unknown[][] {
  const [charge] = charges
  if (waiver === null || charge === undefined) return []
  const { id, group, amount, legalBasis, evidence, paperHash, proposedBy, at } = waiver
  const [basis, proof] = [JSON.stringify(legalBasis), JSON.stringify(evidence)]
  const { dossierId, agencyId } = charge
  return [[id, dossierId, agencyId, group, amount, basis, proof, paperHash, proposedBy, at]]
}

const UNPAID = insertPart('money_unpaid_return', [
  ['dossier_id', 'uuid'],
  ['version', 'int4'],
  ['agency_id', 'uuid'],
  ['amount', 'bigint'],
  ['ground', 'jsonb'],
  ['returned_by', 'uuid'],
  ['returned_at', 'timestamptz'],
  ['state', 'text'],
])
function unpaidRows({ unpaid, charges }: DossierMoney): unknown[][] {
  const [charge] = charges
  if (unpaid === null || charge === undefined) return []
  const { version, amount, ground, returnedBy, at } = unpaid
  return [[charge.dossierId, version, charge.agencyId, amount, JSON.stringify(ground), returnedBy, at, 'open']]
}
