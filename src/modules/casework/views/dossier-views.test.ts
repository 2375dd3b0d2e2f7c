import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { Refusal } from '../../../platform/errors.ts'
import { type DossierId, newId } from '../../../platform/ids.ts'
import { erasePerson } from '../../vault/index.ts'
import { carryOut } from '../carry-out.ts'
import { getDossierForApplicant } from './applicant-views.ts'
import { getDossierPage } from './dossier-views.ts'
import {
  listApologies,
  listOwnDossiers,
  normaliseVerificationCode,
  trackDossier,
  verifyResult,
} from './public-views.ts'
import type { DossierPage } from './view-types.ts'

let database: TestDatabase
let province: TestProvince
let handler: TestOfficer
let head: TestOfficer
let citizen: TestCitizen
let id: DossierId

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const verbsOf = (page: Pick<DossierPage, 'verbs'>): string[] =>
  page.verbs.filter((view) => view.allowed).map((view) => view.verb)

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  handler = province.officerIn('phuong-pho-hien', 'handler')
  head = province.officerIn('phuong-pho-hien', 'approver')
  citizen = await province.newCitizen({ fullName: 'Đỗ Thị Ngọc Ánh' })
  province.setClock('2026-03-02T09:00')
  const filed = await province.submit({ procedureCode: '1.013225', citizen })
  id = filed.dossierId
  await province.walk(id, 'tham-dinh')
})
after(async () => {
  await province.close()
  await database.close()
})

test('the page of a running dossier explains its date and offers what the step allows', async () => {
  province.setClock('2026-03-04T09:00')
  const page = await getDossierPage(province.viewer(handler), id)
  assert.equal(page.applicant?.fullName, 'Đỗ Thị Ngọc Ánh')
  assert.equal(page.step?.key, 'tham-dinh')
  assert.equal(page.due?.kind, 'ok')
  assert.equal(page.due?.explanation.at(-1)?.key, 'deadline.due')
  assert.deepEqual(page.flow.map((step) => step.status).slice(0, 3), ['done', 'now', 'next'])
  assert.deepEqual(
    page.timeline.map((line) => line.type),
    ['Submitted', 'Accepted', 'Forwarded'],
  )
  assert.deepEqual(
    page.timeline.map((line) => line.byApplicant),
    [true, false, false],
  )
  assert.ok(page.timeline[1]?.actor)
  assert.ok(verbsOf(page).includes('forward'))
  assert.deepEqual(
    page.forms.forward?.to.map((step) => step.key),
    ['tham-tra'],
  )
  assert.equal(page.forms.requestSupplement?.groundNeeded, null)
  assert.ok(!verbsOf(await getDossierPage(province.viewer(head), id)).includes('forward'))
  const components = new Map(page.components.map((component) => [component.key, component.status]))
  assert.equal(components.get('giay-to-dat'), 'given')
})

test('each allowed button is honoured, each forbidden one refused with the reason shown', async () => {
  province.setClock('2026-03-04T09:10')
  const page = await getDossierPage(province.viewer(handler), id)
  for (const view of page.verbs) {
    const attempt = carryOut(province.context, { dossierId: id, verb: view.verb, actor: handler, input: { none: 1 } })
    const expected = view.allowed ? 'input.invalid' : `casework.${view.code}`
    await assert.rejects(attempt, refusal(expected), view.verb)
  }
})

