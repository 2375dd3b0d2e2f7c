import { hash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { type Db, query, type Transaction } from '../../../platform/db.ts'
import { isUuid } from '../../../platform/ids.ts'
import { appendEvents, canonicalJson, chainEvents, headAfter, newStream } from '../../../platform/ledger/index.ts'
import type { Actor, OfficerActor } from '../../organisation/index.ts'
import { scorecardRefusals as refusals } from '../errors.ts'
import { clockIn } from '../place.ts'
import { schemePublisher } from '../policy.ts'
import { type FullScorecard, ScorecardFile } from '../scorecard-scheme.ts'
import { decimalText } from '../sheet.ts'
import { at, MOST_TEXT } from '../statement.ts'
import { buildScheme } from './built-scheme.ts'
import { type DraftProblem, problemsOf } from './draft-problems.ts'
import { holdDraft, writerOf } from './write-draft.ts'

const checker = Compile(ScorecardFile)

export interface PublishSchemeRequest {
  actor: Actor
  id: string
  seen: number
  /** By which decision. */
  reason: string
}

/**
 * Publishes a draft as the next version of its scheme: it never changes again. Its SHA-256 goes to the ledger. Refuses each problem at its line,
 * to whoever only writes `scorecards.not_yours`, and where others saved meanwhile.
 */
export async function publishScheme(db: Db, request: PublishSchemeRequest): Promise<{ key: string; version: number }> {
  const { actor, places } = await writerOf(db.read, request.actor)
  const mandate = schemePublisher(actor, places)
  if (mandate === null) throw refusals.not_yours()
  const reason = request.reason.trim()
  return db.write(async (tx) => {
    const row = await holdDraft(tx, request.id)
    if (row === undefined) return publishedBefore(tx, request.id, actor)
    if (row.revision !== request.seen) throw refusals.draft_stale()
    const { id, document } = row
    const { key } = document
    if (reason === '') throw at('ly-do', 'reason_missing')
    if (reason.length > MOST_TEXT) throw at('ly-do', 'text_too_long', { most: MOST_TEXT })
    const problems = problemsOf(document)
    if (problems.length > 0) throw faulty(problems)
    const [{ last } = { last: 0 }] = await query<{ last: number }>(
      tx,
      'SELECT coalesce(max(version), 0)::int AS last FROM scorecards_scheme WHERE key = $1',
      [key],
    )
    const scheme = buildScheme(document, last + 1)
    if (!checker.Check(scheme)) throw faulty([unfit(scheme)])
    const { version } = scheme.tree
    const sum = sealScheme(scheme)
    const { now } = await clockIn(tx)
    await query(
      tx,
      'INSERT INTO scorecards_scheme (key, version, document, document_hash, published_at) VALUES ($1, $2, $3, $4, $5)',
      [key, version, JSON.stringify(scheme), sum, now],
    )
    const stamp = {
      recordedAt: now,
      actorId: actor.userId,
      mandateId: mandate.id,
      agencyId: mandate.agencyId,
      commandId: null,
    }
    const reasonSum = hash('sha256', reason, 'hex')
    const payload = { key, version, sha256: sum, reason: reasonSum }
    const events = chainEvents(newStream(id), stamp, [{ type: 'SchemePublished', payload }])
    await appendEvents(tx, events)
    const head = headAfter(newStream(id), events)
    await query(
      tx,
      `INSERT INTO scorecards_scheme_publication (id, key, version, published_by, position, reason, published_at, stream_version, head_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, key, version, actor.userId, mandate.position, reason, now, head.version, head.hash],
    )
    await query(tx, 'DELETE FROM scorecards_scheme_draft WHERE id = $1', [id])
    return { key, version }
  })
}

/** A second press of the same person gets the first answer. Refuses `scorecards.scheme_missing`. */
async function publishedBefore(tx: Transaction, id: string, { userId }: OfficerActor) {
  const [done] = isUuid(id)
    ? await query<{ key: string; version: number }>(
        tx,
        'SELECT key, version FROM scorecards_scheme_publication WHERE id = $1 AND published_by = $2',
        [id, userId],
      )
    : []
  if (done === undefined) throw refusals.scheme_missing()
  return done
}

/** SHA-256 of a scheme's canonical JSON, its numbers as decimal text. */
export function sealScheme(scheme: FullScorecard): string {
  return hash('sha256', canonicalJson(told(scheme)), 'hex')
}

function told(value: unknown): unknown {
  if (typeof value === 'number') return decimalText(value)
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, told(part)]))
}

/** What the format itself does not take, with its place. */
function unfit(scheme: FullScorecard): DraftProblem {
  const [first] = checker.Errors(scheme)
  const fault = `${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim()
  return { node: null, field: '', code: 'draft_unfit', params: { fault } }
}

function faulty(problems: readonly DraftProblem[]) {
  const [first] = problems
  const faults = problems.map(({ node, field, code, params }) => ({
    path: `${node ?? 'dau'}/${field}`,
    code: `scorecards.${code}`,
    params,
  }))
  return refusals[first?.code ?? 'draft_unfit'](first?.params ?? {}, faults)
}
