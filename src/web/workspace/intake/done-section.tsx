import type { DossierLine } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { ButtonLink, DonePanel } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { nameIn } from '../texts.ts'

export interface DoneIntake {
  lines: readonly DossierLine[]
  groupId: string | null
  /** Whole đồng to be taken now. */
  dueNow?: number
}

/** What was just received, with its receipt one press away, above the page that is ready for the next visitor. */
export function DoneSection({ done }: { done: DoneIntake }) {
  const { t, locale, format } = useShell()
  const [first] = done.lines
  if (first === undefined) return null
  if (done.groupId !== null) {
    const codes = done.lines.map(({ code }) => code ?? '–')
    return (
      <DonePanel codeLabel={t('intake.done_group', { count: done.lines.length })} code={codes.join(', ')}>
        <ButtonLink to={`/lam-viec/tiep-nhan/nhom/${done.groupId}`} second>
          {t('intake.group_receipt')}
        </ButtonLink>
      </DonePanel>
    )
  }
  const due = first.due?.dueAt == null ? null : format.weekdayTime(new Date(first.due.dueAt))
  const returned = first.legal === 'returned'
  return (
    <DonePanel codeLabel={t(returned ? 'intake.done_settled' : 'intake.done')} code={first.code ?? ''}>
      <p>
        {first.applicantName ?? t('workspace.erased')}, {nameIn(first.procedure.name, locale)}
        {due !== null && !returned && `. ${t('intake.promised', { date: due })}`}
      </p>
      <p className="actions">
        <ButtonLink to={`${dossierPath(first.dossierId)}/giay-tiep-nhan`} second>
          {t('intake.receipt')}
        </ButtonLink>
        {(done.dueNow ?? 0) > 0 && (
          <ButtonLink to={`/lam-viec/thu-tien?ma=${first.code ?? ''}`}>
            {t('intake.collect', { amount: format.number(done.dueNow ?? 0) })}
          </ButtonLink>
        )}
        <a href={dossierPath(first.dossierId)}>{t('intake.to_dossier')}</a>
        <a href="/lam-viec/so-hoa">{t('intake.to_scans')}</a>
      </p>
    </DonePanel>
  )
}
