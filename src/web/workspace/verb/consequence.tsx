import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { Notice } from '../../ui/index.ts'
import type { DuePreview } from '../services/preview-due.ts'

/** What will follow, in one sentence before the button; with the due date that it would give this minute. */
export function Consequence({ verb, dossier, preview }: { verb: VerbName; dossier: DossierPage; preview: DuePreview }) {
  const { t, format } = useShell()
  const date = preview.dueAt === null ? '' : format.weekdayTime(new Date(preview.dueAt), 'with-year')
  const dated = preview.dueAt !== null && ['accept', 'supply', 'resume', 'record_payment'].includes(verb)
  return (
    <>
      {verb === 'extend' && dossier.forms.extend?.inTime === false && (
        <Notice tone="soon">
          <p>{t('workspace.follows.extend_late')}</p>
        </Notice>
      )}
      <p className="consequence">
        {t(`workspace.follows.${verb}`)} {dated && <b>{t('workspace.follows.due', { date })}</b>}
      </p>
    </>
  )
}
