import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { CheckboxField, Notice } from '../../ui/index.ts'
import { storedPaperText } from '../dossier/stored-papers.tsx'
import type { HeldAtCounter } from '../services/held-at-counter.ts'
import { storedField, storedValue } from './read-intake.ts'

export interface HeldPapersProps {
  componentKey: string
  papers: readonly StoredPaperView[]
  answer: HeldAtCounter['registered'][string] | undefined
}

/**
 * Beside a component: what a registry answered, and the papers of the visitor's store, each attached by reference with one press and
 * before anything is sent. What makes the component needless is attached by itself.
 */
export function HeldPapers({ componentKey, papers, answer }: HeldPapersProps) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      {answer !== undefined && (
        <Notice tone="ok" title={t('papers.national')}>
          <p>{answerText(answer, shell)}</p>
          <p className="small">{t('papers.intake.taken')}</p>
        </Notice>
      )}
      {papers.map((paper) => (
        <CheckboxField
          key={paper.paperId}
          name={storedField(componentKey, paper.paperId)}
          label={t(paper.needless ? 'papers.held' : 'papers.held_earlier')}
          optional
          choices={[
            {
              value: storedValue(paper),
              label: `${t('papers.apply.use')}: ${storedPaperText(paper, shell)}`,
              ...(paper.needless ? { hint: t('papers.intake.taken') } : {}),
            },
          ]}
        />
      ))}
    </>
  )
}

/** A registry's answer in one line: what, number, issuer, register. */
export function answerText(
  { title, reference, issuer, registry }: NonNullable<HeldPapersProps['answer']>,
  { t }: Pick<ReturnType<typeof useShell>, 't'>,
): string {
  return [title, t('papers.number_short', { number: reference }), issuer, registry]
    .filter((part) => part !== '')
    .join(' · ')
}
