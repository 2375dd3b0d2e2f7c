import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import type { FileRecord } from '../../platform/files/file-records.ts'
import { insertFiles } from '../../platform/files/file-records.ts'
import { type AgencyId, newId, type UserId } from '../../platform/ids.ts'
import { findCommand, isRepeatedCommand, newStream } from '../../platform/ledger/index.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import { type Actor, listOfficersIn, userIdOf, type WorkingCalendar } from '../organisation/index.ts'
import { insertPersons, insertSealedValues, makeSealedPerson, sealPersonText } from '../vault/index.ts'
import { type CheckedPetition, checkPetition, type TypedPetition } from './check-petition.ts'
import { dueAfter, limits } from './clock.ts'
import { namedIn } from './complained-of.ts'
import type { PetitionsContext } from './context.ts'
import { writeWords } from './desk-words.ts'
import { refusals } from './errors.ts'
import { likenessOf } from './find-alike.ts'
import { followCode, followIndex } from './follow-code.ts'
import { type FileHolder, takeHeld } from './held-files.ts'
import { keepInOwnList } from './own-list.ts'
import { barredFrom, MOST_FILES, type PetitionState } from './petition.ts'
import { appendPetitionEvents, timeOf } from './petition-store.ts'
import { heads, signers, workers } from './policy.ts'
import { assertWithinLimits } from './sending-limits.ts'

export interface ReceiveRequest {
  actor: Actor
  typed: TypedPetition
  /** Tokens of the files that are held for this form. */
  held?: readonly string[]
  /** What is wrong with files that came with it: told together with everything else. */
  fileFaults?: readonly FieldFault[]
  /** Whether a citizen wants to find it among their own; nothing for who leaves no name. */
  isKeptInAccount?: boolean
  /** Client-made: a second press gives the first answer. */
  commandId: string
  /** From where it was sent, for the limits; null for what an officer types. */
  address: string | null
}

export interface ReceivedPetition {
  petitionId: string
  code: string
  followCode: string
}

/**
 * Takes a petition, by anybody, or typed by an officer of the agency for who telephones or writes a letter. Refuses what is wrong at its
 * field, `petitions.not_yours` for an officer's ways by somebody else, `petitions.too_many` beyond the limits.
 */
export async function receivePetition(context: PetitionsContext, request: ReceiveRequest): Promise<ReceivedPetition> {
  const receipt = (await findReceipt(context, request)) ?? (await receiveOnce(context, request))
  const { actor, typed, isKeptInAccount = false } = request
  // In a transaction of its own: nothing joins the account to this petition but the sealed list itself.
  if (actor.kind === 'citizen' && isKeptInAccount && !typed.isAnonymous) {
    await keepInOwnList(context, actor, receipt.petitionId)
  }
  return receipt
}

async function receiveOnce(context: PetitionsContext, request: ReceiveRequest): Promise<ReceivedPetition> {
  const { actor, held = [], fileFaults = [] } = request
  const checked = checkPetition(request.typed, await context.directory(), { actor, fileFaults })
  if (held.length > MOST_FILES) throw tooManyFiles()
  try {
    return await context.db.write((tx) => receiveIn(context, tx, { ...request, checked }))
  } catch (error) {
    // Two presses at once: the second finds the first one's command, or its files taken.
    const first = isRepeatedCommand(error) || held.length > 0 ? await findReceipt(context, request) : undefined
    if (first === undefined) throw error
    return first
  }
}

/** The refusal of more files than may be attached, at their field. */
export function tooManyFiles() {
  const params = { most: MOST_FILES }
  return refusals.too_many_files(params, [{ path: 'tep', code: 'petitions.too_many_files', params }])
}

/** The receipt of the same petition, sent by the same form before. */
export async function findReceipt(
  context: PetitionsContext,
  request: Pick<ReceiveRequest, 'actor' | 'typed' | 'commandId'>,
): Promise<ReceivedPetition | undefined> {
  const { actor, typed } = request
  const known = await findCommand(context.db.read, typistOf(actor, typed), commandOf(context, request))
  return known === undefined ? undefined : receiptOf(context, known.streamId)
}

