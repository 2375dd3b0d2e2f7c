import { type FieldForm, sexes } from '../../../modules/digitisation/schemas.ts'
import type { FieldView, ScanView } from '../../../modules/digitisation/view-types.ts'
import { parseTypedDate } from '../../format.ts'
import { useShell } from '../../shell.ts'
import { type FormFault, RadioField, type SentForm, TextAreaField, TextField } from '../../ui/index.ts'
import { SURE } from './scan-pages.tsx'

const PREFIX = 'fields/'
const DATE_KEYS = /(On|Date|Until)$/
const UNSURE = 0.6

/** A value as it is shown and typed: dates day first. */
export function shownValue(form: FieldForm, value: string): string {
  return form === 'date' ? value.split('-').reverse().join('/') : value
}

/** The fields of a sent form; dates as the module has them, or the fault of one that is none. */
export function readScanFields(form: SentForm) {
  const fields: Record<string, string> = {}
  const faults: FormFault[] = []
  for (const [name, [typed = '']] of Object.entries(form.values)) {
    if (!name.startsWith(PREFIX)) continue
    const key = name.slice(PREFIX.length)
    const date = DATE_KEYS.test(key) && typed.trim() !== '' ? parseTypedDate(typed) : typed
    if (date === null) faults.push({ path: name, key: 'error.digitisation.field_date' })
    else fields[key] = date
  }
  return { fields, faults }
}

/** One input a field, in the order of the paper; what the reader was not sure of says so in words. */
export function ScanFields({ scan }: { scan: ScanView }) {
  return scan.fields.map((field) => <ScanField key={field.key} field={field} />)
}

function ScanField({ field }: { field: FieldView }) {
  const { t } = useShell()
  const { key, form, found } = field
  const common = {
    name: `${PREFIX}${key}`,
    label: t(`digitisation.field.${key}`),
    hint: useDoubt(field),
    initial: found === null ? '' : shownValue(form, found.value),
    // Nothing is asked that the paper does not have; only where nothing was read need it be said.
    optional: found === null,
  }
  if (form === 'sex') {
    return (
      <RadioField
        {...common}
        choices={sexes.map(({ value, key: word }) => ({ value, label: t(`digitisation.sex.${word}`) }))}
      />
    )
  }
  if (form === 'address' || (form === 'text' && common.initial.length > 45))
    return <TextAreaField {...common} rows={2} />
  if (form === 'date') return <TextField {...common} size="short" inputMode="text" maxLength={14} />
  return form === 'identity' || form === 'tax_code' ? (
    <TextField {...common} size="medium" inputMode="numeric" />
  ) : (
    <TextField {...common} />
  )
}

/** How sure the reader was, where the clerk should look twice. */
function useDoubt({ found }: FieldView): string | undefined {
  const { t } = useShell()
  if (found === null) return t('digitisation.doubt.none')
  const percent = Math.round(found.confidence * 100)
  if (found.confidence < UNSURE) return t('digitisation.doubt.unsure', { percent })
  return found.confidence < SURE ? t('digitisation.doubt.look', { percent }) : undefined
}
