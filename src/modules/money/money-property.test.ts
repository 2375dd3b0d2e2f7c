import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { journalBalance, type MoneyStage, openMoneyStage } from '../../../test/support/money.ts'
import { fc } from '../../../test/support/properties.ts'
import { Refusal } from '../../platform/errors.ts'
import { type DossierId, newId } from '../../platform/ids.ts'
import { checkReplays, currentState } from '../casework/index.ts'
import {
  askOne,
  askRefund,
  chargesOf,
  decideRefund,
  followLedger,
  importStatement,
  latestOnlinePayment,
  payRefund,
  startOnlinePayment,
  takeCash,
} from './index.ts'
import { decideWaiver, listWaivers, proposeWaiver } from './waivers/index.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
  await stage.openDrawer(stage.cashier, 5_000_000, 'Quầy 1')
})
after(() => stage.close())

type Deed = (typeof deeds)[number]
const deeds = [
  'cash',
  'cash-too-little',
  'cash-twice-at-once',
  'start-online',
  'pay-online',
  'pay-online-lost',
  'callback-again',
  'callback-wrong',
  'callback-less',
  'ask',
  'statement',
  'statement-wrong-amount',
  'waive',
  'waive-other',
  'waive-confirm',
  'waive-refuse',
  'refund',
  'refund-refused',
  'cash-and-callback-at-once',
  'withdraw',
  'correct-withdrawal',
  'forward',
] as const

interface Play {
  id: DossierId
  code: string
  owner: Parameters<typeof startOnlinePayment>[1]['actor']
  references: string[]
}

function pay(play: Play, tendered = 1_000_000): Promise<unknown> {
  return takeCash(stage.money, { id: newId(), dossierId: play.id, tendered, actor: stage.cashier })
}

async function statement(play: Play, amount: number): Promise<unknown> {
  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const csv = `Date,Reference,Amount,Description\n${day},${newId()},${amount},HS ${play.code}\n`
  return importStatement(stage.money, {
    agencyId: stage.agencyId,
    fileName: 'x.csv',
    content: Buffer.from(csv),
    actor: stage.cashier,
  })
}

async function refund(play: Play, approve: boolean): Promise<void> {
  const paid = (await chargesOf(stage.database.db.read, play.id)).find((charge) => charge.state === 'paid')
  if (paid === undefined) return
  const request = { chargeId: paid.id, method: 'cash', reason: 'Thu nhầm', actor: stage.cashier }
  const refundId = await askRefund(stage.money, request)
  await decideRefund(stage.money, { refundId, approve, actor: stage.leader })
  if (approve) {
    const twice = [1, 2].map(() => payRefund(stage.money, { refundId, actor: stage.cashier }))
    const done = await Promise.allSettled(twice)
    assert.equal(done.filter((one) => one.status === 'fulfilled').length, 1)
  }
}

async function decide({ id }: Play, confirm: boolean): Promise<void> {
  const waiting = (await listWaivers(stage.money, { dossierId: id })).find((waiver) => waiver.state === 'proposed')
  if (waiting === undefined) return
  const request = { waiverId: waiting.id, confirm, reason: 'Chưa đủ căn cứ', actor: stage.leader }
  const twice = await Promise.allSettled([1, 2].map(() => decideWaiver(stage.money, request)))
  assert.ok(twice.filter((one) => one.status === 'fulfilled').length <= 1)
}

