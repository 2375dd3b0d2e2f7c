import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agencies } from '../../../test/support/builders.ts'
import { DAY, Play, playTo, result, words } from '../../../test/support/play.ts'
import { refused } from '../../../test/support/refused.ts'
import type { VerbName } from './verbs/index.ts'

const leader = (play: Play) => play.person('agency_leader', agencies.competent)
const correct = (play: Play, version = play.history.length) =>
  play.act('correct', leader(play), { version, reason: words })

/** Every correctable entry: how the dossier comes to stand before it, and the entry. */
const entries: Record<string, { before: () => Play; verb: VerbName; enter: (play: Play) => unknown }> = {
  Forwarded: {
    before: () => playTo('in_process'),
    verb: 'forward',
    enter: (play) => play.act('forward', play.stepOfficer(), { to: 'tham-tra' }),
  },
  SentBack: {
    before: () => new Play().accept().forwardTo('tham-tra'),
    verb: 'send_back',
    enter: (play) => play.act('send_back', play.stepOfficer(), { to: 'tham-dinh', reason: words }),
  },
  Assigned: {
    before: () => playTo('in_process'),
    verb: 'assign',
    enter: (play) => play.act('assign', leader(play), { officerId: play.stepOfficer().officerId }),
  },
  Suspended: {
    before: () => playTo('in_process'),
    verb: 'suspend',
    enter: (play) => play.act('suspend', play.stepOfficer(), { because: 'posting', reason: words }),
  },
  PaymentRequested: {
    before: () => playTo('in_process'),
    verb: 'request_payment',
    enter: (play) =>
      play.act('request_payment', play.stepOfficer(), {
        amount: 5000,
        legalGround: words,
        until: new Date(play.now + DAY).toISOString(),
      }),
  },
  PaymentRecorded: {
    before: () => playTo('payment_requested'),
    verb: 'record_payment',
    enter: (play) => play.act('record_payment', play.stepOfficer(), { amount: 50_000, receipt: words }),
  },
  Withdrawn: { before: () => playTo('suspended'), verb: 'withdraw', enter: (play) => play.act('withdraw', play.owner) },
  Stopped: {
    before: () => playTo('in_process'),
    verb: 'stop',
    enter: (play) => play.act('stop', leader(play), { reason: words, legalBasis: words }),
  },
  Completed: {
    before: () => new Play({ flow: 'interlinked-birth' }).accept().forwardTo('lien-thong'),
    verb: 'complete',
    enter: (play) => play.act('complete', play.stepOfficer(), { result }),
  },
  ResultReturned: {
    before: () => playTo('resolved'),
    verb: 'return_result',
    enter: (play) =>
      play.act('return_result', play.person('receptionist', agencies.return), { to: words, by: 'online' }),
  },
  IntakeRefused: {
    before: () => playTo('intake_supplement'),
    verb: 'refuse_intake',
    enter: (play) => play.act('refuse_intake', play.receptionist, { reason: words, legalBasis: words }),
  },
}

describe('a counter-entry puts back what stood before', () => {
  for (const [type, { before, enter }] of Object.entries(entries)) {
    test(type, () => {
      const play = before()
      const stood = play.state
      play.later(DAY)
      enter(play)
      assert.equal(play.history.at(-1)?.event.type, type)
      assert.notDeepEqual(play.state, stood)
      const length = play.history.length
      play.later(DAY)
      correct(play)
      assert.deepEqual(play.state, stood)
      assert.equal(play.history.length, length + 1, 'the mistaken entry stays in the history')
      enter(play)
    })
  }

  test('an assignment taken back is not remembered either', () => {
    const play = playTo('in_process')
    entries.Assigned?.enter(play)
    correct(play)
    play.act('forward', play.stepOfficer(), { to: 'tham-tra' })
    play.act('send_back', play.stepOfficer(), { to: 'tham-dinh', reason: words })
    assert.equal(play.state.step?.assigneeId, null)
  })

  test('a result issued together with the approval is taken back alone, and issued again', () => {
    const play = playTo('resolved')
    correct(play)
    assert.deepEqual([play.state.legal, play.state.result, play.state.finishedAt], ['in_process', null, null])
    assert.ok(play.state.approval)
    play.act('complete', play.stepOfficer(), { result: { ...result, number: '13/GP' } })
    assert.equal(play.state.result?.number, '13/GP')
  })
})

describe('what cannot be corrected', () => {
  test('any entry but the last', () => {
    const play = playTo('in_process')
    const { length } = play.history
    for (const version of [length - 1, length + 1]) {
      refused(() => correct(play, version), 'casework.not_last_entry')
    }
  })

  test('an acceptance, an extension, an approval, a counter-entry', () => {
    refused(() => correct(playTo('accepted')), 'casework.nothing_to_correct')
    const extended = playTo('in_process')
    const newDueAt = new Date(extended.now + 40 * DAY).toISOString()
    extended.act('extend', leader(extended), { newDueAt, reason: words })
    refused(() => correct(extended), 'casework.nothing_to_correct')
    const approved = new Play({ flow: 'interlinked-birth' }).accept().forwardTo('ky-khai-sinh')
    approved.act('approve', approved.stepOfficer(), { outcome: 'granted' })
    refused(() => correct(approved), 'casework.nothing_to_correct')
    const corrected = playTo('in_process')
    correct(corrected)
    refused(() => correct(corrected), 'casework.nothing_to_correct')
  })

  test('a request to the applicant: it has been told to them', () => {
    for (const legal of ['supplement_requested', 'intake_supplement', 'submitted'] as const) {
      refused(() => correct(playTo(legal)), 'casework.not_possible_in_state')
    }
  })
})
