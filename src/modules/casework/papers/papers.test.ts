import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, newId } from '../../../platform/ids.ts'
import { makeCheckpoint } from '../../../platform/ledger/index.ts'
import { erasePerson } from '../../vault/index.ts'
import { findHeldPapers, type HeldPaper, listOwnPapers, revokePaper, sharePaper } from '../../vault/papers/index.ts'
import type { Attachment } from '../dossier.ts'
import { chooseSupplyPaper, sendSupply } from '../drafts/index.ts'
import { submitDossier } from '../submit-dossier.ts'
import { earlyResultsSince, resultUnclaimedSince } from '../views/index.ts'
import { countAvoided, importResultRules, keepResults, loadResultRules, openDossierPaper } from './index.ts'

const PERMIT = '1.013225'
const EXTENSION = '1.013227'
const PAPER = 'giay-phep-goc'

let database: TestDatabase
let province: TestProvince
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  const rules = await loadResultRules(join(import.meta.dirname, '../../../../data'))
  await province.context.db.write((tx) => importResultRules(tx, rules))
  await province.context.db.write((tx) => importResultRules(tx, rules))
})
after(async () => {
  await province.close()
  await database.close()
})

/** The follower sees what is sealed. */
async function follow(): Promise<void> {
  await makeCheckpoint(database.db)
  await keepResults(province.context)
}

/** Somebody whose building permit was granted, and the permit in their store. */
async function withPermit(): Promise<{ citizen: TestCitizen; dossierId: DossierId; permit: HeldPaper }> {
  const { dossierId, citizen } = await province.submit({ procedureCode: PERMIT, caseKey: 'nha-o-rieng-le' })
  await province.walk(dossierId)
  await follow()
  const [permit, ...more] = await papersOf(citizen)
  assert.ok(permit)
  assert.equal(more.length, 0)
  return { citizen, dossierId, permit }
}

async function papersOf({ actor }: TestCitizen): Promise<HeldPaper[]> {
  const asked = { personId: actor.personId, limit: 50 }
  return (await listOwnPapers(database.db.read, province.context.keys, asked)).papers
}

/** At the counter of the commune where the test's applicants file. */
function receptionist() {
  const commune = province.directory.byUnitCode('11953')
  const counter = commune && province.directory.oneStopCentreOf(commune.id)
  const found = province.officers.find(({ mandates }) =>
    mandates.some(({ agencyId, role }) => role === 'receptionist' && agencyId === counter?.id),
  )
  assert.ok(found)
  return found
}

const asAttachment = ({ fileHash, mediaType, size, id }: HeldPaper) => ({
  componentKey: PAPER,
  fileHash,
  mediaType,
  size,
  paperId: id,
})

async function stateOf(id: DossierId) {
  const [row] = await query<{ state: { attachments: Attachment[] } }>(
    database.db.read,
    'SELECT state FROM casework_dossier WHERE id = $1',
    [id],
  )
  return row?.state ?? { attachments: [] }
}

describe('results come into the store', () => {
  test('once, with what stands on them, however often the ledger is followed', async () => {
    const { citizen, dossierId, permit } = await withPermit()
    await Promise.all([follow(), follow()])
    assert.equal((await papersOf(citizen)).length, 1)
    assert.equal(permit.typeCode, PERMIT)
    assert.equal(permit.dossierId, dossierId)
    assert.equal(permit.details.title, 'Giấy phép xây dựng')
    assert.match(permit.details.issuer, /Phố Hiến/)
  })

  test('one whose issue is taken back is revoked', async () => {
    const { citizen, dossierId } = await withPermit()
    const [{ version } = { version: 0 }] = await query<{ version: number }>(
      database.db.read,
      'SELECT version FROM casework_dossier WHERE id = $1',
      [dossierId],
    )
    const leader = province.officerIn('phuong-pho-hien', 'agency_leader')
    await province.act(dossierId, 'correct', leader, { version, reason: 'Nhầm số giấy phép' })
    await follow()
    const [paper] = await papersOf(citizen)
    assert.equal(paper?.revokedBecause, 'corrected')
    await province.walk(dossierId)
    await follow()
    const again = await papersOf(citizen)
    assert.deepEqual(
      again.map((one) => one.revokedAt === null),
      [true, false],
    )
  })

  test('an extension replaces the permit that its own dossier used', async () => {
    const { citizen, permit } = await withPermit()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] })
    await province.walk(dossierId)
    await follow()
    const papers = await papersOf(citizen)
    const older = papers.find(({ id }) => id === permit.id)
    const newer = papers.find(({ id }) => id !== permit.id)
    assert.equal(older?.replacedBy, newer?.id)
    const types = [PERMIT, EXTENSION]
    const asked = { personId: citizen.actor.personId, typeCodes: types, onDate: localDate(Date.now()) }
    const held = await findHeldPapers(database.db.read, province.context.keys, asked)
    assert.deepEqual(
      held.map(({ id }) => id),
      [newer?.id],
    )
  })

  test('nothing is kept for an erased person', async () => {
    const { dossierId, citizen } = await province.submit({ procedureCode: PERMIT, caseKey: 'nha-o-rieng-le' })
    await province.walk(dossierId)
    await database.db.write((tx) => erasePerson(tx, citizen.actor.personId))
    await follow()
    assert.deepEqual(await papersOf(citizen), [])
  })
})

