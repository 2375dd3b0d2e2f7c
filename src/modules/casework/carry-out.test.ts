import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId } from '../../platform/ids.ts'
import { readStream, type StreamHead, verifyLedger } from '../../platform/ledger/index.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { erasePerson, readProfileVersions, readTexts } from '../vault/index.ts'
import { type CommandRequest, carryOut, currentState, dossierCode } from './carry-out.ts'
import { getDossierAnswer } from './dossier-answer.ts'
import type { DossierEvent } from './events.ts'
import { replay } from './evolve.ts'

const BUILDING = '1.013225'
const words = 'Bản vẽ chưa ghi tỷ lệ'
let database: TestDatabase
let province: TestProvince

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-03-02T09:00')
})
after(async () => {
  await province.close()
  await database.close()
})

const submit = (more: { procedureCode?: string } = {}) => province.submit({ procedureCode: BUILDING, ...more })
const deskOf = (unit: AgencyId): TestOfficer => {
  const found = province.officers.find((officer) =>
    officer.mandates.some((mandate) => mandate.agencyId === unit && mandate.role === 'receptionist'),
  )
  assert.ok(found)
  return found
}
const carry = (request: Omit<CommandRequest, 'input'> & { input?: unknown }) =>
  carryOut(province.context, { input: {}, ...request })
const versionOf = async (id: DossierId) => (await currentState(province.context, id)).version
const eventsOf = async (id: DossierId) => (await readStream(province.context.db.read, id)).length

describe('the same command twice', () => {
  test('gives the first answer and writes one event, one after the other or at once', async () => {
    for (const together of [false, true]) {
      const { dossierId, state } = await submit()
      const actor = deskOf(state.units.intake)
      const press = () => carry({ dossierId, verb: 'accept', actor, commandId })
      const commandId = newId()
      const answers = together ? await Promise.all([press(), press(), press()]) : [await press(), await press()]
      assert.equal(answers.filter((answer) => !answer.repeated).length, 1)
      assert.equal(new Set(answers.map((answer) => answer.state.code)).size, 1)
      assert.equal(await eventsOf(dossierId), 2)
    }
  })

  test('also where the verb could be carried out again', async () => {
    const { dossierId, state } = await submit()
    await province.walk(dossierId, 'tham-dinh')
    const head = province.officers.find((officer) =>
      officer.mandates.some((each) => each.agencyId === state.units.competent && each.role === 'approver'),
    )
    const { step } = (await currentState(province.context, dossierId)).state
    const handler = province.officers.find((officer) =>
      officer.mandates.some((each) => each.agencyId === step?.agencyId && each.role === 'handler'),
    )
    assert.ok(head && handler)
    const commandId = newId()
    const assign = () =>
      carry({ dossierId, verb: 'assign', actor: head, input: { officerId: handler.officerId }, commandId })
    const first = await assign()
    const second = await assign()
    assert.deepEqual([first.repeated, second.repeated, second.version], [false, true, first.version])
  })

  test('for another dossier is refused, and nothing is written', async () => {
    const [one, other] = [await submit(), await submit()]
    const actor = deskOf(one.state.units.intake)
    const commandId = newId()
    await carry({ dossierId: one.dossierId, verb: 'accept', actor, commandId })
    await refusedLater(
      carry({ dossierId: other.dossierId, verb: 'accept', actor, commandId }),
      'casework.command_reused',
    )
    assert.equal((await currentState(province.context, other.dossierId)).state.code, null)
  })

  test("another person's command of the same id is not theirs", async () => {
    const { dossierId, state, citizen } = await submit()
    const commandId = newId()
    await carry({ dossierId, verb: 'accept', actor: deskOf(state.units.intake), commandId })
    const answer = await carry({ dossierId, verb: 'withdraw', actor: citizen.actor, commandId })
    assert.deepEqual([answer.repeated, answer.state.legal], [false, 'withdrawn'])
  })
})

