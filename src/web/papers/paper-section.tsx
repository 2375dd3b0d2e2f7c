import { useShell } from '../shell.ts'
import { type PaperRef, paperFile } from './dossier-papers.ts'

/** The papers that exist for a dossier, each a PDF to print. `base`: the dossier's own address. */
export function PaperSection({ base, papers }: { base: string; papers: readonly PaperRef[] }) {
  const { t } = useShell()
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="giay-to-in">
      <h2 id="giay-to-in">{t('documents.section')}</h2>
      <ul className="list">
        {papers.map((paper) => (
          <li key={paperFile(paper)}>
            <a href={`${base}/giay/${paperFile(paper)}`}>
              {t(`documents.paper.${paper.name}`)}
              {paper.round !== null && paper.round > 1 && ` ${t('documents.round', { round: paper.round })}`}
            </a>{' '}
            <span className="soft small">PDF</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
