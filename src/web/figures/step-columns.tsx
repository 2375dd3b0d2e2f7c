import { useShell } from '../shell.ts'
import type { Column } from '../ui/index.ts'
import { said } from './texts.ts'

interface NamedStep {
  stepName: { vi: string; en: string }
  procedureName: { vi: string; en: string }
}

/** Columns of tables that tell of steps: which step it is, how many went through, how long it took. */
export function useStepColumns() {
  const shell = useShell()
  const { t, format } = shell
  return {
    step: <Row extends NamedStep>(): Column<Row> => ({
      key: 'step',
      label: t('figures.steps.step'),
      lead: true,
      cell: ({ stepName, procedureName }) => (
        <>
          {said(stepName, shell)}
          <div className="soft small">{said(procedureName, shell)}</div>
        </>
      ),
    }),
    visits: <Row extends { visits: number }>(): Column<Row> => ({
      key: 'visits',
      label: t('figures.steps.visits'),
      align: 'right',
      cell: ({ visits }) => format.number(visits),
    }),
    /** Of nothing there is no span: it says so. */
    span: <Row,>(label: string, minutesOf: (row: Row) => number | null): Column<Row> => ({
      key: label,
      label,
      align: 'right',
      cell: (row) => {
        const minutes = minutesOf(row)
        return minutes === null ? t('figures.none') : format.workingSpan(minutes)
      },
    }),
  }
}
