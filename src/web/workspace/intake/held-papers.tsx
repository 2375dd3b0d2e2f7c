import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { Notice } from '../../ui/index.ts'
import { storedPaperText } from '../dossier/stored-papers.tsx'
import type { HeldAtCounter } from '../services/held-at-counter.ts'

/** Beside a component: the papers of the visitor's store that make it needless, or that can be used again. */
export function HeldPapers({ papers }: { papers: readonly StoredPaperView[] }) {
  const shell = useShell()
  const { t } = shell
  return papers.map((paper) => (
    <Notice
      key={paper.paperId}
      tone={paper.needless ? 'ok' : 'plain'}
      title={t(paper.needless ? 'papers.held' : 'papers.held_earlier')}
    >
      <p>{storedPaperText(paper, shell)}</p>
      <p className="small">{t(paper.needless ? 'papers.intake.taken' : 'papers.intake.later')}</p>
    </Notice>
  ))
}

/** What a national registry answered for the visitor. */
export function RegistryPapers({ papers }: { papers: HeldAtCounter['national'] }) {
  const { t } = useShell()
  return papers.map(({ typeCode, reference, title, issuer }) => (
    <Notice key={`${typeCode} ${reference}`} tone="ok" title={t('papers.national')}>
      <p>{[title, t('papers.number_short', { number: reference }), issuer].join(' · ')}</p>
    </Notice>
  ))
}
