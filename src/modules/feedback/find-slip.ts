import { timingSafeEqual } from 'node:crypto'
import { formatInstant } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { CaseworkContext, DossierState } from '../casework/index.ts'
import { refusals } from './errors.ts'
import { occasionsOf } from './occasion.ts'
import { readSlipToken, slipCode, slipToken, typedCode } from './slip-token.ts'
import { countTry, takeBackTry } from './wrong-codes.ts'

export interface TypedSlip {
  /** What a scanner read off the slip's code, or the dossier's code as typed. */
  entry: string
  /** The rating code beside it; not needed with what a scanner read. */
  code: string
  /** From where it was typed; for the limit. */
  address: string
}

const MOST_ENTRY = 400

/**
 * The token of the slip that somebody holds before the kiosk. Refuses `feedback.slip_not_found`, the same for an unknown dossier as for a
 * wrong code: who has no paper learns nothing. After too many wrong codes `feedback.wrong_codes`, also for a right one, until the time it
 * says; what a scanner reads is never held up, for nobody finds one by trying.
 */
export async function findSlip(context: CaseworkContext, typed: TypedSlip): Promise<string> {
  const { keys, db } = context
  const entry = typed.entry.trim().slice(0, MOST_ENTRY)
  const scanned = entry.split('/').at(-1) ?? ''
  if (readSlipToken(keys, scanned) !== undefined) return scanned
  const dossierCode = entry.replace(/\s/g, '').toUpperCase()
  const code = typedCode(typed.code)
  if (dossierCode === '' || code === '') throw notFound()
  const tried = { address: typed.address, dossierCode }
  const again = await countTry(db, keys, tried)
  if (again !== undefined) {
    const params = { time: formatInstant(again.getTime()).slice(11, 16) }
    throw refusals.wrong_codes(params, [{ path: 'entry', code: 'feedback.wrong_codes', params }])
  }
  const found = await lookUp(context, dossierCode, code)
  if (found === undefined) throw notFound()
  await takeBackTry(db, keys, tried)
  return found
}

async function lookUp({ db, keys }: CaseworkContext, dossierCode: string, code: string): Promise<string | undefined> {
  const [row] = await query<{ state: DossierState }>(db.read, 'SELECT state FROM casework_dossier WHERE code = $1', [
    dossierCode,
  ])
  const wanted = Buffer.from(code)
  const slips = row === undefined ? [] : occasionsOf(row.state).map(({ event }) => ({ dossierId: row.state.id, event }))
  const found = slips.find((slip) => {
    const own = Buffer.from(typedCode(slipCode(keys, slip)))
    return own.length === wanted.length && timingSafeEqual(own, wanted)
  })
  return found === undefined ? undefined : slipToken(keys, found)
}

function notFound() {
  return refusals.slip_not_found({}, [{ path: 'entry', code: 'feedback.slip_not_found' }])
}
