import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { replay } from '../modules/casework/evolve.ts'
import type { DossierEvent } from '../modules/casework/index.ts'
import { reconcile } from '../modules/money/reconcile.ts'
import { readDay } from '../modules/money/reconciliation-reader.ts'
import { DEMO_MASTER_KEY } from '../platform/config.ts'
import { type Db, openDb, query } from '../platform/db.ts'
import { openFolderStore } from '../platform/files/folder-store.ts'
import { type AgencyId, newId } from '../platform/ids.ts'
import {
  appendEvents,
  chainEvents,
  makeCheckpoint,
  newStream,
  readStream,
  verifyLedger,
} from '../platform/ledger/index.ts'
import { openKeyring } from '../platform/sealing/keyring.ts'
import { findSetting } from '../platform/settings.ts'
import { addDossiers, DEMONSTRATION_MADE, importProvince, makeDemonstration, type ProvinceRequest } from './province.ts'
import type { Outcome } from './recorder.ts'
import { setClock } from './store.ts'

const DATA = fileURLToPath(new URL('../../data/', import.meta.url))
const DOSSIERS = 400
const databases: TestDatabase[] = []
let folder = ''

interface Made {
  database: TestDatabase
  simulator: Db
  outcome: Outcome
}

async function emptyProvince(): Promise<{ database: TestDatabase; simulator: Db; request: ProvinceRequest }> {
  const database = await testDatabase()
  databases.push(database)
  const simulator = openDb({ url: database.simulatorUrl, poolSize: 4, applicationName: 'motcua test simulator' })
  await importProvince(database.db, DATA)
  const request = {
    db: simulator,
    keys: openKeyring(DEMO_MASTER_KEY),
    files: await openFolderStore(folder),
    dataFolder: DATA,
    dossiers: DOSSIERS,
    seed: 7,
    until: new Date('2026-11-20T10:20:00+07:00'),
    days: 90,
  }
  return { database, simulator, request }
}

async function make(changes: Partial<ProvinceRequest> = {}): Promise<Made> {
  const { database, simulator, request } = await emptyProvince()
  return { database, simulator, outcome: await makeDemonstration({ ...request, withPetitions: false, ...changes }) }
}

let first: Made

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-simulation-'))
  first = await make()
})
after(async () => {
  await first.simulator.close()
  for (const database of databases) await database.close()
  await rm(folder, { recursive: true, force: true })
})

test('the same seed gives the same province, another seed another', async () => {
  const [again, other] = [await make(), await make({ seed: 8 })]
  assert.deepEqual(again.outcome, first.outcome)
  assert.notEqual(other.outcome.digest, first.outcome.digest)
  assert.equal(first.outcome.dossiers, DOSSIERS)
  await again.simulator.close()
  await other.simulator.close()
})

test('every dossier state is the one its events give, and the chains and seals hold', async () => {
  const { database, outcome } = first
  await makeCheckpoint(database.db)
  const verification = await verifyLedger(database.db.read, {})
  assert.deepEqual(verification.faults, [])
  assert.equal(verification.events, outcome.events)
  assert.equal(verification.streams, DOSSIERS)
  const heads = await query<{ different: number }>(
    database.db.read,
    `SELECT count(*) AS different FROM casework_dossier d
     WHERE NOT EXISTS (SELECT FROM ledger_event e WHERE e.stream_id = d.id AND e.version = d.version AND e.hash = d.head_hash)
       OR EXISTS (SELECT FROM ledger_event e WHERE e.stream_id = d.id AND e.version > d.version)`,
  )
  assert.equal(heads[0]?.different, 0)
  const stored = await query<{ id: string; state: unknown }>(
    database.db.read,
    'SELECT id, state FROM casework_dossier ORDER BY id LIMIT 60',
  )
  for (const { id, state } of stored) {
    const history = await readStream(database.db.read, id)
    const replayed = replay(
      history.map((row) => ({
        event: { type: row.type, payload: row.payload } as unknown as DossierEvent,
        at: row.recordedAt.getTime(),
      })),
    )
    assert.deepEqual(JSON.parse(JSON.stringify(replayed)), state)
  }
})

test('events stand in the order of time, and none lies after the end', async () => {
  const rows = await query<{ disorder: number; last: Date }>(
    first.database.db.read,
    `SELECT count(*) FILTER (WHERE recorded_at < previous) AS disorder, max(recorded_at) AS last
     FROM (SELECT recorded_at, lag(recorded_at) OVER (ORDER BY position) AS previous FROM ledger_event) e`,
  )
  assert.equal(rows[0]?.disorder, 0)
  assert.ok((rows[0]?.last.getTime() ?? Number.NaN) < Date.parse('2026-11-20T10:20:00+07:00'))
})

test('serials go on where the simulation ended', async () => {
  const rows = await query<{ wrong: number }>(
    first.database.db.read,
    `SELECT count(*) AS wrong FROM casework_serial s WHERE last_serial <> (
       SELECT count(*) FROM ledger_event e JOIN casework_dossier d ON d.id = e.stream_id
       WHERE e.type = 'Accepted' AND d.intake_agency_id = s.agency_id
         AND (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = s.on_date)`,
  )
  assert.equal(rows[0]?.wrong, 0)
})

