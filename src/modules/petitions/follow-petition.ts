import { query } from '../../platform/db.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { carryOut } from './carry-out.ts'
import type { PetitionContent } from './check-petition.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { followIndex } from './follow-code.ts'
import { mainOf } from './main-petition.ts'
import { isAllowedIn, type PetitionState, type PetitionVerb } from './petition.ts'
import { contentsOf } from './petition-contents.ts'
import { petitionLines } from './petition-lines.ts'
import { answerOf, clearOf, filesOf, listLooks, placeOf } from './petition-views.ts'
import type { VerbInput } from './verb.ts'
import type { FiveClear, FollowPage } from './view-types.ts'

/** The petition of a follow code. Refuses `petitions.code_not_found`. */
export async function petitionOf({ db, keys }: PetitionsContext, code: string): Promise<PetitionState> {
  const [row] = await query<{ document: PetitionState }>(
    db.read,
    'SELECT document FROM petitions_petition WHERE follow_index = $1',
    [followIndex(keys, code.slice(0, 60))],
  )
  if (row === undefined) throw refusals.code_not_found()
  return row.document
}

/**
 * What whoever wrote sees by the code: the five "rõ", what happened, the answer once it is approved, and who looked at their name. Of a merged
 * one the answer is that of the petition it was put together with.
 */
export async function getFollowPage(context: PetitionsContext, code: string): Promise<FollowPage> {
  const petition = await petitionOf(context, code)
  const main = await mainOf(context, petition)
  const [[content], [clear], lines, looks] = await Promise.all([
    contentsOf(context.db.read, context, [petition]),
    clearOf(context, [main]),
    petitionLines(context, petition.petitionId, { forOfficers: false }),
    listLooks(context, petition.petitionId),
  ])
  const isAnswered = main.approvedAt !== null
  return {
    petition,
    answeredState: main.state,
    content: content as PetitionContent,
    communeName: await placeOf(context, petition),
    fileCount: (await filesOf(context, petition.petitionId)).length,
    ...(clear as FiveClear),
    lines: main === petition ? lines : [...lines, ...(await outcomeOf(context, main))].sort((a, b) => a.at - b.at),
    question:
      petition.state === 'waiting' ? (lines.findLast(({ type }) => type === 'PetitionAsked')?.text ?? null) : null,
    answer: isAnswered ? await answerOf(context, main) : null,
    looks: looks.map(({ officerName: _name, ...look }) => look),
    may: mayByCode(petition, main),
  }
}

/** What became of the petition that a merged one was put together with. */
async function outcomeOf(context: PetitionsContext, main: PetitionState) {
  const lines = await petitionLines(context, main.petitionId, { forOfficers: false })
  return lines.filter(({ type }) => ['PetitionApproved', 'PetitionPublished', 'PetitionRefused'].includes(type))
}

function mayByCode(petition: PetitionState, main: PetitionState): PetitionVerb[] {
  const verbs: PetitionVerb[] = ['supply', 'judge']
  if (!petition.reopenedByPerson) verbs.push('reopen')
  const isJudgeable = petition.state !== 'merged' || main.approvedAt !== null
  return verbs.filter((verb) => isAllowedIn(verb, petition.state) && (verb !== 'judge' || isJudgeable))
}

/** What whoever wrote does by the code: supplies, judges, has it taken up again. */
export async function actByCode(
  context: PetitionsContext,
  code: string,
  { actor = anonymous, verb, input }: { actor?: Actor; verb: PetitionVerb; input: VerbInput },
): Promise<void> {
  // Who types a telephoned petition knows its code: what whoever wrote says is not theirs to say.
  if (actor.kind === 'officer') throw refusals.officer_session()
  const { petitionId } = await petitionOf(context, code)
  await carryOut(context, { petitionId, verb, input, actor: anonymous, asPerson: true })
}