test('a supplement: asked components are marked, the clock waits, the applicant may supply', async () => {
  province.setClock('2026-03-06T09:00')
  const late = await getDossierPage(province.viewer(handler), id)
  assert.equal(late.forms.requestSupplement?.groundNeeded, 'late_supplement_needs_ground')
  await province.act(id, 'request_supplement', handler, {
    componentKeys: ['ban-ve-thiet-ke'],
    reason: 'Bản vẽ thiếu mặt cắt',
    legalGround: 'NĐ 175/2024/NĐ-CP',
    until: '2026-03-20T17:00:00+07:00',
  })
  province.setClock('2026-03-10T09:00')
  const page = await getDossierPage(province.viewer(handler), id)
  assert.equal(page.due?.kind, 'wait')
  assert.equal(page.due?.dueAt, null)
  assert.ok((page.due?.expectedDueAt ?? 0) > 0)
  assert.equal(page.step?.due?.kind, 'wait')
  const asked = page.components.find((component) => component.key === 'ban-ve-thiet-ke')
  assert.deepEqual([asked?.status, asked?.askedIn], ['asked', [1]])
  assert.equal(page.supplements[0]?.reason.text, 'Bản vẽ thiếu mặt cắt')
  const stop = (await getDossierPage(province.viewer(head), id)).verbs.find((view) => view.verb === 'stop')
  assert.deepEqual(stop, { verb: 'stop', allowed: false, code: 'supplement_not_expired' })
  const own = await getDossierForApplicant(province.viewer(citizen.actor), id)
  assert.deepEqual(
    own.forms.supply?.components.map((component) => component.key),
    ['ban-ve-thiet-ke'],
  )
  assert.equal(own.supplements[0]?.reason.text, 'Bản vẽ thiếu mặt cắt')
  const fileHash = await province.upload(citizen.actor)
  const attachments = [{ componentKey: 'ban-ve-thiet-ke', fileHash, mediaType: 'application/pdf', size: 1000 }]
  await province.act(id, 'supply', citizen.actor, { attachments, papers: [] })
  const supplied = await getDossierPage(province.viewer(handler), id)
  assert.equal(supplied.components.find((component) => component.key === 'ban-ve-thiet-ke')?.status, 'given')
})

test('the applicant sees who and when, not what officers write to each other', async () => {
  province.setClock('2026-03-11T09:00')
  await province.act(id, 'forward', handler, { to: 'tham-tra', note: 'ghi chú nội bộ' })
  const reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
  await province.act(id, 'send_back', reviewer, { to: 'tham-dinh', reason: 'còn thiếu tính toán' })
  const officers = JSON.stringify(await getDossierPage(province.viewer(handler), id))
  const own = await getDossierForApplicant(province.viewer(citizen.actor), id)
  for (const secret of ['ghi chú nội bộ', 'còn thiếu tính toán']) {
    assert.ok(officers.includes(secret), secret)
    assert.ok(!JSON.stringify(own).includes(secret), secret)
  }
  assert.equal(own.timeline.at(-1)?.actor, reviewer.displayName)
  assert.deepEqual(verbsOf(own), ['withdraw'])
})

test('a mistaken entry is marked with the counter-entry, and only correctable ones can be corrected', async () => {
  const before = await getDossierPage(province.viewer(head), id)
  assert.equal(before.forms.correct?.type, 'SentBack')
  await province.act(id, 'correct', head, { version: before.version, reason: 'bấm nhầm' })
  const after = await getDossierPage(province.viewer(head), id)
  const [mistake, counter] = after.timeline.slice(-2)
  assert.equal(mistake?.correctedBy, counter?.version)
  assert.equal(counter?.key, 'event.Corrected.SentBack')
  assert.ok(!verbsOf(after).includes('correct'))
  assert.equal(after.step?.key, 'tham-tra')
})

test('what may not be seen is not found', async () => {
  const other = await province.newCitizen()
  const stranger = province.officerIn('xa-van-giang', 'handler')
  await assert.rejects(getDossierForApplicant(province.viewer(other.actor), id), refusal('casework.dossier_not_found'))
  await assert.rejects(getDossierForApplicant(province.viewer(handler), id), refusal('casework.dossier_not_found'))
  await assert.rejects(getDossierPage(province.viewer(stranger), id), refusal('casework.dossier_not_found'))
  await assert.rejects(
    getDossierPage(province.viewer({ kind: 'anonymous' }), id),
    refusal('casework.dossier_not_found'),
  )
  await assert.rejects(getDossierPage(province.viewer(handler), newId()), refusal('casework.dossier_not_found'))
  await assert.rejects(
    getDossierPage(province.viewer(handler), 'x' as DossierId),
    refusal('casework.dossier_not_found'),
  )
})