test('the demonstration is believable: all kinds of ends, all channels, few late', () => {
  const { states, channels, punctuality } = first.outcome
  for (const state of [
    'returned',
    'resolved',
    'in_process',
    'supplement_requested',
    'submitted',
    'refused',
    'stopped',
  ]) {
    assert.ok((states[state] ?? 0) > 0, state)
  }
  assert.ok((channels.online ?? 0) > (channels.counter ?? 0) && (channels.counter ?? 0) > (channels.post ?? 0))
  const decided = (punctuality.early ?? 0) + (punctuality.on_time ?? 0) + (punctuality.late ?? 0)
  assert.ok((punctuality.late ?? 0) / decided < 0.1)
})

test('every demonstration citizen has dossiers in several states', async () => {
  const rows = await query<{ states: number }>(
    first.database.db.read,
    `SELECT count(DISTINCT d.legal_state) AS states FROM account_person p
     LEFT JOIN casework_dossier d ON d.applicant_id = p.person_id GROUP BY p.user_id`,
  )
  assert.equal(rows.length, 4)
  for (const row of rows) assert.ok(row.states >= 4, String(row.states))
})

test('broken off, nothing of it stands; afterwards it can be made', async () => {
  const { database, simulator, request } = await emptyProvince()
  const onProgress = ({ events }: { events: number }): void => {
    if (events > 1500) throw new Error('broken off')
  }
  await assert.rejects(makeDemonstration({ ...request, onProgress }), /broken off/)
  const [left] = await query<{ events: number; accounts: number }>(
    database.db.read,
    'SELECT (SELECT count(*) FROM ledger_event) AS events, (SELECT count(*) FROM account_user) AS accounts',
  )
  assert.deepEqual(left, { events: 0, accounts: 0 })
  assert.equal(await findSetting(database.db.read, DEMONSTRATION_MADE), undefined)
  const outcome = await makeDemonstration(request)
  assert.equal(await findSetting(database.db.read, DEMONSTRATION_MADE), outcome.digest)
  await simulator.close()
})

test('more dossiers can be added: codes stay unique, counts add up', async () => {
  const { database, simulator, request } = await emptyProvince()
  await makeDemonstration({ ...request, dossiers: 100 })
  await addDossiers({ ...request, dossiers: 100, seed: 9 })
  const [row] = await query<{ dossiers: number; persons: number }>(
    database.db.read,
    'SELECT (SELECT count(*) FROM casework_dossier) AS dossiers, (SELECT count(*) FROM vault_person) AS persons',
  )
  assert.equal(row?.dossiers, 200)
  await simulator.close()
})

test('the application itself cannot date an event back', async () => {
  const { db } = first.database
  const stamp = {
    actorId: null,
    mandateId: null,
    agencyId: null,
    commandId: null,
    recordedAt: new Date('2026-01-05T09:00:00+07:00'),
  }
  const events = chainEvents(newStream(newId()), stamp, [{ type: 'Tried', payload: {} }])
  const back = db.write(async (tx) => {
    await setClock(tx, stamp.recordedAt.getTime())
    await appendEvents(tx, events)
  })
  await assert.rejects(back, { code: 'MC001' })
})

test('fees are assessed, paid on the platform or in cash, waived and left unpaid; money and dossiers agree on every day', async () => {
  const { database, outcome } = first
  const { read } = database.db
  assert.ok((outcome.payments.platform ?? 0) > 0 && (outcome.payments.cash ?? 0) > 0)
  const [row] = await query<{ wrong: number; balance: number; paid: number; waived: number; gaps: number }>(
    read,
    `SELECT (SELECT count(*) FROM casework_dossier d
         LEFT JOIN LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE state = 'due'), 0) AS due,
           coalesce(sum(amount) FILTER (WHERE state = 'paid'), 0) AS paid, coalesce(sum(waived_amount), 0) AS waived
           FROM money_charge WHERE dossier_id = d.id) c ON true
         WHERE (coalesce(d.state #>> '{fees,due}', '0')::bigint, coalesce(d.state #>> '{fees,paid}', '0')::bigint,
           coalesce(d.state #>> '{fees,waived}', '0')::bigint) <> (c.due, c.paid, c.waived)) AS wrong,
       (SELECT coalesce(sum(debit - credit), 0)::bigint FROM money_posting) AS balance,
       (SELECT count(*) FROM money_payment) AS paid, (SELECT count(*) FROM money_waiver) AS waived,
       (SELECT count(*) FROM (SELECT 1 FROM money_receipt GROUP BY agency_id, kind, year HAVING max(serial) <> count(*)) g) AS gaps`,
  )
  assert.deepEqual([row?.wrong, row?.balance, row?.gaps], [0, 0, 0])
  assert.equal(row?.paid, (outcome.payments.platform ?? 0) + (outcome.payments.cash ?? 0))
  const days = await query<{ agencyId: AgencyId; on: string }>(
    read,
    `SELECT DISTINCT ON (agency_id) agency_id AS "agencyId", paid_on AS "on" FROM money_payment ORDER BY agency_id, paid_on DESC LIMIT 6`,
  )
  assert.ok(days.length > 0)
  for (const { agencyId, on } of days) {
    assert.deepEqual(reconcile(await readDay(read, { agencyId, agencyCode: 'X', on })), [], `${agencyId} on ${on}`)
  }
})