describe('what is held is not asked for', () => {
  test('an application without the paper is complete, and the use is written down and counted', async () => {
    const { citizen, permit } = await withPermit()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] })
    const { attachments } = await stateOf(dossierId)
    assert.deepEqual(
      attachments.map(({ componentKey, paperId }) => [componentKey, paperId]),
      [[PAPER, permit.id]],
    )
    const log = await query<{ act: string; purpose: string; dossier: string }>(
      database.db.read,
      'SELECT act, purpose, dossier_id AS dossier FROM vault_paper_access WHERE paper_id = $1',
      [permit.id],
    )
    assert.deepEqual(log, [{ act: 'attached', purpose: 'dossier', dossier: dossierId }])
    await makeCheckpoint(database.db)
    await countAvoided(province.context)
    const reused = await query(database.db.read, 'SELECT FROM vault_paper_reuse WHERE dossier_id = $1', [dossierId])
    assert.equal(reused.length, 1)
  })

  test('at the counter too; and the officer may not ask for it unless the held one did not serve', async () => {
    const { citizen, permit } = await withPermit()
    const desk = receptionist()
    const filing = { procedureCode: '1.013228', citizen, desk, without: [PAPER] }
    const { dossierId } = await province.submit(filing)
    assert.deepEqual((await stateOf(dossierId)).attachments, [], 'a paper needed only sometimes is not taken by itself')
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const ask = () =>
      province.act(dossierId, 'request_supplement', desk, { componentKeys: [PAPER], reason: 'Cần giấy phép', until })
    await refusedLater(ask(), 'casework.component_held', 'componentKeys')
    await province.act(dossierId, 'attach_paper', desk, { attachments: [asAttachment(permit)] })
    await refusedLater(
      province.act(dossierId, 'attach_paper', desk, { attachments: [asAttachment(permit)] }),
      'casework.paper_already_attached',
    )
    assert.equal((await ask()).state.legal, 'intake_supplement')
  })

  test('without the paper held, the application is not complete', async () => {
    const work = province.submit({ procedureCode: EXTENSION, without: [PAPER] })
    await refusedLater(work, 'casework.component_missing', `components/${PAPER}`)
  })
})

describe('an answer to a supplement may be a paper of the store', () => {
  test('chosen by a press, attached by reference; a stranger finds nothing to choose', async () => {
    const citizen = await province.newCitizen()
    const desk = receptionist()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, desk, without: [PAPER] })
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const asked = { componentKeys: [PAPER], reason: 'Cần giấy phép', until }
    await province.act(dossierId, 'request_supplement', desk, asked)
    const granted = await province.submit({ procedureCode: PERMIT, caseKey: 'nha-o-rieng-le', citizen })
    await province.walk(granted.dossierId)
    await follow()
    const [permit] = await papersOf(citizen)
    assert.ok(permit)
    const choose = (actor: TestCitizen['actor'], paperId: string | null = permit.id) =>
      chooseSupplyPaper(province.context, { actor, dossierId, componentKey: PAPER, paperId })
    const stranger = await province.newCitizen()
    await refusedLater(choose(stranger.actor), 'casework.dossier_not_found')
    await refusedLater(choose(citizen.actor, newId()), 'casework.paper_not_held', `components/${PAPER}`)
    await choose(citizen.actor)
    await choose(citizen.actor, null)
    await refusedLater(sendSupply(province.context, { actor: citizen.actor, dossierId }), 'casework.component_missing')
    await choose(citizen.actor)
    await choose(citizen.actor)
    await sendSupply(province.context, { actor: citizen.actor, dossierId })
    const { attachments } = await stateOf(dossierId)
    assert.deepEqual(
      attachments.map(({ componentKey, paperId, round }) => ({ componentKey, paperId, round })),
      [{ componentKey: PAPER, paperId: permit.id, round: 1 }],
    )
  })
})

