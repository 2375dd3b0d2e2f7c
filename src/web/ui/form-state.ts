import { data } from 'react-router'
import { isRefusal, type RefusalLike } from '../page-context.ts'
import type { FormFault, FormState } from './form-types.ts'

export type { FormFault, FormState }

export interface SentForm {
  values: Readonly<Record<string, readonly string[]>>
  files: Readonly<Record<string, readonly File[]>>
  /** The first value of a field, trimmed; empty when it was not sent. */
  text(name: string): string
  /** All values of a field: check boxes, picked rows. */
  all(name: string): readonly string[]
}

export const EMPTY_FORM: FormState = { values: {}, faults: [] }

/** Reads a sent form. Texts are normalised to composed Unicode, as Vietnamese keyboards differ. */
export async function readForm(request: Request): Promise<SentForm> {
  const values: Record<string, string[]> = {}
  const files: Record<string, File[]> = {}
  for (const [name, value] of await formDataOf(request)) {
    if (typeof value === 'string') {
      values[name] = [...(values[name] ?? []), value.normalize('NFC').replace(/\r\n/g, '\n')]
    } else if (value.size > 0 || value.name !== '') files[name] = [...(files[name] ?? []), value]
  }
  return {
    values,
    files,
    text: (name) => values[name]?.[0]?.trim() ?? '',
    all: (name) => values[name] ?? [],
  }
}

/** A body that is no form at all is the sender's fault, not ours: 400. */
async function formDataOf(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw data(null, { status: 400 })
  }
}

export type FormAnswer = ReturnType<typeof faultyForm>

/** The 422 answer of an action: the same page, all that was typed, and the faults. */
export function faultyForm(form: Pick<SentForm, 'values'>, faults: readonly FormFault[]) {
  const state: FormState = { values: form.values, faults }
  return data({ form: state }, { status: 422 })
}

/**
 * Does a form's work. Where it is refused for what was typed (`invalid`) or for what others did meanwhile (`conflict`),
 * the answer is the same form with its faults; every other refusal and every bug goes on to the error page.
 */
export async function attemptForm(
  form: Pick<SentForm, 'values'>,
  work: () => Promise<Response>,
): Promise<Response | FormAnswer> {
  try {
    return await work()
  } catch (error) {
    if (!isRefusal(error) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error
    return faultyForm(form, faultsOfRefusal(error))
  }
}

/** A refusal's faults by field; a refusal that names none is one fault of the whole form. */
export function faultsOfRefusal(refusal: RefusalLike): FormFault[] {
  if (refusal.faults.length === 0) return [{ path: '', key: `error.${refusal.code}`, params: refusal.params }]
  return refusal.faults.map((fault) => ({
    path: fault.path,
    key: `error.${fault.code}`,
    ...(fault.params === undefined ? {} : { params: fault.params }),
  }))
}

/** The id in the page of a field: its name with everything else than letters and digits made a hyphen. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}`
}
