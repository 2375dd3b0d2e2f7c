import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agencies } from '../../../test/support/builders.ts'
import { at } from '../../../test/support/calendars.ts'
import { calendar, DAY, file, HOUR, Play, playTo, start, words } from '../../../test/support/play.ts'
import { refused } from '../../../test/support/refused.ts'
import type { Actor } from '../organisation/index.ts'

describe('accept', () => {
  test('gives the code, starts the clock now, puts the dossier on the desk of who accepted it', () => {
    const play = new Play().later(HOUR).accept()
    const { state } = play
    assert.equal(state.legal, 'accepted')
    assert.equal(state.code, 'H33.00-261118-0001')
    assert.equal(state.acceptedAt, start + HOUR)
    assert.equal(state.clock?.startAt, start + HOUR)
    assert.equal(state.dueAt, at('2026-12-02T17:00'))
    assert.equal(state.firstDueAt, state.dueAt)
    assert.deepEqual([state.step?.key, state.step?.agencyId], ['tiep-nhan', agencies.intake])
    assert.equal(state.step?.assigneeId, play.receptionist.officerId)
  })

  test('a dossier that came by post counts from its hand-over, unless a supplement came between', () => {
    assert.equal(new Play({ channel: 'post' }).later(HOUR).accept().state.clock?.startAt, start)
    const supplied = new Play({ channel: 'post' }).askSupplement().later(DAY).supply()
    assert.equal(supplied.accept().state.clock?.startAt, start + DAY)
  })

  test('handing over is due the same day, after 15:00 the next morning (NĐ 61/2018 Art. 18.2)', () => {
    assert.equal(new Play().accept().state.step?.dueAt, at('2026-11-18T17:00'))
    const late = new Play().later(at('2026-11-18T15:01') - start)
    assert.equal(late.accept().state.step?.dueAt, calendar.nextWorkingMoment(at('2026-11-18T17:00')))
  })

  test('without a code or a limit nothing is accepted', () => {
    const play = new Play({ procedure: { channels: [] } })
    refused(() => play.accept(), 'casework.procedure_not_open')
    assert.equal(play.state.legal, 'submitted')
  })

  test('paper that came by post lies at the counter then', () => {
    const play = new Play({ channel: 'post', papers: true })
    assert.equal(play.state.custody, 'post')
    assert.equal(play.accept().state.custody, 'counter')
    assert.equal(play.forwardTo('tham-dinh').state.custody, 'agency')
  })
})

describe('refuse the intake, withdraw, stop', () => {
  test('a refused dossier has ended and keeps the reason', () => {
    const { state } = playTo('refused')
    assert.equal(state.finishedAt, start)
    assert.ok(state.endedReason)
    assert.equal(state.code, null)
    assert.equal(state.step, null)
  })

  test('the applicant withdraws with or without reason', () => {
    assert.equal(playTo('withdrawn').state.endedReason, null)
    const play = playTo('suspended')
    play.act('withdraw', play.owner, { reason: words })
    assert.equal(play.state.legal, 'withdrawn')
    assert.ok(play.state.endedReason)
  })

  test('while the applicant has time to answer or to pay, nothing is stopped', () => {
    for (const legal of ['supplement_requested', 'payment_requested', 'intake_supplement'] as const) {
      const play = playTo(legal)
      const until = play.state.supplements[0]?.until ?? play.state.moneyDue?.until ?? 0
      const stop = () => play.act('stop', play.receptionist, { reason: words, legalBasis: words })
      play.later(until - play.now - 1)
      refused(stop, 'casework.supplement_not_expired')
      play.later(1)
      stop()
      assert.equal(play.state.legal, 'stopped')
    }
  })
})

