import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { seedQueue, wish } from '../../../test/support/queue.ts'
import { currentState } from '../../modules/casework/carry-out.ts'
import type { DossierState } from '../../modules/casework/index.ts'
import type { VerbName } from '../../modules/casework/verbs/index.ts'
import { componentsToSupply } from '../../modules/catalogue/index.ts'
import { listOfficerActors, type OfficerActor } from '../../modules/organisation/index.ts'
import { actOnTicket, callNext, openCounter, type QueueContext, takeTicket } from '../../modules/queue/index.ts'
import { query } from '../../platform/db.ts'
import { type DossierId, newId } from '../../platform/ids.ts'

const CENTRE = 'mot-cua-xa-tan-hung'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let queue: QueueContext
let alone: OfficerActor

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  queue = await seedQueue(province)
  const officers = await listOfficerActors(database.db.read)
  alone = officers.find(({ displayName }) => displayName === 'Đào Thị Kim Liên') ?? assert.fail('not seeded')
})
after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

test('in a small commune one officer calls, receives, decides and returns, each act under the mandate it needs', async () => {
  const [counter] = await query<{ id: string }>(
    database.db.read,
    `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 AND k.active`,
    [CENTRE],
  )
  await openCounter(queue, alone, counter?.id ?? '')
  await takeTicket(queue, wish({ centre: CENTRE, line: 'tat-ca' }))
  const { ticketId, label } = await callNext(queue, alone)
  await actOnTicket(queue, alone, { ticketId, act: 'begin' })
  const app = await desk.appOf(alone)
  assert.match((await app.inject('/lam-viec/quay')).body, new RegExp(label))
  assert.equal((await app.inject('/lam-viec/tiep-nhan')).statusCode, 200)

  const dossierId = await received()
  const state = await walkToTheEnd(dossierId)
  await actOnTicket(queue, alone, { ticketId, act: 'finish' })
  assert.equal(state.legal, 'returned')
  assert.equal((await app.inject(`/lam-viec/ho-so/${dossierId}`)).statusCode, 200)

  const acts = await query<{ type: string; actor: string; role: string }>(
    database.db.read,
    `SELECT e.type, e.actor_id AS actor, m.role FROM ledger_event e LEFT JOIN organisation_mandate m ON m.id = e.mandate_id
     WHERE e.stream_id = $1 ORDER BY e.version`,
    [dossierId],
  )
  assert.deepEqual([...new Set(acts.map(({ actor }) => actor))], [alone.userId])
  const roleOf = (type: string) => acts.find((act) => act.type === type)?.role
  assert.deepEqual(['Accepted', 'Approved', 'ResultReturned'].map(roleOf), ['receptionist', 'approver', 'receptionist'])
})

/** The officer's own intake, as the page sends it: a death is registered. */
async function received(): Promise<DossierId> {
  const { id, document } = await province.procedure('1.000656')
  const caseKey = document.cases[0]?.key ?? null
  const desks = alone.mandates.filter(({ role }) => role === 'receptionist')
  const centreId = province.directory.bySlug(CENTRE)?.id
  const answer = await desk.services.workspace.receiveDossier(alone, {
    versionId: id,
    caseKey,
    channel: 'counter',
    mandateId: desks.find(({ agencyId }) => agencyId === centreId)?.id ?? '',
    applicant: { kind: 'citizen', fullName: 'Vũ Thị Nhàn', identityNumber: '033190004512' },
    communeCode: '11977',
    papers: componentsToSupply(document, caseKey).map(({ key }) => ({ componentKey: key, originals: 1, copies: 0 })),
    files: [],
    request: '',
    confirmed: true,
    accept: true,
    commandId: newId(),
    acceptCommandId: newId(),
  })
  return answer.kind === 'received' && answer.code !== null ? answer.dossierId : assert.fail(JSON.stringify(answer))
}

/** Step by step as the flow leads, by the ordinary verbs. */
async function walkToTheEnd(dossierId: DossierId): Promise<DossierState> {
  const press = async (verb: VerbName, input: object) => (await province.act(dossierId, verb, alone, input)).state
  const result = { number: '12/TLKS', fileHash: await province.upload(alone), mediaType: 'application/pdf' }
  await press('forward', { to: 'giai-quyet' })
  await press('forward', { to: 'ky-duyet' })
  await press('approve', { outcome: 'granted', result })
  const identity = { document: 'identity_card', lastDigits: '4512' }
  const handover = { to: 'Vũ Thị Nhàn', by: 'counter', identity, signedOnPaper: true }
  const { legal } = (await currentState(province.context, dossierId)).state
  if (legal !== 'resolved') await press('complete', { result })
  return press('return_result', handover)
}
