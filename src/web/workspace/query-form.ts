import { EMPTY_FORM, type FormFault, type FormState } from '../ui/index.ts'

/** The state of a form that was sent by GET: what stands in the address, and its faults. */
export function formStateOf(typed: URLSearchParams, faults: readonly FormFault[]): FormState {
  const values: Record<string, string[]> = {}
  for (const [name, value] of typed) {
    if (name !== 'lang') values[name] = [...(values[name] ?? []), value.normalize('NFC')]
  }
  return Object.keys(values).length === 0 && faults.length === 0 ? EMPTY_FORM : { values, faults }
}
