import { defineRefusals } from '../../platform/errors.ts'

export const documentsRefusals = defineRefusals('documents', {
  template_unknown: 'not_found',
  version_unknown: 'not_found',
  not_your_templates: 'forbidden',
  /** Too many papers wait to be set. */
  typesetter_busy: 'unavailable',
  /** A published template gives no paper: it takes too long, or breaks. */
  paper_failed: 'unavailable',
  /** params: most */
  too_many_papers: 'invalid',
  /** The dossier has no such paper, or not yet. */
  paper_unknown: 'not_found',
  register_unknown: 'not_found',
  /** params: most */
  register_too_long: 'invalid',
  period_invalid: 'invalid',
  /** params: most */
  period_too_long: 'invalid',
  draft_stale: 'conflict',
  draft_missing: 'conflict',
  /** params: most */
  source_too_long: 'invalid',
  /** params: most */
  note_missing: 'invalid',
  valid_from_past: 'invalid',
  /** The template does not compile with every sample. */
  does_not_compile: 'invalid',
})
