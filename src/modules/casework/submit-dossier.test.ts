import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { componentsToSupply } from '../catalogue/index.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { erasePerson, readTexts } from '../vault/index.ts'
import type { Submission } from './submission.ts'
import { submitDossier } from './submit-dossier.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let citizen: TestCitizen

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-03-02T09:00')
  citizen = await province.newCitizen()
})
after(async () => {
  await province.close()
  await database.close()
})

async function filing(changes: Partial<Submission> = {}, by: Actor = citizen.actor): Promise<Submission> {
  const { id, document } = await province.procedure(BUILDING)
  const caseKey = document.cases[0]?.key ?? null
  const fileHash = await province.upload(by.kind === 'anonymous' ? citizen.actor : by)
  return {
    procedureVersionId: id,
    caseKey,
    channel: 'online',
    applicant: citizen.profile,
    communeCode: '11953',
    attachments: componentsToSupply(document, caseKey)
      .filter((component) => component.kind === 'paper')
      .map(({ key }) => ({ componentKey: key, fileHash, mediaType: 'application/pdf', size: 1000 })),
    papers: [],
    ...changes,
  }
}

const submit = async (changes: Partial<Submission> = {}, actor: Actor = citizen.actor, commandId: string = newId()) =>
  submitDossier(province.context, { actor, submission: await filing(changes, actor), commandId })
const dossiers = async () => {
  const [row] = await query<{ count: number }>(province.context.db.read, 'SELECT count(*) FROM casework_dossier')
  return row?.count ?? 0
}

describe('handing in', () => {
  test('online: no code, no clock, on the desk of the counter, to be answered within eight working hours', async () => {
    const { state, version } = await submit()
    assert.deepEqual(
      [version, state.legal, state.code, state.clock, state.custody],
      [1, 'submitted', null, null, 'none'],
    )
    assert.equal(state.applicant.personId, citizen.actor.personId)
    assert.equal(state.submitterId, null)
    assert.equal(province.directory.get(state.units.intake)?.kind, 'one_stop_centre')
    assert.equal(province.directory.get(state.units.competent)?.slug, 'phuong-pho-hien')
    const tasks = await query<{ kind: string; due_at: Date }>(
      province.context.db.read,
      'SELECT kind, due_at FROM casework_task WHERE dossier_id = $1',
      [state.id],
    )
    assert.deepEqual(tasks, [{ kind: 'reception', due_at: new Date(state.receptionDueAt) }])
    const calendar = province.directory.calendarOf(state.units.intake)
    assert.equal(calendar.workingMinutesBetween(state.submittedAt, state.receptionDueAt), 8 * 60)
  })

  test('at a counter anywhere in the province; the four units are four things', async () => {
    const elsewhere = province.officerIn('mot-cua-xa-van-giang', 'receptionist')
    const { state } = await submit({ channel: 'counter', attachments: [], processingCommuneCode: '11953' }, elsewhere)
    const slug = (id: string) => province.directory.get(id as never)?.slug
    assert.equal(slug(state.units.intake), 'mot-cua-xa-van-giang')
    assert.equal(slug(state.units.competent), 'phuong-pho-hien')
    assert.equal(slug(state.units.return), 'mot-cua-xa-van-giang')
  })

  test('for somebody else: the applicant keeps their number, who handed it in is recorded', async () => {
    const other = await province.newCitizen()
    const { state } = await submit({ applicant: other.profile })
    assert.equal(state.applicant.personId, other.actor.personId)
    assert.equal(state.submitterId, citizen.actor.personId)
  })

  test('answers are sealed and read back', async () => {
    const { state } = await submit({ answers: { 'dien-tich': '120 m²' } })
    assert.ok(state.answers)
    const texts = await readTexts(province.context.db.read, province.context.keys, [state.answers.valueId])
    assert.deepEqual(JSON.parse(texts.get(state.answers.valueId) ?? ''), { 'dien-tich': '120 m²' })
    assert.ok(!JSON.stringify(state).includes('120 m²'))
  })
})

