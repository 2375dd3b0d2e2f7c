import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  accountBalance,
  BUILDING_PERMIT,
  journalBalance,
  type MoneyStage,
  openMoneyStage,
} from '../../../test/support/money.ts'
import { TestMachine } from '../../../test/support/offline-machine.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { localDate } from '../../platform/civil-date.ts'
import type { DossierId } from '../../platform/ids.ts'
import { checkReplays, currentState } from '../casework/index.ts'
import {
  cancelReceipt,
  chargesOf,
  dueAtIntake,
  listReceipts,
  postOfflineCash,
  reconcileDay,
  settleOfflineCash,
} from './index.ts'

let stage: MoneyStage
let machine: TestMachine
before(async () => {
  stage = await openMoneyStage()
  machine = await TestMachine.prepared(stage.province, stage.cashier)
})
after(() => stage.close())

const today = () => localDate(stage.province.now())
const day = () => reconcileDay(stage.money, { agencyId: stage.agencyId, on: today(), actor: stage.leader })
const differencesAbout = async (number: string) =>
  (await day()).differences
    .filter((one) => one.about === number)
    .map(({ kind, expected, found, note }) => [kind, expected, found, note])

function permit() {
  const procedure = machine.kit.procedures.find(({ code }) => code === BUILDING_PERMIT)
  assert.ok(procedure)
  return { versionId: procedure.versionId, caseKey: procedure.cases[0]?.key ?? null }
}

/** Accepted without network, with what it owes now; `less` is taken off what is paid for it. */
async function taken({ less = 0 } = {}) {
  const intake = machine.intake(permit())
  const dossierId = (await machine.send(intake)).dossierId as DossierId
  const facts = await dueAtIntake(stage.money, dossierId, stage.cashier)
  const amount = facts.dueNow - less
  const record = machine.cash(intake.id, amount)
  const { number } = await machine.send(record)
  return { id: dossierId, code: facts.code ?? '', record, amount, number: number ?? '' }
}

const paidOf = async (id: DossierId) => {
  const { state } = await currentState(stage.province.context, id)
  return [state.fees?.paid, state.money]
}

async function entriesOf(recordId: string) {
  return stage.rows<{ cause: string; amount: number }>(
    `SELECT e.cause, sum(p.debit)::bigint AS amount FROM money_entry e JOIN money_posting p ON p.entry_id = e.id
     WHERE position($1 in e.cause) > 0 GROUP BY e.id ORDER BY e.id`,
    [recordId],
  )
}

test('what covers the charges pays them, exactly once under two runners at once; the receipt keeps its paper number', async () => {
  const cash = await taken()
  assert.deepEqual(await differencesAbout(cash.number), [['offline_cash_not_in_journal', cash.amount, 0, null]])
  const booked = await Promise.all([postOfflineCash(stage.money), postOfflineCash(stage.money)])
  assert.equal(booked[0] + booked[1], 1)
  assert.equal(await postOfflineCash(stage.money), 0)
  assert.deepEqual(await entriesOf(cash.record.id), [{ cause: `payment:${cash.record.id}`, amount: cash.amount }])
  assert.deepEqual((await paidOf(cash.id))[0], cash.amount)
  const receipts = await listReceipts(stage.money, cash.id)
  assert.deepEqual(
    receipts.map((one) => [one.offlineNumber, one.amount, one.issuedBy]),
    [[cash.number, cash.amount, stage.cashier.officerId]],
  )
  assert.deepEqual(await differencesAbout(cash.number), [])
  const again = { receiptId: receipts[0]?.id ?? '', reason: 'Viết sai tên', actor: stage.cashier }
  await cancelReceipt(stage.money, again)
  assert.equal((await listReceipts(stage.money, cash.id)).at(-1)?.offlineNumber, cash.number)
  assert.equal(await journalBalance(stage), 0)
})

