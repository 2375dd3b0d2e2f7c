import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type {
  FieldDefinition,
  FlowDefinition,
  LifeEventDefinition,
  LineageEntry,
  ProcedureDocument,
} from './schemas.ts'

const CATALOGUE_LOCK = 7_201_103

/** The newest version of a procedure or flow, by code. */
export interface LatestVersion {
  id: string
  version: number
  hash: string
}

export interface FreshProcedure {
  /** Null for a code not seen before. */
  procedureId: string | null
  code: string
  version: number
  validFrom: string
  body: ProcedureDocument
  hash: string
}

export interface FreshFlow {
  flowId: string | null
  code: string
  version: number
  body: FlowDefinition
  hash: string
}

/** Makes imports wait for each other until the transaction ends. */
export async function lockCatalogue(tx: Transaction): Promise<void> {
  await query(tx, 'SELECT pg_advisory_xact_lock($1)', [CATALOGUE_LOCK])
}

/** Today's date in Vietnam. */
export async function today(tx: Transaction): Promise<string> {
  const rows = await query<{ today: string }>(
    tx,
    `SELECT (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today`,
  )
  return (rows[0] as { today: string }).today
}

export async function saveFields(tx: Transaction, fields: readonly FieldDefinition[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO catalogue_field (key, code, name_vi, name_en, sort_order)
     SELECT r.key, r.code, r.name ->> 'vi', r.name ->> 'en', r."order"
     FROM jsonb_to_recordset($1::jsonb) AS r (key text, code text, name jsonb, "order" int)
     ON CONFLICT (key) DO UPDATE SET code = excluded.code, name_vi = excluded.name_vi, name_en = excluded.name_en,
       sort_order = excluded.sort_order`,
    [JSON.stringify(fields)],
  )
}

export async function saveLifeEvents(tx: Transaction, events: readonly LifeEventDefinition[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO catalogue_life_event (key, audience, name_vi, name_en, summary_vi, summary_en, sort_order)
     SELECT r.key, r.audience, r.name ->> 'vi', r.name ->> 'en', r.summary ->> 'vi', r.summary ->> 'en', r."order"
     FROM jsonb_to_recordset($1::jsonb) AS r (key text, audience text, name jsonb, summary jsonb, "order" int)
     ON CONFLICT (key) DO UPDATE SET audience = excluded.audience, name_vi = excluded.name_vi,
       name_en = excluded.name_en, summary_vi = excluded.summary_vi, summary_en = excluded.summary_en,
       sort_order = excluded.sort_order`,
    [JSON.stringify(events)],
  )
}

export async function saveLineage(tx: Transaction, lineage: readonly LineageEntry[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO catalogue_lineage (code, kind, replaced_by, note, source)
     SELECT r.code, r.kind, r."replacedBy", r.note, r.source
     FROM jsonb_to_recordset($1::jsonb) AS r (code text, kind text, "replacedBy" text, note text, source text)
     ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, replaced_by = excluded.replaced_by, note = excluded.note,
       source = excluded.source`,
    [JSON.stringify(lineage)],
  )
}

export async function findLatestProcedures(tx: Transaction): Promise<Map<string, LatestVersion>> {
  return byCode(
    await query(
      tx,
      `SELECT DISTINCT ON (p.id) p.code, p.id, v.version, v.document_hash AS hash
       FROM catalogue_procedure p JOIN catalogue_procedure_version v ON v.procedure_id = p.id
       ORDER BY p.id, v.version DESC`,
    ),
  )
}

export async function findLatestFlows(tx: Transaction): Promise<Map<string, LatestVersion>> {
  return byCode(
    await query(
      tx,
      `SELECT DISTINCT ON (f.id) f.code, f.id, v.version, v.definition_hash AS hash
       FROM catalogue_flow f JOIN catalogue_flow_version v ON v.flow_id = f.id
       ORDER BY f.id, v.version DESC`,
    ),
  )
}

function byCode(rows: (LatestVersion & { code: string })[]): Map<string, LatestVersion> {
  return new Map(rows.map(({ code, ...version }) => [code, version]))
}

/** Ends every published version that would still be in force on the day its successor begins. */
export async function closeProcedureVersions(
  tx: Transaction,
  successors: readonly { procedureId: string; validFrom: string }[],
): Promise<void> {
  if (successors.length === 0) return
  await query(
    tx,
    `UPDATE catalogue_procedure_version v SET valid_to = greatest(v.valid_from, r."validFrom")
     FROM jsonb_to_recordset($1::jsonb) AS r ("procedureId" uuid, "validFrom" date)
     WHERE v.procedure_id = r."procedureId" AND v.state = 'published'
       AND (v.valid_to IS NULL OR v.valid_to > r."validFrom")`,
    [JSON.stringify(successors)],
  )
}

export async function insertProcedureVersions(tx: Transaction, fresh: readonly FreshProcedure[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map((row) => ({ ...row, id: newId(), owner: row.procedureId ?? newId() }))
  await query(
    tx,
    `INSERT INTO catalogue_procedure (id, code)
     SELECT r.owner, r.code FROM jsonb_to_recordset($1::jsonb) AS r (owner uuid, code text, "procedureId" uuid)
     WHERE r."procedureId" IS NULL`,
    [JSON.stringify(rows.map(({ owner, code, procedureId }) => ({ owner, code, procedureId })))],
  )
  await query(
    tx,
    `INSERT INTO catalogue_procedure_version (id, procedure_id, version, valid_from, document, document_hash)
     SELECT r.id, r.owner, r.version, r."validFrom", r.body, r.hash
     FROM jsonb_to_recordset($1::jsonb)
       AS r (id uuid, owner uuid, version int, "validFrom" date, body jsonb, hash text)`,
    [JSON.stringify(rows)],
  )
}

export async function insertFlowVersions(tx: Transaction, fresh: readonly FreshFlow[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map((row) => ({ ...row, id: newId(), owner: row.flowId ?? newId() }))
  await query(
    tx,
    `INSERT INTO catalogue_flow (id, code)
     SELECT r.owner, r.code FROM jsonb_to_recordset($1::jsonb) AS r (owner uuid, code text, "flowId" uuid)
     WHERE r."flowId" IS NULL`,
    [JSON.stringify(rows.map(({ owner, code, flowId }) => ({ owner, code, flowId })))],
  )
  await query(
    tx,
    `INSERT INTO catalogue_flow_version (id, flow_id, version, definition, definition_hash)
     SELECT r.id, r.owner, r.version, r.body, r.hash
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, owner uuid, version int, body jsonb, hash text)`,
    [JSON.stringify(rows)],
  )
}
