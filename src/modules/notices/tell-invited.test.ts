import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../test/support/notices.ts'
import type { TestCitizen } from '../../../test/support/province.ts'
import { openSurveyStage, type SurveyStage } from '../../../test/support/surveys.ts'
import { query } from '../../platform/db.ts'
import {
  castByLink,
  closeRound,
  countInvitations,
  drawRound,
  type InvitingContext,
  invite,
  refuseToAnswer,
  remind,
  sendInvitations,
} from '../surveys/index.ts'
import { choosePreference } from './choose-preference.ts'
import { listSent } from './delivery/delivery-views.ts'
import { listInbox } from './inbox-views.ts'
import { countInvitationDeliveries, tellInvited } from './tell-invited.ts'

const BUILDING = '1.013225'
let stage: SurveyStage
let notices: TestNotices
let context: InvitingContext
let roundId: string
const people: Record<string, TestCitizen> = {}

before(async () => {
  stage = await openSurveyStage()
  const { province } = stage
  province.setClock('2026-11-18T09:00')
  notices = await openTestNotices(province)
  context = { ...stage.context, tellInvited: (tx, invited) => tellInvited(notices.context, tx, invited) }
  for (const name of ['answers', 'refuses', 'silent', 'bounced', 'unknown', 'zalo']) {
    const citizen = await province.newCitizen({ email: `${name}@vi-du.invalid` })
    people[name] = citizen
    const { dossierId } = await province.submit({ procedureCode: BUILDING, citizen })
    const { state } = await province.walk(dossierId)
    const desk = province.officers.find(({ mandates }) =>
      mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === state.units.return),
    )
    assert.ok(desk)
    await province.act(dossierId, 'return_result', desk, { to: 'Bà Hoa', by: 'online' })
  }
  await choosePreference(notices.context, of('zalo').actor, { channels: ['zalo'], locale: 'vi', quiet: null })
  await notices.run()
  const ends = { fromOn: '2026-11-01', toOn: '2026-11-18', endsOn: '2026-12-31' }
  roundId = await stage.prepared({ population: 'dossiers', strataBy: 'field', ...ends })
  await drawRound(stage.context, stage.chairman, { roundId, list: '' })
})
after(async () => {
  await notices?.close()
  await stage?.close()
})

const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === `surveys.${code}`

function of(name: string): TestCitizen {
  return people[name] ?? assert.fail(name)
}

async function told(name: string, kind = 'survey_invited') {
  const { rows } = await listInbox(notices.context, of(name).actor, undefined)
  return rows.filter((row) => row.kind === kind)
}

async function tokenOf(name: string): Promise<string> {
  const [invitation] = await told(name)
  return /khao-sat\/phieu\/(m[\w-]{24})/.exec(invitation?.body ?? '')?.[1] ?? assert.fail('no link')
}

test('who is drawn and can be reached gets one invitation with a link of their own, by the ways they chose', async () => {
  const clerk = await stage.newClerk('clerk')
  await assert.rejects(invite(stage.context, clerk, roundId), refused('round_not_found'))
  await assert.rejects(remind(stage.context, stage.chairman, roundId), refused('nobody_to_invite'))
  await withOwner(stage.database.ownerUrl, async (owner) => {
    await owner.query('UPDATE account_user SET disabled_at = now() WHERE id = $1', [of('unknown').actor.userId])
    await owner.query(
      'UPDATE vault_person SET wrapped_key = NULL, identity_index = NULL, erased_at = now() WHERE id = $1',
      [of('unknown').actor.personId],
    )
  })
  await invite(stage.context, stage.chairman, roundId)
  await assert.rejects(invite(stage.context, stage.chairman, roundId), refused('nobody_to_invite'))
  notices.email.behave('ok')
  await Promise.all([sendInvitations(context), sendInvitations(context)])
  await sendInvitations(context)
  await notices.run()
  for (const name of ['answers', 'refuses', 'silent', 'bounced', 'zalo'])
    assert.equal((await told(name)).length, 1, name)
  const mails = notices.email.received.filter(({ to }) => to === 'silent@vi-du.invalid')
  assert.ok(mails.at(-1)?.text?.includes(await tokenOf('silent')))
  assert.ok(!mails.at(-1)?.text?.includes(await tokenOf('answers')))
  assert.match(mails.at(-1)?.text ?? '', /31\/12\/2026/)
  assert.deepEqual(await countInvitations(stage.context, stage.chairman, roundId), [
    { turn: 1, queued: 0, told: 5, unreachable: 1, dropped: 0 },
  ])
  const ways = await countInvitationDeliveries(stage.context.db.read, roundId)
  assert.deepEqual(ways.map(({ channel }) => channel).sort(), ['email', 'sms', 'zalo'])
  assert.equal(ways.find(({ channel }) => channel === 'email')?.states.sent, 4)
})