test('less than what is due pays nothing and stands to be settled, until it is given back', async () => {
  const before = await accountBalance(stage, 'offline_cash')
  const cash = await taken({ less: 5_000 })
  await postOfflineCash(stage.money)
  assert.deepEqual(await differencesAbout(cash.number), [['offline_cash_unsettled', cash.amount, 0, 'less_than_due']])
  assert.ok((await chargesOf(stage.database.db.read, cash.id)).every((charge) => charge.state === 'due'))
  assert.equal(await accountBalance(stage, 'offline_cash'), before + cash.amount)
  assert.equal(await accountBalance(stage, 'offline_unsettled'), -cash.amount)
  const settle = {
    recordId: cash.record.id,
    how: 'returned',
    dossierCode: '',
    reason: 'Trả lại, người dân nộp lại sau',
  }
  const elsewhere = await stage.province.newOfficer('Xa', [
    { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
  ])
  for (const actor of [stage.leader, elsewhere]) {
    await refusedLater(settleOfflineCash(stage.money, { ...settle, actor }), 'money.offline_cash_not_found')
  }
  const own = { ...settle, actor: stage.cashier }
  await refusedLater(settleOfflineCash(stage.money, { ...own, reason: ' ' }), 'money.reason_needed')
  await refusedLater(settleOfflineCash(stage.money, { ...own, how: 'gift' }), 'money.match_kind_unknown')
  const byCode = { ...own, how: 'dossier', dossierCode: cash.code }
  await refusedLater(settleOfflineCash(stage.money, byCode), 'money.offline_cash_covers_nothing')
  const both = await Promise.allSettled([settleOfflineCash(stage.money, own), settleOfflineCash(stage.money, own)])
  assert.equal(both.filter((one) => one.status === 'fulfilled').length, 1)
  assert.deepEqual(await differencesAbout(cash.number), [])
  assert.equal(await accountBalance(stage, 'offline_cash'), before)
  assert.equal(await accountBalance(stage, 'offline_unsettled'), 0)
  assert.equal(await journalBalance(stage), 0)
})

test('more than what is due pays it, and the rest stands to be settled', async () => {
  const cash = await taken({ less: -20_000 })
  await postOfflineCash(stage.money)
  const due = cash.amount - 20_000
  assert.deepEqual(await differencesAbout(cash.number), [['offline_cash_unsettled', cash.amount, due, 'more_than_due']])
  assert.equal((await paidOf(cash.id))[0], due)
  assert.equal(await accountBalance(stage, 'offline_unsettled'), -20_000)
  const rest = { recordId: cash.record.id, dossierCode: '', actor: stage.cashier }
  await settleOfflineCash(stage.money, { ...rest, how: 'other', reason: 'Không tìm thấy người nộp' })
  assert.equal(await accountBalance(stage, 'offline_unsettled'), 0)
  assert.equal(await journalBalance(stage), 0)
})

test('without a dossier it stands to be settled, and the desk names the dossier', async () => {
  const { id, code } = await stage.accepted()
  const record = machine.cash(null, 75_000)
  const { number } = await machine.send(record)
  await Promise.all([postOfflineCash(stage.money), postOfflineCash(stage.money)])
  assert.deepEqual(await differencesAbout(number ?? ''), [['offline_cash_unsettled', 75_000, 0, 'no_dossier']])
  assert.equal(await postOfflineCash(stage.money), 0)
  const own = { recordId: record.id, how: 'dossier', reason: '', actor: stage.cashier }
  await refusedLater(settleOfflineCash(stage.money, { ...own, dossierCode: 'H33' }), 'money.nothing_due')
  await settleOfflineCash(stage.money, { ...own, dossierCode: code })
  assert.deepEqual(await differencesAbout(number ?? ''), [])
  assert.equal((await paidOf(id))[0], 75_000)
  assert.equal(await accountBalance(stage, 'offline_unsettled'), 0)
  await refusedLater(settleOfflineCash(stage.money, { ...own, dossierCode: code }), 'money.offline_cash_settled')
})

test('money that comes before its intake is settled by itself once the dossier is there', async () => {
  const intake = machine.intake({ ...permit(), code: 'H33-1' })
  await refusedLater(machine.send(intake), 'offline.code_unknown')
  const record = machine.cash(intake.id, 75_000)
  const { number } = await machine.send(record)
  await postOfflineCash(stage.money)
  assert.deepEqual(await differencesAbout(number ?? ''), [['offline_cash_unsettled', 75_000, 0, 'no_dossier']])
  const { dossierId } = await machine.send(intake, { resolution: { renumber: true } })
  assert.ok(dossierId)
  await Promise.all([postOfflineCash(stage.money), postOfflineCash(stage.money)])
  assert.deepEqual(await differencesAbout(number ?? ''), [])
  assert.equal((await paidOf(dossierId as DossierId))[0], 75_000)
  const entries = await entriesOf(record.id)
  assert.deepEqual(entries.map(({ cause, amount }) => [cause.split(':')[0], amount]).sort(), [
    ['offline-cash', 75_000],
    ['offline-settled', 75_000],
  ])
})

test('the whole day: the account holds what was taken and is still there, all entries balance, histories replay', async () => {
  const { offlineCash, accounts, differences } = await day()
  const sum = offlineCash.reduce((total, one) => total + one.amount, 0)
  const account = accounts.find((one) => one.account === 'offline_cash')
  const returned = offlineCash.filter((one) => one.settledHow === 'returned')
  assert.equal(offlineCash.length, 5)
  assert.equal(account?.closing, sum - returned.reduce((total, one) => total + one.amount, 0))
  assert.deepEqual(differences, [])
  assert.equal(await journalBalance(stage), 0)
  assert.equal((await checkReplays(stage.database.db.read)).differing, null)
})
