import Type from 'typebox'
import { effectiveLimit } from '../../catalogue/limit.ts'
import { computeDue } from '../deadlines/deadline.ts'
import type { Clock } from '../deadlines/deadline-types.ts'
import { refusals } from '../errors.ts'
import { enterStep } from '../steps.ts'
import { defineVerb } from '../verb.ts'

/**
 * The receiving unit takes the dossier (form 01): it gets its code and its clock starts (NĐ 61/2018 Art. 17.1, 17.3). An
 * electronic or counter dossier counts from now; one that came by post from the signed hand-over, which is its submission; one
 * received without network from its filing at the counter.
 */
export const accept = defineVerb({
  input: Type.Object({}, { additionalProperties: false }),
  allowedIn: ['submitted'],
  who: ['intake_desk'],
  decide(state, _input, facts) {
    if (facts.code === undefined) throw refusals.serial_exhausted()
    const { limit } = effectiveLimit(facts.procedure, { caseKey: state.caseKey, channel: state.channel })
    if (limit === null) throw refusals.procedure_not_open({ procedure: state.procedureCode })
    const handedOverAt = state.channel === 'post' && state.supplements.length === 0 ? state.submittedAt : facts.now
    const startAt = facts.offline?.filedAt ?? handedOverAt
    const clock: Clock = { startAt, limit, mode: facts.procedure.afterSupplement, stops: [], extensions: [] }
    const dueAt = computeDue(facts.calendarOf(state.units.competent), clock).dueAt
    const first = facts.flow.steps[0]
    if (first === undefined) throw refusals.procedure_not_open({ procedure: state.procedureCode })
    const entered = facts.offline === undefined ? facts : { ...facts, now: startAt }
    const step = { ...enterStep(state, first.key, clock, entered), assigneeId: facts.officerId }
    const declared = facts.offline === undefined ? {} : { offline: facts.offline }
    return [{ type: 'Accepted', payload: { code: facts.code, step, clock, dueAt, ...declared } }]
  },
})
