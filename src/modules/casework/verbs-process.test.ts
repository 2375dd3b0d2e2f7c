import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agencies, officer } from '../../../test/support/builders.ts'
import { at } from '../../../test/support/calendars.ts'
import { calendar, DAY, Play, playTo, result, words } from '../../../test/support/play.ts'
import { refused } from '../../../test/support/refused.ts'
import { newId } from '../../platform/ids.ts'

const iso = (local: string) => new Date(at(local)).toISOString()

describe('forward and send back', () => {
  test('only along the moves of the flow', () => {
    const play = playTo('in_process')
    for (const to of ['ky-duyet', 'tra-ket-qua', 'khong-co', 'tham-dinh']) {
      refused(() => play.act('forward', play.stepOfficer(), { to }), 'casework.step_move_unknown')
    }
    play.act('forward', play.stepOfficer(), { to: 'tham-tra', note: words })
    assert.equal(play.state.step?.key, 'tham-tra')
    refused(
      () => play.act('send_back', play.stepOfficer(), { to: 'tiep-nhan', reason: words }),
      'casework.step_move_unknown',
    )
    play.act('send_back', play.stepOfficer(), { to: 'tham-dinh', reason: words })
    assert.equal(play.state.step?.key, 'tham-dinh')
  })

  test('the step of return is reached by a result only', () => {
    const play = new Play({ flow: 'interlinked-birth' }).accept().forwardTo('lien-thong')
    refused(() => play.act('forward', play.stepOfficer(), { to: 'tra-ket-qua' }), 'casework.result_missing')
  })

  test('what was sent back returns to the officer who had it', () => {
    const play = playTo('in_process')
    const handler = play.stepOfficer()
    play.act('assign', play.stepOfficer(), { officerId: handler.officerId })
    play.act('forward', handler, { to: 'tham-tra' })
    assert.equal(play.state.step?.assigneeId, null)
    play.act('send_back', play.stepOfficer(), { to: 'tham-dinh', reason: words })
    assert.equal(play.state.step?.assigneeId, handler.officerId)
  })

  test('each step has its share of the limit', () => {
    const play = playTo('in_process')
    assert.equal(play.state.step?.allottedMinutes, Math.round(0.6 * 10 * calendar.minutesPerDay))
    assert.equal(play.state.step?.dueAt, calendar.addWorkingMinutes(play.now, play.state.step?.allottedMinutes ?? 0))
  })
})

describe('assign', () => {
  test('only to an officer who holds the role of the step in its agency', () => {
    const play = playTo('in_process')
    const head = play.person('agency_leader', agencies.competent)
    const wrong = [play.person('handler', agencies.intake), play.person('reviewer', agencies.competent), officer()]
    for (const { officerId } of wrong) {
      refused(() => play.act('assign', head, { officerId }), 'casework.assignee_without_mandate', 'officerId')
    }
    const { officerId } = play.stepOfficer()
    play.act('assign', head, { officerId })
    assert.equal(play.state.step?.assigneeId, officerId)
  })
})

