import type { AgencyId, OfficerId, ProcedureVersionId } from '../../../platform/ids.ts'
import type { OfficialText } from '../../catalogue/schemas.ts'
import type { Message } from '../deadlines/deadline-text.ts'

/** A keyset page. `after` is the `next` of the page before; `next` null on the last page. */
export interface PageRequest {
  after?: string | undefined
  /** 1 to 100; 50 when left out. */
  limit?: number | undefined
}
export interface Page<Row> {
  rows: Row[]
  next: string | null
}

/** How a deadline stands: `wait` while the clock is stopped, `done` when the dossier has ended. */
export type DueKind = 'late' | 'today' | 'soon' | 'ok' | 'wait' | 'done'

/** A deadline as lists show it. */
export interface DueView {
  /** Epoch milliseconds; null while the clock is stopped or when nothing runs. */
  dueAt: number | null
  kind: DueKind
  /** Working minutes left, negative when late; null when nothing runs. */
  workingMinutes: number | null
  /** Working days after today up to the due day, negative when late; null when nothing runs. */
  workingDays: number | null
  /** Share of the time that is used, 0 to 1. */
  progress: number
}

/** A deadline with all that explains it. `explanation` are messages of `deadline.json` (see `renderMessage`). */
export interface ExplainedDue extends DueView {
  /** While the clock is stopped: when it would be due had the stop not begun. */
  expectedDueAt: number
  firstDueAt: number | null
  provisional: boolean
  explanation: Message[]
}

export interface AgencyView {
  id: AgencyId
  name: string
}
export interface OfficerView {
  id: OfficerId
  name: string
}
export interface ProcedureView {
  versionId: ProcedureVersionId
  code: string
  name: OfficialText
}

/** A sealed text: `text` null when the person was erased ("đã xóa theo yêu cầu"). */
export interface TextView {
  text: string | null
}
