import { localDate } from '../../platform/civil-date.ts'
import type { Transaction } from '../../platform/db.ts'
import type { MoneyContext } from './context.ts'
import { offlineUnsettledPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { insertPosted, listWaitingCash, lockTakenCash, type TakenCash, updateSettled } from './offline-cash-store.ts'
import { bookSettled, payCovered } from './pay-offline-cash.ts'

const BATCH = 200

/**
 * Puts cash taken without network into the journal, each record once, in a transaction of its own: it pays what it covers of its dossier,
 * and the rest stands as to be settled. What came before its dossier is settled when the dossier is there. Safe to run twice at once and to
 * break off; a record that fails holds up no other. Gives how many were booked.
 */
export async function postOfflineCash(context: MoneyContext): Promise<number> {
  const { db } = context.casework
  const failures: unknown[] = []
  let booked = 0
  for (const recordId of await listWaitingCash(db.read, BATCH)) {
    try {
      if (await db.write((tx) => bookRecord(tx, context, recordId))) booked += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} records of offline cash not posted`)
  return booked
}

async function bookRecord(tx: Transaction, context: MoneyContext, recordId: string): Promise<boolean> {
  const cash = await lockTakenCash(tx, recordId)
  if (cash === undefined) return false
  if (cash.unsettled === null) return post(tx, context, cash)
  return cash.why === 'no_dossier' && cash.dossierId !== null ? settleArrived(tx, context, cash) : false
}

async function post(tx: Transaction, context: MoneyContext, cash: TakenCash): Promise<true> {
  const { dossierId, amount, takenOn } = cash
  const { paid, why } =
    dossierId === null
      ? { paid: 0, why: 'no_dossier' as const }
      : await payCovered(tx, context, { cash, dossierId, amount, paidOn: takenOn, actor: null })
  const unsettled = amount - paid
  if (unsettled > 0) {
    await bookEntry(tx, {
      agencyId: cash.agencyId,
      kind: 'offline_cash',
      cause: `offline-cash:${cash.recordId}`,
      officerId: cash.officerId,
      on: takenOn,
      at: cash.now,
      postings: offlineUnsettledPostings(unsettled),
    })
  }
  await insertPosted(tx, cash, { unsettled, why })
  return true
}

/** The intake that the cash was taken for has become a dossier since. */
async function settleArrived(tx: Transaction, context: MoneyContext, cash: TakenCash): Promise<boolean> {
  const { dossierId, unsettled } = cash
  if (dossierId === null || unsettled === null) return false
  const today = localDate(cash.now.getTime())
  const request = { cash, dossierId, amount: unsettled, paidOn: today, actor: null }
  const { paid, why } = await payCovered(tx, context, request)
  if (paid > 0) await bookSettled(tx, cash, { how: 'dossier', amount: paid, on: today, actor: null })
  const how = paid > 0 ? 'dossier' : null
  await updateSettled(tx, cash, { unsettled: unsettled - paid, why, how, by: null, reason: null })
  return paid > 0
}