describe('opinions', () => {
  const asking = () => {
    const play = playTo('in_process')
    play.act('ask_opinion', play.stepOfficer(), { agencyIds: [agencies.asked, agencies.askedToo], question: words })
    return play
  }

  test('are asked of several agencies at once, each with its date; the clock of the dossier runs on', () => {
    const before = playTo('in_process').state.dueAt
    const { state } = asking()
    assert.deepEqual(
      state.opinions.map((opinion) => opinion.agencyId),
      [agencies.asked, agencies.askedToo],
    )
    assert.equal(state.opinions[0]?.dueAt, at('2026-11-23T17:00'))
    assert.equal(state.dueAt, before)
    const play = playTo('in_process')
    play.act('ask_opinion', play.stepOfficer(), { agencyIds: [agencies.asked], question: words, workingDays: 1 })
    assert.equal(play.state.opinions[0]?.dueAt, at('2026-11-19T17:00'))
  })

  test('not of oneself, not twice at once, not of nobody', () => {
    const play = asking()
    const ask = (agencyId: string) => () =>
      play.act('ask_opinion', play.stepOfficer(), { agencyIds: [agencyId], question: words })
    refused(ask(agencies.competent), 'casework.opinion_agency_is_own')
    refused(ask(agencies.asked), 'casework.opinion_already_asked')
    refused(ask(newId()), 'casework.agency_unknown', 'agencyIds')
  })

  test('are answered by the agency that was asked, once, also late', () => {
    const play = asking()
    const [first, second] = play.state.opinions
    const answer = (opinionId: string | undefined) => ({ opinionId, answer: words, agrees: false })
    const asked = play.person('handler', agencies.asked)
    refused(() => play.act('answer_opinion', asked, answer(second?.id)), 'casework.opinion_unknown')
    refused(() => play.act('answer_opinion', asked, answer(newId())), 'casework.opinion_unknown')
    refused(
      () => play.act('answer_opinion', play.person('handler', agencies.stranger), answer(first?.id)),
      'casework.not_yours_to_do',
    )
    play.later(30 * DAY)
    play.act('answer_opinion', asked, answer(first?.id))
    assert.deepEqual([play.state.opinions[0]?.answeredAt, play.state.opinions[0]?.agrees], [play.now, false])
    refused(() => play.act('answer_opinion', asked, answer(first?.id)), 'casework.not_yours_to_do')
    const both = officer(['handler', agencies.askedToo], ['handler', agencies.asked])
    refused(() => play.act('answer_opinion', both, answer(first?.id)), 'casework.opinion_unknown')
  })

  test('while one is awaited the dossier stays at the step', () => {
    const play = asking()
    refused(() => play.act('forward', play.stepOfficer(), { to: 'tham-tra' }), 'casework.opinions_open')
    for (const opinion of play.state.opinions) {
      const asked = play.person('reviewer', opinion.agencyId)
      play.act('answer_opinion', asked, { opinionId: opinion.id, answer: words, agrees: true })
    }
    play.act('forward', play.stepOfficer(), { to: 'tham-tra' })
  })

  test('a silent agency holds the dossier only until its own deadline', () => {
    const play = asking()
    refused(() => play.act('forward', play.stepOfficer(), { to: 'tham-tra' }), 'casework.opinions_open')
    play.later(30 * DAY)
    play.act('forward', play.stepOfficer(), { to: 'tham-tra' })
    assert.equal(play.state.step?.key, 'tham-tra')
  })
})

describe('money', () => {
  test('asked with a date ahead, paid to the đồng, and the clock goes on where it stood', () => {
    const play = playTo('in_process')
    const ask = (until: string) =>
      play.act('request_payment', play.stepOfficer(), { amount: 120_000, legalGround: words, until })
    refused(() => ask(new Date(play.now).toISOString()), 'casework.until_in_past', 'until')
    play.later(2 * DAY)
    ask(iso('2026-11-27T17:00'))
    assert.deepEqual([play.state.money, play.state.dueAt], ['due', null])
    play.later(7 * DAY)
    const pay = (amount: number) => () => play.act('record_payment', play.stepOfficer(), { amount, receipt: 'BL-001' })
    refused(pay(119_999), 'casework.amount_wrong', 'amount')
    refused(pay(120_001), 'casework.amount_wrong', 'amount')
    pay(120_000)()
    assert.deepEqual([play.state.money, play.state.moneyDue, play.state.legal], ['paid', null, 'in_process'])
    assert.equal(play.state.dueAt, at('2026-12-09T17:00'))
  })
})

describe('suspend and resume', () => {
  test('the date moves by the working time that was waited', () => {
    const play = playTo('suspended')
    assert.equal(play.state.dueAt, null)
    play.later(2 * DAY)
    play.act('resume', play.stepOfficer())
    assert.equal(play.state.dueAt, at('2026-12-04T17:00'))
    assert.equal(play.state.step?.assigneeId, null)
  })
})

describe('extend', () => {
  const leader = (play: Play) => play.person('agency_leader', agencies.competent)
  const extend = (play: Play, local: string) => () =>
    play.act('extend', leader(play), { newDueAt: iso(local), reason: words })

  test('once, to the end of a working day after the date there was', () => {
    const play = playTo('in_process')
    refused(extend(play, '2026-12-02T17:00'), 'casework.not_after_due', 'newDueAt')
    refused(extend(play, '2026-12-01T10:00'), 'casework.not_after_due', 'newDueAt')
    refused(extend(play, '2060-01-01T10:00'), 'casework.too_far_ahead', 'newDueAt')
    const [event] = extend(play, '2026-12-05T10:00')()
    assert.equal(play.state.dueAt, at('2026-12-07T17:00'), 'a Saturday rolls on to Monday')
    assert.equal(play.state.firstDueAt, at('2026-12-02T17:00'))
    assert.ok(event?.type === 'Extended' && event.payload.noticeInTime)
    refused(extend(play, '2026-12-20T10:00'), 'casework.already_extended')
  })

  test('a notice less than a working day ahead is taken and recorded as late (Art. 19.9)', () => {
    for (const [now, inTime] of [
      ['2026-12-01T17:00', true],
      ['2026-12-02T08:00', false],
      ['2026-12-04T08:00', false],
    ] as const) {
      const play = playTo('in_process')
      play.later(at(now) - play.now)
      const [event] = extend(play, '2026-12-11T10:00')()
      assert.ok(event?.type === 'Extended')
      assert.equal(event.payload.noticeInTime, inTime, now)
    }
  })

  test('not to an instant that is gone, after the date has passed', () => {
    const play = playTo('in_process')
    play.later(at('2026-12-10T09:00') - play.now)
    refused(extend(play, '2026-12-09T17:00'), 'casework.not_after_due')
  })
})

