import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../test/support/notices.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { query } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { anonymous } from '../organisation/index.ts'
import { carryOut, receivePetition } from '../petitions/index.ts'
import { listSent } from './delivery/delivery-views.ts'
import { tellPetitionWriter } from './tell-petition-writer.ts'

let database: TestDatabase
let province: TestProvince
let notices: TestNotices
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-11-18T09:00')
  notices = await openTestNotices(province)
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})

test('whoever left an address is told of each change, once; who left no name is not; no desk sees it', async () => {
  const context = {
    ...province.context,
    tell: (tx: Parameters<typeof tellPetitionWriter>[1], told: Parameters<typeof tellPetitionWriter>[2]) =>
      tellPetitionWriter(notices.context, tx, told),
  }
  const none = { place: '', about: '', dossierCode: '', phone: '' }
  const head = province.officerIn('phuong-pho-hien', 'approver')
  for (const isAnonymous of [false, true]) {
    const { petitionId } = await receivePetition(context, {
      actor: anonymous,
      typed: {
        ...none,
        channel: 'web',
        agencyId: province.directory.bySlug('phuong-pho-hien')?.id ?? '',
        kind: 'other',
        subject: 'Ổ gà trước trường',
        text: 'Đường trước trường nhiều ổ gà.',
        isAnonymous,
        fullName: isAnonymous ? '' : 'Đinh Thị Thơm',
        email: isAnonymous ? '' : 'thom@vi-du.invalid',
      },
      commandId: newId(),
      address: null,
    })
    const input = { ground: 'no_content', text: 'Không rõ đường nào.' }
    await carryOut(context, { petitionId, verb: 'refuse', actor: head, input })
  }
  const rows = await query<{ kind: string; channels: string[] }>(
    province.context.db.read,
    `SELECT kind, array_agg(d.channel ORDER BY d.channel) AS channels FROM notices_notice n
     JOIN notices_delivery d ON d.notice_id = n.id WHERE kind = 'petition_changed' GROUP BY n.id, kind`,
  )
  assert.equal(rows.length, 1)
  assert.ok(rows[0]?.channels.includes('email'))
  await notices.run()
  const sent = await listSent(notices.context, head, { filter: 'all', after: undefined })
  assert.ok(sent.rows.every(({ kind }) => kind !== 'petition_changed'))
})
