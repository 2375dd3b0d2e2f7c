import type { DocumentsContext } from './context.ts'
import { documentsRefusals } from './errors.ts'
import { dataFaults, type PaperData } from './fields.ts'
import type { TemplateKey } from './template.ts'
import { findTexts, type TemplateText } from './template-store.ts'

export interface PaperOrder {
  templateKey: TemplateKey
  /** As the template's fields say; anything else is a bug of who asks. */
  data: PaperData
}

/** A document is set whole: this many papers stay well below the memory a process may take. */
const MOST_PAPERS = 100

/**
 * One paper as PDF/A-2b with its fonts, by the template in force today. Refuses `documents.template_unknown`, `documents.paper_failed` and
 * `documents.typesetter_busy`. Throws when the data do not fit the template's fields.
 */
export async function renderPaper(
  context: DocumentsContext,
  templateKey: TemplateKey,
  data: PaperData,
): Promise<Uint8Array> {
  return renderMany(context, [{ templateKey, data }])
}

/**
 * Many papers, each on pages of its own, as one PDF/A-2b in the order given; at most 100 (`documents.too_many_papers`). Their fonts are in
 * it once, and one process sets them whatever their number.
 */
export async function renderMany(context: DocumentsContext, papers: readonly PaperOrder[]): Promise<Uint8Array> {
  if (papers.length === 0 || papers.length > MOST_PAPERS) throw documentsRefusals.too_many_papers({ most: MOST_PAPERS })
  const keys = [...new Set(papers.map((paper) => paper.templateKey))]
  const texts = await findTexts(context.db.read, keys)
  const found = keys.map((key) => texts.get(key) ?? unknown())
  for (const { templateKey, data } of papers) assertFits(texts.get(templateKey) as TemplateText, data)
  const answer = await context.typesetter.print({
    sources: found.map((text) => text.source),
    papers: papers.map(({ templateKey, data }) => ({ source: keys.indexOf(templateKey), data })),
    title: found.map((text) => text.nameVi).join('; '),
    output: 'pdf',
  })
  if (!answer.ok) throw documentsRefusals.paper_failed()
  return answer.content
}

function unknown(): never {
  throw documentsRefusals.template_unknown()
}

function assertFits({ key, fields }: TemplateText, data: PaperData): void {
  const [fault] = dataFaults(fields, data)
  if (fault !== undefined) throw new Error(`paper ${key}: ${fault.path} is ${fault.message}`)
}
