import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { TestMachine } from '../../../../test/support/offline-machine.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { query } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { verifyLedger } from '../../../platform/ledger/index.ts'
import { forgetDirectory } from '../../organisation/directory.ts'
import { currentState } from '../carry-out.ts'
import { checkReplays } from '../replay-check.ts'
import { closeKit, listOfflineCash, voidExpiredNumbers } from './index.ts'
import { getKitStatus } from './offline-views.ts'

const CENTRE = 'mot-cua-phuong-pho-hien'
let database: TestDatabase
let province: TestProvince
let desks: TestOfficer[]

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desks = []
  for (const name of ['Quầy một', 'Quầy hai']) {
    desks.push(await province.newOfficer(name, [{ agencySlug: CENTRE, role: 'receptionist' }]))
  }
})
after(async () => {
  await province.close()
  await database.close()
})

const desk = (turn = 0) => desks[turn] as TestOfficer
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const state = async (id: string | null) => (await currentState({ db: province.context.db }, id as DossierId)).state
const count = async (text: string, values: unknown[] = []) => {
  const [row] = await query<{ count: number }>(
    province.context.db.read,
    `SELECT count(*)::integer AS count ${text}`,
    values,
  )
  return row?.count ?? 0
}

describe('numbers reserved for a machine', () => {
  test('are those of today and the next working days, apart from those of the desk and of other machines', async () => {
    province.setClock('2026-11-26T08:00')
    const [one, other] = [await TestMachine.prepared(province, desk()), await TestMachine.prepared(province, desk(1))]
    assert.deepEqual(
      one.kit.codes.map(({ onDate }) => onDate),
      ['2026-11-26', '2026-11-27', '2026-11-30'],
    )
    assert.ok(one.kit.expiresAt - province.now() > 24 * 3_600_000)
    assert.notEqual(one.kit.ticketPrefix, other.kit.ticketPrefix)
    const { dossierId } = await province.submit({ procedureCode: '1.013225' })
    const { state: accepted } = await province.act(dossierId, 'accept', desk())
    const last = Math.max(...[one, other].map(({ kit }) => kit.codes[0]?.last ?? 0))
    assert.equal(Number(accepted.code?.slice(-4)), last + 1)
    assert.equal(one.kit.codes[0]?.prefix, accepted.code?.slice(0, -4))
    assert.ok((one.kit.codes[0]?.last ?? 0) < (other.kit.codes[0]?.first ?? 0))
  })

  test('preparing again gives what is left, not more', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const before = machine.kit.codes
    await machine.send(machine.intake())
    await machine.prepare()
    assert.deepEqual(
      machine.kit.codes.map(({ first, last }) => [first, last]),
      before.map(({ first, last }) => [first, last]),
    )
    assert.deepEqual(machine.kit.codes[0]?.taken, [before[0]?.first])
  })

  test('closing a kit makes the rest void; time does the same; each number is accounted for', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    await machine.send(machine.intake())
    await closeKit(province.context, desk(), machine.kit.kitId)
    await closeKit(province.context, desk(), machine.kit.kitId)
    const { device, size } = { device: machine.deviceId, size: 3 * 40 + 120 }
    const uses = (outcome: string) =>
      count(
        `FROM casework_number_use u JOIN casework_number_block b ON b.id = u.block_id
         WHERE b.device_id = $1 AND u.outcome = $2`,
        [device, outcome],
      )
    assert.deepEqual([await uses('used'), await uses('void')], [1, size - 1])
    await assert.rejects(machine.send(machine.intake()), refusedAs('offline.code_void'))

    const late = await TestMachine.prepared(province, desk())
    const record = late.intake()
    province.setClock('2026-12-20T08:00')
    await voidExpiredNumbers(province.context.db)
    assert.equal(
      await count('FROM casework_number_block WHERE device_id = $1 AND closed_at IS NULL', [late.deviceId]),
      0,
    )
    await assert.rejects(late.send(record), refusedAs('offline.code_void'))
    const { number, dossierId } = await late.send(record, { resolution: { renumber: true } })
    assert.match(number ?? '', /-261220-/)
    assert.equal((await state(dossierId)).clock?.startAt, Date.parse('2026-11-26T08:00:00+07:00'))
  })

  test('no two blocks of a series can overlap, whatever the program does', async () => {
    await assert.rejects(
      withOwner(database.ownerUrl, (client) =>
        client.query(`INSERT INTO casework_number_block (id, kind, agency_id, on_date, first_number, last_number, device_id, usable_until)
          SELECT gen_random_uuid(), kind, agency_id, on_date, last_number, last_number + 5, device_id, usable_until
          FROM casework_number_block WHERE kind = 'dossier' LIMIT 1`),
      ),
      /casework_number_block_apart/,
    )
  })
})

