import type { Actor } from '../organisation/index.ts'
import type { DocumentsContext } from './context.ts'
import { documentsRefusals } from './errors.ts'
import { sampleKinds } from './fields.ts'
import { mayEditTemplates } from './policy.ts'
import { MOST_NOTE_CHARACTERS } from './template.ts'
import { hashOf } from './template-files.ts'
import {
  findDraft,
  findLatest,
  findTexts,
  insertVersions,
  lockTemplates,
  removeDraft,
  type TemplateText,
} from './template-store.ts'
import { tryTemplate } from './try-template.ts'

export interface PublishRequest {
  actor: Actor
  key: string
  /** Of the draft to publish: the text that was looked at, no other. */
  revision: number
  /** `YYYY-MM-DD`, today or later; null: from today. */
  validFrom: string | null
  /** Where the layout comes from, or why it is changed. */
  note: string
  /** Today in Viet Nam. */
  today: string
}

/**
 * Publishes the draft as the next version, after it was set with every sample. Refuses `documents.does_not_compile`, `documents.draft_stale`,
 * `documents.draft_missing`, `documents.note_missing`, `documents.valid_from_past` and `documents.not_your_templates`.
 */
export async function publishTemplate(context: DocumentsContext, request: PublishRequest): Promise<number> {
  const { actor, key, revision, validFrom, note } = request
  if (!mayEditTemplates(actor)) throw documentsRefusals.not_your_templates()
  assertTerms(request)
  const template = (await findTexts(context.db.read, [key])).get(key)
  if (template === undefined) throw documentsRefusals.template_unknown()
  const draft = await findDraft(context.db.read, key)
  if (draft === undefined) throw documentsRefusals.draft_missing()
  if (draft.revision !== revision) throw documentsRefusals.draft_stale()
  await assertCompiles(context, template, draft.source)
  return context.db.write(async (tx) => {
    await lockTemplates(tx)
    if (!(await removeDraft(tx, key, revision))) throw documentsRefusals.draft_stale()
    const version = ((await findLatest(tx)).get(key)?.version ?? 0) + 1
    const { source } = draft
    const text = { source, sourceHash: hashOf(source), sourceNote: note.trim() }
    await insertVersions(tx, [{ key, version, validFrom, ...text, origin: 'edited', publishedBy: actor.userId }])
    return version
  })
}

function assertTerms({ note, validFrom, today }: PublishRequest): void {
  const length = note.trim().length
  if (length === 0 || length > MOST_NOTE_CHARACTERS) {
    throw documentsRefusals.note_missing({}, [
      { path: 'note', code: 'documents.note_missing', params: { most: MOST_NOTE_CHARACTERS } },
    ])
  }
  if (validFrom !== null && validFrom < today) {
    throw documentsRefusals.valid_from_past({}, [{ path: 'validFrom', code: 'documents.valid_from_past' }])
  }
}

async function assertCompiles(context: DocumentsContext, template: TemplateText, source: string): Promise<void> {
  for (const sample of sampleKinds) {
    const trial = await tryTemplate(context, { template, source, sample, output: 'pdf' })
    if (!trial.ok) throw documentsRefusals.does_not_compile()
  }
}