const acts: Record<Deed, (play: Play) => Promise<unknown>> = {
  cash: (play) => pay(play),
  'cash-too-little': (play) => pay(play, 100),
  'cash-twice-at-once': (play) => Promise.allSettled([pay(play), pay(play)]),
  'start-online': async (play) => {
    const opened = await startOnlinePayment(stage.money, { dossierId: play.id, actor: play.owner, ip: '' })
    if (!play.references.includes(opened.reference)) play.references.push(opened.reference)
  },
  'pay-online': async ({ references }) => {
    const reference = references.at(-1)
    if (reference !== undefined) await stage.platform.pay(reference)
  },
  'pay-online-lost': async ({ references }) => {
    stage.platform.behaviour.callbacks = 0
    const [reference] = references
    if (reference !== undefined) await stage.platform.pay(reference)
  },
  'callback-again': async ({ references }) => {
    await Promise.all([...references, ...references].reverse().map((reference) => stage.platform.tell(reference)))
  },
  'callback-wrong': async ({ references }) => {
    stage.platform.behaviour.wrong = 'signature'
    for (const reference of references) await stage.platform.tell(reference)
  },
  'callback-less': async ({ references }) => {
    stage.platform.behaviour.wrong = 'less'
    for (const reference of references) await stage.platform.tell(reference)
  },
  ask: async ({ id }) => {
    const payment = await latestOnlinePayment(stage.database.db.read, id)
    if (payment !== undefined && stage.money.platform !== null) await askOne(stage.money, stage.money.platform, payment)
  },
  statement: (play) => statement(play, 75_000),
  'statement-wrong-amount': (play) => statement(play, 74_000),
  waive: (play) =>
    proposeWaiver(stage.money, {
      dossierId: play.id,
      groups: ['digital_citizen'],
      evidence: 'Tài khoản định danh mức 2',
      actor: stage.cashier,
    }),
  'waive-other': (play) =>
    proposeWaiver(stage.money, {
      dossierId: play.id,
      groups: [],
      legalBasis: 'Nghị quyết của Hội đồng nhân dân tỉnh',
      percent: 40,
      evidence: 'Tờ trình số 3',
      actor: stage.cashier,
    }),
  'waive-confirm': (play) => decide(play, true),
  'waive-refuse': (play) => decide(play, false),
  refund: (play) => refund(play, true),
  'refund-refused': (play) => refund(play, false),
  withdraw: async (play) => {
    await stage.province.act(play.id, 'withdraw', play.owner, { reason: 'Không cần nữa' })
    await followLedger(stage.money)
  },
  'correct-withdrawal': async (play) => {
    const [last] = await stage.rows<{ version: number }>(
      `SELECT version FROM ledger_event WHERE stream_id = $1 AND type = 'Withdrawn' ORDER BY version DESC LIMIT 1`,
      [play.id],
    )
    const input = { version: last?.version ?? 2, reason: 'Ghi nhầm hồ sơ' }
    await stage.province.act(play.id, 'correct', stage.cashier, input)
    await followLedger(stage.money)
  },
  forward: async (play) => {
    const { state } = await currentState(stage.province.context, play.id)
    if (state.legal === 'accepted') await stage.province.walk(play.id, 'in_process')
  },
  'cash-and-callback-at-once': async (play) => {
    const reference = play.references.at(-1)
    const told = reference === undefined ? Promise.resolve() : stage.platform.pay(reference)
    await Promise.allSettled([pay(play), told])
  },
}

/** What must hold after every deed, whatever it was. */
async function check({ id }: Play): Promise<void> {
  assert.equal(await journalBalance(stage), 0)
  const { state } = await currentState(stage.province.context, id)
  const charges = await chargesOf(stage.database.db.read, id)
  const sum = (of: string) =>
    charges.filter((charge) => charge.state === of).reduce((all, charge) => all + charge.amount, 0)
  const { due = 0, paid = 0, refunded = 0, waived = 0 } = state.fees ?? {}
  const letOff = charges.reduce((all, charge) => all + charge.waived, 0)
  assert.deepEqual(
    { due, paid, refunded, waived },
    { due: sum('due'), paid: sum('paid'), refunded: sum('refunded'), waived: letOff },
  )
  const rest = letOff > 0 ? 'exempt' : 'none'
  const axis = due > 0 ? 'due' : paid > 0 ? 'paid' : refunded > 0 ? 'refunded' : rest
  assert.equal(state.money, axis)
  const often = await stage.rows(
    `SELECT c.id FROM money_charge c JOIN money_payment_charge p ON p.charge_id = c.id WHERE c.dossier_id = $1 GROUP BY c.id HAVING count(*) > 1`,
    [id],
  )
  assert.deepEqual(often, [])
  const [booked] = await stage.rows<{ paid: number; receipted: number; revenue: number }>(
    `SELECT (SELECT coalesce(sum(amount), 0)::bigint FROM money_payment WHERE dossier_id = $1) AS paid,
       (SELECT coalesce(sum(amount), 0)::bigint FROM money_receipt WHERE dossier_id = $1 AND cancelled_at IS NULL) AS receipted,
       (SELECT coalesce(sum(p.credit), 0)::bigint FROM money_payment m JOIN money_entry e ON e.cause = 'payment:' || m.id
        JOIN money_posting p ON p.entry_id = e.id WHERE m.dossier_id = $1) AS revenue`,
    [id],
  )
  assert.deepEqual(booked, { paid: paid + refunded, receipted: paid + refunded, revenue: paid + refunded })
}

test('random payments, failures, refunds, repeated and reordered callbacks: the journal balances, nothing is paid twice, the dossier agrees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { minLength: 4, maxLength: 14 }), async (path) => {
      const { id, code, citizen } = await stage.accepted()
      const play: Play = { id, code, owner: citizen.actor, references: [] }
      for (const deed of path) {
        try {
          await acts[deed](play)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        } finally {
          stage.platform.behaviour.callbacks = 1
          stage.platform.behaviour.wrong = 'nothing'
        }
        await check(play)
      }
    }),
    { numRuns: 25 },
  )
  assert.equal((await checkReplays(stage.database.db.read)).differing, null)
  const gaps = await stage.rows(
    `SELECT kind, max(serial) FROM money_receipt GROUP BY agency_id, kind, year HAVING max(serial) <> count(*)`,
  )
  assert.deepEqual(gaps, [])
})
