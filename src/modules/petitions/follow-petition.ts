import { query } from '../../platform/db.ts'
import { anonymous } from '../organisation/index.ts'
import { carryOut } from './carry-out.ts'
import type { PetitionContent } from './check-petition.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { followIndex } from './follow-code.ts'
import { mainOf } from './followed-views.ts'
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
    lines,
    question:
      petition.state === 'waiting' ? (lines.findLast(({ type }) => type === 'PetitionAsked')?.text ?? null) : null,
    answer: isAnswered ? await answerOf(context, main) : null,
    looks: looks.map(({ officerName: _name, ...look }) => look),
    may: mayByCode(petition),
  }
}

function mayByCode(petition: PetitionState): PetitionVerb[] {
  const verbs: PetitionVerb[] = ['supply', 'judge']
  if (!petition.reopenedByPerson) verbs.push('reopen')
  return verbs.filter((verb) => isAllowedIn(verb, petition.state))
}

/** What whoever wrote does by the code: supplies, judges, has it taken up again. */
export async function actByCode(
  context: PetitionsContext,
  code: string,
  { verb, input }: { verb: PetitionVerb; input: VerbInput },
): Promise<void> {
  const { petitionId } = await petitionOf(context, code)
  await carryOut(context, { petitionId, verb, input, actor: anonymous, asPerson: true })
}
