/** What a hall shows of a centre in public: counts, nobody's name and no dossier's code. */
export interface HallFiguresView {
  centre: { slug: string; name: string }
  at: Date
  receivedToday: number
  /** Given out at this centre today. */
  returnedToday: number
  waiting: number
  meanWaitSeconds: number | null
  calls: number
  /** Of the dossiers received here that were resolved this month with a date, how many in time. */
  month: { inTime: number; solved: number }
}
