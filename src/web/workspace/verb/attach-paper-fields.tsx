import { useShell } from '../../shell.ts'
import { CheckboxField } from '../../ui/index.ts'
import { storedPaperText } from '../dossier/stored-papers.tsx'
import { nameIn } from '../texts.ts'
import type { VerbFieldsProps } from './reason-field.tsx'

/** What the store holds for this procedure and the dossier does not use yet; one press attaches what is ticked. */
export function AttachPaperFields({ dossier }: VerbFieldsProps) {
  const { t, locale, format } = useShell()
  const components = dossier.forms.attachPaper?.components ?? []
  return (
    <CheckboxField
      name="paperIds"
      label={t('papers.attach.label')}
      hint={t('papers.attach.hint')}
      choices={components.flatMap(({ key, name, papers }) =>
        papers.map((paper) => ({
          value: `${key} ${paper.paperId}`,
          label: nameIn(name, locale),
          hint: storedPaperText(paper, { t, format }),
        })),
      )}
    />
  )
}
