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
import { type AgencyId, newId } from '../../platform/ids.ts'
import { checkReplays } from './index.ts'
import { maySee } from './policy.ts'
import { findOpenPostItem, getHandover, type HandoverRequest, listHandovers, recordHandover } from './post/index.ts'
import type { Submission } from './submission.ts'
import { submitDossier } from './submit-dossier.ts'
import { dossiersOfGroup, getDossierForApplicant, getDossierPage, habitualProcedures } from './views/index.ts'

const CERTIFY = '1.000656'
let database: TestDatabase
let province: TestProvince
let desk: TestOfficer
let other: TestOfficer

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-03-04T09:00')
  desk = await province.newOfficer('Tiếp Nhận', [{ agencySlug: 'mot-cua-phuong-pho-hien', role: 'receptionist' }])
  other = await province.newOfficer('Quầy Khác', [{ agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' }])
})
after(async () => {
  await province.close()
  await database.close()
})

async function submission(changes: Partial<Submission> = {}): Promise<Submission> {
  const { id, document } = await province.procedure(CERTIFY)
  const { profile } = await province.newCitizen()
  return {
    procedureVersionId: id,
    caseKey: document.cases[0]?.key ?? null,
    channel: 'counter',
    applicant: profile,
    communeCode: '11953',
    attachments: [],
    papers: [],
    ...changes,
  }
}

async function submit(changes: Partial<Submission> = {}, actor: TestOfficer = desk) {
  return submitDossier(province.context, { actor, submission: await submission(changes), commandId: newId() })
}

function record(changes: Partial<HandoverRequest> = {}): Promise<{ id: string }> {
  return recordHandover(province.context, {
    actor: desk,
    mandateId: desk.mandates[0]?.id ?? '',
    postOffice: 'Bưu cục Phố Hiến',
    signedByPost: 'Vũ Văn Bưu',
    signedAt: Date.parse('2026-03-03T16:20:00+07:00'),
    items: [{ slipNumber: `EB${newId().slice(-8)}`, procedureCode: CERTIFY, complete: true, remark: null }],
    commandId: newId(),
    ...changes,
  })
}

describe('handed in by an authorised person', () => {
  test('they may follow and the document is kept; each sees only the name of the other', async () => {
    const helper = await province.newCitizen({ fullName: 'Lê Người Giúp' })
    const fileHash = await province.upload(desk)
    const file = { fileHash, mediaType: 'application/pdf', size: 1000 }
    const { state } = await submit({ authorised: { profile: helper.profile, file, onPaper: true } })
    assert.equal(state.submitterId, helper.actor.personId)
    assert.deepEqual([state.authorisation?.file, state.authorisation?.onPaper], [file, true])
    const line = (id: AgencyId) => province.directory.line(id)
    assert.ok(maySee(state, helper.actor, line))
    assert.ok(!maySee(state, (await province.newCitizen()).actor, line))
    const seen = await getDossierForApplicant(province.viewer(helper.actor), state.id)
    assert.deepEqual(seen.authorised?.person, { kind: 'citizen', fullName: 'Lê Người Giúp' })
    const page = await getDossierPage(province.viewer(desk), state.id)
    assert.equal(page.authorised?.person?.identityNumber, helper.profile.identityNumber)
  })

  test('needs the document, a file of one’s own, and another person than the applicant', async () => {
    const { profile } = await province.newCitizen()
    const none = { profile, file: null, onPaper: false }
    await refusedLater(submit({ authorised: none }), 'casework.authorisation_missing')
    await refusedLater(
      submit({ applicant: profile, authorised: { ...none, onPaper: true } }),
      'casework.authorised_is_applicant',
    )
    const stolen = { fileHash: 'ab'.repeat(32), mediaType: 'application/pdf', size: 1000 }
    await refusedLater(submit({ authorised: { ...none, file: stolen } }), 'casework.file_unknown')
  })

  test('two counters with the same two new people at once: two dossiers, two people', async () => {
    const people = ['033201000101', '033201000102'].map((identityNumber) => ({
      kind: 'citizen' as const,
      fullName: 'Đặng Song Song',
      identityNumber,
    }))
    const [one, two] = people as [(typeof people)[0], (typeof people)[0]]
    const made = await Promise.all([
      submit({ applicant: one, authorised: { profile: two, file: null, onPaper: true } }),
      submit({ applicant: two, authorised: { profile: one, file: null, onPaper: true } }, other),
    ])
    const [a, b] = made.map(({ state }) => [state.applicant.personId, state.submitterId])
    assert.deepEqual(a, b?.toReversed())
  })
})

describe('several at once', () => {
  test('the dossiers of a group are listed together, to those who may see them', async () => {
    const groupId = newId()
    for (let made = 0; made < 3; made++) await submit({ groupId })
    assert.equal((await dossiersOfGroup(province.viewer(desk), groupId)).length, 3)
    await refusedLater(dossiersOfGroup(province.viewer(other), groupId), 'casework.group_not_found')
    await refusedLater(dossiersOfGroup(province.viewer(desk), 'x'), 'casework.group_not_found')
  })

  test('certified copies are counted, 300 pages attached, 501 refused', async () => {
    const { document } = await province.procedure(CERTIFY)
    const componentKey = document.components.find(({ kind }) => kind === 'paper' || kind === 'form')?.key ?? ''
    const fileHash = await province.upload(desk)
    const pages = (count: number) =>
      Array.from({ length: count }, () => ({ componentKey, fileHash, mediaType: 'application/pdf', size: 1000 }))
    const papers = [{ componentKey, originals: 0, copies: 1, certifiedCopies: 2 }]
    const { state } = await submit({ attachments: pages(300), papers })
    assert.equal(state.attachments.length, 300)
    assert.deepEqual(state.papers, papers)
    await refusedLater(submit({ attachments: pages(501) }), 'casework.too_many_files')
  })

  test('the counter’s habit comes first', async () => {
    const { intake } = (await submit()).state.units
    assert.equal((await habitualProcedures(province.context.db.read, [intake], 5))[0], CERTIFY)
  })
})

describe('the post’s hand-over record', () => {
  test('its signature is the time of filing: the clock counts from it, the entry keeps its own time', async () => {
    const { id } = await record()
    const handover = await getHandover(province.context.db.read, desk, id)
    const item = handover.items[0]
    assert.ok(item)
    const { state, dossierId } = await submit({ channel: 'post', postItemId: item.id })
    assert.equal(state.submittedAt, handover.signedAt)
    const accepted = await province.act(dossierId, 'accept', desk)
    assert.equal(accepted.state.clock?.startAt, handover.signedAt)
    const rows = await query<{ recorded_at: Date }>(
      database.db.read,
      'SELECT recorded_at FROM ledger_event WHERE stream_id = $1 ORDER BY version LIMIT 1',
      [dossierId],
    )
    assert.equal(rows[0]?.recorded_at.getTime(), province.now())
    await refusedLater(submit({ channel: 'post', postItemId: item.id }), 'casework.post_item_taken')
    assert.equal(await findOpenPostItem(province.context.db.read, desk, item.id), null)
  })

  test('two clerks enter the same slip at once: one is told', async () => {
    const { id } = await record()
    const item = (await getHandover(province.context.db.read, desk, id)).items[0]
    const outcomes = await Promise.allSettled([
      submit({ channel: 'post', postItemId: item?.id }),
      submit({ channel: 'post', postItemId: item?.id }),
    ])
    const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    assert.deepEqual(lost, ['casework.post_item_taken'])
  })

  test('bounds: no signature ahead, none too long ago, no slip twice, no unknown procedure', async () => {
    const at = (local: string) => Date.parse(`${local}:00+07:00`)
    await refusedLater(record({ signedAt: at('2026-03-04T09:01') }), 'casework.post_signed_in_future')
    await refusedLater(record({ signedAt: at('2026-02-26T17:00') }), 'casework.post_signed_too_long_ago')
    await record({ signedAt: at('2026-02-27T08:00') })
    const line = { slipNumber: 'RX 1', procedureCode: CERTIFY, complete: false, remark: 'Thiếu bản sao' }
    await refusedLater(record({ items: [line, { ...line, slipNumber: 'rx 1' }] }), 'casework.post_slip_twice')
    await record({ items: [line] })
    await refusedLater(record({ items: [line] }), 'casework.post_slip_twice')
    const strange = { ...line, slipNumber: 'RX2', procedureCode: '9.999999' }
    await refusedLater(record({ items: [strange] }), 'casework.post_item_other_procedure')
  })

  test('the same press gives the same record; other counters find none', async () => {
    const commandId = newId()
    const items = [{ slipNumber: 'EB000111', procedureCode: CERTIFY, complete: true, remark: null }]
    const first = await record({ commandId, items })
    assert.deepEqual(await record({ commandId, items }), first)
    assert.ok((await listHandovers(province.context.db.read, desk)).some(({ id }) => id === first.id))
    assert.deepEqual(await listHandovers(province.context.db.read, other), [])
    await refusedLater(getHandover(province.context.db.read, other, first.id), 'casework.post_handover_not_found')
    const item = (await getHandover(province.context.db.read, desk, first.id)).items[0]
    await refusedLater(submit({ channel: 'post', postItemId: item?.id }, other), 'casework.post_item_not_found')
    await refusedLater(submit({ channel: 'counter', postItemId: item?.id }), 'casework.post_item_not_found')
    const citizen = await province.newCitizen()
    await refusedLater(
      record({ actor: { ...other, ...citizen.actor, mandates: [] } as never }),
      'casework.not_yours_to_do',
    )
  })
})

describe('sent on to the right place', () => {
  test('leaves this counter, waits at the other, is found and counted there', async () => {
    const { dossierId, state } = await submit()
    const target = province.directory.bySlug('xa-van-giang')?.id ?? ''
    const toReceive = async (agencyId: string) => {
      const [row] = await query<{ sum: number }>(
        database.db.read,
        `SELECT (SELECT coalesce(sum(delta), 0) FROM casework_tally_delta WHERE agency_id = $1 AND measure = 'to_receive')::int AS sum`,
        [agencyId],
      )
      return row?.sum ?? 0
    }
    const before = [await toReceive(state.units.competent), await toReceive(target)]
    await refusedLater(
      province.act(dossierId, 'redirect', desk, { to: state.units.competent, reason: 'Nhầm xã' }),
      'casework.redirect_place_same',
    )
    await refusedLater(
      province.act(dossierId, 'redirect', desk, { to: newId(), reason: 'Nhầm xã' }),
      'casework.redirect_place_unknown',
    )
    const moved = await province.act(dossierId, 'redirect', desk, { to: target, reason: 'Thuộc xã Văn Giang' })
    assert.equal(moved.state.units.competent, target)
    assert.deepEqual(
      [await toReceive(state.units.competent), await toReceive(target)],
      [(before[0] ?? 0) - 1, (before[1] ?? 0) + 1],
    )
    await refusedLater(province.act(dossierId, 'accept', desk), 'casework.dossier_not_found')
    const accepted = await province.act(dossierId, 'accept', other)
    assert.match(accepted.state.code ?? '', /^H33\.12019/)
    const page = await getDossierPage(province.viewer(other), dossierId)
    assert.deepEqual(
      page.timeline.map(({ type }) => type),
      ['Submitted', 'Redirected', 'Accepted'],
    )
  })
})

test('every state here is what its history says', async () => {
  assert.equal((await checkReplays(database.db.read)).differing, null)
})
