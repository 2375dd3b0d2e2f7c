import type { DossierLine } from '../../modules/casework/views/view-types.ts'
import type { Locale, Translate } from '../locales/translate.ts'
import { type Shell, useShell } from '../shell.ts'
import { DeadlineCell } from '../ui/index.ts'
import { dossierPath } from './addresses.ts'
import { deadlineFacts, endedLabel, nameIn } from './texts.ts'

/** Code and procedure of one line of any list of dossiers. */
export function DossierCell({ row }: { row: DossierLine }) {
  const { t, locale, format } = useShell()
  const name = nameIn(row.procedure.name, locale)
  const submitted = t('workspace.submitted_on', { date: format.dateTime(new Date(row.submittedAt)) })
  return (
    <>
      <a className="row-link" href={dossierPath(row.dossierId)}>
        {row.code ?? name}
      </a>
      <span className="soft">{row.code === null ? submitted : name}</span>
    </>
  )
}

/** The state, and where it stands. */
export function stateCell(row: DossierLine, { t, locale }: { t: Translate; locale: Locale }) {
  const place = row.step === null ? row.competent.name : `${nameIn(row.step.name, locale)}, ${row.step.agency.name}`
  return (
    <>
      {t(`state.${row.legal}`)}
      <span className="soft small">{place}</span>
    </>
  )
}

/** The deadline, or when it was handed in where there is none. */
export function dueCell(row: DossierLine, { t, format }: Pick<Shell, 't' | 'format'>) {
  if (row.due === null) {
    return <span className="soft">{t('workspace.submitted_on', { date: format.date(new Date(row.submittedAt)) })}</span>
  }
  const date = row.due.dueAt === null ? null : format.weekdayDate(new Date(row.due.dueAt))
  return (
    <>
      <DeadlineCell {...deadlineFacts(row.due, endedLabel(row, t))} />
      {date !== null && <span className="soft small">{date}</span>}
    </>
  )
}