describe('versions', () => {
  test('a stale one is refused with the one there is', async () => {
    const { dossierId, state } = await submit()
    const actor = deskOf(state.units.intake)
    await carry({ dossierId, verb: 'accept', actor, expectedVersion: 1 })
    await refusedLater(
      carry({ dossierId, verb: 'forward', actor, input: { to: 'tham-dinh' }, expectedVersion: 1 }),
      'casework.stale_version',
    )
    assert.equal(await versionOf(dossierId), 2)
  })

  test('a stranger is told of no version', async () => {
    const { dossierId } = await submit()
    const stranger = (await province.newCitizen()).actor
    await refusedLater(
      carry({ dossierId, verb: 'withdraw', actor: stranger, expectedVersion: 7 }),
      'casework.dossier_not_found',
    )
  })
})

describe('who may not', () => {
  test('what one may not see is not found; what is not there likewise', async () => {
    const { dossierId } = await submit()
    const elsewhere = await province.newOfficer('Người Nơi Khác', [{ agencySlug: 'xa-van-giang', role: 'handler' }])
    const administrator = await province.newOfficer('Quản Trị', [
      { agencySlug: 'phuong-pho-hien', role: 'administrator' },
    ])
    const strangers: Actor[] = [anonymous, elsewhere, administrator, (await province.newCitizen()).actor]
    for (const actor of strangers) {
      await refusedLater(carry({ dossierId, verb: 'accept', actor }), 'casework.dossier_not_found')
      await refusedLater(getDossierAnswer(province.context, actor, dossierId), 'casework.dossier_not_found')
      await refusedLater(carry({ dossierId: newId(), verb: 'accept', actor }), 'casework.dossier_not_found')
    }
  })

  test('who sees but has no part is told so, the wrong state too', async () => {
    const { dossierId, state, citizen } = await submit()
    const actor = deskOf(state.units.intake)
    await refusedLater(carry({ dossierId, verb: 'accept', actor: citizen.actor }), 'casework.not_yours_to_do')
    await carry({ dossierId, verb: 'accept', actor })
    await refusedLater(carry({ dossierId, verb: 'accept', actor }), 'casework.not_possible_in_state')
  })

  test('an input that does not fit names its fields', async () => {
    const { dossierId, state } = await submit()
    const ask = (input: unknown) =>
      carry({ dossierId, verb: 'request_supplement', actor: deskOf(state.units.intake), input })
    const good = { componentKeys: ['ban-ve'], reason: words, until: '2026-03-20T17:00:00+07:00' }
    await refusedLater(ask({}), 'input.invalid', 'componentKeys')
    await refusedLater(ask({ ...good, reason: '  ' }), 'input.invalid', 'reason')
    await refusedLater(ask({ ...good, reason: 'có \u0000 trong chữ' }), 'input.invalid', 'reason')
    for (const until of ['2026-12-31T23:59:60Z', '2026-02-30T00:00:00Z', 'mai']) {
      await refusedLater(ask({ ...good, until }), 'input.invalid', 'until')
    }
    assert.equal(await versionOf(dossierId), 1)
  })

  test("a file that somebody else sent is nobody's to name", async () => {
    const { dossierId, state, citizen } = await submit()
    const componentKeys = [state.attachments[0]?.componentKey ?? '']
    const until = '2026-03-20T17:00:00+07:00'
    await carry({
      dossierId,
      verb: 'request_supplement',
      actor: deskOf(state.units.intake),
      input: { componentKeys, reason: words, until },
    })
    const supply = (fileHash: string) =>
      carry({
        dossierId,
        verb: 'supply',
        actor: citizen.actor,
        input: {
          attachments: componentKeys.map((componentKey) => ({
            componentKey,
            fileHash,
            mediaType: 'application/pdf',
            size: 1000,
          })),
          papers: [],
        },
      })
    const foreign = await province.upload((await province.newCitizen()).actor)
    await refusedLater(supply(foreign), 'casework.file_unknown', `components/${componentKeys[0]}`)
    const answer = await supply(await province.upload(citizen.actor))
    assert.equal(answer.state.legal, 'submitted')
  })
})

