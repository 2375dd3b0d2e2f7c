import { timingSafeEqual } from 'node:crypto'
import { query } from '../../platform/db.ts'
import type { CaseworkContext, DossierState } from '../casework/index.ts'
import { refusals } from './errors.ts'
import { occasionsOf } from './occasion.ts'
import { readSlipToken, slipCode, slipToken, typedCode } from './slip-token.ts'

export interface TypedSlip {
  /** What a scanner read off the slip's code, or the dossier's code as typed. */
  entry: string
  /** The rating code beside it; not needed with what a scanner read. */
  code: string
}

const MOST_ENTRY = 400

/**
 * The token of the slip that somebody holds before the kiosk. Refuses `feedback.slip_not_found`, the same for an unknown dossier as for a
 * wrong code: who has no paper learns nothing.
 */
export async function findSlip(context: CaseworkContext, typed: TypedSlip): Promise<string> {
  const entry = typed.entry.trim().slice(0, MOST_ENTRY)
  const scanned = entry.split('/').at(-1) ?? ''
  if (readSlipToken(context.keys, scanned) !== undefined) return scanned
  const [row] = await query<{ state: DossierState }>(
    context.db.read,
    'SELECT state FROM casework_dossier WHERE code = $1',
    [entry.replace(/\s/g, '').toUpperCase()],
  )
  const wanted = Buffer.from(typedCode(typed.code))
  const slips = row === undefined ? [] : occasionsOf(row.state).map(({ event }) => ({ dossierId: row.state.id, event }))
  const found = slips.find((slip) => {
    const own = Buffer.from(typedCode(slipCode(context.keys, slip)))
    return own.length === wanted.length && timingSafeEqual(own, wanted)
  })
  if (found === undefined) {
    throw refusals.slip_not_found({}, [{ path: 'entry', code: 'feedback.slip_not_found' }])
  }
  return slipToken(context.keys, found)
}
