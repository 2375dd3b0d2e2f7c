import type { Measure } from '../../modules/indicators/facts/measure.ts'
import type { SolvingColumns } from '../../modules/indicators/reports/solving-columns.ts'

/** The measures a column opens to; none where the dossiers of the column are those of several periods. */
export const measuresBehind: Record<keyof SolvingColumns, readonly Measure[]> = {
  toSolve: [],
  receivedOnline: ['received_online'],
  receivedDirect: ['received_counter', 'received_post'],
  carriedOver: [],
  solved: ['resolved_early', 'resolved_on_time', 'resolved_late'],
  solvedEarly: ['resolved_early'],
  solvedOnTime: ['resolved_on_time'],
  solvedLate: ['resolved_late'],
  open: ['open'],
  openInTerm: [],
  openOverdue: ['overdue'],
  waitingApplicant: ['waiting_applicant'],
  waitingPayment: ['waiting_payment'],
  suspended: ['suspended'],
  withdrawn: ['withdrawn'],
  stopped: ['stopped'],
  endedCarriedOver: [],
  undated: ['undated', 'resolved_undated'],
}
