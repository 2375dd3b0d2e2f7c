import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { query } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AcceptedFile } from '../../../platform/files/accept-upload.ts'
import { currentState } from '../carry-out.ts'
import { attachDraftFile } from './attach-draft-file.ts'
import { fieldsOfProfile } from './draft.ts'
import { listDrafts, readOwnDraft } from './draft-views.ts'
import { dropParked, findParked, parkForm } from './park-form.ts'
import { removeDraftFile } from './remove-draft-file.ts'
import { discardDraft, saveDraft } from './save-draft.ts'
import { startDraft } from './start-draft.ts'
import { submitDraft } from './submit-draft.ts'
import { beginSupply, readSupply, sendSupply } from './supply-draft.ts'

const BIRTH = '1.001193'
const CERTIFICATE = 'giay-chung-sinh'

let database: TestDatabase
let province: TestProvince
let citizen: TestCitizen
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  citizen = await province.newCitizen()
})
after(async () => {
  await province.close()
  await database.close()
})

let files = 0
function acceptedFile(): AcceptedFile {
  files++
  const hash = files.toString(16).padStart(64, 'a') as AcceptedFile['hash']
  return {
    hash,
    size: 1000 + files,
    mediaType: 'application/pdf',
    extension: 'pdf',
    pages: 1,
    name: `Giấy ${files}.pdf`,
    isNew: true,
  }
}