describe('request a supplement', () => {
  const ask = (play: Play, changes: Record<string, unknown>) => () => play.askSupplement(changes)

  test('only what the published procedure asks for', () => {
    const play = playTo('in_process')
    for (const key of ['khong-co', 'so-ho-khau', 'ghi-chu', 'tra-cuu']) {
      refused(ask(play, { componentKeys: ['ban-ve', key] }), 'casework.component_not_in_procedure')
    }
    play.askSupplement({ componentKeys: ['don', 'giay-to'] })
    assert.deepEqual(play.state.supplements[0]?.componentKeys, ['don', 'giay-to'])
  })

  test('a component of another case is not asked for', () => {
    const components = new Play().procedure.components.map((each) =>
      each.key === 'ban-ve' ? { ...each, caseKeys: ['khac'] } : each,
    )
    refused(ask(playTo('in_process', { procedure: { components } }), {}), 'casework.component_not_in_procedure')
  })

  test('the time to answer lies ahead', () => {
    const play = playTo('in_process')
    refused(ask(play, { until: new Date(play.now).toISOString() }), 'casework.until_in_past', 'until')
    refused(ask(play, { until: '9999-12-31T00:00:00Z' }), 'casework.too_far_ahead', 'until')
    play.askSupplement({ until: new Date(play.now + 1).toISOString() })
  })

  test('once: a second one needs its legal ground', () => {
    const play = playTo('in_process').askSupplement().supply()
    refused(ask(play, {}), 'casework.second_supplement_needs_ground', 'legalGround')
    play.askSupplement({ legalGround: words })
    assert.equal(play.state.supplements[1]?.round, 2)
    assert.ok(play.state.supplements[1]?.legalGround)
  })

  test('a first one at the counter counts too', () => {
    const play = new Play().askSupplement().supply().accept()
    refused(ask(play, {}), 'casework.second_supplement_needs_ground')
  })

  test('later than three working days after acceptance it needs a ground (Art. 19.4)', () => {
    const play = playTo('in_process')
    play.later(at('2026-11-24T09:00') - play.now)
    refused(ask(play, {}), 'casework.late_supplement_needs_ground', 'legalGround')
    const third = playTo('in_process')
    third.later(at('2026-11-23T16:59') - third.now).askSupplement()
    assert.equal(third.state.legal, 'supplement_requested')
  })

  test('the clock stands still and the step keeps what it had left', () => {
    const play = playTo('in_process')
    const due = play.state.step?.dueAt ?? 0
    play.later(DAY).askSupplement()
    assert.equal(play.state.dueAt, null)
    assert.equal(play.state.step?.dueAt, null)
    assert.equal(play.state.step?.remainingMinutes, calendar.workingMinutesBetween(play.now, due))
  })
})

describe('supply', () => {
  const give = (play: Play, attachments: string[], papers: string[] = [], by: Actor = play.owner) =>
    play.act('supply', by, {
      attachments: attachments.map((componentKey) => ({ componentKey, ...file })),
      papers: papers.map((componentKey) => ({ componentKey, originals: 1, copies: 0 })),
    })

  test('everything that was asked and nothing else', () => {
    const play = playTo('in_process').askSupplement({ componentKeys: ['ban-ve', 'giay-to'] })
    refused(() => give(play, ['ban-ve']), 'casework.component_missing', 'components/giay-to')
    refused(() => give(play, []), 'casework.component_missing', 'components/ban-ve')
    refused(() => give(play, ['ban-ve', 'giay-to', 'don']), 'casework.component_not_in_procedure')
    refused(() => give(play, ['ban-ve'], ['giay-to']), 'casework.paper_needs_counter')
    give(play, ['ban-ve'], ['giay-to'], play.receptionist)
    assert.deepEqual(play.state.attachments.at(-1)?.round, 1)
    assert.equal(play.state.papers.at(-1)?.componentKey, 'giay-to')
    assert.equal(play.state.supplements[0]?.suppliedAt, play.now)
  })

  test('the dossier goes back to who asked; the limit starts anew or goes on, as the procedure says', () => {
    for (const [mode, due] of [
      ['restart', '2026-12-09T17:00'],
      ['resume', '2026-12-09T17:00'],
    ] as const) {
      const play = playTo('in_process', { procedure: { afterSupplement: mode } })
      const asking = play.stepOfficer()
      play
        .askSupplement({ until: new Date(play.now + 20 * DAY).toISOString() })
        .later(7 * DAY)
        .supply()
      assert.equal(play.state.legal, 'in_process')
      assert.equal(play.state.dueAt, at(due), mode)
      assert.equal(play.stepOfficer().officerId, asking.officerId)
    }
    const dues = (['restart', 'resume'] as const).map((afterSupplement) => {
      const play = playTo('in_process', { procedure: { afterSupplement } })
      return play
        .later(2 * DAY)
        .askSupplement()
        .later(7 * DAY)
        .supply().state.dueAt
    })
    assert.deepEqual(dues, [at('2026-12-11T17:00'), at('2026-12-09T17:00')])
  })

  test('before acceptance it only comes back to the counter', () => {
    const play = new Play().askSupplement()
    assert.equal(play.state.legal, 'intake_supplement')
    play.later(DAY).supply()
    assert.equal(play.state.legal, 'submitted')
    assert.equal(play.state.clock, null)
  })
})