test('following by code and digits tells no name; wrong digits and unknown codes look the same', async () => {
  const page = await getDossierPage(province.viewer(handler), id)
  const digits = citizen.profile.identityNumber?.slice(-4) ?? ''
  const viewer = province.viewer({ kind: 'anonymous' })
  const tracked = await trackDossier(viewer, { code: ` ${page.code?.toLowerCase()} `, lastDigits: digits })
  assert.equal(tracked.step?.name.vi, page.step?.name.vi)
  assert.ok(tracked.stepsDone > 0 && tracked.stepsDone < tracked.stepsAll)
  const text = JSON.stringify(tracked)
  for (const secret of [
    'Ngọc Ánh',
    citizen.profile.identityNumber ?? '',
    citizen.actor.personId,
    handler.displayName,
  ]) {
    assert.ok(!text.includes(secret), secret)
  }
  const wrong = digits === '0000' ? '1111' : '0000'
  for (const asked of [
    { code: page.code ?? '', lastDigits: wrong },
    { code: page.code ?? '', lastDigits: '' },
    { code: page.code ?? '', lastDigits: digits.slice(1) },
    { code: 'H33.99-260302-0001', lastDigits: digits },
  ]) {
    await assert.rejects(trackDossier(viewer, asked), refusal('casework.tracking_not_found'))
  }
})

test('a result is verified by its code as a person types it, and no more once it was taken back', async () => {
  province.setClock('2026-03-12T09:00')
  const { state } = await province.walk(id)
  const code = state.result?.verificationCode ?? ''
  const viewer = province.viewer({ kind: 'anonymous' })
  const verified = await verifyResult(viewer, {
    verificationCode: code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'),
  })
  assert.equal(verified.fileHash, state.result?.fileHash)
  assert.equal(verified.outcome, 'granted')
  assert.ok(!JSON.stringify(verified).includes('Ngọc Ánh'))
  assert.equal(normaliseVerificationCode('il0o'), '1100')
  await assert.rejects(verifyResult(viewer, { verificationCode: 'AAAA' }), refusal('casework.result_not_found'))
  const page = await getDossierPage(province.viewer(head), id)
  assert.equal(page.due?.kind, 'done')
  assert.equal(page.result?.signedBy.name, head.displayName)
  await province.act(id, 'correct', head, { version: page.version, reason: 'sai số văn bản' })
  await assert.rejects(verifyResult(viewer, { verificationCode: code }), refusal('casework.result_not_found'))
})

test('my dossiers, newest first, page by page, and nobody else’s', async () => {
  province.setClock('2026-03-13T09:00')
  const second = await province.submit({ procedureCode: '1.013225', citizen })
  const first = await listOwnDossiers(province.viewer(citizen.actor), { limit: 1 })
  assert.deepEqual(
    first.rows.map((row) => row.dossierId),
    [second.dossierId],
  )
  const rest = await listOwnDossiers(province.viewer(citizen.actor), { after: first.next ?? '' })
  assert.deepEqual(
    rest.rows.map((row) => row.dossierId),
    [id],
  )
  assert.equal((await listOwnDossiers(province.viewer(handler))).rows.length, 0)
})

test('apologies are published with their reason, without a name', async () => {
  province.setClock('2026-03-13T10:00')
  const { dossierId, state } = await province.submit({ procedureCode: '1.013225', citizen })
  assert.equal(state.dueAt, null)
  const accepted = await province.walk(dossierId, 'tham-dinh')
  const page = await getDossierPage(province.viewer(head), dossierId)
  assert.equal(page.forms.extend?.inTime, true)
  const newDueAt = `${page.forms.extend?.minimumDate}T17:00:00+07:00`
  await province.act(dossierId, 'extend', head, { newDueAt, reason: 'Mưa bão kéo dài, chưa đo đạc được' })
  const { rows } = await listApologies(province.viewer({ kind: 'anonymous' }))
  assert.deepEqual(
    rows.map((row) => [row.dossierCode, row.previousDueAt, row.reason]),
    [[accepted.state.code, accepted.state.dueAt, 'Mưa bão kéo dài, chưa đo đạc được']],
  )
  assert.ok(!JSON.stringify(rows).includes('Ngọc Ánh'))
})

test('the page of an erased applicant still opens, without name and texts', async () => {
  await province.context.db.write((tx) => erasePerson(tx, citizen.actor.personId))
  const page = await getDossierPage(province.viewer(handler), id)
  assert.equal(page.applicant, null)
  assert.equal(page.supplements[0]?.reason.text, null)
})
