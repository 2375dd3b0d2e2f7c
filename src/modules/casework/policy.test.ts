import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agencies, citizen, officer, type Place, sealedRef, system } from '../../../test/support/builders.ts'
import { Play, playTo } from '../../../test/support/play.ts'
import { newId, type OfficerId, type PersonId } from '../../platform/ids.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { type Role, roles } from '../organisation/roles.ts'
import { type DossierState, legalStates } from './dossier.ts'
import { availableVerbs, maySee, overviewScope, permissionFor, refusalOfState } from './policy.ts'
import { type VerbName, verbNames } from './verbs/index.ts'

/** By hand, from the issue and NĐ 61/2018: where a verb may begin. At a step that allows everything a flow can allow. */
const table: Record<(typeof legalStates)[number], readonly VerbName[]> = {
  submitted: ['accept', 'redirect', 'refuse_intake', 'request_supplement', 'attach_paper', 'withdraw'],
  intake_supplement: ['refuse_intake', 'supply', 'attach_paper', 'withdraw', 'stop'],
  refused: ['correct'],
  accepted: ['request_supplement', 'attach_paper', 'forward', 'assign', 'extend', 'withdraw', 'correct'],
  in_process: [
    'request_supplement',
    'attach_paper',
    'forward',
    'assign',
    'ask_opinion',
    'answer_opinion',
    'suspend',
    'request_payment',
    'extend',
    'withdraw',
    'stop',
    'correct',
  ],
  supplement_requested: ['supply', 'attach_paper', 'assign', 'answer_opinion', 'withdraw', 'stop'],
  payment_requested: ['assign', 'answer_opinion', 'record_payment', 'withdraw', 'stop', 'correct'],
  suspended: ['attach_paper', 'assign', 'answer_opinion', 'resume', 'withdraw', 'stop', 'correct'],
  withdrawn: ['correct'],
  stopped: ['correct'],
  resolved: ['assign', 'return_result', 'correct'],
  returned: ['correct'],
}

describe('the whole table: every legal state by every verb', () => {
  for (const legal of legalStates) {
    test(legal, () => {
      const { state, flow } = playTo(legal)
      for (const verb of verbNames) {
        const code = refusalOfState(verb, state, flow)
        if (table[legal].includes(verb)) assert.equal(code, null, `${verb} in ${legal}`)
        else assert.ok(code !== null, `${verb} in ${legal} should be refused`)
      }
    })
  }

  test('what belongs to another kind of step is refused by its own name', () => {
    const reasons = (play: Play, verb: VerbName) => refusalOfState(verb, play.state, play.flow)
    const appraising = playTo('in_process')
    assert.equal(reasons(appraising, 'approve'), 'step_is_not_approval')
    assert.equal(reasons(appraising, 'complete'), 'step_needs_approval')
    assert.equal(reasons(appraising, 'send_back'), 'step_does_not_allow')
    const reviewing = new Play().accept().forwardTo('tham-tra')
    for (const verb of ['request_supplement', 'ask_opinion', 'suspend'] as const) {
      assert.equal(reasons(reviewing, verb), 'step_does_not_allow', verb)
    }
    const approving = new Play().accept().forwardTo('ky-duyet')
    assert.equal(reasons(approving, 'approve'), null)
    assert.equal(reasons(approving, 'forward'), 'step_needs_approval')
    assert.equal(reasons(approving, 'send_back'), null)
  })
})

/** Who may do what, by hand: `role@place`, or the applicant. The step stands in the processing agency, at a handler. */
const admitted: Record<VerbName, readonly string[]> = {
  accept: ['receptionist@intake'],
  redirect: ['receptionist@intake'],
  refuse_intake: ['receptionist@intake'],
  request_supplement: ['receptionist@intake', 'handler@processing'],
  supply: ['owner', 'receptionist@intake'],
  attach_paper: ['owner', 'receptionist@intake', 'handler@processing'],
  forward: ['handler@processing'],
  send_back: ['handler@processing'],
  assign: ['handler@processing', 'reviewer@processing', 'approver@processing', 'agency_leader@processing'],
  ask_opinion: ['handler@processing'],
  answer_opinion: ['handler@asked', 'reviewer@asked', 'approver@asked'],
  suspend: ['handler@processing'],
  resume: ['handler@processing', 'reviewer@processing', 'approver@processing', 'agency_leader@processing'],
  request_payment: ['handler@processing'],
  record_payment: ['receptionist@intake', 'handler@processing'],
  extend: [
    'approver@competent',
    'agency_leader@competent',
    'reviewer@processing',
    'approver@processing',
    'agency_leader@processing',
  ],
  withdraw: ['owner', 'receptionist@intake'],
  stop: ['approver@competent', 'agency_leader@competent', 'receptionist@intake'],
  approve: ['handler@processing'],
  complete: ['handler@processing'],
  return_result: ['receptionist@return'],
  correct: [
    'approver@competent',
    'agency_leader@competent',
    'reviewer@processing',
    'approver@processing',
    'agency_leader@processing',
    'receptionist@intake',
  ],
}

/** A dossier at the commune's check of the land, with an opinion awaited: all agencies differ, nobody is assigned. */
function spreadDossier(): Play {
  const play = new Play({ flow: 'land-commune-tax' }).accept().forwardTo('xac-minh')
  play.state = withOpinion(play.state)
  return play
}

function withOpinion(state: DossierState): DossierState {
  const opinion = {
    id: newId(),
    agencyId: agencies.asked,
    question: sealedRef(),
    askedBy: newId<OfficerId>(),
    askedAt: state.submittedAt,
    dueAt: state.submittedAt,
    answeredAt: null,
    answer: null,
    agrees: null,
  }
  return { ...state, opinions: [opinion] }
}

