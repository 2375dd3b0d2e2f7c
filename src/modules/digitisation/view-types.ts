import type { ExtractedField, FieldForm, PageState, PaperKind, ScanState } from './schemas.ts'

/** One scan in a list. Times are epoch milliseconds. */
export interface ScanLine {
  id: string
  state: ScanState
  kind: PaperKind | null
  startedAt: number
  scannedBy: string | null
  pages: number
  pagesDone: number
  isConfirmed: boolean
}

export interface ScanList {
  rows: ScanLine[]
  /** Where the next page begins; null at the end. */
  next: string | null
}

export interface ScanPage {
  number: number
  state: PageState
  /** Why it was refused, or failed: a key under `digitisation.reason.`. */
  reason: string | null
  hasImage: boolean
  width: number | null
  height: number | null
}

/** Another scan of what seems to be the same paper, among those the viewer sees. */
export interface ScanDuplicate {
  id: string
  /** `file`: the same bytes. `paper`: the same kind and number, and it looks the same. `number`: kind and number alone. */
  by: 'file' | 'paper' | 'number'
  startedAt: number
}

export interface FieldView {
  key: string
  form: FieldForm
  /** What was read; null where nothing was. */
  found: ExtractedField | null
}

export interface ScanView extends ScanLine {
  dossierId: string | null
  hasPerson: boolean
  /** The person is erased: nothing of what was read can be opened. */
  isForgotten: boolean
  pageList: ScanPage[]
  fields: FieldView[]
  duplicates: ScanDuplicate[]
  sources: { position: number; mediaType: string; size: number }[]
  output: { size: number; pages: number } | null
  mayConfirm: boolean
  confirmation: {
    at: number
    by: string | null
    kind: PaperKind
    fields: Record<string, string>
    isKept: boolean
  } | null
}
