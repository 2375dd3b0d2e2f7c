import type { ScannerFile, ScannerInbox } from '../../../modules/digitisation/view-types.ts'

/** What a page shows of the scanners: their files, and at which counter the clerk has a visitor; null where that is not known. */
export interface ScannerWork {
  inbox: ScannerInbox
  counterNumber: number | null
}

/** The files that are ticked from the start: of the clerk's counter; where that is not known all, if they come from one counter alone. */
export function ownFiles({ inbox: { waiting }, counterNumber }: ScannerWork): readonly ScannerFile[] {
  const numbers = new Set(waiting.map((file) => file.counterNumber))
  const own = counterNumber ?? (numbers.size === 1 ? [...numbers][0] : null)
  return waiting.filter((file) => file.counterNumber === own)
}

/** A form's values with the clerk's own files ticked, unless something that still waits is ticked already. */
export function withTicks(
  values: Readonly<Record<string, readonly string[]>>,
  work: ScannerWork,
): Readonly<Record<string, readonly string[]>> {
  const ticked = (values.scanner ?? []).filter((id) => work.inbox.waiting.some((file) => file.id === id))
  return { ...values, scanner: ticked.length > 0 ? ticked : ownFiles(work).map(({ id }) => id) }
}
