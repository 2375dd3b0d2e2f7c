/**
 * Form II.06a, "Tình hình, kết quả giải quyết TTHC" (TT 01/2020/TT-VPCP), one row: columns 3 to 13 as the form has them, and beside them
 * those that it hides. What waits for the applicant, was withdrawn or was stopped is told on its own, never as solved in time.
 */
export interface SolvingColumns {
  /** 3 = 4 + 5 + 6 = 7 + 11. */
  toSolve: number
  /** 4 and 5: received in the period online, or at a counter or by post, without those withdrawn or stopped within it. */
  receivedOnline: number
  receivedDirect: number
  /** 6: carried over, without those withdrawn or stopped in the period. */
  carriedOver: number
  /** 7 = 8 + 9 + 10. */
  solved: number
  solvedEarly: number
  solvedOnTime: number
  solvedLate: number
  /** 11 = 12 + 13. */
  open: number
  openInTerm: number
  openOverdue: number
  /** Of 12: the clock stands still. */
  waitingApplicant: number
  waitingPayment: number
  suspended: number
  /** Withdrawn and stopped in the period, in none of the columns 3 to 13. */
  withdrawn: number
  stopped: number
  /** Of those, how many had been carried over: column 6 and these are column 11 of the period before. */
  endedCarriedOver: number
  /** Without a date: to be zero, else 7 and 11 cannot be divided. */
  undated: number
}

/** The columns of the form, 3 to 13 in order, and those beside them that say what it hides. */
export const officialColumns = [
  'toSolve',
  'receivedOnline',
  'receivedDirect',
  'carriedOver',
  'solved',
  'solvedEarly',
  'solvedOnTime',
  'solvedLate',
  'open',
  'openInTerm',
  'openOverdue',
] as const satisfies readonly (keyof SolvingColumns)[]
export const besideColumns = [
  'waitingApplicant',
  'waitingPayment',
  'suspended',
  'withdrawn',
  'stopped',
  'endedCarriedOver',
  'undated',
] as const satisfies readonly (keyof SolvingColumns)[]

/** What the columns are made from. Stocks are those at the end of the day before the period and of its last day. */
export interface SolvingCounts {
  openBefore: number
  receivedOnline: number
  receivedDirect: number
  early: number
  onTime: number
  late: number
  undatedResolved: number
  openAfter: number
  overdueAfter: number
  undatedAfter: number
  waitingApplicant: number
  waitingPayment: number
  suspended: number
  withdrawn: number
  stopped: number
  /** Of those withdrawn or stopped in the period: received in it, online and otherwise. */
  endedOnline: number
  endedDirect: number
}

export function solvingColumns(counts: SolvingCounts): SolvingColumns {
  const ended = counts.withdrawn + counts.stopped
  const endedCarriedOver = ended - counts.endedOnline - counts.endedDirect
  const receivedOnline = counts.receivedOnline - counts.endedOnline
  const receivedDirect = counts.receivedDirect - counts.endedDirect
  const carriedOver = counts.openBefore - endedCarriedOver
  return {
    toSolve: receivedOnline + receivedDirect + carriedOver,
    receivedOnline,
    receivedDirect,
    carriedOver,
    solved: counts.early + counts.onTime + counts.late,
    solvedEarly: counts.early,
    solvedOnTime: counts.onTime,
    solvedLate: counts.late,
    open: counts.openAfter,
    openInTerm: counts.openAfter - counts.overdueAfter,
    openOverdue: counts.overdueAfter,
    waitingApplicant: counts.waitingApplicant,
    waitingPayment: counts.waitingPayment,
    suspended: counts.suspended,
    withdrawn: counts.withdrawn,
    stopped: counts.stopped,
    endedCarriedOver,
    undated: counts.undatedResolved + counts.undatedAfter,
  }
}

/** A row in which nothing was counted. */
export const noColumns: SolvingColumns = solvingColumns({
  openBefore: 0,
  receivedOnline: 0,
  receivedDirect: 0,
  early: 0,
  onTime: 0,
  late: 0,
  undatedResolved: 0,
  openAfter: 0,
  overdueAfter: 0,
  undatedAfter: 0,
  waitingApplicant: 0,
  waitingPayment: 0,
  suspended: 0,
  withdrawn: 0,
  stopped: 0,
  endedOnline: 0,
  endedDirect: 0,
})

/** The identities of the form that a row breaks; none for a row made from the ledger. */
export function brokenIdentities(row: SolvingColumns): string[] {
  const identities: [string, boolean][] = [
    ['3 = 4 + 5 + 6', row.toSolve === row.receivedOnline + row.receivedDirect + row.carriedOver],
    ['7 = 8 + 9 + 10', row.solved === row.solvedEarly + row.solvedOnTime + row.solvedLate],
    ['11 = 12 + 13', row.open === row.openInTerm + row.openOverdue],
    ['3 = 7 + 11', row.toSolve === row.solved + row.open],
  ]
  return identities.filter(([, holds]) => !holds).map(([name]) => name)
}
