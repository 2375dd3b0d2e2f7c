import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { query } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { makeCheckpoint } from '../../platform/ledger/index.ts'
import { erasePerson } from '../vault/index.ts'
import type { DossierState } from './dossier.ts'
import { openDossierForFees, recordFees } from './fees/record-fees.ts'
import { checkReplays } from './replay-check.ts'
import { returnElectronically } from './return-electronically.ts'
import { getDossierForApplicant } from './views/index.ts'

let database: TestDatabase
let province: TestProvince
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
})
after(async () => {
  await province.close()
  await database.close()
})

const PERMIT = { procedureCode: '1.013225', caseKey: 'nha-o-rieng-le' }

async function follow(): Promise<void> {
  await makeCheckpoint(database.db)
  await returnElectronically(province.context)
}

async function stateOf(id: DossierId): Promise<DossierState & { version: number }> {
  const [row] = await query<{ state: DossierState; version: number }>(
    database.db.read,
    'SELECT state, version FROM casework_dossier WHERE id = $1',
    [id],
  )
  assert.ok(row)
  return { ...row.state, version: row.version }
}

interface ReturnRow {
  version: number
  actor: string | null
  payload: { by: string; cause?: { version: number; type: string; signedBy: string } }
}

async function returnsOf(id: DossierId): Promise<ReturnRow[]> {
  return query(
    database.db.read,
    `SELECT version, actor_id AS actor, payload::jsonb AS payload FROM ledger_event
     WHERE stream_id = $1 AND type = 'ResultReturned' ORDER BY version`,
    [id],
  )
}

async function fees(id: DossierId, entry: Parameters<typeof recordFees>[2]): Promise<void> {
  await database.db.write(async (tx) => {
    const loaded = await openDossierForFees(tx, id)
    await recordFees(tx, loaded, entry, { actor: { kind: 'anonymous' } })
  })
}

test('on the signature the result is returned by the system, with the signer as its cause, once', async () => {
  const { dossierId, citizen } = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(dossierId)
  const signed = await stateOf(dossierId)
  await makeCheckpoint(database.db)
  // Two workers at once, and again afterwards: one entry.
  await Promise.all([returnElectronically(province.context), returnElectronically(province.context)])
  await follow()
  const returns = await returnsOf(dossierId)
  assert.equal(returns.length, 1)
  assert.equal(returns[0]?.actor, null)
  assert.deepEqual(returns[0]?.payload.cause, {
    version: signed.version,
    type: 'Completed',
    signedBy: signed.result?.signedBy,
  })
  const state = await stateOf(dossierId)
  assert.equal(state.legal, 'returned')
  assert.equal(state.step, null)
  const page = await getDossierForApplicant(province.viewer(citizen.actor), dossierId)
  const line = page.timeline.at(-1)
  assert.equal(line?.key, 'event.ResultReturned.by_itself')
  assert.equal(line?.byApplicant, false)
  assert.ok(String(line?.params.signer).length > 3)
  assert.equal((await checkReplays(database.db.read)).differing, null)
})

test('nobody is served so who did not choose it', async () => {
  for (const resultBy of [undefined, 'counter', 'post'] as const) {
    const { dossierId } = await province.submit({ ...PERMIT, resultBy })
    await province.walk(dossierId)
    await follow()
    assert.equal((await stateOf(dossierId)).legal, 'resolved')
  }
})

test('where the desk still holds papers, it returns them together', async () => {
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const { dossierId } = await province.submit({ ...PERMIT, desk, resultBy: 'online' })
  await province.walk(dossierId)
  await follow()
  assert.equal((await stateOf(dossierId)).legal, 'resolved')
})

test('a fee that is due holds it until the fee is paid', async () => {
  const { dossierId } = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.act(dossierId, 'accept', province.officerIn('mot-cua-phuong-pho-hien', 'receptionist'))
  await fees(dossierId, { type: 'FeeAssessed', payload: { amount: 75_000, waived: 0 } })
  await province.walk(dossierId)
  await follow()
  assert.equal((await stateOf(dossierId)).legal, 'resolved')
  const paid = (amount: number, paymentId: string) =>
    fees(dossierId, { type: 'FeeSettled', payload: { paymentId, amount, method: 'cash', receipts: [] } })
  await paid(50_000, 'p1')
  await follow()
  assert.equal((await stateOf(dossierId)).legal, 'resolved', 'a part is not all')
  await paid(25_000, 'p2')
  const { version } = await stateOf(dossierId)
  await follow()
  const [back] = await returnsOf(dossierId)
  assert.equal(back?.payload.cause?.type, 'FeeSettled')
  assert.equal(back?.payload.cause?.version, version)
  assert.equal((await stateOf(dossierId)).legal, 'returned')
})

test('an issue taken back before the system came to it is not returned; signed anew it is', async () => {
  const { dossierId } = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(dossierId)
  const { version } = await stateOf(dossierId)
  const leader = province.officerIn('phuong-pho-hien', 'agency_leader')
  await province.act(dossierId, 'correct', leader, { version, reason: 'Nhầm số giấy phép' })
  await follow()
  assert.equal((await returnsOf(dossierId)).length, 0)
  await province.walk(dossierId)
  await follow()
  assert.equal((await returnsOf(dossierId)).length, 1)
})

test('a return that was taken back is left to people, also when money moves afterwards', async () => {
  const { dossierId } = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(dossierId)
  await follow()
  const { version } = await stateOf(dossierId)
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  await province.act(dossierId, 'correct', desk, { version, reason: 'Trả nhầm hồ sơ' })
  await fees(dossierId, { type: 'FeeAssessed', payload: { amount: 10_000, waived: 0 } })
  await fees(dossierId, {
    type: 'FeeSettled',
    payload: { paymentId: 'p3', amount: 10_000, method: 'cash', receipts: [] },
  })
  await follow()
  assert.equal((await returnsOf(dossierId)).length, 1)
  assert.equal((await stateOf(dossierId)).legal, 'resolved')
})

test('a dossier withdrawn, returned by hand or whose person was erased meanwhile is left alone', async () => {
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const withdrawn = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.act(withdrawn.dossierId, 'accept', desk)
  await province.act(withdrawn.dossierId, 'withdraw', withdrawn.citizen.actor, {})
  const byHand = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(byHand.dossierId)
  await province.act(byHand.dossierId, 'return_result', desk, { to: 'Nguyễn Thị Hoa', by: 'online' })
  const erased = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(erased.dossierId)
  await database.db.write((tx) => erasePerson(tx, erased.citizen.actor.personId))
  await follow()
  assert.equal((await stateOf(withdrawn.dossierId)).legal, 'withdrawn')
  assert.equal((await returnsOf(byHand.dossierId)).length, 1)
  assert.equal((await returnsOf(erased.dossierId)).length, 0)
})

test('killed in the middle, nothing stands and nothing is lost: the next turn does all of it', async () => {
  const { dossierId } = await province.submit({ ...PERMIT, resultBy: 'online' })
  await province.walk(dossierId)
  await makeCheckpoint(database.db)
  const dying = {
    ...province.context,
    db: {
      ...province.context.db,
      write: (work: Parameters<typeof province.context.db.write>[0]) =>
        province.context.db.write(async (tx) => {
          await work(tx)
          throw new Error('killed before the commit')
        }),
    },
  } as typeof province.context
  await assert.rejects(returnElectronically(dying), /killed/)
  assert.equal((await returnsOf(dossierId)).length, 0)
  await returnElectronically(province.context)
  assert.equal((await returnsOf(dossierId)).length, 1)
})
