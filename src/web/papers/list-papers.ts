import { findResultTemplate } from '../../modules/documents/index.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { Reader } from '../../platform/db.ts'
import { type PaperRef, papersOf } from './dossier-papers.ts'
import type { PaperDossier } from './paper-facts.ts'

/** The papers that exist for a dossier, for officers or for its applicant. */
export async function listPapers(reader: Reader, actor: Actor, dossier: PaperDossier): Promise<PaperRef[]> {
  if (actor.kind !== 'officer') return papersOf(dossier, 'applicant')
  const result = await findResultTemplate(reader, dossier.procedure.code)
  return papersOf(dossier, 'officer', result !== undefined)
}
