import Type from 'typebox'
import type { DossierState } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { correctableEvents, type DossierEventType, type RestoredState } from '../events.ts'
import { defineVerb, type Who } from '../verb.ts'
import { Words } from './inputs.ts'

/**
 * Takes back the last entry when it was a mistake: a counter-entry with its reason. The mistaken entry stays in the history; time
 * that passed meanwhile stays passed.
 */
export const correct = defineVerb({
  input: Type.Object({ version: Type.Integer({ minimum: 2 }), reason: Words }, { additionalProperties: false }),
  allowedIn: [
    'refused',
    'accepted',
    'in_process',
    'payment_requested',
    'suspended',
    'withdrawn',
    'stopped',
    'resolved',
    'returned',
  ],
  who: ['competent_head', 'step_head', 'intake_desk'],
  decide(_state, input, facts) {
    const last = facts.last
    if (last === undefined || last.before === null) throw refusals.nothing_to_correct()
    if (last.version !== input.version) throw refusals.not_last_entry()
    if (!(correctableEvents as readonly string[]).includes(last.event.type)) throw refusals.nothing_to_correct()
    if (!mayCorrect(facts.who, last.event.type)) throw refusals.not_yours_to_do()
    return [
      {
        type: 'Corrected',
        payload: {
          version: last.version,
          corrects: last.event.type,
          reason: facts.seal(input.reason),
          restored: restoredFrom(last.before),
        },
      },
    ]
  },
})

/** The counter takes back only what a counter enters; a leader's decision is taken back by a leader. */
export function mayCorrect(who: Who | undefined, type: DossierEventType): boolean {
  return who !== 'intake_desk' || (deskEntries as readonly string[]).includes(type)
}

const deskEntries = ['IntakeRefused', 'Withdrawn', 'PaymentRecorded', 'ResultReturned', 'Forwarded'] as const

function restoredFrom(before: DossierState): RestoredState {
  return {
    legal: before.legal,
    money: before.money,
    moneyDue: before.moneyDue,
    custody: before.custody,
    clock: before.clock,
    dueAt: before.dueAt,
    step: before.step,
    lastAssignees: before.lastAssignees,
    approval: before.approval,
    result: before.result,
    handover: before.handover ?? null,
    finishedAt: before.finishedAt,
    returnedAt: before.returnedAt,
    endedReason: before.endedReason,
  }
}
