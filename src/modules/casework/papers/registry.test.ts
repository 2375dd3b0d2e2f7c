import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { demoRecords, type RunningRegistry, startPaperRegistry } from '../../../fakes/paper-registry.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { type DossierId, newId } from '../../../platform/ids.ts'
import { makeCheckpoint } from '../../../platform/ledger/index.ts'
import { erasePerson } from '../../vault/index.ts'
import { countReuse, forgetRegistryAnswers, httpPaperRegistry } from '../../vault/papers/index.ts'
import { askRegistryForSupply, readSupply, sendSupply } from '../drafts/index.ts'
import { checkReplays } from '../replay-check.ts'
import { submitDossier } from '../submit-dossier.ts'
import { getDossierPage } from '../views/index.ts'
import { askForComponents, countAvoided } from './index.ts'

const EXTENSION = '1.013227'
const PAPER = 'giay-phep-goc'

let database: TestDatabase
let province: TestProvince
let registry: RunningRegistry
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  registry = await startPaperRegistry((number) => demoRecords(number))
  province.context.registry = httpPaperRegistry({ url: registry.url, token: 'x', timeoutMs: 500 })
})
after(async () => {
  await registry.close()
  await province.close()
  await database.close()
})

let serial = 100
/** Somebody about whom the registry knows a permit, or nobody it knows. */
function newCitizen(known = true): Promise<TestCitizen> {
  serial += 1
  return province.newCitizen({ identityNumber: `0331900${serial}${known ? '77' : '78'}` })
}

async function ask(citizen: TestCitizen, actor: Parameters<typeof askForComponents>[1]['actor'] = citizen.actor) {
  const { document: procedure } = await province.procedure(EXTENSION)
  const about = { personId: citizen.actor.personId }
  await askForComponents(province.context, { actor, agencyId: null, about, procedure, caseKey: null })
}

async function stateOf(id: DossierId) {
  const [row] = await query<{ state: import('../dossier.ts').DossierState }>(
    database.db.read,
    'SELECT state FROM casework_dossier WHERE id = $1',
    [id],
  )
  assert.ok(row)
  return row.state
}

const desk = () => province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')

describe('what a registry holds is attached by reference', () => {
  test('online: named, dated, its hash in the ledger and nothing of it readable there', async () => {
    const citizen = await newCitizen()
    await ask(citizen)
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] })
    const { fromRegistries = [] } = await stateOf(dossierId)
    assert.deepEqual(
      fromRegistries.map(({ componentKey, round, typeCode }) => ({ componentKey, round, typeCode })),
      [{ componentKey: PAPER, round: 0, typeCode: '1.013225' }],
    )
    const [reference] = fromRegistries
    assert.match(reference?.registry ?? '', /hoạt động xây dựng/)
    assert.ok(Date.now() - (reference?.askedAt ?? 0) < 60_000)
    const [event] = await query<{ payload: string }>(
      database.db.read,
      'SELECT payload FROM ledger_event WHERE stream_id = $1 AND version = 1',
      [dossierId],
    )
    assert.ok(event?.payload.includes(reference?.answer.commitment ?? 'none'))
    assert.ok(!event?.payload.includes('GPXD-'))
    await province.act(dossierId, 'accept', desk())
    const page = await getDossierPage(province.viewer(desk()), dossierId)
    const component = page.components.find(({ key }) => key === PAPER)
    assert.equal(component?.status, 'registered')
    assert.equal(component?.fromRegistries[0]?.number, `GPXD-${citizen.profile.identityNumber?.slice(-6)}`)
    assert.equal((await checkReplays(database.db.read)).differing, null)
  })

  test('at the counter as well, for somebody who was never here', async () => {
    const { document: procedure } = await province.procedure(EXTENSION)
    serial += 1
    const profile = { ...(await newCitizen(false)).profile, identityNumber: `0331900${serial}77` }
    const actor = desk()
    await askForComponents(province.context, { actor, agencyId: null, about: { profile }, procedure, caseKey: null })
    const stranger = { ...(await newCitizen(false)), profile }
    const { dossierId } = await province.submit({
      procedureCode: EXTENSION,
      citizen: stranger,
      desk: actor,
      without: [PAPER],
    })
    assert.equal((await stateOf(dossierId)).fromRegistries?.length, 1)
  })

  test('a paper that was handed in stands; the registry adds nothing', async () => {
    const citizen = await newCitizen()
    await ask(citizen)
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen })
    assert.equal((await stateOf(dossierId)).fromRegistries, undefined)
  })

  test('nobody may be asked for what a registry answered', async () => {
    const citizen = await newCitizen()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, desk: desk(), without: [PAPER] })
    await ask(citizen, desk())
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const input = { componentKeys: [PAPER], reason: 'Cần giấy phép', until }
    await refusedLater(
      province.act(dossierId, 'request_supplement', desk(), input),
      'casework.component_held',
      'componentKeys',
    )
  })

  test('a supplement is fulfilled by what a registry answers in the meantime', async () => {
    const citizen = await newCitizen()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, desk: desk(), without: [PAPER] })
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const input = { componentKeys: [PAPER], reason: 'Cần giấy phép', until }
    await province.act(dossierId, 'request_supplement', desk(), input)
    await refusedLater(sendSupply(province.context, { actor: citizen.actor, dossierId }), 'casework.component_missing')
    await askRegistryForSupply(province.context, { actor: citizen.actor, dossierId })
    const supply = await readSupply(province.context, citizen.actor, dossierId)
    assert.deepEqual(
      supply.answered.map(({ componentKey }) => componentKey),
      [PAPER],
    )
    await sendSupply(province.context, { actor: citizen.actor, dossierId })
    const { legal, fromRegistries } = await stateOf(dossierId)
    assert.equal(legal, 'submitted')
    assert.equal(fromRegistries?.[0]?.round, 1)
    // Used, and asked for again because it did not serve: it does not answer a second time.
    const again = { ...input, legalGround: 'Điều 11 Nghị định 61/2018/NĐ-CP' }
    await province.act(dossierId, 'request_supplement', desk(), again)
    await refusedLater(sendSupply(province.context, { actor: citizen.actor, dossierId }), 'casework.component_missing')
  })
})