describe('an officer of two agencies that were both asked', () => {
  test('answers for the one whose opinion is named', async () => {
    const { dossierId } = await submit()
    const { state } = await province.walk(dossierId, 'tham-dinh')
    const slugs = ['xa-van-giang', 'xa-nhu-quynh'] as const
    const agencyIds = slugs.map((slug) => province.directory.bySlug(slug)?.id)
    const handler = province.officers.find((officer) =>
      officer.mandates.some((each) => each.agencyId === state.step?.agencyId && each.role === 'handler'),
    )
    assert.ok(handler)
    const asked = await carry({
      dossierId,
      verb: 'ask_opinion',
      actor: handler,
      input: { agencyIds, question: words },
    })
    const both = await province.newOfficer(
      'Kiêm Nhiệm',
      slugs.map((agencySlug) => ({ agencySlug, role: 'handler' as const })),
    )
    for (const opinion of [...asked.state.opinions].reverse()) {
      const input = { opinionId: opinion.id, answer: words, agrees: true }
      const answer = await carry({ dossierId, verb: 'answer_opinion', actor: both, input })
      const last = (await readStream(province.context.db.read, dossierId)).at(-1)
      assert.equal(last?.agencyId, opinion.agencyId)
      assert.ok(answer.state.opinions.find((each) => each.id === opinion.id)?.answeredAt)
    }
  })
})

describe('the code', () => {
  test('is made of the receiving unit, the day in Viet Nam and the serial of that day', async () => {
    assert.equal(dossierCode('H33.08', '2026-11-18', 12), 'H33.08-261118-0012')
    const accept = async (local: string) => {
      province.setClock(local)
      const { dossierId, state } = await province.submit({ procedureCode: BUILDING })
      const answer = await carry({ dossierId, verb: 'accept', actor: deskOf(state.units.intake) })
      return { code: answer.state.code, unit: province.directory.get(state.units.intake)?.code }
    }
    const { unit } = await accept('2026-04-01T23:59')
    const codes = [(await accept('2026-04-01T23:59')).code, (await accept('2026-04-02T00:00')).code]
    assert.deepEqual(codes, [`${unit}-260401-0002`, `${unit}-260402-0001`])
    province.setClock('2026-03-02T09:00')
  })

  test('after 9999 in a day nothing is accepted, loudly, and nothing else of it stands', async () => {
    province.setClock('2026-04-07T09:00')
    const { dossierId, state } = await submit()
    const actor = deskOf(state.units.intake)
    await province.context.db.write((tx) =>
      query(tx, 'INSERT INTO casework_serial (agency_id, on_date, last_serial) VALUES ($1, $2, 9998)', [
        state.units.intake,
        '2026-04-07',
      ]),
    )
    const answer = await carry({ dossierId, verb: 'accept', actor })
    assert.match(answer.state.code ?? '', /-260407-9999$/)
    const next = await submit()
    await refusedLater(carry({ dossierId: next.dossierId, verb: 'accept', actor }), 'casework.serial_exhausted')
    assert.equal(await versionOf(next.dossierId), 1)
    province.setClock('2026-03-02T09:00')
  })

  test('a serial that a failed acceptance took is given to the next', async () => {
    province.setClock('2026-04-08T09:00')
    const [failed, good] = [await submit(), await submit()]
    const actor = deskOf(failed.state.units.intake)
    const commandId = newId()
    await carry({ dossierId: good.dossierId, verb: 'accept', actor, commandId })
    await refusedLater(
      carry({ dossierId: failed.dossierId, verb: 'accept', actor, commandId }),
      'casework.command_reused',
    )
    const answer = await carry({ dossierId: failed.dossierId, verb: 'accept', actor })
    assert.match(answer.state.code ?? '', /-260408-0002$/)
    province.setClock('2026-03-02T09:00')
  })
})

