import { createHash } from 'node:crypto'
import type { Transaction } from '../../platform/db.ts'
import { type AgencyId, isUuid, type PersonId } from '../../platform/ids.ts'
import { canonicalJson, type EventStamp } from '../../platform/ledger/index.ts'
import { type Actor, agencyTree, listOfficersIn, type Mandate, userIdOf } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, readProfiles, sealPersonText } from '../vault/index.ts'
import { aboutDossier } from './about-dossier.ts'
import type { PetitionsContext } from './context.ts'
import { addWords, rewriteWords } from './desk-words.ts'
import { refusals } from './errors.ts'
import { mainOf } from './main-petition.ts'
import { listNameable } from './nameable.ts'
import { overseenBy } from './overseen.ts'
import { barredFrom, isAllowedIn, type PetitionState, type PetitionVerb } from './petition.ts'
import {
  appendPetitionEvents,
  type LockedPetition,
  listMerged,
  lockPetition,
  timeOf,
  updatePetition,
} from './petition-store.ts'
import { mandateToDo, maySee, workers } from './policy.ts'
import { deletePublished, insertPublished } from './published-store.ts'
import { tellWriters } from './tell-writers.ts'
import type { Facts, VerbInput } from './verb.ts'
import { verbs } from './verbs/index.ts'

export interface VerbRequest {
  petitionId: string
  verb: PetitionVerb
  input: VerbInput
  actor: Actor
  /** Whoever wrote, known by the follow code. */
  asPerson?: boolean
}

/**
 * One verb on one petition, in one transaction: may this actor see it (else not found), may they do this, is the state still such, is what
 * was typed right; then the events and where it stands. Refuses `petitions.not_found`, `not_yours`, `state_changed`, and what is wrong at its field.
 */
export async function carryOut(context: PetitionsContext, request: VerbRequest): Promise<PetitionState> {
  if (!isUuid(request.petitionId)) throw refusals.not_found()
  return context.db.write((tx) => carryOutIn(context, tx, request))
}

/** The same inside a transaction of the caller's, for many at once. */
export async function carryOutIn(
  context: PetitionsContext,
  tx: Transaction,
  request: VerbRequest,
): Promise<PetitionState> {
  const locked = await lockPetition(tx, request.petitionId)
  if (locked === undefined) throw refusals.not_found()
  const mandate = await mandateOf(context, request, locked.petition)
  const { verb, input, actor } = request
  if (!isAllowedIn(verb, locked.petition.state)) throw refusals.state_changed({ state: locked.petition.state })
  const now = await timeOf(tx)
  const facts = await factsFor(context, tx, { request, petition: locked.petition, now })
  const events = verbs[verb](locked.petition, input, facts)
  const stamp = {
    recordedAt: now,
    actorId: userIdOf(actor),
    mandateId: mandate?.id ?? null,
    agencyId: mandate?.agencyId ?? null,
    commandId: null,
  }
  const after = await appendPetitionEvents(tx, locked, stamp, events)
  await updatePetition(tx, after)
  await keepOutOfMerged(tx, stamp, { before: locked.petition, after: after.petition })
  await keepPublic(tx, { verb, input, before: locked }, after.petition)
  await keepWords(context, tx, { verb, input }, after.petition)
  await tellWriters(context, tx, { verb, after })
  return after.petition
}

/** Whom a petition complains of has no part in those merged into it either. */
async function keepOutOfMerged(
  tx: Transaction,
  stamp: EventStamp,
  { before, after }: { before: PetitionState; after: PetitionState },
): Promise<void> {
  const userIds = barredFrom(after)
  if (userIds.length === barredFrom(before).length) return
  for (const { petition } of await listMerged(tx, after.petitionId)) {
    const locked = await lockPetition(tx, petition.petitionId)
    if (locked === undefined) continue
    const event = { type: 'PetitionBarred', payload: { userIds } } as const
    const barred = await appendPetitionEvents(tx, locked, stamp, [event])
    await updatePetition(tx, barred)
    await keepOutOfMerged(tx, stamp, { before: locked.petition, after: barred.petition })
  }
}