test('no desk sees who was invited; nothing of the message stands beside a ballot', async () => {
  await castByLink(stage.context, { token: await tokenOf('answers'), raw: await stage.answers(roundId, 4) })
  await refuseToAnswer(stage.context, await tokenOf('refuses'))
  for (const desk of stage.province.officers.filter(({ mandates }) =>
    mandates.some((one) => one.role === 'receptionist'),
  )) {
    const { rows } = await listSent(notices.context, desk, { filter: 'all', after: undefined })
    assert.ok(!rows.some(({ kind }) => kind.startsWith('survey_')))
  }
  const [waiting] = await query<Record<string, unknown>>(
    stage.context.db.read,
    'SELECT * FROM surveys_waiting WHERE round_id = $1',
    [roundId],
  )
  assert.deepEqual(Object.keys(waiting ?? {}).sort(), ['id', 'mark', 'round_id', 'sealed', 'stratum'])
  const [common] = await query<{ count: number }>(
    stage.context.db.read,
    `SELECT count(*)::int AS count FROM surveys_waiting w WHERE w.round_id = $1
       AND (w.id IN (SELECT right_id FROM surveys_invitation) OR w.id IN (SELECT id FROM notices_notice))`,
    [roundId],
  )
  assert.equal(common?.count, 0)
})

test("one reminder, in nobody's quiet hours: to the silent, never to who answered or refused, also not between", async () => {
  await remind(stage.context, stage.chairman, roundId)
  await assert.rejects(remind(stage.context, stage.chairman, roundId), refused('reminded_already'))
  stage.province.setClock('2026-11-18T23:00')
  await sendInvitations(context)
  assert.deepEqual(await told('silent', 'survey_reminded'), [], 'it waits for the morning')
  assert.equal((await told('zalo', 'survey_reminded')).length, 1, 'who has no quiet hours is told')
  // Answered in the night: the reminder that waited is dropped.
  await castByLink(stage.context, { token: await tokenOf('bounced'), raw: await stage.answers(roundId, 2) })
  stage.province.setClock('2026-11-19T08:00')
  await sendInvitations(context)
  await notices.run()
  for (const [name, count] of Object.entries({ silent: 1, zalo: 1, answers: 0, refuses: 0, bounced: 0 })) {
    assert.equal((await told(name, 'survey_reminded')).length, count, name)
  }
  const [, reminder] = await countInvitations(stage.context, stage.chairman, roundId)
  assert.deepEqual(reminder, { turn: 2, queued: 0, told: 2, unreachable: 0, dropped: 1 })
})

test('what came back is counted; after the round is closed nobody is told', async () => {
  const ends = { fromOn: '2026-11-01', toOn: '2026-11-18', endsOn: '2026-12-31' }
  const next = await stage.prepared({ population: 'dossiers', strataBy: 'field', ...ends })
  await drawRound(stage.context, stage.chairman, { roundId: next, list: '' })
  await invite(stage.context, stage.chairman, next)
  notices.email.behave('bouncing')
  await sendInvitations(context)
  await notices.run()
  notices.email.behave('ok')
  const ways = await countInvitationDeliveries(stage.context.db.read, next)
  assert.equal(ways.find(({ channel }) => channel === 'email')?.states.bounced, 4)
  await remind(stage.context, stage.chairman, next)
  await closeRound(stage.context, stage.chairman, next)
  await sendInvitations(context)
  const [, reminder] = await countInvitations(stage.context, stage.chairman, next)
  assert.equal(reminder?.told, 0)
  await assert.rejects(invite(stage.context, stage.chairman, next), refused('not_open'))
})
