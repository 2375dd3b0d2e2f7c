import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { carryOut } from '../../src/modules/casework/carry-out.ts'
import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import type { Actor } from '../../src/modules/organisation/index.ts'
import { query } from '../../src/platform/db.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { type DossierId, newId } from '../../src/platform/ids.ts'
import { readStream, verifyLedger } from '../../src/platform/ledger/index.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestOfficer, type TestProvince } from '../support/province.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let desks: TestOfficer[]

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-03-02T09:00')
  desks = province.officers.filter((officer) =>
    officer.mandates.some((each) => each.role === 'receptionist' && each.agencyId === centre()),
  )
  assert.ok(desks.length >= 2, 'the counter has at least two receptionists')
})
after(async () => {
  await province.close()
  await database.close()
})

const centre = () => province.directory.bySlug('mot-cua-phuong-pho-hien')?.id
const desk = (turn: number): TestOfficer => desks[turn % desks.length] as TestOfficer
const press = (dossierId: DossierId, verb: VerbName, actor: Actor, input: object = {}, expectedVersion?: number) =>
  carryOut(province.context, { dossierId, verb, actor, input, expectedVersion, commandId: newId() })

/** What came of commands given at once: the answers, and the codes of the refusals. A bug is thrown on. */
async function atOnce(commands: Promise<unknown>[]): Promise<{ won: number; codes: string[] }> {
  const settled = await Promise.allSettled(commands)
  const codes = settled.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return []
    if (!(outcome.reason instanceof Refusal)) throw outcome.reason
    return [outcome.reason.code]
  })
  return { won: settled.length - codes.length, codes }
}

describe('two officers at once', () => {
  test('press the same button on the page they both see: one wins, the other is told that it is stale', async () => {
    const { dossierId } = await province.submit({ procedureCode: BUILDING })
    const { won, codes } = await atOnce([
      press(dossierId, 'accept', desk(0), {}, 1),
      press(dossierId, 'accept', desk(1), {}, 1),
    ])
    assert.deepEqual([won, codes], [1, ['casework.stale_version']])
  })

  test('press it without a version: the other is told that it is no more possible', async () => {
    const { dossierId } = await province.submit({ procedureCode: BUILDING })
    const { won, codes } = await atOnce([press(dossierId, 'accept', desk(0)), press(dossierId, 'accept', desk(1))])
    assert.deepEqual([won, codes], [1, ['casework.not_possible_in_state']])
  })

  test('do two different things: both cannot stand', async () => {
    for (let round = 0; round < 5; round++) {
      const { dossierId, citizen } = await province.submit({ procedureCode: BUILDING })
      const refusal = { reason: 'Không thuộc thẩm quyền', legalBasis: 'Điều 17' }
      const { won, codes } = await atOnce([
        press(dossierId, 'accept', desk(0), {}, 1),
        press(dossierId, 'refuse_intake', desk(1), refusal, 1),
        press(dossierId, 'withdraw', citizen.actor, {}, 1),
      ])
      assert.deepEqual([won, codes], [1, ['casework.stale_version', 'casework.stale_version']])
      assert.equal((await readStream(province.context.db.read, dossierId)).length, 2)
    }
  })

  test('a handler forwards while another assigns: the history has both in one order, or one', async () => {
    const { dossierId } = await province.submit({ procedureCode: BUILDING })
    const { state, version } = await province.walk(dossierId, 'tham-dinh')
    const handlers = province.officers.filter((officer) =>
      officer.mandates.some((each) => each.role === 'handler' && each.agencyId === state.step?.agencyId),
    )
    const first = handlers[0] as TestOfficer
    const commands = handlers
      .slice(0, 4)
      .map((handler) => press(dossierId, 'assign', first, { officerId: handler.officerId }, version))
    const { won } = await atOnce([...commands, press(dossierId, 'forward', first, { to: 'tham-tra' }, version)])
    assert.equal(won, 1)
  })
})

describe('fifty acceptances at once at one counter', () => {
  test('give fifty serials without gap or repetition', async () => {
    province.setClock('2026-05-05T09:00')
    const submitted = await Promise.all(Array.from({ length: 50 }, () => province.submit({ procedureCode: BUILDING })))
    const answers = await Promise.all(submitted.map(({ dossierId }, turn) => press(dossierId, 'accept', desk(turn))))
    const serials = answers.map((answer) => Number(answer.state.code?.slice(-4))).sort((a, b) => a - b)
    assert.deepEqual(
      serials,
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
    assert.equal(new Set(answers.map((answer) => answer.state.code)).size, 50)
  })

  test('with failures among them there is still no gap', async () => {
    province.setClock('2026-05-06T09:00')
    const submitted = await Promise.all(Array.from({ length: 20 }, () => province.submit({ procedureCode: BUILDING })))
    const commandId = newId()
    const commands = submitted.map(({ dossierId }, turn) =>
      turn % 2 === 0
        ? press(dossierId, 'accept', desk(turn))
        : carryOut(province.context, { dossierId, verb: 'accept', actor: desk(0), input: {}, commandId }),
    )
    const { won, codes } = await atOnce(commands)
    assert.deepEqual([won, new Set(codes)], [11, new Set(['casework.command_reused'])])
    const rows = await query<{ code: string }>(
      province.context.db.read,
      `SELECT code FROM casework_dossier WHERE code LIKE '%-260506-%' ORDER BY code`,
    )
    assert.deepEqual(
      rows.map((row) => Number(row.code.slice(-4))),
      Array.from({ length: 11 }, (_, index) => index + 1),
    )
  })

  test('and the ledger fits', async () => {
    assert.deepEqual((await verifyLedger(province.context.db.read)).faults, [])
  })
})