/** The mandate of an officer; null for whoever wrote, who comes with the code. */
async function mandateOf(
  context: PetitionsContext,
  { asPerson = false, actor, verb }: VerbRequest,
  petition: PetitionState,
): Promise<Mandate | null> {
  if (asPerson) {
    if (!['supply', 'judge', 'reopen'].includes(verb)) throw refusals.not_yours()
    return null
  }
  if (!maySee(actor, petition, await overseenBy(context, actor))) throw refusals.not_found()
  const mandate = mandateToDo(actor, verb, petition)
  if (mandate === null) throw refusals.not_yours()
  return mandate
}

interface Asked {
  request: VerbRequest
  petition: PetitionState
  now: Date
}

async function factsFor(context: PetitionsContext, tx: Transaction, { request, petition, now }: Asked): Promise<Facts> {
  const { input, verb, asPerson = false } = request
  const directory = await context.directory()
  const tree = await agencyTree(context.db.read)
  const key = await getPersonKey(tx, context.keys, petition.text.personId as PersonId)
  const { row, ref } = sealPersonText(key, input.text?.trim() ?? '', now.getTime())
  if ((input.text?.trim() ?? '') !== '') await insertSealedValues(tx, [row])
  const officers = verb === 'classify' ? await listOfficersIn(tx, petition.agencyId, workers) : []
  const nameable = verb === 'classify' ? await listNameable(tx, petition) : []
  const into = verb === 'merge' && isUuid(input.intoId) ? (await lockPetition(tx, input.intoId))?.petition : undefined
  const main = verb === 'judge' && petition.mergedInto !== null ? await mainOf(context, petition) : undefined
  return {
    now: now.getTime(),
    calendar: directory.calendarOf(petition.agencyId),
    by: asPerson ? 'person' : 'officer',
    sealed: ref,
    officers: new Set(officers.map(({ userId }) => userId)),
    nameable: new Set(nameable.map(({ userId }) => userId)),
    writerName: verb === 'publish' ? await writerNameOf(context, petition) : null,
    agencies: new Set(tree.all.map(({ id }) => id as AgencyId)),
    calendarOf: (id) => directory.calendarOf(id),
    dossier: await aboutDossier(context, tx, { petition, verb, input, now: now.getTime() }),
    into: into ?? main ?? null,
    sha256: createHash('sha256')
      .update(canonicalJson(publicTexts(input)))
      .digest('hex'),
  }
}

/** The writer's name, so that it does not slip into what is published; no look of anybody's. */
async function writerNameOf(context: PetitionsContext, { isAnonymous, text }: PetitionState): Promise<string | null> {
  if (isAnonymous) return null
  const personId = text.personId as PersonId
  return (await readProfiles(context.db.read, context.keys, [personId])).get(personId)?.fullName ?? null
}

function publicTexts({ title = '', question = '', answer = '' }: VerbInput) {
  return { title: title.trim(), question: question.trim(), answer: answer.trim() }
}

/** The words follow the petition to the agency in charge. */
async function keepWords(
  { keys }: PetitionsContext,
  tx: Transaction,
  { verb, input }: { verb: PetitionVerb; input: VerbInput },
  after: PetitionState,
): Promise<void> {
  if (verb === 'supply') await addWords(tx, keys, after, input.text ?? '')
  if (verb === 'forward') await rewriteWords(tx, keys, after)
}

async function keepPublic(
  tx: Transaction,
  { verb, input, before }: { verb: PetitionVerb; input: VerbInput; before: LockedPetition },
  after: PetitionState,
): Promise<void> {
  if (verb === 'publish') await insertPublished(tx, after, publicTexts(input))
  if (verb === 'reopen' && before.petition.state === 'published') await deletePublished(tx, after.petitionId)
}
