import Type, { type Static } from 'typebox'
import type { FieldFault } from '../../../platform/errors.ts'
import { type DossierState, feesDue, type Handover } from '../dossier.ts'
import { type RefusalCode, refusals } from '../errors.ts'
import { defineVerb, type Facts } from '../verb.ts'
import { FileInput, PaperInput, Words } from './inputs.ts'

export const identityDocuments = ['identity_card', 'electronic_identity', 'passport', 'organisation_paper'] as const

const one = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))

const ReturnInput = Type.Object(
  {
    to: Words,
    by: one(['counter', 'post', 'online']),
    /** Who stands at the counter; the applicant when left out. */
    recipient: Type.Optional(one(['applicant', 'authorised'])),
    /** Which document was seen, and the last four digits of its number. */
    identity: Type.Optional(
      Type.Object(
        { document: one(identityDocuments), lastDigits: Type.String({ pattern: '^[0-9]{4}$' }) },
        { additionalProperties: false },
      ),
    ),
    /** The authorisation, kept as a file. */
    authorisation: Type.Optional(FileInput),
    /** The signature given on the screen, as a picture. */
    signature: Type.Optional(FileInput),
    signedOnPaper: Type.Optional(Type.Boolean()),
    /** The post's number. */
    slipNumber: Type.Optional(Words),
    /** Originals and copies handed back, piece by piece. */
    papersBack: Type.Optional(Type.Array(PaperInput, { maxItems: 60 })),
    /** Why the result is handed over although fees are still due. */
    unpaidGround: Type.Optional(Words),
    evidence: Type.Optional(Words),
  },
  { additionalProperties: false },
)
type ReturnInput = Static<typeof ReturnInput>

/**
 * Hands the result over and records who took it, how, and by what evidence: at the counter the identity that was seen and a signature,
 * with an authorisation when another than the applicant comes; by post the slip; electronically nothing more. Papers that came in for
 * comparison go back piece by piece (NĐ 61/2018 Art. 20.2). Who hands over a result whose fees
 * are due says why, and that stays in the dossier (decision 0016).
 */
export const returnResult = defineVerb({
  input: ReturnInput,
  allowedIn: ['resolved'],
  who: ['return_desk'],
  decide(state, input, facts) {
    const faults = [...faultsOf[input.by](input, facts), ...paperFaults(state, input), ...unpaidFaults(state, input)]
    const [first] = faults
    if (first !== undefined) throw refusals[first.refusal]({}, faults.map(faultOf))
    const handover: Handover = {
      recipient: input.recipient ?? 'applicant',
      identity: input.identity === undefined ? null : sealedIdentity(input.identity, facts),
      authorisation: input.authorisation ?? null,
      signature: input.signature ?? null,
      signedOnPaper: input.signedOnPaper === true,
      slipNumber: input.slipNumber === undefined ? null : facts.seal(input.slipNumber),
      papersBack: input.papersBack ?? [],
    }
    const evidence = input.evidence === undefined ? null : facts.seal(input.evidence)
    const payload = { to: facts.seal(input.to), by: input.by, evidence, handover, ...unpaidIn(state, input, facts) }
    return [{ type: 'ResultReturned', payload }]
  },
})

interface Fault {
  path: string
  refusal: RefusalCode
}

function faultOf({ path, refusal }: Fault): FieldFault {
  return { path, code: `casework.${refusal}` }
}

const faultsOf: Record<ReturnInput['by'], (input: ReturnInput, facts: Facts) => Fault[]> = {
  counter: counterFaults,
  post: ({ slipNumber }) => (slipNumber === undefined ? [{ path: 'slipNumber', refusal: 'slip_missing' }] : []),
  online: () => [],
}

function counterFaults(input: ReturnInput, facts: Facts): Fault[] {
  const faults: Fault[] = []
  const { identity, recipient = 'applicant' } = input
  if (identity === undefined) faults.push({ path: 'identity/lastDigits', refusal: 'identity_unchecked' })
  else if (recipient === 'applicant' && facts.isApplicantNumber?.(identity.lastDigits) === false) {
    faults.push({ path: 'identity/lastDigits', refusal: 'identity_mismatch' })
  }
  if (recipient === 'authorised' && input.authorisation === undefined) {
    faults.push({ path: 'authorisation', refusal: 'authorisation_missing' })
  }
  if (input.signature === undefined && input.signedOnPaper !== true) {
    faults.push({ path: 'signature', refusal: 'signature_missing' })
  }
  return faults
}

function unpaidFaults(state: DossierState, { unpaidGround }: ReturnInput): Fault[] {
  return feesDue(state) > 0 && unpaidGround === undefined ? [{ path: 'unpaidGround', refusal: 'fees_unpaid' }] : []
}

function unpaidIn(state: DossierState, { unpaidGround }: ReturnInput, facts: Facts) {
  const amount = feesDue(state)
  if (amount === 0 || unpaidGround === undefined) return {}
  return { unpaid: { amount, ground: facts.seal(unpaidGround) } }
}

/** Nothing goes back that did not come in, and not more of it. */
function paperFaults(state: DossierState, { papersBack = [] }: ReturnInput): Fault[] {
  return papersBack.flatMap(({ componentKey, originals, copies }): Fault[] => {
    const came = state.papers.filter((paper) => paper.componentKey === componentKey)
    const most = (of: 'originals' | 'copies') => came.reduce((sum, paper) => sum + paper[of], 0)
    const fits = came.length > 0 && originals <= most('originals') && copies <= most('copies')
    return fits ? [] : [{ path: `papersBack/${componentKey}`, refusal: 'paper_not_taken_in' }]
  })
}

function sealedIdentity(
  { document, lastDigits }: NonNullable<ReturnInput['identity']>,
  facts: Facts,
): NonNullable<Handover['identity']> {
  return { document, lastDigits: facts.seal(`…${lastDigits}`) }
}
