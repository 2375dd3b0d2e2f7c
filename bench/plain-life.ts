import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type DossierEvent, type DossierState, evolve, tallyChanges, tasksOf } from '../src/modules/casework/index.ts'
import type { FlowDefinition } from '../src/modules/catalogue/index.ts'
import { newId } from '../src/platform/ids.ts'

/** One prepared statement with its values. */
interface Write {
  name: string
  text: string
  values: unknown[]
}

/** The writes of a life, one list a transaction. */
export type PlainLife = readonly (readonly Write[])[]

interface EventRow {
  stream_id: string
  version: number
  type: string
  payload: string
  recorded_at: Date
  actor_id: string
  mandate_id: string | null
  agency_id: string | null
  command_id: string | null
  prev_hash: Buffer
  hash: Buffer
}

/** A dossier as the product wrote it, command by command: what a plain program would have to write for the same. */
export interface Template {
  id: string
  commands: { events: EventRow[]; before: DossierState | null; after: DossierState; sealed: SealedRow[] }[]
  flow: FlowDefinition
  identityTail: Buffer | null
  search: { agency_id: string; token: Buffer }[]
}

interface SealedRow {
  person_id: string
  kind: string
  sealed: Buffer
  commitment: Buffer
}

/** Reads back what the product wrote for a dossier. */
export async function readTemplate(pool: pg.Pool, id: string): Promise<Template> {
  const events = await pool.query<EventRow>('SELECT * FROM ledger_event WHERE stream_id = $1 ORDER BY version', [id])
  const [row] = (
    await pool.query<{ identity_tail_index: Buffer | null; definition: FlowDefinition }>(
      `SELECT d.identity_tail_index, v.definition FROM casework_dossier d
       JOIN catalogue_flow_version v ON v.id = (d.state ->> 'flowVersionId')::uuid WHERE d.id = $1`,
      [id],
    )
  ).rows
  if (row === undefined) throw new Error(`no dossier ${id}`)
  const search = await pool.query<Template['search'][number]>(
    'SELECT agency_id, token FROM casework_search WHERE dossier_id = $1',
    [id],
  )
  const commands: Template['commands'] = []
  let state: DossierState | null = null
  for (const event of events.rows) {
    const before: DossierState | null = state
    state = evolve(
      state,
      { type: event.type, payload: JSON.parse(event.payload) } as DossierEvent,
      event.recorded_at.getTime(),
    )
    const sealed = await sealedIn(pool, event.payload)
    const last = commands.at(-1)
    if (event.command_id === null && last !== undefined) {
      Object.assign(last, { events: [...last.events, event], after: state, sealed: [...last.sealed, ...sealed] })
    } else commands.push({ events: [event], before, after: state, sealed })
  }
  return { id, commands, flow: row.definition, identityTail: row.identity_tail_index, search: search.rows }
}

async function sealedIn(pool: pg.Pool, payload: string): Promise<SealedRow[]> {
  const ids = [...payload.matchAll(/"valueId":"([0-9a-f-]{36})"/g)].map((match) => match[1])
  const text = 'SELECT person_id, kind, sealed, commitment FROM vault_sealed_value WHERE id = any($1)'
  return (await pool.query<SealedRow>(text, [ids])).rows
}

/** The same rows for a new dossier: other ids and codes, everything else as it was. */
export function copyOf(template: Template): PlainLife {
  const id = newId()
  const code = `BENCH-${id}`.toUpperCase()
  const verification = randomUUID()
  const fresh = (text: string): string => text.replaceAll(template.id, id)
  return template.commands.map((command) => [
    ...(command.after.acceptedAt !== null && command.before?.acceptedAt === null ? [serialWrite(command.after)] : []),
    eventWrite(command.events, id, fresh),
    dossierWrite(command, { id, code, verification, fresh, tail: template.identityTail }),
    ...taskWrites(command, template.flow, id),
    ...tallyWrite(command),
    ...sealedWrite(command.sealed),
    ...(command.before === null ? [searchWrite(template.search, id)] : []),
  ])
}

/** Carries out a life: each transaction begun and committed, its statements one after the other. */
export async function writeLife(pool: pg.Pool, life: PlainLife): Promise<void> {
  for (const writes of life) {
    const client = await pool.connect()
    try {
      const sent: Promise<unknown>[] = [client.query('BEGIN')]
      for (const write of writes) sent.push(client.query(write))
      sent.push(client.query('COMMIT'))
      await Promise.all(sent)
    } finally {
      client.release()
    }
  }
}

const names = new Map<string, string>()

function prepared(text: string, values: unknown[]): Write {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 24)
  names.set(text, name)
  return { name, text, values }
}

function serialWrite(state: DossierState): Write {
  const text = `INSERT INTO casework_serial AS s (agency_id, on_date, last_serial) VALUES ($1, '2000-01-01', 1)
    ON CONFLICT (agency_id, on_date) DO UPDATE SET last_serial = (s.last_serial % 9000) + 1`
  return prepared(text, [state.units.intake])
}

const EVENTS = `INSERT INTO ledger_event (stream_id, version, type, payload, recorded_at, actor_id, mandate_id, agency_id, command_id, prev_hash, hash)
  SELECT e.stream, e.version, e.type, e.payload, platform_now(), e.actor, e.mandate, e.agency, e.command, e.prev, e.hash
  FROM unnest($1::uuid[], $2::int4[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::bytea[], $10::bytea[])
    AS e (stream, version, type, payload, actor, mandate, agency, command, prev, hash)`

