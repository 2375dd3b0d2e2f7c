import { newId } from '../../../platform/ids.ts'
import { dossierValues, formOf, type Values, withValues } from './intake-values.ts'

/** A dossier laid ready, to be received together with others: everything typed for it. */
export interface BasketItem {
  values: Values
  name: string
  code: string
}

const MOST_ITEMS = 50

/** The dossiers laid ready, out of the form's hidden fields; what is none is left out. */
export function readBasket(values: Values): BasketItem[] {
  return (values.basket ?? []).slice(0, MOST_ITEMS).flatMap((text) => {
    const read = readItem(text)
    if (read === null) return []
    const form = formOf(read)
    return [{ values: read, name: form.text('applicant/fullName'), code: form.text('code') }]
  })
}

function readItem(text: string): Values | null {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return null
    const entries = Object.entries(read).filter(
      (entry): entry is [string, string[]] =>
        Array.isArray(entry[1]) && entry[1].every((value) => typeof value === 'string'),
    )
    return Object.fromEntries(entries)
  } catch {
    return null
  }
}

/** Whether another dossier fits in. */
export function hasRoom(values: Values): boolean {
  return (values.basket ?? []).length < MOST_ITEMS
}

/** The form with its dossier laid ready and `next` in its place; the next dossier gets command ids of its own. */
export function layReady(values: Values, next: Values): Values {
  const basket = [...(values.basket ?? []), JSON.stringify(dossierValues(values))]
  const { mandateId, groupId, grouped } = values
  const kept = { mandateId, groupId, grouped, basket }
  const frame = Object.fromEntries(Object.entries(kept).filter((entry) => entry[1] !== undefined)) as Values
  return withValues({ ...next, ...frame }, { commandId: newId(), acceptCommandId: newId() })
}

/** The form with one dossier taken back out of those laid ready; what stood in the form takes its place there, if anything did. */
export function takeBack(values: Values, position: number): Values {
  const items = readBasket(values)
  const wanted = items[position]
  if (wanted === undefined) return values
  const rest = items.filter((_item, at) => at !== position).map((item) => JSON.stringify(item.values))
  const basket = isBlank(values) ? rest : [...rest, JSON.stringify(dossierValues(values))]
  const { mandateId, groupId, grouped } = values
  const frame = Object.fromEntries(
    Object.entries({ mandateId, groupId, grouped, basket }).filter((entry) => entry[1] !== undefined),
  ) as Values
  return { ...wanted.values, ...frame }
}

/** Nothing of a dossier has been entered: no person, no procedure with a person to come. */
export function isBlank(values: Values): boolean {
  const form = formOf(values)
  return form.text('applicant/number') === '' && form.text('applicant/fullName') === ''
}