async function completeDraft(): Promise<string> {
  const { context } = province
  const { actor, profile } = citizen
  const { draftId } = await startDraft(context, { actor, procedureCode: BIRTH })
  const save = (section: 'place' | 'applicant' | 'request', fields: Record<string, string>) =>
    saveDraft(context, { actor, draftId, section, fields, seenVersion: 99 })
  await save('place', { communeCode: '11953' })
  await save('applicant', fieldsOfProfile(profile))
  await save('request', { content: 'Đăng ký khai sinh cho con' })
  await attachDraftFile(context, { actor, draftId, componentKey: CERTIFICATE, file: acceptedFile() })
  return draftId
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('what is typed is kept as typed, faults and all, and nobody can read it in the database', async () => {
  const { context } = province
  const { actor } = citizen
  const { draftId } = await startDraft(context, { actor, procedureCode: BIRTH })
  const fields = { fullName: '  Hoa 5 ', phone: '12' }
  await saveDraft(context, { actor, draftId, section: 'applicant', fields, seenVersion: 1 })
  const draft = await readOwnDraft(context, actor, draftId)
  assert.deepEqual(draft.content.sections.applicant, fields)
  const rows = await query<{ sealed: Buffer }>(context.db.read, 'SELECT sealed FROM casework_draft WHERE id = $1', [
    draftId,
  ])
  assert.equal(rows[0]?.sealed.includes(Buffer.from('Hoa 5')), false)
})

test('two windows: another section does not disturb, the same one is a conflict and changes nothing', async () => {
  const { context } = province
  const { actor } = citizen
  const { draftId } = await startDraft(context, { actor, procedureCode: BIRTH })
  const save = (section: 'place' | 'request', fields: Record<string, string>, seenVersion: number) =>
    saveDraft(context, { actor, draftId, section, fields, seenVersion })
  await save('request', { content: 'first' }, 1)
  await save('place', { communeCode: '11953' }, 1)
  await assert.rejects(save('request', { content: 'second' }, 1), refusedWith('casework.draft_changed_meanwhile'))
  const { content } = await readOwnDraft(context, actor, draftId)
  assert.equal(content.sections.request?.content, 'first')
})

test('somebody else finds no draft, whatever they try', async () => {
  const { context } = province
  const draftId = await completeDraft()
  const { actor } = await province.newCitizen()
  const attempts: (() => Promise<unknown>)[] = [
    () => readOwnDraft(context, actor, draftId),
    () => saveDraft(context, { actor, draftId, section: 'request', fields: {}, seenVersion: 1 }),
    () => attachDraftFile(context, { actor, draftId, componentKey: CERTIFICATE, file: acceptedFile() }),
    () => removeDraftFile(context, { actor, draftId, fileId: draftId }),
    () => discardDraft(context, { actor, draftId }),
    () => submitDraft(context, { actor, draftId, declared: true }),
  ]
  for (const attempt of attempts) await assert.rejects(attempt, refusedWith('casework.draft_not_found'))
})

test('an address that is no id is a draft that does not exist', async () => {
  const { context } = province
  const { actor } = await province.newCitizen()
  await assert.rejects(readOwnDraft(context, actor, 'abc'), refusedWith('casework.draft_not_found'))
  await assert.rejects(discardDraft(context, { actor, draftId: '' }), refusedWith('casework.draft_not_found'))
})

test('an unfinished application is refused with each fault at its place', async () => {
  const { context } = province
  const { actor } = citizen
  const { draftId } = await startDraft(context, { actor, procedureCode: BIRTH })
  await assert.rejects(submitDraft(context, { actor, draftId, declared: false }), (error: unknown) => {
    assert.ok(error instanceof Refusal)
    const paths = error.faults.map((fault) => fault.path)
    for (const path of ['place/communeCode', 'request/content', `components/${CERTIFICATE}`, 'declared']) {
      assert.ok(paths.includes(path), path)
    }
    return true
  })
})

test('a file of a component the procedure does not ask for is refused', async () => {
  const draftId = await completeDraft()
  const request = { actor: citizen.actor, draftId, componentKey: 'so-ho-khau', file: acceptedFile() }
  await assert.rejects(attachDraftFile(province.context, request), refusedWith('casework.component_not_in_procedure'))
})

test('sent many times at once, one draft becomes one dossier and every press gets it', async () => {
  const { context } = province
  const { actor } = citizen
  const draftId = await completeDraft()
  const presses = await Promise.all(
    Array.from({ length: 6 }, () => submitDraft(context, { actor, draftId, declared: true })),
  )
  assert.equal(new Set(presses.map((press) => press.dossierId)).size, 1)
  const again = await submitDraft(context, { actor, draftId, declared: true })
  assert.deepEqual(again, { dossierId: presses[0]?.dossierId, repeated: true })
  const drafts = await listDrafts(context, actor)
  assert.ok(!drafts.some((draft) => draft.id === draftId))
})

test('what was asked is gathered file by file and then supplied once', async () => {
  const { context } = province
  const { actor } = citizen
  const draftId = await completeDraft()
  const { dossierId } = await submitDraft(context, { actor, draftId, declared: true })
  await assert.rejects(readSupply(context, actor, dossierId), refusedWith('casework.no_supplement_open'))
  const { state } = await currentState(context, dossierId)
  const desk = province.officers.find((officer) =>
    officer.mandates.some((mandate) => mandate.role === 'receptionist' && mandate.agencyId === state.units.intake),
  )
  assert.ok(desk)
  await province.act(dossierId, 'request_supplement', desk, {
    componentKeys: [CERTIFICATE],
    reason: 'Ảnh chụp bị mờ',
    until: new Date(Date.now() + 10 * 86_400_000).toISOString(),
  })
  await assert.rejects(sendSupply(context, { actor, dossierId }), refusedWith('casework.component_missing'))
  const supply = await beginSupply(context, { actor, dossierId })
  assert.deepEqual(await beginSupply(context, { actor, dossierId }), supply)
  await attachDraftFile(context, { actor, draftId: supply.draftId, componentKey: CERTIFICATE, file: acceptedFile() })
  assert.equal((await readSupply(context, actor, dossierId)).draft?.files.length, 1)
  await sendSupply(context, { actor, dossierId })
  const supplied = (await currentState(context, dossierId)).state
  assert.equal(supplied.legal, 'submitted')
  assert.deepEqual(
    supplied.attachments.map((attachment) => attachment.round),
    [0, 1],
  )
})

test('what was parked is opened only by its token, and forgotten when told', async () => {
  const { context } = province
  const token = await parkForm(context, 'Đăng ký khai sinh')
  assert.ok(token !== null)
  assert.equal(await findParked(context, token), 'Đăng ký khai sinh')
  const other = await parkForm(context, 'khác')
  const mixed = `${token.split('.')[0]}.${other?.split('.')[1]}`
  assert.equal(await findParked(context, mixed), null)
  assert.equal(await findParked(context, 'rubbish'), null)
  await dropParked(context, token)
  assert.equal(await findParked(context, token), null)
  assert.equal(await parkForm(context, 'x'.repeat(20_000)), null)
})
