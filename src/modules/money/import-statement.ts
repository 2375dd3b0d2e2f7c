import { createHash } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import type { MoneyContext } from './context.ts'
import { refusals } from './errors.ts'
import { matchOpenLines } from './match-lines.ts'
import { cashierIn } from './policy.ts'
import { readStatement, type StatementRow } from './statement-file.ts'

const MOST_BYTES = 5 * 1024 * 1024

export interface StatementImport {
  statementId: string
  /** The same file had been read in before: nothing was added. */
  repeated: boolean
  /** Lines of the file, and those of them that no earlier file had. */
  lines: number
  fresh: number
  /** Of the fresh ones, those that found their dossier by themselves. */
  matched: number
}

/**
 * Reads a bank statement in and matches what names a dossier and has its amount. The same file twice is one import; a line that stood in an
 * earlier, overlapping file is not counted again. Broken off after the lines stand, the matching goes on with the next import or press.
 */
export async function importStatement(
  context: MoneyContext,
  request: { agencyId: AgencyId; fileName: string; content: Uint8Array; actor: Actor },
): Promise<StatementImport> {
  const { agencyId, actor, content } = request
  if (actor.kind !== 'officer' || cashierIn(actor, agencyId) === null) throw refusals.not_your_desk()
  const at = (code: string, params: Record<string, string | number> = {}) => [
    { path: 'tep', code: `money.${code}`, params },
  ]
  if (content.length === 0) throw refusals.statement_missing({}, at('statement_missing'))
  if (content.length > MOST_BYTES) throw refusals.statement_too_large({}, at('statement_too_large'))
  const read = readStatement(content)
  if (!read.ok) {
    if (read.fault === 'row')
      throw refusals.statement_row({ line: read.line }, at('statement_row', { line: read.line }))
    const code = `statement_${read.fault}` as const
    throw refusals[code]({}, at(code))
  }
  const fileHash = createHash('sha256').update(content).digest('hex')
  const written = await context.casework.db.write(async (tx) => {
    const statementId = newId()
    const [made] = await query<{ id: string }>(
      tx,
      `INSERT INTO money_statement (id, agency_id, file_hash, file_name, layout, encoding, imported_by, imported_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, platform_now()) ON CONFLICT (agency_id, file_hash) DO NOTHING RETURNING id`,
      [statementId, agencyId, fileHash, request.fileName.slice(0, 200), read.layout, read.encoding, actor.officerId],
    )
    if (made !== undefined)
      return { statementId, repeated: false, fresh: await insertLines(tx, statementId, agencyId, read.rows) }
    const [known] = await query<{ id: string }>(
      tx,
      'SELECT id FROM money_statement WHERE agency_id = $1 AND file_hash = $2',
      [agencyId, fileHash],
    )
    return { statementId: known?.id ?? '', repeated: true, fresh: 0 }
  })
  const matched = await matchOpenLines(context, agencyId, actor)
  return { ...written, lines: read.rows.length, matched }
}

async function insertLines(
  tx: Transaction,
  statementId: string,
  agencyId: AgencyId,
  rows: readonly StatementRow[],
): Promise<number> {
  const seen = new Map<string, number>()
  const hashes = rows.map((row) => {
    const text = [row.on, row.amount, row.reference, row.purpose].join('\u001f')
    // Two equal movements of one day are two: the second has the same words and another place among its like.
    const place = (seen.get(text) ?? 0) + 1
    seen.set(text, place)
    return createHash('sha256').update(`${text}\u001f${place}`).digest('hex')
  })
  const fresh = await query(
    tx,
    `INSERT INTO money_statement_line (id, statement_id, agency_id, line_number, line_hash, booked_on, amount, purpose, bank_reference, state)
     SELECT gen_random_uuid(), $1, $2, l.line, l.hash, l.day, l.amount, l.purpose, l.reference, 'open'
     FROM unnest($3::int[], $4::text[], $5::date[], $6::bigint[], $7::text[], $8::text[]) AS l(line, hash, day, amount, purpose, reference)
     ON CONFLICT (agency_id, line_hash) DO NOTHING RETURNING id`,
    [
      statementId,
      agencyId,
      rows.map((row) => row.line),
      hashes,
      rows.map((row) => row.on),
      rows.map((row) => row.amount),
      rows.map((row) => row.purpose),
      rows.map((row) => row.reference),
    ],
  )
  return fresh.length
}
