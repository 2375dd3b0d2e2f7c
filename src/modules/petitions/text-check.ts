import type { ValueRef } from '../vault/schemas.ts'
import { refusals } from './errors.ts'
import { LONGEST_TEXT } from './petition.ts'

/** A text that must be there, at its field. Refuses `petitions.text_missing`, `petitions.too_long`. */
export function assertText(text: string | undefined, field: string, most: number = LONGEST_TEXT): string {
  const typed = text?.trim() ?? ''
  if (typed === '') throw refusals.text_missing({}, [{ path: field, code: 'petitions.text_missing' }])
  if (typed.length > most) {
    throw refusals.too_long({ most }, [{ path: field, code: 'petitions.too_long', params: { most } }])
  }
  return typed
}

/** That the draft is the one the officer had before them. Refuses `petitions.answer_changed`. */
export function assertSeen(answer: ValueRef | null, seen: string | undefined): void {
  if (seen !== undefined && seen !== (answer?.valueId ?? '')) throw refusals.answer_changed()
}
