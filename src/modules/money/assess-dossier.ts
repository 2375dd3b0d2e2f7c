import { localDate } from '../../platform/civil-date.ts'
import type { Reader, Transaction } from '../../platform/db.ts'
import { type DossierId, newId } from '../../platform/ids.ts'
import {
  currentState,
  type DossierForFees,
  type DossierState,
  isEnded,
  openDossierForFees,
  recordFees,
} from '../casework/index.ts'
import { getProcedureVersion } from '../catalogue/index.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { type AssessedLine, assess } from './assess.ts'
import type { Charge } from './charge.ts'
import { chargesOf, insertCharges } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import type { PersonGroup } from './fee-table.ts'
import { findFeeTable } from './fee-table-store.ts'

export interface AssessmentChoice {
  groups?: readonly PersonGroup[]
  /** Lines that hang on a condition or a quantity: how many of each. */
  chosen?: Readonly<Record<string, number>>
}

/** The lines of money of a dossier as the rates of the day it was accepted have them (not yet accepted: of today). */
export async function assessState(
  reader: Reader,
  state: DossierState,
  { groups = [], chosen = {} }: AssessmentChoice = {},
): Promise<AssessedLine[]> {
  const date = localDate(state.acceptedAt ?? Date.now())
  const { document } = await getProcedureVersion(reader, state.procedureVersionId)
  const table = await findFeeTable(reader, date)
  const { caseKey, channel } = state
  return assess({ document, table, caseKey, channel, groups, chosen, date })
}

/**
 * Writes down what an accepted dossier owes and tells the dossier. What stands already is left alone, so doing it again changes nothing.
 * `actor`: who assesses; anonymous for the follower of the ledger.
 */
export async function assessDossier(
  context: MoneyContext,
  dossierId: DossierId,
  { actor = anonymous, ...choice }: AssessmentChoice & { actor?: Actor } = {},
): Promise<Charge[]> {
  return context.casework.db.write(async (tx) => {
    const loaded = await openDossierForFees(tx, dossierId)
    return (await assessIn(tx, loaded, { actor, ...choice })).charges
  })
}

/** The same in the caller's transaction, for a dossier that it has locked. */
export async function assessIn(
  tx: Transaction,
  loaded: DossierForFees,
  { actor, ...choice }: AssessmentChoice & { actor: Actor },
): Promise<{ loaded: DossierForFees; charges: Charge[] }> {
  const { state } = loaded
  const known = await chargesOf(tx, state.id)
  if (state.acceptedAt === null || isEnded(state.legal)) return { loaded, charges: known }
  const lines = await assessState(tx, state, choice)
  const keys = new Set(known.map((charge) => charge.key))
  const fresh = lines.flatMap((line): Omit<Charge, 'paymentId'>[] => {
    if (keys.has(line.key) || line.full === null || line.kind === 'unstated') return []
    if (line.status !== 'owed' && line.status !== 'waived') return []
    return [
      {
        id: newId(loaded.now.getTime()),
        dossierId: state.id,
        key: line.key,
        agencyId: state.units.intake,
        kind: line.kind,
        collect: line.collect,
        full: line.full,
        waived: line.waived,
        amount: line.amount,
        state: line.status === 'owed' ? 'due' : 'waived',
        line,
      },
    ]
  })
  if (fresh.length === 0) return { loaded, charges: known }
  await insertCharges(tx, fresh, loaded.now)
  const sum = (part: 'amount' | 'waived') => fresh.reduce((total, charge) => total + charge[part], 0)
  const entry = { type: 'FeeAssessed' as const, payload: { amount: sum('amount'), waived: sum('waived') } }
  const told = await recordFees(tx, loaded, entry, { actor, agencyId: state.units.intake })
  return { loaded: told, charges: [...known, ...fresh.map((charge) => ({ ...charge, paymentId: null }))] }
}

/** A dossier without a lock, for pages. */
export async function stateOf(context: MoneyContext, dossierId: DossierId): Promise<DossierState> {
  return (await currentState(context.casework, dossierId)).state
}
