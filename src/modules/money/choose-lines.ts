import type { DossierId } from '../../platform/ids.ts'
import { openDossierForFees } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { assessIn, assessState } from './assess-dossier.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { refusals } from './errors.ts'

/**
 * An officer says which lines that hang on a condition or a quantity apply, and how many of each; they become charges. A line that is
 * one already stays as it is.
 */
export async function chooseLines(
  context: MoneyContext,
  request: { dossierId: DossierId; chosen: Readonly<Record<string, number>>; actor: Actor },
): Promise<void> {
  const { actor, chosen } = request
  await context.casework.db.write(async (tx) => {
    const loaded = await openDossierForFees(tx, request.dossierId)
    await deskFor(context, actor, loaded.state)
    if (loaded.state.acceptedAt === null) throw refusals.not_accepted_yet()
    const open = (await assessState(tx, loaded.state)).filter((line) => line.status === 'choose')
    const wrong = Object.entries(chosen).find(
      ([key, count]) => !open.some((line) => line.key === key) || !Number.isInteger(count) || count < 1 || count > 1000,
    )
    if (wrong !== undefined || Object.keys(chosen).length === 0) {
      throw refusals.line_not_to_choose({}, [{ path: 'line', code: 'money.line_not_to_choose' }])
    }
    await assessIn(tx, loaded, { actor, chosen })
  })
}
