import type { Trial } from '../../modules/documents/index.ts'
import type { FormFault } from '../ui/form-types.ts'

/** What is wrong with a text, at its field: line and column first. */
export function trialFaults(trial: Extract<Trial, { ok: false }>): FormFault[] {
  if (trial.faults.length === 0) return [{ path: 'source', key: `documents.trial.${trial.reason}` }]
  return trial.faults.map(({ line, column, message }) => ({
    path: 'source',
    ...(line === null
      ? { key: 'documents.trial.fault', params: { message } }
      : { key: 'documents.trial.fault_at', params: { line, column: column ?? 1, message } }),
  }))
}
