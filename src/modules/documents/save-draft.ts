import type { Actor } from '../organisation/index.ts'
import type { DocumentsContext } from './context.ts'
import { documentsRefusals } from './errors.ts'
import { mayEditTemplates } from './policy.ts'
import { MOST_SOURCE_CHARACTERS } from './template.ts'
import { findTexts, keepDraft, removeDraft } from './template-store.ts'

export interface DraftRequest {
  actor: Actor
  key: string
  source: string
  /** The revision it was written on; 0 when there was no draft. */
  revision: number
}

/**
 * Keeps the text being written, whether it compiles or not. Refuses `documents.not_your_templates`, `documents.template_unknown`,
 * `documents.source_too_long` and `documents.draft_stale`.
 */
export async function saveDraft({ db }: DocumentsContext, request: DraftRequest): Promise<void> {
  const { actor, key, source, revision } = request
  if (!mayEditTemplates(actor)) throw documentsRefusals.not_your_templates()
  if (source.length > MOST_SOURCE_CHARACTERS) throw documentsRefusals.source_too_long({ most: MOST_SOURCE_CHARACTERS })
  await db.write(async (tx) => {
    if (!(await findTexts(tx, [key])).has(key)) throw documentsRefusals.template_unknown()
    if (!(await keepDraft(tx, { key, source, revision, userId: actor.userId }))) throw documentsRefusals.draft_stale()
  })
}

/** Gives a draft up; what is published stays in force. */
export async function dropDraft(
  { db }: DocumentsContext,
  { actor, key, revision }: Omit<DraftRequest, 'source'>,
): Promise<void> {
  if (!mayEditTemplates(actor)) throw documentsRefusals.not_your_templates()
  await db.write(async (tx) => {
    if (!(await removeDraft(tx, key, revision))) throw documentsRefusals.draft_stale()
  })
}
