import type { Transaction } from '../../platform/db.ts'
import type { DossierForFees } from '../casework/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText, type ValueRef } from '../vault/index.ts'
import type { MoneyContext } from './context.ts'

/** Seals what an officer writes about a dossier under its applicant's key, in the caller's transaction. */
export async function sealFor(
  tx: Transaction,
  context: MoneyContext,
  { state, now }: DossierForFees,
): Promise<(text: string) => Promise<ValueRef>> {
  const key = await getPersonKey(tx, context.casework.keys, state.applicant.personId)
  return async (text) => {
    const sealed = sealPersonText(key, text, now.getTime())
    await insertSealedValues(tx, [sealed.row])
    return sealed.ref
  }
}