describe('sealed texts', () => {
  test('are readable, until the applicant is erased', async () => {
    const { db, keys } = province.context
    const { dossierId, state } = await submit()
    const actor = deskOf(state.units.intake)
    const input = { reason: words, legalBasis: 'Điều 17' }
    const { state: refusedState } = await carry({ dossierId, verb: 'refuse_intake', actor, input })
    const { endedReason, applicant } = refusedState
    assert.ok(endedReason)
    const read = async () => (await readTexts(db.read, keys, [endedReason.valueId])).get(endedReason.valueId)
    assert.equal(await read(), words)
    const version = refusedState.applicant.profile.valueId
    assert.equal((await readProfileVersions(db.read, keys, [version])).get(version)?.fullName, 'Nguyễn Thị Hoa')
    await db.write((tx) => erasePerson(tx, applicant.personId))
    assert.equal(await read(), null)
    const correction = carry({ dossierId, verb: 'correct', actor, input: { version: 2, reason: words } })
    await refusedLater(correction, 'vault.person_erased')
    assert.equal((await getDossierAnswer(province.context, actor, dossierId)).applicantName, null)
  })

  test('stand nowhere in the clear but in the published apology', async () => {
    const rows = await query<{ found: number }>(
      province.context.db.read,
      `SELECT count(*) AS found FROM ledger_event WHERE payload::text LIKE '%' || $1 || '%'
       UNION ALL SELECT count(*) FROM casework_dossier WHERE state::text LIKE '%' || $1 || '%'`,
      [words],
    )
    assert.deepEqual(
      rows.map((row) => row.found),
      [0, 0],
    )
  })
})

describe('at the end of all this', () => {
  test('every stored state is what its history says, and the ledger fits', async () => {
    const { db } = province.context
    const rows = await query<{ id: DossierId; version: number; state: object; head_hash: Buffer }>(
      db.read,
      'SELECT id, version, state, head_hash FROM casework_dossier',
    )
    assert.ok(rows.length > 15)
    for (const row of rows) {
      const stored = await readStream(db.read, row.id)
      const history = stored.map(({ type, payload, recordedAt }) => ({
        event: { type, payload } as unknown as DossierEvent,
        at: recordedAt.getTime(),
      }))
      assert.equal(stored.length, row.version)
      assert.deepEqual(replay(history), row.state)
    }
    const heads = rows.map((row): StreamHead => ({ streamId: row.id, version: row.version, hash: row.head_hash }))
    const verification = await verifyLedger(db.read, { heads: eachOf(heads) })
    assert.deepEqual(verification.faults, [])
    assert.equal(verification.streams, rows.length)
  })

  test('counts kept beside are those counted anew', async () => {
    const rows = await query<{ measure: string; kept: number; counted: number }>(
      province.context.db.read,
      `WITH kept AS (SELECT measure, sum(count)::int AS kept FROM (
         SELECT measure, count FROM casework_tally WHERE procedure_code <> ''
         UNION ALL SELECT measure, delta FROM casework_tally_delta) all_counts GROUP BY measure),
       counted AS (SELECT * FROM (VALUES
         ('open', (SELECT count(*) FROM casework_dossier WHERE legal_state IN ('accepted', 'in_process',
           'supplement_requested', 'payment_requested', 'suspended'))),
         ('to_receive', (SELECT count(*) FROM casework_dossier WHERE legal_state = 'submitted')),
         ('received', (SELECT count(*) FROM casework_dossier WHERE accepted_at IS NOT NULL)),
         ('refused', (SELECT count(*) FROM casework_dossier WHERE legal_state = 'refused')),
         ('withdrawn', (SELECT count(*) FROM casework_dossier WHERE legal_state = 'withdrawn'))) v (measure, counted))
       SELECT measure, coalesce(kept, 0) AS kept, counted FROM counted LEFT JOIN kept USING (measure)`,
    )
    assert.equal(rows.length, 5)
    for (const row of rows) assert.equal(row.kept, row.counted, row.measure)
  })
})

async function* eachOf<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values
}
