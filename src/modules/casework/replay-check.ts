import { isDeepStrictEqual } from 'node:util'
import { query, type Reader } from '../../platform/db.ts'
import type { DossierState } from './dossier.ts'
import type { DossierEvent } from './events.ts'
import { replay } from './evolve.ts'

const BATCH = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

interface KeptDossier {
  id: string
  code: string | null
  legal: string
  due: Date | null
  state: DossierState
}

/** What was compared, and the first dossier whose current row is not what its events say. */
export interface ReplayCheck {
  dossiers: number
  differing: { id: string; code: string | null } | null
}

/**
 * Computes every dossier anew from its events and compares the row that lists and decisions use: a row that somebody changed behind the
 * events is found, although the ledger itself is whole.
 */
export async function checkReplays(reader: Reader): Promise<ReplayCheck> {
  let after = FIRST
  for (let dossiers = 0; ; ) {
    const batch = await query<KeptDossier>(
      reader,
      `SELECT id, code, legal_state AS legal, due_at AS due, state FROM casework_dossier WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
      [after],
    )
    const histories = await readHistories(
      reader,
      batch.map((dossier) => dossier.id),
    )
    const differing = batch.find((dossier) => !fits(dossier, histories.get(dossier.id) ?? []))
    dossiers += batch.length
    const last = batch.at(-1)
    if (differing !== undefined) return { dossiers, differing: { id: differing.id, code: differing.code } }
    if (last === undefined) return { dossiers, differing: null }
    after = last.id
  }
}

type History = { event: DossierEvent; at: number }[]

async function readHistories(reader: Reader, ids: readonly string[]): Promise<Map<string, History>> {
  const rows = await query<{ id: string; type: string; payload: string; at: Date }>(
    reader,
    `SELECT stream_id AS id, type, payload, recorded_at AS at FROM ledger_event
     WHERE stream_id = any($1::uuid[]) ORDER BY stream_id, version`,
    [ids],
  )
  const histories = new Map<string, History>()
  for (const { id, type, payload, at } of rows) {
    const entry = { event: { type, payload: JSON.parse(payload) } as DossierEvent, at: at.getTime() }
    const known = histories.get(id)
    if (known === undefined) histories.set(id, [entry])
    else known.push(entry)
  }
  return histories
}

function fits(kept: KeptDossier, history: History): boolean {
  const state = replay(history)
  if (state === null || !isDeepStrictEqual(JSON.parse(JSON.stringify(state)), kept.state)) return false
  return kept.code === state.code && kept.legal === state.legal && (kept.due?.getTime() ?? null) === state.dueAt
}
