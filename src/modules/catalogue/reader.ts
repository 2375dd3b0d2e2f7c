import { query, type Reader } from '../../platform/db.ts'
import type { FlowVersionId, ProcedureVersionId } from '../../platform/ids.ts'
import { catalogueRefusals } from './errors.ts'
import type { BilingualText, FlowDefinition, LineageEntry, ProcedureDocument } from './schemas.ts'

/** A published text of a procedure. Its last day is not here: it is the one thing about a version that may still change. */
export interface ProcedureVersion {
  id: ProcedureVersionId
  procedureId: string
  version: number
  validFrom: string
  documentHash: string
  publishedAt: Date
  document: ProcedureDocument
}

export interface FlowVersion {
  id: FlowVersionId
  code: string
  version: number
  definition: FlowDefinition
}

const MOST_KEPT = 5000
const procedures = new Map<string, ProcedureVersion>()
const flows = new Map<string, FlowVersion>()

/** A version by id, from memory when it was read before: versions never change. Refuses with `procedure_version_unknown`. */
export async function getProcedureVersion(reader: Reader, id: ProcedureVersionId): Promise<ProcedureVersion> {
  const kept = procedures.get(id)
  if (kept) return kept
  const rows = await query<ProcedureVersion>(
    reader,
    `SELECT id, procedure_id AS "procedureId", version, valid_from AS "validFrom", document_hash AS "documentHash",
       published_at AS "publishedAt", document
     FROM catalogue_procedure_version WHERE id = $1`,
    [id],
  )
  const found = rows[0]
  if (found === undefined) throw catalogueRefusals.procedure_version_unknown()
  return keep(procedures, id, found)
}

/** The version of a procedure in force on a day (`YYYY-MM-DD`; null: today in Vietnam); null when there is none. */
export async function findCurrentProcedure(
  reader: Reader,
  code: string,
  onDate: string | null,
): Promise<ProcedureVersion | null> {
  const rows = await query<{ id: ProcedureVersionId }>(
    reader,
    `SELECT v.id FROM catalogue_procedure p JOIN catalogue_procedure_version v ON v.procedure_id = p.id
     WHERE p.code = $1 AND v.state = 'published' AND daterange(v.valid_from, v.valid_to)
         @> coalesce($2::date, (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`,
    [code, onDate],
  )
  return rows[0] === undefined ? null : getProcedureVersion(reader, rows[0].id)
}

/** As findCurrentProcedure, but refuses with `procedure_replaced` or `procedure_unknown`. */
export async function getCurrentProcedure(
  reader: Reader,
  code: string,
  onDate: string | null,
): Promise<ProcedureVersion> {
  const found = await findCurrentProcedure(reader, code, onDate)
  if (found !== null) return found
  const lineage = await findLineage(reader, code)
  if (lineage?.replacedBy) throw catalogueRefusals.procedure_replaced({ code, replacedBy: lineage.replacedBy })
  throw catalogueRefusals.procedure_unknown({ code })
}

/** The newest published name of each code; a code without one is absent. */
export async function findProcedureNames(
  reader: Reader,
  codes: readonly string[],
): Promise<Map<string, ProcedureDocument['name']>> {
  if (codes.length === 0) return new Map()
  const rows = await query<{ code: string; name: ProcedureDocument['name'] }>(
    reader,
    `SELECT DISTINCT ON (p.code) p.code, v.document -> 'name' AS name
     FROM catalogue_procedure p JOIN catalogue_procedure_version v ON v.procedure_id = p.id
     WHERE p.code = ANY($1) AND v.state = 'published' ORDER BY p.code, v.version DESC`,
    [[...new Set(codes)]],
  )
  return new Map(rows.map((row) => [row.code, row.name]))
}

/** What became of a code that is no procedure of its own; null when nothing is known of it. */
export async function findLineage(reader: Reader, code: string): Promise<LineageEntry | null> {
  const rows = await query<LineageEntry>(
    reader,
    'SELECT code, kind, replaced_by AS "replacedBy", note, source FROM catalogue_lineage WHERE code = $1',
    [code],
  )
  return rows[0] ?? null
}

/** A version of a flow by id. Refuses with `flow_version_unknown`. */
export async function getFlowVersion(reader: Reader, id: FlowVersionId): Promise<FlowVersion> {
  const kept = flows.get(id)
  if (kept) return kept
  const rows = await query<FlowVersion>(
    reader,
    `SELECT v.id, f.code, v.version, v.definition
     FROM catalogue_flow_version v JOIN catalogue_flow f ON f.id = v.flow_id WHERE v.id = $1`,
    [id],
  )
  const found = rows[0]
  if (found === undefined) throw catalogueRefusals.flow_version_unknown()
  return keep(flows, id, found)
}

/** The newest version of a flow, which new dossiers start in. Refuses with `flow_unknown`. */
export async function getCurrentFlow(reader: Reader, code: string): Promise<FlowVersion> {
  const rows = await query<{ id: FlowVersionId }>(
    reader,
    `SELECT v.id FROM catalogue_flow f JOIN catalogue_flow_version v ON v.flow_id = f.id
     WHERE f.code = $1 ORDER BY v.version DESC LIMIT 1`,
    [code],
  )
  const found = rows[0]
  if (found === undefined) throw catalogueRefusals.flow_unknown()
  return getFlowVersion(reader, found.id)
}

function keep<Version>(kept: Map<string, Version>, id: string, version: Version): Version {
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(id, version)
  return version
}

/** Names of steps by their keys, as the newest flows have them. Flows share keys for what is the same work. */
export async function findStepNames(reader: Reader): Promise<Map<string, BilingualText>> {
  const rows = await query<{ key: string; name: BilingualText }>(
    reader,
    `SELECT DISTINCT ON (step ->> 'key') step ->> 'key' AS key, step -> 'name' AS name
     FROM catalogue_flow_version v, jsonb_array_elements(v.definition -> 'steps') AS step
     ORDER BY step ->> 'key', v.published_at DESC, v.id`,
  )
  return new Map(rows.map(({ key, name }) => [key, name]))
}
