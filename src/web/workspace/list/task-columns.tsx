import type { DueView, TaskScope, TaskView } from '../../../modules/casework/views/view-types.ts'
import type { Locale, Translate } from '../../locales/translate.ts'
import { useShell } from '../../shell.ts'
import { type Column, DeadlineCell, Tag } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { deadlineFacts, nameIn } from '../texts.ts'

/** The columns of a worklist; a list of one's own work needs no name of an assignee. */
export function taskColumns(scope: TaskScope, { t, locale }: { t: Translate; locale: Locale }): Column<TaskView>[] {
  return [
    { key: 'due', label: t('workspace.column.due'), cell: (row) => <TaskDue row={row} /> },
    { key: 'dossier', label: t('workspace.column.dossier'), lead: true, cell: (row) => <TaskDossier row={row} /> },
    { key: 'owner', label: t('workspace.column.applicant'), cell: (row) => row.applicantName ?? t('workspace.erased') },
    {
      key: 'step',
      label: t('workspace.column.step'),
      cell: (row) => (
        <>
          {row.step === null ? t(`workspace.task.${row.kind}`) : nameIn(row.step.name, locale)}
          <span className="soft small">{row.agency.name}</span>
        </>
      ),
    },
    ...(scope === 'mine' || scope === 'reception' || scope === 'opinions'
      ? []
      : [
          {
            key: 'assignee',
            label: t('workspace.column.assignee'),
            cell: (row: TaskView) => row.assignee?.name ?? <span className="soft">{t('workspace.filter.nobody')}</span>,
          },
        ]),
  ]
}

function TaskDue({ row }: { row: TaskView }) {
  const { t, format } = useShell()
  const waiting = row.waiting === null ? undefined : t(`workspace.wait.${row.waiting}`)
  const none = row.stepDue?.dueAt == null && row.waiting === null ? t('workspace.wait.none') : undefined
  const own: DueView = row.stepDue ?? {
    dueAt: null,
    kind: 'wait',
    workingMinutes: null,
    workingDays: null,
    progress: 0,
  }
  const due = row.dossierDue?.dueAt ?? null
  return (
    <>
      <DeadlineCell {...deadlineFacts(own, waiting ?? none)} />
      {due !== null && (
        <span className="soft small">
          {t('workspace.list.dossier_due', { date: format.weekdayTime(new Date(due)) })}
        </span>
      )}
    </>
  )
}

/** Before acceptance there is no code: then the procedure's name leads to the dossier. */
function TaskDossier({ row }: { row: TaskView }) {
  const { t, locale, format } = useShell()
  const name = nameIn(row.procedure.name, locale)
  const submitted = t('workspace.submitted_on', { date: format.dateTime(new Date(row.submittedAt)) })
  return (
    <>
      <a className="row-link" href={dossierPath(row.dossierId)}>
        {row.code ?? name}
      </a>{' '}
      {row.channel !== 'online' && <Tag>{t(`workspace.channel.${row.channel}`)}</Tag>}
      <span className="soft">{row.code === null ? submitted : name}</span>
    </>
  )
}
