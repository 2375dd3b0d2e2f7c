import { createHash } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { type SurveysContext, tell } from './context.ts'
import { refusals } from './errors.ts'
import { lockRound, takesBallots } from './round-store.ts'
import { isSigned } from './stratum-key.ts'
import { lockInterviewer } from './take-along.ts'

/** What an interviewer brings back without a ballot: who refused, whom they did not meet, and a blank credential for each of them. */
export interface BroughtBack {
  roundId: string
  stratum: string
  refused: readonly string[]
  returned: readonly string[]
  unused: readonly { message: Buffer; signature: Buffer }[]
}

/**
 * Takes back what became no ballot: who refused is counted as such, who was not met may be asked in another way. For each a credential is
 * handed in blank and is worth nothing from then on. Sent twice it is done once. Refuses `surveys.credential_forged`, and
 * `credential_spent` where a credential that brought a ballot is handed in.
 */
export async function giveBack(context: SurveysContext, actor: Actor, brought: BroughtBack): Promise<void> {
  const { roundId, stratum, refused, returned, unused } = brought
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    await lockInterviewer(tx, actor, brought)
    if (!takesBallots(round)) throw refusals.not_open()
    const gone = await settle(tx, brought, { references: refused, standing: 'refused' })
    const open = await settle(tx, brought, { references: returned, standing: 'open' })
    if ((await spend(tx, brought, unused)) !== gone + open) throw refusals.credential_spent()
    if (gone + open === 0) return
    await query(
      tx,
      `UPDATE surveys_interviewer SET taken = greatest(0, taken - $4)
       WHERE round_id = $1 AND stratum = $2 AND officer_id = $3`,
      [roundId, stratum, actor.kind === 'officer' ? actor.officerId : null, open],
    )
    const payload = { stratum, refused: gone, returned: open }
    await tell(tx, roundId, { actor, mandate: null, type: 'SurveyBallotsGivenBack', payload })
  })
}

async function settle(
  tx: Transaction,
  { roundId, stratum }: BroughtBack,
  { references, standing }: { references: readonly string[]; standing: 'refused' | 'open' },
): Promise<number> {
  const rows = await query(
    tx,
    `UPDATE surveys_right SET standing = $4, blinded_hash = NULL
     WHERE round_id = $1 AND stratum = $2 AND reference = ANY ($3::text[]) AND standing = 'taken_along' RETURNING 1`,
    [roundId, stratum, references, standing],
  )
  return rows.length
}

async function spend(tx: Transaction, of: BroughtBack, unused: BroughtBack['unused']): Promise<number> {
  let fresh = 0
  for (const one of unused) {
    if (!(await isSigned(tx, of, one))) throw refusals.credential_forged()
    const rows = await query(
      tx,
      'INSERT INTO surveys_spent (round_id, serial_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [of.roundId, createHash('sha256').update(one.message).digest()],
    )
    fresh += rows.length
  }
  return fresh
}
