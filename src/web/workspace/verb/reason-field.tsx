import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { type FormState, TextAreaField } from '../../ui/index.ts'

/** What the fields of every verb are drawn from. */
export interface VerbFieldsProps {
  dossier: DossierPage
  state: FormState | undefined
}

/** The reason that most verbs ask for. */
export function Reason({ optional = false, hint }: { optional?: boolean; hint?: string }) {
  const { t } = useShell()
  return (
    <TextAreaField name="reason" label={t('workspace.field.reason')} hint={hint} optional={optional} maxLength={2000} />
  )
}
