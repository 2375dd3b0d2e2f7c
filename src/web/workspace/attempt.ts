import { isRefusal, type RefusalLike } from '../page-context.ts'
import { type FormFault, faultsOfRefusal, faultyForm, type SentForm } from '../ui/index.ts'

/**
 * As `attemptForm`, but for an officer's work also "not yours to do" comes back as the same form: a dossier may have gone
 * to somebody else while one was typing, and the typed reason must not be lost. What may not be seen stays not found.
 */
export async function attemptWork(form: Pick<SentForm, 'values'>, work: () => Promise<Response>) {
  try {
    return await work()
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (!['invalid', 'conflict', 'forbidden', 'unavailable'].includes(error.kind)) throw error
    return faultyForm(form, faultsOf(error))
  }
}

/** Faults of a refusal; those about a person have their texts under `identity.`. */
export function faultsOf(refusal: RefusalLike): FormFault[] {
  return faultsOfRefusal(refusal).map((fault) => ({
    ...fault,
    key: fault.key.replace(/^error\.identity\./, 'identity.'),
  }))
}
