import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { nameIn } from '../texts.ts'

/** Which dossier this is, in two lines, above a form. */
export function DossierSummary({ dossier }: { dossier: DossierPage }) {
  const { t, locale, format } = useShell()
  const due = dossier.due?.dueAt ?? null
  return (
    <p className="soft">
      {nameIn(dossier.procedure.name, locale)} · {dossier.applicant?.fullName ?? t('workspace.erased')}
      {due !== null && <> · {t('due.is', { date: format.weekdayTime(new Date(due)) })}</>}
    </p>
  )
}
