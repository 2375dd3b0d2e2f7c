import type { FormState, SentForm } from '../ui/form-state.ts'
import type { HeldFile } from './hold-files.ts'

/** The files a sent form carries, without those ticked to be removed. */
export function heldIn(form: Pick<SentForm, 'all'>): HeldFile[] {
  const removed = form.all('bo')
  return form
    .all('kept')
    .flatMap((text) => readHeld(text) ?? [])
    .filter(({ token }) => !removed.includes(token))
}

/** The files to show in a form that is drawn again. */
export function heldOf(state: FormState | undefined): HeldFile[] {
  return (state?.values.kept ?? []).flatMap((text) => readHeld(text) ?? [])
}

/** The form's values with the held files among them, and no tick left. */
export function valuesWith(form: Pick<SentForm, 'values'>, held: readonly HeldFile[]): SentForm['values'] {
  return { ...form.values, bo: [], kept: held.map((file) => JSON.stringify(file)) }
}

function readHeld(text: string): HeldFile | null {
  try {
    const { token, name, size } = JSON.parse(text) as Partial<HeldFile>
    const isRead = typeof token === 'string' && typeof name === 'string' && Number.isSafeInteger(size)
    return isRead ? { token, name, size: size as number } : null
  } catch {
    return null
  }
}
