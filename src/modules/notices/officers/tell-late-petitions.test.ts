import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../../test/support/notices.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { newId } from '../../../platform/ids.ts'
import { anonymous } from '../../organisation/index.ts'
import { carryOut, escalateLate, receivePetition } from '../../petitions/index.ts'
import { listInbox } from '../inbox-views.ts'
import { sendDigests } from './send-digests.ts'
import { tellLatePetitions } from './tell-late-petitions.ts'

let database: TestDatabase
let province: TestProvince
let notices: TestNotices
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  notices = await openTestNotices(province)
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})

async function toldOf(officer: TestOfficer, kind: string): Promise<string[]> {
  const { rows } = await listInbox(notices.context, officer, undefined)
  return rows.filter((row) => row.kind === kind).map(({ subject, body }) => `${subject}\n${body}`)
}

function send(kind: string) {
  return receivePetition(province.context, {
    actor: anonymous,
    typed: {
      channel: 'web',
      agencyId: province.directory.bySlug('phuong-pho-hien')?.id ?? '',
      kind,
      subject: 'Cán bộ to tiếng',
      text: 'Nói to tiếng với tôi.',
      place: '',
      about: '',
      dossierCode: '',
      isAnonymous: false,
      fullName: 'Bùi Thị Kín',
      phone: '',
      email: '',
    },
    commandId: newId(),
    address: null,
  })
}

test('a late petition is told to its head once, then to the province; by number alone, never to whom it complains of', async () => {
  const head = province.officerIn('phuong-pho-hien', 'approver')
  const reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
  const leader = province.officerIn('ubnd-tinh', 'province_leader')
  province.setClock('2026-11-02T09:00')
  const open = await send('other')
  const against = await send('conduct')
  await carryOut(province.context, {
    petitionId: against.petitionId,
    verb: 'classify',
    actor: reviewer,
    input: { kind: 'conduct', officerUserId: reviewer.userId, aboutUserIds: [head.userId] },
  })
  // Named by mistake and put right: who was named stays out, and is told of nothing.
  await carryOut(province.context, {
    petitionId: against.petitionId,
    verb: 'classify',
    actor: reviewer,
    input: { kind: 'conduct', officerUserId: reviewer.userId, aboutUserIds: [] },
  })
  province.setClock('2026-11-05T09:00')
  assert.equal(await tellLatePetitions(notices.context), 0, 'nothing was told upwards yet')
  await escalateLate(province.context)
  const told = await Promise.all([tellLatePetitions(notices.context), tellLatePetitions(notices.context)])
  assert.ok(Math.max(...told) > 0)
  assert.equal(await tellLatePetitions(notices.context), 0)
  const [text, ...more] = await toldOf(head, 'petition_late')
  assert.deepEqual(more, [])
  assert.match(text ?? '', new RegExp(open.code))
  for (const secret of ['Kín', 'to tiếng', open.followCode]) assert.ok(!text?.includes(secret), secret)
  assert.deepEqual(await toldOf(leader, 'petition_late'), [])
  province.setClock('2026-11-10T09:00')
  await escalateLate(province.context)
  await tellLatePetitions(notices.context)
  await tellLatePetitions(notices.context)
  assert.equal((await toldOf(leader, 'petition_late')).length, 1)
  assert.equal((await toldOf(head, 'petition_late')).length, 1)
  province.setClock('2026-11-25T09:00')
  await escalateLate(province.context)
  await tellLatePetitions(notices.context)
  assert.ok((await toldOf(head, 'petition_late')).every((line) => !line.includes(against.code)))
})

test('the digest of the day names petitions that are late or due, to whose turn it is', async () => {
  const clerk = province.officerIn('phuong-pho-hien', 'receptionist')
  const handler = province.officerIn('phuong-pho-hien', 'handler')
  province.setClock('2026-12-01T09:00')
  const { petitionId, code } = await send('other')
  province.setClock('2026-12-03T09:00')
  await sendDigests(notices.context)
  const [digest] = await toldOf(clerk, 'digest')
  assert.match(digest ?? '', new RegExp(`${code}, .*/lam-viec/phan-anh/${petitionId}`))
  assert.ok((await toldOf(handler, 'digest')).every((line) => !line.includes(code)))
})