/**
 * The command in the ledger: of the form and of everything typed in it, keyed. A second press has the same; a tablet's form that was gone back to
 * carries the command of whoever wrote before, and another text or name in it is another petition.
 */
function commandOf(
  { keys }: PetitionsContext,
  { typed, commandId }: Pick<ReceiveRequest, 'typed' | 'commandId'>,
): string {
  const said = Object.entries(typed)
    .map(([key, value]) => [key, String(value).trim()])
    .sort()
  const bytes = blindIndex(keys, 'petition/command', JSON.stringify([commandId, said]))
  // A UUID of one's own making (RFC 9562 5.8).
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Only the officer who types for somebody stands in the ledger: whoever writes does not, logged in or not, officer or not (decision 0035). */
function typistOf(actor: Actor, { channel }: Pick<TypedPetition, 'channel'>): UserId | null {
  return actor.kind === 'officer' && (channel === 'phone' || channel === 'letter') ? actor.userId : null
}

/** The receipt of a petition that was sent before. */
async function receiptOf({ db, keys }: PetitionsContext, petitionId: string): Promise<ReceivedPetition> {
  const [row] = await query<{ code: string }>(db.read, 'SELECT code FROM petitions_petition WHERE id = $1', [
    petitionId,
  ])
  if (row === undefined) throw refusals.not_found()
  return { petitionId, code: row.code, followCode: followCode(keys, petitionId) }
}

async function receiveIn(
  context: PetitionsContext,
  tx: Transaction,
  request: ReceiveRequest & { checked: CheckedPetition },
): Promise<ReceivedPetition> {
  const { checked, held = [], actor, address, commandId } = request
  const { keys } = context
  const now = await timeOf(tx)
  const petitionId = newId(now.getTime())
  await assertWithinLimits(tx, keys, { now, address, phone: checked.phone, userId: userIdOf(actor) })
  const place = await placeFor(context, tx, checked)
  const calendar = (await context.directory()).calendarOf(place.agencyId)
  const at = now.getTime()
  const { fullName, phone, email } = checked
  const contact = { ...(phone === null ? {} : { phone }), ...(email === null ? {} : { email }) }
  // A subject of its own, so that two petitions of one person are not joined by who wrote them.
  const person = makeSealedPerson(keys, { kind: 'citizen', fullName, ...contact }, at)
  const text = sealPersonText(person.key, JSON.stringify(checked.content), at)
  await insertPersons(tx, [person.personRow])
  await insertSealedValues(tx, [...person.valueRows, text.row])
  const begun = { petitionId, code: await nextCode(tx, at), text: text.ref, at, calendar, place }
  const petition = beginningOf(checked, begun)
  const typist = typistOf(actor, request.typed)
  const mandate =
    typist !== null && actor.kind === 'officer'
      ? actor.mandates.find(({ agencyId }) => agencyId === checked.agencyId)
      : null
  const stamp = {
    recordedAt: now,
    actorId: typist,
    mandateId: mandate?.id ?? null,
    agencyId: mandate?.agencyId ?? null,
    commandId: commandOf(context, request),
  }
  const { head } = await appendPetitionEvents(tx, { head: newStream(petitionId), petition: null }, stamp, [
    { type: 'PetitionReceived', payload: { state: petition } },
  ])
  const code = followCode(keys, petitionId)
  await query(
    tx,
    `INSERT INTO petitions_petition (id, code, follow_index, version, head_hash, state, kind, channel, agency_id, person_id,
       text_value_id, commune_code, is_anonymous, document, likeness, received_at, stage_due_at, process_due_at, has_words,
       about_user_ids)
     VALUES ($1, $2, $3, $4, $5, 'received', $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14::int[], $15, $16, $17, true, $18::uuid[])`,
    [
      petitionId,
      petition.code,
      followIndex(keys, code),
      head.version,
      head.hash,
      petition.kind,
      petition.channel,
      petition.agencyId,
      person.personRow.id,
      text.row.id,
      petition.communeCode ?? null,
      petition.isAnonymous,
      JSON.stringify(petition),
      likenessOf(keys, `${checked.content.subject} ${checked.content.text}`),
      now,
      new Date(petition.stageDueAt ?? at),
      new Date(petition.processDueAt),
      barredFrom(petition),
    ],
  )
  await writeWords(tx, keys, { petition, content: checked.content })
  const holder: FileHolder = { commandId, userId: userIdOf(actor), address }
  await keepFiles(tx, petitionId, await takeHeld(tx, keys, holder, held))
  return { petitionId, code: petition.code, followCode: code }
}

/** Where a petition begins: the agency, and who of the one that was chosen is kept out of it. */
interface Place {
  agencyId: AgencyId
  addressedAgencyId: AgencyId | null
  barredUserIds: UserId[]
}

/**
 * A complaint about an officer goes to the agency that was chosen, with the officers it names kept out; where it is about one of those who would
 * decide on it, to the agency above.
 */
async function placeFor(context: PetitionsContext, tx: Transaction, checked: CheckedPetition): Promise<Place> {
  const { agencyId, kind, isAboutHead, content } = checked
  if (kind !== 'conduct') return { agencyId, addressedAgencyId: null, barredUserIds: [] }
  const barredUserIds = namedIn(content.about, await listOfficersIn(tx, agencyId, workers))
  const deciding = new Set((await listOfficersIn(tx, agencyId, [...heads, ...signers])).map(({ userId }) => userId))
  const above = (await context.directory()).line(agencyId)[1]
  const goesUp = above !== undefined && (isAboutHead || barredUserIds.some((id) => deciding.has(id)))
  return goesUp
    ? { agencyId: above, addressedAgencyId: agencyId, barredUserIds }
    : { agencyId, addressedAgencyId: null, barredUserIds }
}

interface Begun extends Pick<PetitionState, 'petitionId' | 'code' | 'text'> {
  at: number
  calendar: WorkingCalendar
  place: Place
}

/** Where a petition stands when it is received. */
function beginningOf(checked: CheckedPetition, { petitionId, code, text, at, calendar, place }: Begun): PetitionState {
  return {
    petitionId,
    code,
    state: 'received',
    kind: checked.kind,
    saidKind: checked.kind,
    channel: checked.channel,
    firstAgencyId: place.agencyId,
    ...place,
    officerUserId: null,
    aboutUserIds: [],
    isAnonymous: checked.isAnonymous,
    communeCode: checked.communeCode,
    text,
    receivedAt: at,
    stageSince: at,
    stageDueAt: dueAfter(calendar, at, limits.sort),
    processDueAt: dueAfter(calendar, at, limits.process),
    waitingSince: null,
    askDueAt: dueAfter(calendar, at, limits.ask),
    answerUntil: null,
    dossier: null,
    mergedInto: null,
    escalation: 0,
    answer: null,
    drafterUserId: null,
    upheld: null,
    approvedAt: null,
    onTime: null,
    publishedAt: null,
    satisfaction: null,
    reopened: 0,
    reopenedByPerson: false,
  }
}

/** The next running number of the year: `PA-2026-000123`. */
async function nextCode(tx: Transaction, at: number): Promise<string> {
  const year = Number(localDate(at).slice(0, 4))
  const [row] = await query<{ last: number }>(
    tx,
    `INSERT INTO petitions_serial (year, last) VALUES ($1, 1)
     ON CONFLICT (year) DO UPDATE SET last = petitions_serial.last + 1 RETURNING last`,
    [year],
  )
  return `PA-${year}-${String(row?.last ?? 0).padStart(6, '0')}`
}

async function keepFiles(tx: Transaction, petitionId: string, files: readonly FileRecord[]): Promise<void> {
  if (files.length === 0) return
  await insertFiles(tx, files)
  const hashes = [...new Set(files.map(({ hash }) => hash))]
  await query(
    tx,
    `INSERT INTO petitions_file (petition_id, position, hash)
     SELECT $1, place, hash FROM unnest($2::text[]) WITH ORDINALITY AS f (hash, place)`,
    [petitionId, hashes],
  )
}
