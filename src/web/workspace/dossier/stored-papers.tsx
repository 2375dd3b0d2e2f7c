import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { type Shell, useShell } from '../../shell.ts'
import { LinkButton } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'

/** A held paper in one line: what, number, issuer, dates. */
export function storedPaperText(
  { title, number, issuer, issuedOn, validTo }: StoredPaperView,
  { t, format }: Pick<Shell, 't' | 'format'>,
): string {
  const parts = [
    title,
    number === '' ? null : t('papers.number_short', { number }),
    issuer === '' ? null : issuer,
    issuedOn === null ? null : format.date(issuedOn),
    validTo === null ? null : t('papers.until_short', { date: format.date(validTo) }),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** The held papers of one component, each to be opened by a press that is written down for its owner. */
export function StoredPapers({ dossierId, papers }: { dossierId: string; papers: readonly StoredPaperView[] }) {
  const shell = useShell()
  if (papers.length === 0) return null
  return papers.map((paper) => (
    <div key={paper.paperId}>
      {shell.t(paper.needless ? 'papers.held' : 'papers.held_earlier')}: {storedPaperText(paper, shell)}{' '}
      <OpenPaper dossierId={dossierId} paperId={paper.paperId} />
    </div>
  ))
}

/** Opening a paper of the store writes into its log, so it is a press and no link. */
export function OpenPaper({ dossierId, paperId }: { dossierId: string; paperId: string }) {
  const { t } = useShell()
  return (
    <form method="post" action={`${dossierPath(dossierId)}/kho/${paperId}`} className="inline-form">
      <LinkButton>{t('papers.open')}</LinkButton>
    </form>
  )
}