describe('the same submission twice', () => {
  test('gives the first receipt, one after the other or all at once', async () => {
    for (const together of [false, true]) {
      const count = await dossiers()
      const commandId = newId()
      const submission = await filing()
      const press = () => submitDossier(province.context, { actor: citizen.actor, submission, commandId })
      const answers = together
        ? await Promise.all([press(), press(), press(), press()])
        : [await press(), await press()]
      assert.equal(new Set(answers.map((answer) => answer.dossierId)).size, 1)
      assert.equal(answers.filter((answer) => !answer.repeated).length, 1)
      assert.equal(await dossiers(), count + 1)
    }
  })

  test('ids are each their own: another citizen with the same id makes another dossier', async () => {
    const other = await province.newCitizen()
    const commandId = newId()
    const first = await submit({}, citizen.actor, commandId)
    const second = await submit({ applicant: other.profile }, other.actor, commandId)
    assert.notEqual(first.dossierId, second.dossierId)
    assert.equal(second.repeated, false)
  })

  test('a new person handed in by many counters at once is one person', async () => {
    const { profile } = citizen
    const applicant = { ...profile, fullName: 'Trần Văn Mới', identityNumber: '033090999999', sex: 'male' as const }
    const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
    const press = () => submit({ applicant, channel: 'counter', attachments: [] }, desk)
    const answers = await Promise.all(Array.from({ length: 8 }, press))
    assert.equal(new Set(answers.map((answer) => answer.state.applicant.personId)).size, 1)
    assert.equal(new Set(answers.map((answer) => answer.dossierId)).size, 8)
  })
})

describe('what is not taken', () => {
  const cases: [string, string, () => Promise<unknown>][] = [
    ['a visitor', 'casework.not_yours_to_do', () => submit({ attachments: [] }, anonymous)],
    ['a citizen as if at a counter', 'casework.not_yours_to_do', () => submit({ channel: 'counter' })],
    [
      'an officer as if online',
      'casework.not_yours_to_do',
      async () => submit({}, province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')),
    ],
    [
      'a handler at a counter',
      'casework.not_yours_to_do',
      async () => submit({ channel: 'counter' }, province.officerIn('phuong-pho-hien', 'handler')),
    ],
    ['an unknown case', 'casework.case_unknown', () => submit({ caseKey: 'khong-co' })],
    ['no commune', 'casework.competent_unit_unknown', () => submit({ communeCode: undefined })],
    ['a commune that does not exist', 'casework.competent_unit_unknown', () => submit({ communeCode: '00000' })],
    ['nothing at all online', 'casework.component_missing', () => submit({ attachments: [] })],
    [
      'papers that no desk has seen',
      'casework.paper_needs_counter',
      () => submit({ attachments: [], papers: [{ componentKey: 'ban-ve-thiet-ke', originals: 1, copies: 0 }] }),
    ],
  ]
  for (const [name, code, attempt] of cases) {
    test(name, async () => {
      const count = await dossiers()
      await refusedLater(attempt(), code)
      assert.equal(await dossiers(), count)
    })
  }

  test('a component that the procedure does not list', async () => {
    const { attachments } = await filing()
    const stray = attachments.map((each) => ({ ...each, componentKey: 'so-ho-khau' }))
    const submission = await filing({ attachments: [...attachments, ...stray] })
    const attempt = submitDossier(province.context, { actor: citizen.actor, submission, commandId: newId() })
    await refusedLater(attempt, 'casework.component_not_in_procedure')
  })

  test('a file that another account sent', async () => {
    const fileHash = await province.upload((await province.newCitizen()).actor)
    const { attachments } = await filing()
    const foreign = attachments.map((each, index) => (index === 0 ? { ...each, fileHash } : each))
    await refusedLater(
      submit({ attachments: foreign }),
      'casework.file_unknown',
      `components/${foreign[0]?.componentKey}`,
    )
  })

  test('a file said to be what it is not', async () => {
    const { attachments } = await filing()
    for (const claim of [{ mediaType: 'text/html' }, { size: 1 }]) {
      const submission = await filing()
      const claimed = submission.attachments.map((each) => ({ ...each, ...claim }))
      const attempt = submitDossier(province.context, {
        actor: citizen.actor,
        submission: { ...submission, attachments: claimed },
        commandId: newId(),
      })
      await refusedLater(attempt, 'casework.file_unknown', `components/${attachments[0]?.componentKey}`)
    }
  })

  test('an erased applicant is a new person to the system: nothing old comes back', async () => {
    const erased = await province.newCitizen()
    await province.context.db.write((tx) => erasePerson(tx, erased.actor.personId))
    const { state } = await submit({ applicant: erased.profile })
    assert.notEqual(state.applicant.personId, erased.actor.personId)
  })

  test('anything online where people file on the national portal; the counter stays open', async () => {
    const context = { ...province.context, onlineFiling: 'national' as const }
    const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
    const online = submitDossier(context, { actor: citizen.actor, submission: await filing(), commandId: newId() })
    await refusedLater(online, 'casework.online_filing_elsewhere')
    const submission = await filing({ channel: 'counter', attachments: [] }, desk)
    await submitDossier(context, { actor: desk, submission, commandId: newId() })
  })
})
