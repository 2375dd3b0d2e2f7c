import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import type { FileRecord } from '../../platform/files/file-records.ts'
import { insertFiles } from '../../platform/files/file-records.ts'
import { newId } from '../../platform/ids.ts'
import { findCommand, newStream } from '../../platform/ledger/index.ts'
import { type Actor, userIdOf, type WorkingCalendar } from '../organisation/index.ts'
import { insertPersons, insertSealedValues, makeSealedPerson, sealPersonText } from '../vault/index.ts'
import { type CheckedPetition, checkPetition, type TypedPetition } from './check-petition.ts'
import { dueAfter, limits } from './clock.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { likenessOf } from './find-alike.ts'
import { followCode, followIndex } from './follow-code.ts'
import { MOST_FILES, type PetitionState } from './petition.ts'
import { appendPetitionEvents, timeOf } from './petition-store.ts'
import { assertWithinLimits } from './sending-limits.ts'

export interface ReceiveRequest {
  actor: Actor
  typed: TypedPetition
  files: readonly FileRecord[]
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
  const { actor, commandId } = request
  const directory = await context.directory()
  const checked = checkPetition(request.typed, directory, actor)
  if (request.files.length > MOST_FILES) throw refusals.too_many_files({ most: MOST_FILES })
  const known = await findCommand(context.db.read, userIdOf(actor), commandId)
  if (known !== undefined) return receiptOf(context, known.streamId)
  return context.db.write((tx) => receiveIn(context, tx, { ...request, checked }))
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
  { checked, files, actor, address, commandId }: ReceiveRequest & { checked: CheckedPetition },
): Promise<ReceivedPetition> {
  const { keys } = context
  const now = await timeOf(tx)
  const petitionId = newId(now.getTime())
  await assertWithinLimits(tx, keys, { petitionId, now, address, phone: checked.phone, userId: userIdOf(actor) })
  const calendar = (await context.directory()).calendarOf(checked.agencyId)
  const at = now.getTime()
  const { fullName, phone, email } = checked
  const contact = { ...(phone === null ? {} : { phone }), ...(email === null ? {} : { email }) }
  // A subject of its own, so that two petitions of one person are not joined by who wrote them.
  const person = makeSealedPerson(keys, { kind: 'citizen', fullName, ...contact }, at)
  const text = sealPersonText(person.key, JSON.stringify(checked.content), at)
  await insertPersons(tx, [person.personRow])
  await insertSealedValues(tx, [...person.valueRows, text.row])
  const begun = { petitionId, code: await nextCode(tx, at), text: text.ref, at, calendar }
  const petition = beginningOf(checked, begun)
  const mandate = actor.kind === 'officer' ? actor.mandates.find(({ agencyId }) => agencyId === checked.agencyId) : null
  const stamp = {
    recordedAt: now,
    actorId: userIdOf(actor),
    mandateId: mandate?.id ?? null,
    agencyId: mandate?.agencyId ?? null,
    commandId,
  }
  const { head } = await appendPetitionEvents(tx, { head: newStream(petitionId), petition: null }, stamp, [
    { type: 'PetitionReceived', payload: { state: petition } },
  ])
  const code = followCode(keys, petitionId)
  await query(
    tx,
    `INSERT INTO petitions_petition (id, code, follow_index, version, head_hash, state, kind, channel, agency_id, person_id,
       text_value_id, account_user_id, is_anonymous, document, likeness, received_at, stage_due_at, process_due_at)
     VALUES ($1, $2, $3, $4, $5, 'received', $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14::int[], $15, $16, $17)`,
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
      actor.kind === 'citizen' && !checked.isAnonymous ? actor.userId : null,
      petition.isAnonymous,
      JSON.stringify(petition),
      likenessOf(keys, `${checked.content.subject} ${checked.content.text}`),
      now,
      new Date(petition.stageDueAt ?? at),
      new Date(petition.processDueAt),
    ],
  )
  await keepFiles(tx, petitionId, files)
  return { petitionId, code: petition.code, followCode: code }
}

interface Begun extends Pick<PetitionState, 'petitionId' | 'code' | 'text'> {
  at: number
  calendar: WorkingCalendar
}

/** Where a petition stands when it is received. */
function beginningOf(checked: CheckedPetition, { petitionId, code, text, at, calendar }: Begun): PetitionState {
  return {
    petitionId,
    code,
    state: 'received',
    kind: checked.kind,
    channel: checked.channel,
    agencyId: checked.agencyId,
    firstAgencyId: checked.agencyId,
    officerUserId: null,
    aboutUserIds: [],
    isAnonymous: checked.isAnonymous,
    text,
    receivedAt: at,
    stageSince: at,
    stageDueAt: dueAfter(calendar, at, limits.sort),
    processDueAt: dueAfter(calendar, at, limits.process),
    waitingSince: null,
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