function eventWrite(events: readonly EventRow[], id: string, fresh: (text: string) => string): Write {
  const column = <Value>(read: (event: EventRow) => Value): Value[] => events.map(read)
  return prepared(EVENTS, [
    column(() => id),
    column((event) => event.version),
    column((event) => event.type),
    column((event) => fresh(event.payload)),
    column((event) => event.actor_id),
    column((event) => event.mandate_id),
    column((event) => event.agency_id),
    column((event) => (event.command_id === null ? null : randomUUID())),
    column((event) => event.prev_hash),
    column((event) => event.hash),
  ])
}

const INSERT_DOSSIER = `INSERT INTO casework_dossier (id, version, head_hash, legal_state, money_state, custody_state, channel, procedure_version_id,
   procedure_code, applicant_id, identity_tail_index, intake_agency_id, competent_agency_id, processing_agency_id, return_agency_id, submitted_at, state)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`
const UPDATE_DOSSIER = `UPDATE casework_dossier SET version = $2, head_hash = $3, legal_state = $4, money_state = $5, custody_state = $6, code = $7,
   accepted_at = $8, first_due_at = $9, due_at = $10, finished_at = $11, returned_at = $12, verification_code = $13, state = $14,
   synchronisation_state = 'pending' WHERE id = $1`

function dossierWrite(
  { events, before, after }: Template['commands'][number],
  by: { id: string; code: string; verification: string; fresh: (text: string) => string; tail: Buffer | null },
): Write {
  const last = events.at(-1)
  const head = [by.id, last?.version, last?.hash, after.legal, after.money, after.custody]
  const state = by.fresh(JSON.stringify(after))
  if (before === null) {
    const { intake, competent, processing } = after.units
    return prepared(INSERT_DOSSIER, [
      ...head,
      after.channel,
      after.procedureVersionId,
      after.procedureCode,
      after.applicant.personId,
      by.tail,
      intake,
      competent,
      processing,
      after.units.return,
      instant(after.submittedAt),
      state,
    ])
  }
  return prepared(UPDATE_DOSSIER, [
    ...head,
    after.code === null ? null : by.code,
    instant(after.acceptedAt),
    instant(after.firstDueAt),
    instant(after.dueAt),
    instant(after.finishedAt),
    instant(after.returnedAt),
    after.result === null ? null : by.verification,
    state,
  ])
}

const TASKS = `INSERT INTO casework_task (dossier_id, task_key, kind, agency_id, role, assignee_id, step_key, procedure_code, due_at, waiting, entered_at)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::timestamptz[])
  ON CONFLICT (dossier_id, task_key) DO UPDATE SET kind = excluded.kind, agency_id = excluded.agency_id, role = excluded.role,
    assignee_id = excluded.assignee_id, step_key = excluded.step_key, due_at = excluded.due_at, waiting = excluded.waiting, entered_at = excluded.entered_at`

function taskWrites({ before, after }: Template['commands'][number], flow: FlowDefinition, id: string): Write[] {
  const then = before === null ? [] : tasksOf(before, flow)
  const now = tasksOf(after, flow)
  const known = new Set(then.map((task) => JSON.stringify(task)))
  const kept = now.filter((task) => !known.has(JSON.stringify(task)))
  const gone = then.filter((task) => !now.some((other) => other.taskKey === task.taskKey))
  const writes: Write[] = []
  const column = <Value>(read: (task: (typeof now)[number]) => Value): Value[] => kept.map(read)
  if (kept.length > 0) {
    writes.push(
      prepared(TASKS, [
        column(() => id),
        column((task) => task.taskKey),
        column((task) => task.kind),
        column((task) => task.agencyId),
        column((task) => task.role),
        column((task) => task.assigneeId),
        column((task) => task.stepKey),
        column(() => after.procedureCode),
        column((task) => instant(task.dueAt) ?? 'infinity'),
        column((task) => task.waiting),
        column((task) => instant(task.enteredAt)),
      ]),
    )
  }
  for (const task of gone)
    writes.push(prepared('DELETE FROM casework_task WHERE dossier_id = $1 AND task_key = $2', [id, task.taskKey]))
  return writes
}

function tallyWrite({ before, after, events }: Template['commands'][number]): Write[] {
  const rows = tallyChanges({ before, after }, events.at(-1)?.recorded_at.getTime() ?? 0, false)
  if (rows.length === 0) return []
  const text = `INSERT INTO casework_tally_delta (agency_id, procedure_code, month, measure, delta)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::int4[])`
  const values = [rows.map((row) => row.agencyId), rows.map((row) => row.procedureCode), rows.map((row) => row.month)]
  return [prepared(text, [...values, rows.map((row) => row.measure), rows.map((row) => row.delta)])]
}

function sealedWrite(rows: readonly SealedRow[]): Write[] {
  if (rows.length === 0) return []
  const text = `INSERT INTO vault_sealed_value (id, person_id, kind, sealed, commitment)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[])`
  const values = [rows.map(() => newId()), rows.map((row) => row.person_id), rows.map((row) => row.kind)]
  return [prepared(text, [...values, rows.map((row) => row.sealed), rows.map((row) => row.commitment)])]
}

function searchWrite(rows: Template['search'], id: string): Write {
  const text = `INSERT INTO casework_search (agency_id, token, submitted_at, dossier_id)
    SELECT agency, token, platform_now(), $3 FROM unnest($1::uuid[], $2::bytea[]) AS s (agency, token)`
  return prepared(text, [rows.map((row) => row.agency_id), rows.map((row) => row.token), id])
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
