import type { PageReading } from './page-reading.ts'
import type { ReadPage } from './read-page.ts'

export interface PageRequest {
  /** A file on this machine's disk. */
  path: string
  mediaType: string
  /** From 1. */
  page: number
}

/** `absent`: the file has no such page. `damaged`: it cannot be opened as what it says it is. */
export type PageAnswer = { kind: 'read'; page: ReadPage } | { kind: 'absent' } | { kind: 'damaged' }

export interface ComposeRequest {
  /** Holds `0.jpg`, `1.jpg`, …, one a reading. */
  folder: string
  readings: readonly PageReading[]
  /** YYYY-MM-DD; stands in the document, so that the same scan gives the same bytes. */
  scannedOn: string
}

/** What the reader's process is asked, and what it answers. */
export type ReaderQuestion = { id: number } & (
  | { task: 'read'; request: PageRequest }
  | { task: 'compose'; request: ComposeRequest }
)
export type ReaderReply = { id: number } & ({ answer: unknown } | { bug: string })
