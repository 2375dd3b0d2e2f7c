import { type Actor, userIdOf } from '../../modules/organisation/index.ts'
import {
  aliveTokens,
  assertMayHold,
  type FileHolder,
  findReceipt,
  holdFile,
  type PetitionsContext,
  type TypedPetition,
  tooManyFiles,
} from '../../modules/petitions/index.ts'
import { MOST_FILES } from '../../modules/petitions/petition.ts'
import { type FieldFault, Refusal } from '../../platform/errors.ts'
import { acceptUpload } from '../../platform/files/accept-upload.ts'
import type { FileInspector } from '../../platform/files/file-inspector.ts'
import type { FileStore } from '../../platform/files/file-store.ts'

/** A file that came with a form not taken yet; the form carries it from press to press. */
export interface HeldFile {
  token: string
  name: string
  /** Bytes. */
  size: number
}

export interface HeldFiles {
  held: HeldFile[]
  faults: FieldFault[]
}

export interface HeldForm {
  commandId: string
  /** What was typed in it: a used command with another text is another form. */
  typed: TypedPetition
  address: string | null
  /** Carried by the form from an earlier press. */
  held: readonly HeldFile[]
  /** Came with this press. */
  files: readonly File[]
}

interface HoldingParts {
  context: PetitionsContext
  files: FileStore
  inspector: FileInspector
  uploadBytes: number
}

/**
 * The files of a form: those of earlier presses that are still there, and those of this one, each looked into and kept. What is refused is a
 * fault at the field, by the file's name, and costs no other file. A second press of what was taken keeps nothing.
 */
export async function holdFiles(parts: HoldingParts, actor: Actor, form: HeldForm): Promise<HeldFiles> {
  const { context } = parts
  const holder: FileHolder = { commandId: form.commandId, userId: userIdOf(actor), address: form.address }
  if ((await findReceipt(context, { actor, typed: form.typed, commandId: form.commandId })) !== undefined)
    return { held: [], faults: [] }
  const alive = await aliveTokens(
    context,
    holder,
    form.held.map(({ token }) => token),
  )
  const held = form.held.filter(({ token }) => alive.has(token))
  const faults = form.held
    .filter(({ token }) => !alive.has(token))
    .map(({ name }): FieldFault => ({ path: 'tep', code: 'petitions.held_gone', params: { file: name } }))
  for (const file of form.files) {
    // More than may ever be attached are not even looked at.
    if (held.length > MOST_FILES) break
    try {
      held.push(await holdOne(parts, holder, file))
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error
      faults.push({ path: 'tep', code: error.code, params: { ...error.params, file: file.name } })
    }
  }
  return { held, faults: held.length > MOST_FILES ? [...faults, ...tooManyFiles().faults] : faults }
}

async function holdOne(parts: HoldingParts, holder: FileHolder, file: File): Promise<HeldFile> {
  const { context, files: store, inspector, uploadBytes } = parts
  await assertMayHold(context, holder)
  const upload = { content: file.stream(), name: file.name }
  const accepted = await acceptUpload(upload, { store, inspector, mostBytes: uploadBytes })
  return { token: await holdFile(context, holder, accepted), name: accepted.name, size: accepted.size }
}