describe('nobody gets at the papers of somebody else', () => {
  async function file(citizen: TestCitizen, attachment: object, applicant = citizen.profile) {
    const { id } = await province.procedure(EXTENSION)
    return submitDossier(province.context, {
      actor: citizen.actor,
      commandId: newId(),
      submission: {
        procedureVersionId: id,
        caseKey: null,
        channel: 'online',
        applicant,
        communeCode: '11953',
        attachments: [attachment as Omit<Attachment, 'round'>],
        papers: [],
      },
    })
  }

  test('neither by its id, nor by naming its owner as the applicant, nor by its hash', async () => {
    const { citizen, permit } = await withPermit()
    const stranger = await province.newCitizen()
    const place = `components/${PAPER}`
    await refusedLater(file(stranger, asAttachment(permit)), 'casework.paper_not_held', place)
    await refusedLater(file(stranger, asAttachment(permit), citizen.profile), 'casework.paper_not_held', place)
    const { paperId: _id, ...plain } = asAttachment(permit)
    await refusedLater(file(stranger, plain), 'casework.file_unknown', place)
    await refusedLater(file(citizen, { ...asAttachment(permit), paperId: newId() }), 'casework.paper_not_held', place)
    const otherFile = { ...asAttachment(permit), fileHash: await province.upload(citizen.actor) }
    await refusedLater(file(citizen, otherFile), 'casework.paper_not_held', place)
    const own = await file(citizen, asAttachment(permit))
    assert.equal(own.state.attachments[0]?.paperId, permit.id)
  })

  test('naming somebody as the applicant takes nothing from their store', async () => {
    const { citizen } = await withPermit()
    const stranger = await province.newCitizen()
    const { id } = await province.procedure(EXTENSION)
    const work = submitDossier(province.context, {
      actor: stranger.actor,
      commandId: newId(),
      submission: {
        procedureVersionId: id,
        caseKey: null,
        channel: 'online',
        applicant: citizen.profile,
        communeCode: '11953',
        attachments: [],
        papers: [],
      },
    })
    await refusedLater(work, 'casework.component_missing')
  })

  test('a paper taken back between the page and the press is refused', async () => {
    const { citizen, permit } = await withPermit()
    await database.db.write((tx) => revokePaper(tx, { paperId: permit.id }, { because: 'issuer' }))
    await refusedLater(file(citizen, asAttachment(permit)), 'casework.paper_not_held')
    await refusedLater(
      province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] }),
      'casework.component_missing',
    )
  })

  test('an officer opens what the dossier needs, and nothing else; each opening is written down', async () => {
    const { citizen, permit, dossierId: first } = await withPermit()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION, citizen, without: [PAPER] })
    const desk = receptionist()
    const open = (actor: Parameters<typeof openDossierPaper>[1]['actor'], id: DossierId, paperId = permit.id) =>
      openDossierPaper(province.context, { actor, dossierId: id, paperId })
    assert.equal((await open(desk, dossierId)).fileHash, permit.fileHash)
    const log = await query(
      database.db.read,
      `SELECT FROM vault_paper_access WHERE paper_id = $1 AND act = 'opened' AND officer_id = $2 AND dossier_id = $3`,
      [permit.id, desk.officerId, dossierId],
    )
    assert.equal(log.length, 1)
    await refusedLater(open(desk, first), 'vault.paper_not_found')
    await refusedLater(open(desk, dossierId, newId()), 'vault.paper_not_found')
    await refusedLater(open(citizen.actor, dossierId), 'casework.dossier_not_found')
    const elsewhere = await province.newOfficer('Người Ngoài', [{ agencySlug: 'xa-nhu-quynh', role: 'receptionist' }])
    await refusedLater(open(elsewhere, dossierId), 'casework.dossier_not_found')
  })

  test('a paper shared with a dossier may be attached there by its officer, not before', async () => {
    const { citizen: owner, permit } = await withPermit()
    const { dossierId } = await province.submit({ procedureCode: EXTENSION })
    const desk = receptionist()
    const { state } = await province.act(dossierId, 'accept', desk)
    const attach = () => province.act(dossierId, 'attach_paper', desk, { attachments: [asAttachment(permit)] })
    await refusedLater(attach(), 'casework.paper_not_held')
    const dossier = { id: dossierId, code: state.code ?? '' }
    await database.db.write((tx) =>
      sharePaper(tx, province.context, {
        owner: owner.actor,
        paperId: permit.id,
        dossier,
        onDate: localDate(Date.now()),
      }),
    )
    await attach()
    const file = (await stateOf(dossierId)).attachments.find(({ paperId }) => paperId === permit.id)
    assert.equal(file?.fileHash, permit.fileHash)
    const log = await query<{ purpose: string }>(
      database.db.read,
      'SELECT purpose FROM vault_paper_access WHERE paper_id = $1 AND dossier_id = $2',
      [permit.id, dossierId],
    )
    assert.deepEqual(log, [{ purpose: 'share' }])
  })
})

describe('what waits to be fetched', () => {
  test('the oldest first, only at the counters asked, with the rule of its procedure', async () => {
    const { dossierId } = await withPermit()
    const [row] = await query<{ agency: AgencyId }>(
      database.db.read,
      'SELECT return_agency_id AS agency FROM casework_dossier WHERE id = $1',
      [dossierId],
    )
    const agencyId = row?.agency ?? newId<AgencyId>()
    const ask = (ids: AgencyId[], days = 0) =>
      resultUnclaimedSince(database.db.read, { returnAgencyIds: ids, days, now: Date.now() + 1000, limit: 100 })
    const mine = await ask([agencyId])
    assert.ok(mine.some((one) => one.dossierId === dossierId))
    assert.deepEqual(await ask([newId<AgencyId>()]), [])
    assert.deepEqual(await ask([agencyId], 30), [])
    const since = new Date(Date.now() - 86_400_000)
    const early = await earlyResultsSince(database.db.read, { since, limit: 100 })
    assert.ok(early.some((one) => one.dossierId === dossierId))
  })
})
