import type { DossierState } from '../casework/index.ts'
import { maySee } from '../casework/index.ts'
import type { Actor, Mandate } from '../organisation/index.ts'
import type { MoneyContext } from './context.ts'
import { refusals } from './errors.ts'
import { cashierIn } from './policy.ts'

/** Refuses `dossier_not_found` to whoever may not see the dossier. */
export async function assertSees(context: MoneyContext, actor: Actor, state: DossierState): Promise<void> {
  const directory = await context.casework.directory()
  if (!maySee(state, actor, (id) => directory.line(id))) throw refusals.dossier_not_found()
}

/** The mandate by which the officer takes money for this dossier: a receptionist's of the unit that received it. */
export async function deskFor(context: MoneyContext, actor: Actor, state: DossierState): Promise<Mandate> {
  await assertSees(context, actor, state)
  const mandate = cashierIn(actor, state.units.intake)
  if (mandate === null) throw refusals.not_your_desk()
  return mandate
}
