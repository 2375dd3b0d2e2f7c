import { type Db, query, type Reader, type Transaction } from '../../platform/db.ts'
import { appendEvents, chainEvents, headAfter, newStream, type StreamHead } from '../../platform/ledger/index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { Actor, Mandate } from '../organisation/index.ts'
import { refusals } from './errors.ts'
import { managingMandate, mayHandleBallots, publishingMandate, type SurveyPlaces } from './policy.ts'

/** What the module stands on. */
export interface SurveysContext {
  db: Db
  keys: Keyring
}

const REFORM_OFFICE = 'so-noi-vu'

/** The agencies that the policy asks about. */
export async function surveyPlaces(reader: Reader): Promise<SurveyPlaces> {
  const [places] = await query<SurveyPlaces>(
    reader,
    `SELECT (SELECT id FROM organisation_agency WHERE parent_id IS NULL) AS "provinceId",
       (SELECT id FROM organisation_agency WHERE slug = $1) AS "reformOfficeId"`,
    [REFORM_OFFICE],
  )
  if (places === undefined) throw refusals.round_not_found()
  return places
}

/** The mandate of who runs surveys; for everybody else there is no such page: `surveys.round_not_found`. */
export async function managerOf(reader: Reader, actor: Actor): Promise<Mandate> {
  const mandate = managingMandate(actor, await surveyPlaces(reader))
  if (mandate === null) throw refusals.round_not_found()
  return mandate
}

/** As `managerOf`, for who publishes: another manager is told that it is not theirs. */
export async function publisherOf(reader: Reader, actor: Actor): Promise<Mandate> {
  const places = await surveyPlaces(reader)
  if (managingMandate(actor, places) === null) throw refusals.round_not_found()
  const mandate = publishingMandate(actor, places)
  if (mandate === null) throw refusals.not_yours()
  return mandate
}

/** Refuses `surveys.round_not_found` to who neither types slips nor interviews. */
export async function assertHandles(reader: Reader, actor: Actor): Promise<void> {
  if (!mayHandleBallots(actor, await surveyPlaces(reader))) throw refusals.round_not_found()
}

/** Writes one fact of a round or a questionnaire into its stream in the ledger. */
export async function tell(
  tx: Transaction,
  streamId: string,
  { actor, mandate, type, payload }: { actor: Actor; mandate: Mandate | null; type: string; payload: object },
): Promise<void> {
  const head = await lockHead(tx, streamId)
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const stamp = {
    recordedAt: row?.now ?? new Date(0),
    actorId: actor.kind === 'officer' ? actor.userId : null,
    mandateId: mandate?.id ?? null,
    agencyId: mandate?.agencyId ?? null,
    commandId: null,
  }
  const events = chainEvents(head, stamp, [{ type, payload }])
  await appendEvents(tx, events)
  const { version, hash } = headAfter(head, events)
  await query(
    tx,
    `INSERT INTO surveys_head (stream_id, version, head_hash) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version, head_hash = excluded.head_hash`,
    [streamId, version, hash],
  )
}

/** Where a stream ends, held until the transaction does: two who write at once come one after the other. */
async function lockHead(tx: Transaction, streamId: string): Promise<StreamHead> {
  await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [`surveys/${streamId}`])
  const [row] = await query<StreamHead>(
    tx,
    'SELECT stream_id AS "streamId", version, head_hash AS hash FROM surveys_head WHERE stream_id = $1',
    [streamId],
  )
  return row ?? newStream(streamId)
}

/** The heads of rounds and questionnaires, for `motcua verify`. */
export async function* readSurveyHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* await query<StreamHead>(
    reader,
    'SELECT stream_id AS "streamId", version, head_hash AS hash FROM surveys_head ORDER BY 1',
  )
}

/** Today in Viet Nam by the database's clock. */
export async function todayIn(reader: Pick<Reader, 'executeQuery'>): Promise<string> {
  const [row] = await query<{ today: string }>(
    reader,
    "SELECT (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today",
  )
  return row?.today ?? ''
}
