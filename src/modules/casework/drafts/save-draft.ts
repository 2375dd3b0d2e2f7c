import type { Actor } from '../../organisation/index.ts'
import { getPersonKey } from '../../vault/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { changedMeanwhile, type DraftSection, isSame, readSection, type TypedFields, withSection } from './draft.ts'
import { openDraft, sealDraft } from './draft-seal.ts'
import { deleteDraft, lockOwnDraft, updateDraft } from './draft-store.ts'

export interface SaveRequest {
  actor: Actor
  draftId: string
  section: DraftSection
  /** Exactly as typed, faulty or not. */
  fields: TypedFields
  /** The draft's version when the page was opened. */
  seenVersion: number
}

/**
 * Keeps one section of a draft as typed. Another tab that saved something else in the same section meanwhile is a conflict
 * (`draft_changed_meanwhile`, with the version there is now); other sections do not disturb each other.
 */
export async function saveDraft(context: CaseworkContext, request: SaveRequest): Promise<{ version: number }> {
  return context.db.write(async (tx) => {
    const draft = await lockOwnDraft(tx, request.actor, request.draftId)
    if (draft.suppliesDossierId !== null) throw refusals.draft_not_found()
    const key = await getPersonKey(tx, context.keys, draft.personId)
    const content = openDraft(key, draft.id, draft.sealed)
    const fields = readSection(request.section, request.fields)
    const before = content.sections[request.section]
    if (before !== undefined && isSame(before, fields)) return { version: draft.version }
    if (changedMeanwhile(content, request.section, request.seenVersion, fields)) {
      throw refusals.draft_changed_meanwhile({ version: draft.version })
    }
    const version = draft.version + 1
    const sealed = sealDraft(key, draft.id, withSection(content, request.section, fields, version))
    await updateDraft(tx, draft.id, { version, sealed })
    return { version }
  })
}

/** Throws a draft away, with the list of its files. */
export async function discardDraft(
  context: CaseworkContext,
  request: { actor: Actor; draftId: string },
): Promise<void> {
  await context.db.write(async (tx) => {
    const draft = await lockOwnDraft(tx, request.actor, request.draftId)
    await deleteDraft(tx, draft.id)
  })
}
