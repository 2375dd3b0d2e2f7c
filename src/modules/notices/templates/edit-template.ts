import type { Db } from '../../../platform/db.ts'
import { type Actor, hasRole } from '../../organisation/index.ts'
import { refusals } from '../errors.ts'
import type { TemplateKey } from '../kinds.ts'
import type { TemplateLine, TemplateTexts, TemplateView } from '../view-types.ts'
import { textFaults } from './check-texts.ts'
import { insertTemplate, listTemplates, type StoredTemplate } from './template-store.ts'

/** Texts belong to the administrators of the system; for everybody else there is no such page. */
export function assertMayEdit(actor: Actor): void {
  if (!hasRole(actor, 'administrator')) throw refusals.administrators_only()
}

export async function listTemplateLines(db: Db, actor: Actor): Promise<TemplateLine[]> {
  assertMayEdit(actor)
  return (await listTemplates(db.read)).map(({ key, version, texts, sourceHash, createdAt }) => ({
    key,
    version,
    subject: { vi: texts.vi.subject, en: texts.en.subject },
    edited: sourceHash === null,
    changedAt: createdAt.getTime(),
  }))
}

/** A text in force. Refuses `notices.template_not_found`. */
export async function getTemplateView(db: Db, actor: Actor, key: string): Promise<TemplateView> {
  assertMayEdit(actor)
  const found = await findCurrent(db, key)
  return { key: found.key, version: found.version, edited: found.sourceHash === null, ...found.texts }
}

async function findCurrent(db: Db, key: string): Promise<StoredTemplate> {
  const found = (await listTemplates(db.read)).find((template) => template.key === key)
  if (found === undefined) throw refusals.template_not_found()
  return found
}

/** Throws with the faults of a text at their fields. */
export function assertTexts(key: TemplateKey, texts: TemplateTexts): void {
  const [first, ...more] = textFaults(key, texts)
  if (first === undefined) return
  throw refusals.text_missing({}, [first, ...more])
}

/** Puts a new version of a text in force from now on; notices already made keep theirs. `version` is the one that was seen. */
export async function editTemplate(
  db: Db,
  actor: Actor,
  edited: { key: string; version: number; texts: TemplateTexts },
): Promise<void> {
  assertMayEdit(actor)
  if (actor.kind !== 'officer') throw refusals.administrators_only()
  const current = await findCurrent(db, edited.key)
  assertTexts(current.key, edited.texts)
  if (current.version !== edited.version) throw refusals.template_changed_meanwhile()
  const { userId: authorId } = actor
  const added = await db.write((tx) =>
    insertTemplate(tx, { key: current.key, version: edited.version + 1, texts: edited.texts, from: { authorId } }),
  )
  if (!added) throw refusals.template_changed_meanwhile()
}
