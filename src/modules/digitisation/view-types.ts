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

/** A file that the scanner of a counter gave. */
export interface ScannerFile {
  id: string
  counterNumber: number
  name: string
  /** Of what it holds: null where it was refused. */
  hash: string | null
  size: number | null
  mediaType: string | null
  pages: number | null
  /** Why it was refused: a code of a refusal, `files.pdf_encrypted`. */
  fault: { code: string; params: Record<string, string | number> } | null
  arrivedAt: number
}

export interface ScannerInbox {
  waiting: ScannerFile[]
  refused: ScannerFile[]
  /** What this officer took in the last day without anything coming of it. */
  unused: ScannerFile[]
}

/** A counter's scanner as its administrator sees it. */
export interface ScannerLine {
  id: string
  agencyName: string
  counterNumber: number
  /** Below the folder of all scanners. */
  folder: string
  waiting: number
  refused: number
  lastAt: number | null
}

export interface ScannerSettings {
  scanners: ScannerLine[]
  agencies: { id: string; name: string }[]
}
