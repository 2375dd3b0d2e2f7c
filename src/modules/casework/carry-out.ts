import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { localDate } from '../../platform/civil-date.ts'
import { finishWith, query, type Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import { Refusal } from '../../platform/errors.ts'
import { type DossierId, newId, type OfficerId } from '../../platform/ids.ts'
import { chainEvents, findCommand, isRepeatedCommand, readStream } from '../../platform/ledger/index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { getFlowVersion, getProcedureVersion } from '../catalogue/index.ts'
import { type Actor, findMandatesOfOfficer, userIdOf } from '../organisation/index.ts'
import { type SealedValueRow, sealPersonText, vaultRefusals } from '../vault/index.ts'
import type { CaseworkContext, Directory } from './context.ts'
import type { DossierState } from './dossier.ts'
import { identityTailIndex } from './dossier-rows.ts'
import { type DossierChange, type LoadedDossier, loadDossier, writeChanges } from './dossier-store.ts'
import { refusals } from './errors.ts'
import type { DossierEvent } from './events.ts'
import { evolve, replay } from './evolve.ts'
import { lastVerbEntry } from './fees/fee-standing.ts'
import { factsOfFiling, type OfflineFiling } from './offline/accept-offline.ts'
import { findAnsweredComponents } from './papers/ask-registry.ts'
import { type HandedIn, keysNotToAsk } from './papers/held-component.ts'
import { type AnsweredComponent, keysAnswered } from './papers/registry-component.ts'
import { findHeldComponents, requireHeldPapers, type UseOfStore, writeUse } from './papers/use-papers.ts'
import { maySee, type Permission, permissionFor, refusalOfState } from './policy.ts'
import { moveDossier, placeOf } from './redirect-place.ts'
import { filesNamedIn, requireSentFiles } from './sent-files.ts'
import { takeSerial } from './serials.ts'
import type { Facts, Verb } from './verb.ts'
import { type VerbName, verbs } from './verbs/index.ts'

export interface CommandRequest {
  dossierId: DossierId
  verb: VerbName
  input: unknown
  actor: Actor
  /** The version the caller has seen (If-Match); left out, the command takes the dossier as it is. */
  expectedVersion?: number | undefined
  /** Made by the client: a second press gives the first answer. */
  commandId?: string | undefined
  /** Only for `accept`: the dossier was received without network, its code reserved in advance. */
  offline?: OfflineFiling | undefined
}

export interface CommandAnswer {
  dossierId: DossierId
  version: number
  state: DossierState
  /** True when this very command had been carried out before. */
  repeated: boolean
}

const validators = new Map<TSchema, ReturnType<typeof Compile>>()

function validate(schema: TSchema, input: unknown): void {
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  if (validator.Check(input)) return
  const faults: FieldFault[] = validator.Errors(input).map((error) => ({
    path: missingProperty(error) ?? error.instancePath.slice(1),
    code: `input.${error.keyword}`,
  }))
  throw new Refusal('input.invalid', 'invalid', {}, faults)
}

function missingProperty(error: { keyword: string; instancePath: string; params: unknown }): string | undefined {
  if (error.keyword !== 'required') return undefined
  const [name] = (error.params as { requiredProperties?: string[] }).requiredProperties ?? []
  return name === undefined ? undefined : [...error.instancePath.split('/').filter(Boolean), name].join('/')
}

/**
 * Carries out one verb on one dossier: load and lock, check, decide, append, in one transaction. Throws a Refusal: not found (also
 * for who may not see it), not yours, not possible now, stale, or faults in the input. The same command id a second time gives
 * the first answer again.
 */
export async function carryOut(context: CaseworkContext, request: CommandRequest): Promise<CommandAnswer> {
  const directory = await context.directory()
  try {
    return await context.db.write((tx) => carryOutIn(tx, context, directory, request))
  } catch (error) {
    const done = await answerOfRepetition(context, request, error)
    if (done !== null) return done
    throw error
  }
}

/** The same inside a transaction of the caller's (bulk commands). */
export async function carryOutIn(
  tx: Transaction,
  context: CaseworkContext,
  directory: Directory,
  request: CommandRequest,
): Promise<CommandAnswer> {
  const loaded = await loadDossier(tx, request.dossierId)
  if (loaded === undefined || !maySee(loaded.state, request.actor, (id) => directory.line(id))) {
    throw refusals.dossier_not_found()
  }
  const verb = verbs[request.verb] as unknown as Verb<TSchema>
  const { definition: flow } = await getFlowVersion(tx, loaded.state.flowVersionId)
  const { document: procedure } = await getProcedureVersion(tx, loaded.state.procedureVersionId)
  if (request.expectedVersion !== undefined && request.expectedVersion !== loaded.head.version) {
    throw refusals.stale_version({ version: loaded.head.version })
  }
  const permission = permissionFor(request.verb, askedAbout(loaded.state, request), flow, request.actor)
  if (permission === null) throw refusals.not_yours_to_do()
  const code = refusalOfState(request.verb, loaded.state, flow)
  if (code !== null) throw refusals[code]({ state: loaded.state.legal })
  validate(verb.input, request.input)
  await requireSentFiles(tx, request.actor, filesNamedIn(request.input))
  const use = storeFor(loaded, request.actor, procedure)
  const used = await requireHeldPapers(tx, context.keys, use, handedInBy(request.input))

  const sealer = sealerFor(context, loaded)
  const facts: Facts = {
    now: Math.max(loaded.now.getTime(), lastInstant(loaded.state)),
    officerId: request.actor.kind === 'officer' ? request.actor.officerId : null,
    who: permission.who,
    agencyId: permission.mandate?.agencyId ?? null,
    procedure,
    flow,
    calendarOf: (id) => directory.calendarOf(id),
    seal: sealer.seal,
    newId: () => newId(),
    ...(await extraFacts(tx, request, { loaded, directory, procedure, flow, keys: context.keys, use })),
  }
  const events = verb.decide(loaded.state, request.input as never, facts)
  const change = changeOf(loaded, request, permission, { events, facts, sealed: sealer.rows, flow })
  if (request.verb === 'redirect') await moveDossier(tx, context, directory, change.after)
  if (used.length > 0) {
    await writeUse(tx, used, { actor: request.actor, agencyId: facts.agencyId, dossier: change.after })
  }
  finishWith(tx, writeChanges(tx, [withApology(change, events, request.input)]))
  const version = loaded.head.version + events.length
  return { dossierId: request.dossierId, version, state: change.after, repeated: false }
}

/** Who answers an opinion acts for the agency that was asked for that very one, not for another of theirs. */
function askedAbout(state: DossierState, { verb, input }: CommandRequest): DossierState {
  if (verb !== 'answer_opinion') return state
  const { opinionId } = (input ?? {}) as { opinionId?: unknown }
  const named = state.opinions.filter((opinion) => opinion.id === opinionId && opinion.answeredAt === null)
  return named.length === 0 ? state : { ...state, opinions: named }
}

/** The store as it may be used for this dossier: the applicant's, for what the procedure needs. */
function storeFor({ state, now }: LoadedDossier, actor: Actor, procedure: UseOfStore['procedure']): UseOfStore {
  const { personId } = state.applicant
  return { actor, personId, procedure, caseKey: state.caseKey, now: now.getTime(), dossierId: state.id }
}

function handedInBy(input: unknown): HandedIn[] {
  return (input as { attachments?: HandedIn[] }).attachments ?? []
}

function lastInstant(state: DossierState): number {
  return Math.max(state.submittedAt, state.acceptedAt ?? 0, state.step?.startedAt ?? 0, state.finishedAt ?? 0)
}

function sealerFor(context: CaseworkContext, loaded: LoadedDossier): { seal: Facts['seal']; rows: SealedValueRow[] } {
  const rows: SealedValueRow[] = []
  const { personId } = loaded.state.applicant
  return {
    rows,
    seal(text) {
      if (loaded.wrappedKey === null) throw vaultRefusals.person_erased()
      const { row, ref } = sealPersonText(context.keys.openKey(personId, loaded.wrappedKey), text, loaded.now.getTime())
      rows.push(row)
      return ref
    },
  }
}

interface KnownFacts extends Pick<Facts, 'procedure' | 'flow'> {
  loaded: LoadedDossier
  directory: Directory
  keys: Keyring
  use: UseOfStore
}

async function extraFacts(
  tx: Transaction,
  request: CommandRequest,
  { loaded, directory, procedure, flow, keys, use }: KnownFacts,
): Promise<Partial<Facts>> {
  const { verb, input } = request
  if (verb === 'request_supplement') {
    const [held, answered] = await Promise.all([findHeldComponents(tx, keys, use), findAnswered(tx, keys, use)])
    const { attachments } = loaded.state
    return { held: new Set([...keysNotToAsk(held, attachments), ...keysAnswered(answered, loaded.state)]) }
  }
  if (verb === 'supply') return { answered: await findAnswered(tx, keys, use) }
  if (verb === 'return_result') {
    const tail = loaded.identityTailIndex
    return {
      isApplicantNumber: (digits) =>
        tail === null ? null : identityTailIndex(keys, loaded.state.id, digits).equals(tail),
    }
  }
  if (verb === 'accept') return codeFacts(tx, request, loaded, directory)
  if (verb === 'assign') {
    const mandates = await findMandatesOfOfficer(tx, (input as { officerId: OfficerId }).officerId)
    return {
      holdsRole: (_officer, role, agencyId) =>
        mandates.some((mandate) => mandate.role === role && mandate.agencyId === agencyId),
    }
  }
  if (verb === 'redirect') {
    return { place: placeOf(directory, { state: loaded.state, procedure, flow }, (input as { to: string }).to) }
  }
  if (verb === 'ask_opinion') return { isAgency: (id) => directory.get(id) !== undefined }
  if (verb === 'correct') return { last: await lastEntry(tx, loaded) }
  return {}
}

/** What registries answered about the applicant, as far as who acts may have them asked. */
function findAnswered(tx: Transaction, keys: Keyring, use: UseOfStore): Promise<AnsweredComponent[]> {
  if (use.personId === null) return Promise.resolve([])
  return findAnsweredComponents(tx, keys, { ...use, about: { personId: use.personId } })
}

/** The code: reserved in advance when the dossier was received without network, else the next of the unit's day. */
async function codeFacts(
  tx: Transaction,
  { offline }: CommandRequest,
  loaded: LoadedDossier,
  directory: Directory,
): Promise<Partial<Facts>> {
  const { intake } = loaded.state.units
  const now = loaded.now.getTime()
  const filed: Partial<Facts> =
    offline === undefined ? {} : await factsOfFiling(tx, offline, { intake, now, directory })
  if (filed.code !== undefined) return filed
  const date = localDate(now)
  const serial = await takeSerial(tx, intake, date)
  if (serial === undefined) throw refusals.serial_exhausted()
  return { ...filed, code: dossierCode(directory.get(intake)?.code ?? '', date, serial) }
}

/** `H33.08-261118-0012`: the receiving unit's code, the day, the serial of that day (TT 01/2018 Art. 19). */
export function dossierCode(unitCode: string, date: string, serial: number): string {
  return `${unitCode}-${date.slice(2).replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
}

async function lastEntry(tx: Transaction, loaded: LoadedDossier): Promise<NonNullable<Facts['last']>> {
  const stored = await readStream(tx, loaded.state.id)
  const history = stored.map((row) => ({
    event: { type: row.type, payload: row.payload } as unknown as DossierEvent,
    at: row.recordedAt.getTime(),
  }))
  const place = lastVerbEntry(history)
  const last = history[place]
  if (last === undefined) throw refusals.nothing_to_correct()
  return { version: place + 1, event: last.event, before: replay(history.slice(0, place)) }
}

function changeOf(
  loaded: LoadedDossier,
  request: CommandRequest,
  permission: Permission,
  decided: { events: DossierEvent[]; facts: Facts; sealed: SealedValueRow[]; flow: DossierChange['flow'] },
): DossierChange {
  const { events, facts } = decided
  const stamp = {
    recordedAt: new Date(facts.now),
    actorId: userIdOf(request.actor),
    mandateId: permission.mandate?.id ?? null,
    agencyId: facts.agencyId,
    commandId: request.commandId ?? null,
  }
  return {
    before: loaded.state,
    after: events.reduce<DossierState>((state, event) => evolve(state, event, facts.now), loaded.state),
    flow: decided.flow,
    events: chainEvents(loaded.head, stamp, events),
    at: facts.now,
    lateCounted: loaded.lateCounted,
    sealed: decided.sealed,
  }
}

/** An apology is published in the words the officer wrote for the public (NĐ 61/2018 Art. 19.9). */
function withApology(change: DossierChange, events: readonly DossierEvent[], input: unknown): DossierChange {
  const extended = events.find((event) => event.type === 'Extended')
  if (extended === undefined) return change
  const { previousDueAt, newDueAt, noticeInTime } = extended.payload
  const { reason } = input as { reason: string }
  return { ...change, apology: { id: newId(change.at), reason, previousDueAt, newDueAt, noticeInTime } }
}

async function answerOfRepetition(
  context: CaseworkContext,
  request: CommandRequest,
  error: unknown,
): Promise<CommandAnswer | null> {
  if (request.commandId === undefined) return null
  if (!(error instanceof Refusal || isRepeatedCommand(error))) return null
  const done = await findCommand(context.db.read, userIdOf(request.actor), request.commandId)
  if (done === undefined || done === null) return null
  if (done.streamId !== request.dossierId) {
    if (isRepeatedCommand(error)) throw refusals.command_reused()
    return null
  }
  return { ...(await currentState(context, request.dossierId)), repeated: true }
}

/** A dossier as it is now, without a lock. */
export async function currentState(
  context: Pick<CaseworkContext, 'db'>,
  id: DossierId,
): Promise<{ dossierId: DossierId; version: number; state: DossierState }> {
  const [row] = await query<{ version: number; state: DossierState }>(
    context.db.read,
    'SELECT version, state FROM casework_dossier WHERE id = $1',
    [id],
  )
  if (row === undefined) throw refusals.dossier_not_found()
  return { dossierId: id, ...row }
}
