import Type from 'typebox'
import type { Attachment } from '../dossier.ts'
import { openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { keysAnswered, registryReference } from '../papers/registry-component.ts'
import { defineVerb, resumeClock } from '../verb.ts'
import { AttachmentInput, PaperInput } from './inputs.ts'

/**
 * The applicant hands in what was asked: every component of the request, as a file, a held paper, or on paper at the counter; what a
 * registry answered for in the meantime nobody need hand in (NĐ 224/2026 Art. 18.4). The dossier goes
 * back to the officer who asked; the clock starts anew or goes on, as the procedure says (NĐ 61/2018 Art. 19.4).
 */
export const supply = defineVerb({
  input: Type.Object(
    { attachments: Type.Array(AttachmentInput, { maxItems: 60 }), papers: Type.Array(PaperInput, { maxItems: 60 }) },
    { additionalProperties: false },
  ),
  allowedIn: ['intake_supplement', 'supplement_requested'],
  who: ['owner', 'intake_desk'],
  decide(state, input, facts) {
    const open = openSupplement(state)
    if (open === undefined) throw refusals.no_supplement_open()
    // Only a desk that has a paper in its hands can say so.
    if (facts.officerId === null && input.papers.length > 0) throw refusals.paper_needs_counter()
    const given = new Set([...input.attachments, ...input.papers].map((item) => item.componentKey))
    const stray = [...given].find((key) => !open.componentKeys.includes(key))
    if (stray !== undefined) throw refusals.component_not_in_procedure({ component: stray })
    const unused = keysAnswered(facts.answered ?? [], state).filter(
      (key) => open.componentKeys.includes(key) && !given.has(key),
    )
    const answered = (facts.answered ?? []).filter(({ componentKey }) => unused.includes(componentKey))
    for (const { componentKey } of answered) given.add(componentKey)
    const missing = open.componentKeys.filter((key) => !given.has(key))
    if (missing.length > 0) {
      const faults = missing.map((key) => ({ path: `components/${key}`, code: 'casework.component_missing' }))
      throw refusals.component_missing({ count: missing.length }, faults)
    }
    const attachments: Attachment[] = input.attachments.map((item) => ({ ...item, round: open.round }))
    const references = answered.map((one) => registryReference(one, open.round, facts.seal))
    const brought = {
      round: open.round,
      attachments,
      papers: input.papers,
      ...(references.length === 0 ? {} : { fromRegistries: references }),
    }
    if (state.acceptedAt === null) {
      return [{ type: 'Supplied', payload: { ...brought, change: null, step: null } }]
    }
    const { step, ...change } = resumeClock(state, facts)
    return [{ type: 'Supplied', payload: { ...brought, change, step } }]
  },
})
