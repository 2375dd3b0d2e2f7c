import Type from 'typebox'
import { localDate } from '../../../platform/civil-date.ts'
import { componentsToSupply } from '../../catalogue/component.ts'
import { type DossierState, openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { defineVerb, definitionOfStep, type Facts, stopClock } from '../verb.ts'
import { ComponentKey, Instant, untilAhead, Words } from './inputs.ts'

/** Working days after acceptance within which a fault of the dossier is to be found (NĐ 61/2018 Art. 19.4). */
const APPRAISAL_WORKING_DAYS = 3

/**
 * Asks the applicant for what is missing (form 02). Only components that the published procedure lists can be named (NĐ 63/2010
 * Art. 6, NĐ 61/2018 Art. 5.1.đ). Once, complete and exact (Art. 15.3): a further request, and one later than three working days
 * after acceptance, needs its own legal ground. The clock stops until the applicant answers.
 */
export const requestSupplement = defineVerb({
  input: Type.Object(
    {
      componentKeys: Type.Array(ComponentKey, { minItems: 1, maxItems: 60, uniqueItems: true }),
      reason: Words,
      legalGround: Type.Optional(Words),
      until: Instant,
    },
    { additionalProperties: false },
  ),
  allowedIn: ['submitted', 'accepted', 'in_process'],
  who: ['intake_desk', 'step_officer'],
  forbids(state, flow) {
    if (state.acceptedAt === null) return null
    return definitionOfStep(state, flow)?.mayRequestSupplement === true ? null : 'step_does_not_allow'
  },
  decide(state, input, facts) {
    if (openSupplement(state)) throw refusals.supplement_open()
    const askable = new Set(componentsToSupply(facts.procedure, state.caseKey).map((component) => component.key))
    const unknown = input.componentKeys.find((key) => !askable.has(key))
    if (unknown !== undefined) throw refusals.component_not_in_procedure({ component: unknown })
    refuseHeld(input.componentKeys, facts.held)
    const until = untilAhead(input, facts.now)
    requireGround(state, input.legalGround, facts)
    return [
      {
        type: 'SupplementRequested',
        payload: {
          round: state.supplements.length + 1,
          componentKeys: [...input.componentKeys],
          reason: facts.seal(input.reason),
          legalGround: input.legalGround === undefined ? null : facts.seal(input.legalGround),
          requestedBy: officerOf(facts),
          until,
          change: state.acceptedAt === null ? null : stopClock(state, facts, 'supplement'),
        },
      },
    ]
  },
})

/** Whether a request made now would need a recorded legal ground, and why. Shown on the page before the officer types. */
export function groundNeeded(
  state: DossierState,
  facts: Pick<Facts, 'now' | 'procedure' | 'calendarOf'>,
): 'second_supplement_needs_ground' | 'late_supplement_needs_ground' | null {
  if (state.supplements.length >= facts.procedure.mostSupplements) return 'second_supplement_needs_ground'
  if (state.acceptedAt === null || state.supplements.length > 0) return null
  const calendar = facts.calendarOf(state.units.competent)
  const elapsed =
    calendar.workingDayOrdinal(localDate(facts.now)) - calendar.workingDayOrdinal(localDate(state.acceptedAt))
  return elapsed > APPRAISAL_WORKING_DAYS ? 'late_supplement_needs_ground' : null
}

function requireGround(state: DossierState, ground: string | undefined, facts: Facts): void {
  const needed = groundNeeded(state, facts)
  if (needed === null || ground !== undefined) return
  throw refusals[needed]({}, [{ path: 'legalGround', code: `casework.${needed}` }])
}

/** What the office holds is never asked for (NĐ 47/2020 Art. 5; NĐ 224/2026 Art. 18.4): it is attached instead. */
function refuseHeld(keys: readonly string[], held: ReadonlySet<string> | undefined): void {
  const asked = keys.filter((key) => held?.has(key) === true)
  if (asked.length === 0) return
  throw refusals.component_held({ count: asked.length }, [{ path: 'componentKeys', code: 'casework.component_held' }])
}

function officerOf(facts: Facts): NonNullable<Facts['officerId']> {
  if (facts.officerId === null) throw refusals.not_yours_to_do()
  return facts.officerId
}