describe('an intake that comes in', () => {
  test('is an accepted dossier under its code; its limit counts from the filing, the ledger keeps its own time', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    province.setClock('2026-11-26T09:30')
    const record = machine.intake()
    province.setClock('2026-11-27T10:00')
    const answer = await machine.send(record)
    const code = JSON.parse(record.body).code
    assert.deepEqual([answer.outcome, answer.number, answer.repeated], ['done', code, false])
    const dossier = await state(answer.dossierId)
    assert.equal(dossier.legal, 'accepted')
    assert.equal(dossier.clock?.startAt, Date.parse('2026-11-26T09:30:00+07:00'))
    assert.equal(dossier.acceptedAt, province.now())
    assert.deepEqual({ ...(await machine.send(record)), repeated: false }, answer)
  })

  test('a clock that is wrong is put right by its skew, and cannot leave the day of the number', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    province.setClock('2026-11-26T10:00')
    const hour = 3_600_000
    const slow = machine.intake({ deviceAt: province.now() - 2 * hour })
    province.setClock('2026-11-26T11:00')
    const put = await machine.send(slow, { sentAt: province.now() - 2 * hour })
    assert.equal((await state(put.dossierId)).clock?.startAt, Date.parse('2026-11-26T10:00:00+07:00'))
    assert.equal(put.skewMs, 2 * hour)
    const backdated = machine.intake({ deviceAt: Date.parse('2026-11-01T08:00:00+07:00') })
    const held = await machine.send(backdated)
    assert.equal((await state(held.dossierId)).clock?.startAt, machine.kit.issuedAt)
  })

  test('once, whoever presses how often: two tabs, a colleague', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const record = machine.intake()
    const dossiers = () => count('FROM casework_dossier')
    const before = await dossiers()
    const answers = await Promise.all(
      [desk(), desk(), desk(1), desk(1)].map((actor) => machine.send(record, { actor })),
    )
    assert.equal(new Set(answers.map(({ dossierId }) => dossierId)).size, 1)
    assert.equal(answers.filter(({ repeated }) => !repeated).length, 1)
    assert.equal((await dossiers()) - before, 1)
  })

  test('two machines with the same code at once: one has it, the other is told; it may take the next', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const code = machine.nextCode()
    const [first, second] = [machine.intake({ code }), machine.intake({ code })]
    const settled = await Promise.allSettled([machine.send(first), machine.send(second)])
    const won = settled.filter(({ status }) => status === 'fulfilled').length
    // The second may come before its forerunner: then it is sent again, as a machine does.
    const again = won === 0 ? [] : [await machine.send(second).catch((error: unknown) => error)]
    assert.equal(won, 1)
    assert.ok(again.every((error) => error instanceof Refusal && error.code === 'offline.code_used'))
    const renumbered = await machine.send(second, { resolution: { renumber: true } })
    assert.notEqual(renumbered.number, code)
    assert.equal(await count('FROM casework_dossier WHERE code = $1', [code]), 1)
  })

  test('a code of another machine, of another unit, or of none', async () => {
    province.setClock('2026-11-26T08:00')
    const [machine, other] = [
      await TestMachine.prepared(province, desk()),
      await TestMachine.prepared(province, desk(1)),
    ]
    const elsewhere = await TestMachine.prepared(
      province,
      await province.newOfficer('Quầy khác', [{ agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' }]),
    )
    const [own = { prefix: '' }] = machine.kit.codes
    for (const [code, refusal] of [
      [other.nextCode(), 'offline.code_other_device'],
      [elsewhere.nextCode(), 'offline.code_other_unit'],
      [`${own.prefix}9998`, 'offline.code_unknown'],
      ['KHONG-PHAI-MA', 'offline.code_unknown'],
      [machine.nextCode('2026-11-27'), 'offline.code_not_yet'],
    ] as const) {
      const record = machine.intake({ code })
      await assert.rejects(machine.send(record), refusedAs(refusal), code)
      await machine.send(record, { resolution: { byHand: 'Đã nhập tay ở trang tiếp nhận' } })
    }
    assert.equal((await other.send(other.intake())).outcome, 'done')
  })

  test('what changed meanwhile is told, and the officer decides', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const { profile } = await province.newCitizen({ fullName: 'Lê Văn Tám' })
    const applicant = { kind: 'citizen', fullName: 'Lê Văn Chín', identityNumber: profile.identityNumber ?? '' }
    const differs = machine.intake({ applicant })
    await assert.rejects(machine.send(differs), (error: Refusal) => {
      assert.deepEqual(error.faults, [
        { path: 'applicant/fullName', code: 'offline.recorded_as', params: { recorded: 'Lê Văn Tám' } },
      ])
      return error.code === 'offline.person_differs'
    })
    const mended = await machine.send(differs, {
      resolution: { applicant: { ...applicant, kind: 'citizen', fullName: 'Lê Văn Tám' } },
    })
    assert.equal(mended.outcome, 'done')

    const unreadable = machine.intake({ files: [{ componentKey: 'x', hash: 'f'.repeat(64), name: 'a.pdf' }] })
    await assert.rejects(machine.send(unreadable), refusedAs('offline.file_missing'))
    assert.equal((await machine.send(unreadable, { resolution: { dropFiles: ['f'.repeat(64)] } })).outcome, 'done')

    const wrong = machine.intake({ applicant: { kind: 'citizen', fullName: 'A', identityNumber: '12' } })
    await assert.rejects(machine.send(wrong), refusedAs('casework.applicant_invalid'))
    const open = await query<{ refusal: string }>(
      province.context.db.read,
      'SELECT refusal FROM casework_offline_record WHERE id = $1',
      [wrong.id],
    )
    assert.deepEqual(open, [{ refusal: 'casework.applicant_invalid' }])
  })

  test('a mandate that ended: a colleague sends it in', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const record = machine.intake()
    const without = { ...desk(), mandates: [] }
    await assert.rejects(machine.send(record, { actor: without }), refusedAs('offline.mandate_ended'))
    const stranger = await province.newOfficer('Người lạ', [
      { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
    ])
    await assert.rejects(machine.send(record, { actor: stranger }), refusedAs('offline.kit_not_found'))
    assert.equal((await machine.send(record, { actor: desk(1) })).outcome, 'done')
  })

  test('a counter that exists no more takes nothing; what was written down stays open', async () => {
    province.setClock('2026-11-26T08:00')
    const agencySlug = 'mot-cua-xa-van-giang'
    const officer = await province.newOfficer('Quầy đóng', [{ agencySlug, role: 'receptionist' }])
    const machine = await TestMachine.prepared(province, officer)
    const record = machine.intake()
    const close = (on: string | null) =>
      withOwner(database.ownerUrl, (client) =>
        client.query('UPDATE organisation_agency SET valid_to = $2 WHERE slug = $1', [agencySlug, on]),
      )
    await close('2026-11-20')
    forgetDirectory()
    await assert.rejects(machine.send(record), refusedAs('offline.agency_closed'))
    await close(null)
    forgetDirectory()
    assert.equal((await machine.send(record)).outcome, 'done')
  })

  test('a procedure replaced between the kit and the filing', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const record = machine.intake()
    const { versionId } = JSON.parse(record.body)
    const newer = await withOwner(database.ownerUrl, async (client) => {
      await client.query(`UPDATE catalogue_procedure_version SET valid_to = '2026-11-26' WHERE id = $1`, [versionId])
      const { rows } = await client.query(
        `INSERT INTO catalogue_procedure_version
         SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'version', v.version + 1,
           'valid_from', '2026-11-26', 'valid_to', NULL))).* FROM catalogue_procedure_version v WHERE id = $1 RETURNING id`,
        [versionId],
      )
      return rows[0].id as string
    })
    await assert.rejects(machine.send(record), refusedAs('offline.procedure_replaced'))
    const { dossierId } = await machine.send(record, { resolution: { currentVersion: true } })
    assert.equal((await state(dossierId)).procedureVersionId, newer)
  })
})

