import { componentsToSupply, findCase, missingComponents, papersToHandIn } from '../catalogue/index.ts'
import type { ProcedureDocument } from '../catalogue/schemas.ts'
import { refusals } from './errors.ts'
import type { requireSentFiles } from './sent-files.ts'
import type { Submission } from './submission.ts'

/** Where the document of authorisation stands among the components: it belongs to none of them. */
const AUTHORISATION = 'uy-quyen'
/** Pages of one hand-in, each a file: beyond, somebody has scanned a whole archive by mistake. */
const MOST_FILES = 500

export function checkContents(procedure: ProcedureDocument, submission: Submission): void {
  checkAuthorisation(submission)
  if (submission.attachments.length > MOST_FILES) throw refusals.too_many_files({ most: MOST_FILES })
  if (submission.caseKey !== null && findCase(procedure, submission.caseKey) === undefined) {
    throw refusals.case_unknown({}, [{ path: 'caseKey', code: 'casework.case_unknown' }])
  }
  // Only a desk that has a paper in its hands can say so.
  if (submission.channel === 'online' && submission.papers.length > 0) throw refusals.paper_needs_counter()
  const askable = componentsToSupply(procedure, submission.caseKey)
  const stray = [...keysGiven(submission)].find((key) => !askable.some((component) => component.key === key))
  if (stray !== undefined) throw refusals.component_not_in_procedure({ component: stray })
}

export function keysGiven(submission: Submission): Set<string> {
  return new Set([...submission.attachments, ...submission.papers].map((item) => item.componentKey))
}

/** Online nothing may be missing but what a registry answered for; a desk sees what lies on it and asks for the rest. */
export function checkMissing(
  procedure: ProcedureDocument,
  submission: Submission,
  answered: ReadonlySet<string>,
): void {
  if (submission.channel !== 'online') return
  const papers = papersToHandIn(componentsToSupply(procedure, submission.caseKey))
  const missing = missingComponents(papers, new Set([...keysGiven(submission), ...answered]))
  if (missing.length > 0) {
    const faults = missing.map((group) => ({
      path: `components/${group[0]?.key ?? ''}`,
      code: 'casework.component_missing',
    }))
    throw refusals.component_missing({ count: missing.length }, faults)
  }
}

/** Only a counter that has seen the document can say that somebody is authorised, and it keeps it. */
function checkAuthorisation({ authorised, channel }: Submission): void {
  if (authorised === undefined) return
  if (channel === 'online') throw refusals.authorisation_needs_counter()
  if (authorised.file !== null || authorised.onPaper) return
  throw refusals.authorisation_missing({}, [{ path: 'authorised/document', code: 'casework.authorisation_missing' }])
}

export function filesOf({ attachments, authorised }: Submission): Parameters<typeof requireSentFiles>[2] {
  return authorised?.file == null ? attachments : [...attachments, { ...authorised.file, componentKey: AUTHORISATION }]
}