describe('a registry that gives nothing', () => {
  test('is asked once a day, also when it holds nothing, and only for what the case needs', async () => {
    const citizen = await newCitizen(false)
    const before = registry.questions.length
    await ask(citizen)
    await ask(citizen)
    const asked = registry.questions.slice(before)
    assert.equal(asked.length, 1)
    assert.deepEqual(asked[0]?.typeCodes, ['1.013225', '1.013226', '1.013227', '1.013228'])
    assert.equal(asked[0]?.purpose, EXTENSION)
    await refusedLater(
      province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] }),
      'casework.component_missing',
      `components/${PAPER}`,
    )
  })

  test('down, slow or wrong: the paper is asked for as ever', async () => {
    for (const fault of [{ down: true }, { slow: 1000 }, { wrong: true }]) {
      const citizen = await newCitizen()
      Object.assign(registry.behaviour, { down: false, slow: 0, wrong: false }, fault)
      province.context.registry = httpPaperRegistry({ url: registry.url, token: 'x', timeoutMs: 100 })
      await ask(citizen)
      await refusedLater(
        province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] }),
        'casework.component_missing',
      )
    }
    Object.assign(registry.behaviour, { down: false, slow: 0, wrong: false })
    province.context.registry = httpPaperRegistry({ url: registry.url, token: 'x', timeoutMs: 500 })
  })

  test('a citizen has it asked about themself alone', async () => {
    const owner = await newCitizen()
    const stranger = await newCitizen(false)
    await ask(owner)
    const { id } = await province.procedure(EXTENSION)
    const submission = {
      procedureVersionId: id,
      caseKey: null,
      channel: 'online' as const,
      applicant: owner.profile,
      communeCode: '11953',
      attachments: [],
      papers: [],
    }
    const work = submitDossier(province.context, { actor: stranger.actor, commandId: newId(), submission })
    await refusedLater(work, 'casework.component_missing')
  })

  test('answers go with the person, and after a day', async () => {
    const citizen = await newCitizen()
    await ask(citizen)
    const rows = () =>
      query(database.db.read, 'SELECT FROM vault_registry_answer WHERE user_id = $1', [citizen.actor.userId])
    await forgetRegistryAnswers(database.db)
    assert.ok((await rows()).length > 0)
    await database.db.write((tx) => erasePerson(tx, citizen.actor.personId))
    assert.equal((await rows()).length, 0)
  })
})

test('what was avoided is counted from the ledger: by day, agency and kind, once however often it is followed', async () => {
  const month = localDate(Date.now()).slice(0, 7)
  const total = async (kind: string) =>
    (await countReuse(database.db.read, month)).reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0)
  await makeCheckpoint(database.db)
  await countAvoided(province.context)
  const before = await total('registry')
  assert.ok(before > 0)
  const citizen = await newCitizen()
  await ask(citizen)
  await province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] })
  await makeCheckpoint(database.db)
  await Promise.all([countAvoided(province.context), countAvoided(province.context)])
  assert.equal(await total('registry'), before + 1)
  await database.db.write((tx) => query(tx, `UPDATE ledger_consumer SET position = 0 WHERE name = 'avoided_papers'`))
  await countAvoided(province.context)
  assert.equal(await total('registry'), before + 1, 'told again from the beginning it stays what it is')
})