describe('the journal', () => {
  test('a record missing, changed or broken is noticed', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const [first, second] = [machine.intake(), machine.intake()]
    await assert.rejects(machine.send(second), refusedAs('offline.record_missing'))
    await machine.send(first)
    await assert.rejects(machine.send({ ...second, body: `${second.body} ` }), refusedAs('offline.record_broken'))
    await assert.rejects(machine.send({ ...second, position: 1 }), refusedAs('offline.record_changed'))
    await assert.rejects(machine.send({ ...second, position: 3 }), refusedAs('offline.record_missing'))
    assert.equal((await machine.send(second)).outcome, 'done')
  })

  test('an open record holds up nothing behind it; cash finds its dossier when the intake is settled', async () => {
    province.setClock('2026-11-26T08:00')
    const machine = await TestMachine.prepared(province, desk())
    const intake = machine.intake({ applicant: { kind: 'citizen', fullName: 'A', identityNumber: '1' } })
    const cash = machine.cash(intake.id, 75_000)
    const again = machine.cash(null, 10_000, JSON.parse(cash.body).receiptNumber)
    await assert.rejects(machine.send(intake), refusedAs('casework.applicant_invalid'))
    await machine.send(cash)
    await machine.send(cash)
    await assert.rejects(machine.send(again), refusedAs('offline.code_used'))
    const renumbered = await machine.send(again, { resolution: { renumber: true } })
    const rows = async () => {
      const all = await listOfflineCash(province.context.db.read, { agencyId: machine.kit.counter.agencyId })
      const own = all.filter(({ recordId }) => recordId === cash.id || recordId === again.id)
      return own.sort((one, other) => other.amount - one.amount)
    }
    assert.deepEqual(
      (await rows()).map(({ amount, dossierId }) => [amount, dossierId]),
      [
        [75_000, null],
        [10_000, null],
      ],
    )
    const applicant = { kind: 'citizen' as const, fullName: 'Trần Văn A', identityNumber: '033190000777' }
    const { dossierId } = await machine.send(intake, { resolution: { applicant } })
    assert.equal((await rows())[0]?.dossierId, dossierId)
    assert.notEqual(renumbered.number, JSON.parse(cash.body).receiptNumber)
    const status = await getKitStatus(province.context, desk(), machine.kit.kitId)
    assert.deepEqual(status.cash, { count: 2, amount: 85_000 })
    assert.deepEqual([status.lastPosition, status.settled.length], [3, 3])
  })

  test('afterwards the ledger fits, and every dossier is what its history says', async () => {
    assert.deepEqual((await verifyLedger(province.context.db.read)).faults, [])
    assert.equal((await checkReplays(province.context.db.read)).differing, null)
  })
})
