import { isRefusal } from '../page-context.ts'
import { useShell } from '../shell.ts'
import { FileField, FileList, type FormFault, type FormState, LinkButton, type SentForm } from '../ui/index.ts'
import { faultsOf } from './attempt.ts'
import type { DeskPage } from './guard.ts'
import type { KeptFile } from './services/keep-file.ts'

/** A file already sent, with the field it was sent in. */
export interface FieldFile extends KeptFile {
  field: string
}

export interface CollectedFiles {
  kept: FieldFile[]
  faults: FormFault[]
  /** The form's values with the kept files among them, for showing the form again. */
  values: SentForm['values']
}

/**
 * Takes the files of a sent form into the store at once, so that a fault elsewhere never costs an upload. Those kept by an
 * earlier press come back as hidden fields; the server checks again, when they are used, that this officer sent them.
 */
export async function collectFiles(page: DeskPage, form: SentForm): Promise<CollectedFiles> {
  const removed = form.text('remove')
  const kept = form
    .all('kept')
    .map(readKept)
    .filter((file) => file !== null)
    .filter((file) => fileMark(file) !== removed)
  const faults: FormFault[] = []
  for (const [field, files] of Object.entries(form.files)) {
    for (const file of files) {
      try {
        kept.push({ ...(await page.desk.keepFile(page.actor, file)), field })
      } catch (error) {
        if (!isRefusal(error)) throw error
        faults.push(...faultsOf(error).map((fault) => ({ ...fault, path: field })))
      }
    }
  }
  const once = kept.filter((file, at) => kept.findIndex((other) => fileMark(other) === fileMark(file)) === at)
  return { kept: once, faults, values: { ...form.values, kept: once.map((file) => JSON.stringify(file)) } }
}

/** The files kept in a form's state. */
export function keptIn(state: FormState | undefined): FieldFile[] {
  return (state?.values.kept ?? []).map(readKept).filter((file) => file !== null)
}

/** Carries the kept files to the next press. Stands once in the form. */
export function HiddenFiles({ state }: { state: FormState | undefined }) {
  return keptIn(state).map((file) => (
    <input key={fileMark(file)} type="hidden" name="kept" value={JSON.stringify(file)} />
  ))
}

export interface KeptFileFieldProps {
  name: string
  label: string
  hint?: string
  state: FormState | undefined
  optional?: boolean
  multiple?: boolean
  /** On a telephone or tablet also a way straight to its camera. */
  camera?: boolean
}

/** A file field with the files it already holds, each removable. */
export function KeptFileField({ state, name, camera = false, ...rest }: KeptFileFieldProps) {
  const { t, format } = useShell()
  const files = keptIn(state).filter((file) => file.field === name)
  return (
    <>
      <FileField name={name} accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx" {...rest}>
        <FileList
          files={files.map((file) => ({
            name: file.name,
            detail: format.fileSize(file.size),
            action: (
              <LinkButton name="remove" value={fileMark(file)}>
                {t('workspace.file.remove')}
              </LinkButton>
            ),
          }))}
        />
      </FileField>
      {camera && <CaptureField name={name} label={rest.label} />}
    </>
  )
}

/**
 * The camera of the device in the clerk's hand (`capture`, HTML Media Capture): its photograph goes the way of every other file of this field.
 * Shown where one touches; a desk has its scanner and the field above. JPEG is asked for: telephones turn their own formats into it.
 */
function CaptureField({ name, label }: { name: string; label: string }) {
  const { t } = useShell()
  return (
    <label className="field capture">
      <span>
        {t('workspace.file.capture')}
        <span className="visually-hidden">: {label}</span>
      </span>
      <input type="file" name={name} accept="image/jpeg" capture="environment" />
    </label>
  )
}

/** Makes the Enter key press this and not the first button of the page (such as "remove"). */
export function EnterButton({ name, value }: { name?: string; value?: string }) {
  return <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" name={name} value={value} />
}

function fileMark(file: FieldFile): string {
  return `${file.field} ${file.hash}`
}

function readKept(text: string): FieldFile | null {
  try {
    const read: unknown = JSON.parse(text)
    return isFieldFile(read) ? read : null
  } catch {
    return null
  }
}

function isFieldFile(value: unknown): value is FieldFile {
  if (typeof value !== 'object' || value === null) return false
  const file = value as Partial<FieldFile>
  const texts = [file.field, file.hash, file.mediaType, file.name]
  return texts.every((text) => typeof text === 'string') && Number.isSafeInteger(file.size)
}
