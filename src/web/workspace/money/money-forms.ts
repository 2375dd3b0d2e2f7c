import { readAmount } from '../../../modules/money/cash.ts'
import { type FormFault, type FormState, faultyForm, type SentForm } from '../../ui/index.ts'

/** Of several forms on a page the one that was sent gets its state back; the others start anew. */
export function stateFor(act: string, state: FormState | undefined, mark = ''): FormState | undefined {
  if (state?.values.act?.[0] !== act) return undefined
  return mark === '' || state.values.mark?.[0] === mark ? state : undefined
}

/** Whole đồng of a field, or the fault at it. */
export function amountOf(form: SentForm, field: string): { amount: number } | { fault: FormFault } {
  const amount = readAmount(form.text(field))
  return amount === null ? { fault: { path: field, key: 'error.money.amount_unreadable' } } : { amount }
}

export function oneFault(form: SentForm, fault: FormFault) {
  return faultyForm(form, [fault])
}