describe('approve, complete, return', () => {
  test('granting needs the signed result where the return comes next', () => {
    const play = new Play().accept().forwardTo('ky-duyet')
    const approve = (input: object) => () => play.act('approve', play.stepOfficer(), input)
    refused(approve({ outcome: 'granted' }), 'casework.result_missing', 'result')
    refused(approve({ outcome: 'declined', result }), 'casework.declaration_missing', 'note')
    const events = approve({ outcome: 'declined', note: words, result })()
    assert.deepEqual(
      events.map((event) => event.type),
      ['Approved', 'Completed'],
    )
    const { state } = play
    assert.deepEqual([state.legal, state.finishedAt, state.result?.outcome], ['resolved', play.now, 'declined'])
    assert.equal(state.result?.issuedOn, '2026-11-18')
    assert.match(state.result?.verificationCode ?? '', /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    assert.deepEqual([state.step?.agencyId, state.step?.dueAt], [agencies.return, null])
  })

  test('where a step lies between, approval comes alone and the result later', () => {
    const play = new Play({ flow: 'interlinked-birth' }).accept().forwardTo('ky-khai-sinh')
    play.act('approve', play.stepOfficer(), { outcome: 'granted' })
    assert.deepEqual([play.state.legal, play.state.result], ['in_process', null])
    refused(() => play.act('approve', play.stepOfficer(), { outcome: 'granted' }), 'casework.not_possible_in_state')
    play.act('forward', play.stepOfficer(), { to: 'lien-thong' })
    play.act('complete', play.stepOfficer(), { result })
    assert.equal(play.state.legal, 'resolved')
  })

  test('sending back takes the approval away', () => {
    const play = new Play({ flow: 'interlinked-birth' }).accept().forwardTo('lien-thong')
    play.act('send_back', play.stepOfficer(), { to: 'khai-sinh', reason: words })
    assert.equal(play.state.approval, null)
  })

  test('a result whose fees are due is handed over only with the reason why, which stays in the history', () => {
    const play = playTo('resolved')
    const fees = { due: 75_000, paid: 0, waived: 0, refunded: 0, otherPaid: false }
    play.state = { ...play.state, money: 'due', fees }
    const desk = play.person('receptionist', agencies.return)
    const give = (input: object) => () => play.act('return_result', desk, { to: words, by: 'online', ...input })
    refused(give({}), 'casework.fees_unpaid', 'unpaidGround')
    give({ unpaidGround: words })()
    const last = play.history.at(-1)?.event
    assert.equal(last?.type === 'ResultReturned' ? last.payload.unpaid?.amount : null, 75_000)
    assert.equal(play.state.money, 'due')
  })

  test('handing over in person or by post needs its evidence', () => {
    const play = playTo('resolved')
    const desk = play.person('receptionist', agencies.return)
    const give = (input: object) => () => play.act('return_result', desk, { to: words, ...input })
    const identity = { document: 'identity_card', lastDigits: '0001' }
    const file = { fileHash: 'ab'.repeat(32), mediaType: 'image/png', size: 10 }
    refused(give({ by: 'post' }), 'casework.slip_missing', 'slipNumber')
    refused(give({ by: 'counter', signedOnPaper: true }), 'casework.identity_unchecked', 'identity/lastDigits')
    refused(give({ by: 'counter', identity }), 'casework.signature_missing', 'signature')
    refused(
      give({ by: 'counter', identity, signature: file, recipient: 'authorised' }),
      'casework.authorisation_missing',
      'authorisation',
    )
    const papersBack = [{ componentKey: 'giay-to', originals: 99, copies: 0 }]
    refused(
      give({ by: 'counter', identity, signedOnPaper: true, papersBack }),
      'casework.paper_not_taken_in',
      'papersBack/giay-to',
    )
    give({ by: 'counter', identity, signature: file })()
    assert.equal(play.state.handover?.signature?.fileHash, file.fileHash)
    assert.deepEqual([play.state.legal, play.state.returnedAt, play.state.step], ['returned', play.now, null])
  })
})