const everybody: [string, Actor][] = [
  ['owner', citizen()],
  ['another citizen', citizen(newId<PersonId>())],
  ['anonymous', anonymous],
  ['system of the competent agency', system(agencies.competent, ['dossiers:read', 'dossiers:write'])],
  ...roles
    .filter((role) => role !== 'citizen')
    .flatMap((role) =>
      (Object.keys(agencies) as Place[]).map((place): [string, Actor] => [
        `${role}@${place}`,
        officer([role, agencies[place]]),
      ]),
    ),
]

describe('who may do what: every role in every agency by every verb', () => {
  for (const verb of verbNames) {
    test(verb, () => {
      const { state, flow } = spreadDossier()
      for (const [name, actor] of everybody) {
        const permission = permissionFor(verb, state, flow, actor)
        assert.equal(permission !== null, admitted[verb].includes(name), `${verb} by ${name}`)
        if (actor.kind === 'officer' && permission !== null) {
          assert.equal(permission.mandate, actor.mandates[0], 'acts under the mandate that admits')
        }
      }
    })
  }

  test('an assigned dossier belongs to its officer alone', () => {
    const { state, flow } = spreadDossier()
    const [mine, colleague] = [officer(['handler', agencies.processing]), officer(['handler', agencies.processing])]
    const assigned = { ...state, step: state.step && { ...state.step, assigneeId: mine.officerId } }
    assert.notEqual(permissionFor('forward', assigned, flow, mine), null)
    assert.equal(permissionFor('forward', assigned, flow, colleague), null)
  })

  test('who handed it in for another acts as the applicant', () => {
    const { state, flow } = spreadDossier()
    const helper = newId<PersonId>()
    assert.equal(permissionFor('withdraw', state, flow, citizen(helper)), null)
    assert.notEqual(permissionFor('withdraw', { ...state, submitterId: helper }, flow, citizen(helper)), null)
  })

  test('a second mandate is found behind a first that does not fit', () => {
    const { state, flow } = spreadDossier()
    const both = officer(['administrator', agencies.intake], ['handler', agencies.processing])
    assert.equal(permissionFor('forward', state, flow, both)?.mandate, both.mandates[1])
  })

  test('the buttons are exactly what state and policy admit', () => {
    for (const legal of legalStates) {
      const { state, flow } = playTo(legal)
      for (const [name, actor] of everybody) {
        const shown = new Map(availableVerbs(state, flow, actor).map((each) => [each.verb, each]))
        for (const verb of verbNames) {
          const code = refusalOfState(verb, state, flow)
          const mayEver = permissionFor(verb, state, flow, actor) !== null
          const expected = mayEver && code !== 'not_possible_in_state'
          assert.equal(shown.has(verb), expected, `${verb} in ${legal} by ${name}`)
          if (expected) assert.equal(shown.get(verb)?.allowed, code === null, `${verb} in ${legal} by ${name}`)
        }
      }
    }
  })
})

describe('who may see', () => {
  const { state } = spreadDossier()
  const line = (id: string) =>
    (id === agencies.processing ? [id, agencies.stranger, agencies.province] : [id, agencies.province]) as never
  const sees = (actor: Actor) => maySee(state, actor, line)
  const caseRoles: readonly Role[] = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']
  const involved: readonly Place[] = ['intake', 'competent', 'processing', 'return', 'tax', 'asked']

  test('every role in every agency', () => {
    for (const role of roles.filter((each) => each !== 'citizen')) {
      for (const place of Object.keys(agencies) as Place[]) {
        const inside = involved.includes(place) && caseRoles.includes(role)
        const above = role === 'agency_leader' && (place === 'stranger' || place === 'province')
        const expected = inside || above || role === 'province_leader'
        assert.equal(sees(officer([role, agencies[place]])), expected, `${role}@${place}`)
      }
    }
  })

  test('an administrator sees nothing, wherever', () => {
    const posts = (Object.keys(agencies) as Place[]).map((place) => ['administrator', agencies[place]] as const)
    assert.equal(sees(officer(...posts)), false)
  })

  test('the applicant and who handed it in, nobody else', () => {
    const helper = newId<PersonId>()
    assert.equal(sees(citizen()), true)
    assert.equal(sees(citizen(helper)), false)
    assert.equal(maySee({ ...state, submitterId: helper }, citizen(helper), line), true)
    assert.equal(sees(anonymous), false)
  })

  test('a system needs the scope and an agency that takes part or stands above', () => {
    assert.equal(sees(system(agencies.competent, ['dossiers:read'])), true)
    assert.equal(sees(system(agencies.province, ['dossiers:read'])), true)
    assert.equal(sees(system(agencies.competent, ['dossiers:write'])), false)
    assert.equal(sees(system(agencies.askedToo, ['dossiers:read'])), false)
    assert.equal(sees(system(null, ['dossiers:read'])), false)
  })

  test('figures are for those who lead', () => {
    assert.deepEqual(overviewScope(officer(['handler', agencies.intake])), { all: false, agencyIds: [] })
    assert.deepEqual(overviewScope(officer(['agency_leader', agencies.intake], ['approver', agencies.intake])), {
      all: false,
      agencyIds: [agencies.intake],
    })
    assert.equal(overviewScope(officer(['province_leader', agencies.province])).all, true)
    for (const actor of [anonymous, citizen(), system(agencies.province, ['dossiers:read'])]) {
      assert.deepEqual(overviewScope(actor), { all: false, agencyIds: [] })
    }
  })
})
