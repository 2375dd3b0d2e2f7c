import type { Reader } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { getFlowVersion } from '../catalogue/index.ts'
import type { Actor } from '../organisation/index.ts'
import { readProfileVersions } from '../vault/index.ts'
import { currentState } from './carry-out.ts'
import type { CaseworkContext } from './context.ts'
import { type DossierState, nationalStatusCode } from './dossier.ts'
import { refusals } from './errors.ts'
import { availableVerbs, maySee } from './policy.ts'
import type { DossierAnswer } from './schemas.ts'

/** The dossier as this actor may see it, with what they may do. Refuses `casework.dossier_not_found` to everyone else. */
export async function getDossierAnswer(context: CaseworkContext, actor: Actor, id: DossierId): Promise<DossierAnswer> {
  const directory = await context.directory()
  const { version, state } = await currentState(context, id)
  if (!maySee(state, actor, (agencyId) => directory.line(agencyId))) throw refusals.dossier_not_found()
  const { valueId } = state.applicant.profile
  const profiles = await readProfileVersions(context.db.read, context.keys, [valueId])
  const answer = await answerOf({ reader: context.db.read, actor }, { version, state })
  return { ...answer, applicantName: profiles.get(valueId)?.fullName ?? null }
}

/** What a command answers: the state just written, which the actor is known to see, without opening any sealed value. */
export async function answerOf(
  to: { reader: Reader; actor: Actor },
  { version, state }: { version: number; state: DossierState },
): Promise<DossierAnswer> {
  const { definition } = await getFlowVersion(to.reader, state.flowVersionId)
  const actions = availableVerbs(state, definition, to.actor).map((action) =>
    action.allowed
      ? { verb: action.verb, allowed: true }
      : { verb: action.verb, allowed: false, code: `casework.${action.code}` },
  )
  return {
    id: state.id,
    version,
    code: state.code,
    legalState: state.legal,
    nationalStatusCode: nationalStatusCode[state.legal],
    moneyState: state.money,
    custodyState: state.custody,
    channel: state.channel,
    procedureCode: state.procedureCode,
    caseKey: state.caseKey,
    units: state.units,
    submittedAt: new Date(state.submittedAt).toISOString(),
    acceptedAt: iso(state.acceptedAt),
    dueAt: iso(state.dueAt),
    finishedAt: iso(state.finishedAt),
    returnedAt: iso(state.returnedAt),
    step: state.step?.key ?? null,
    verificationCode: state.result?.verificationCode ?? null,
    actions,
  }
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
