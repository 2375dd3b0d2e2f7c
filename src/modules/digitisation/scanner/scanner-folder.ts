/** Where a file lies while it is taken, and where one that was refused is left for the technician, within a counter's folder. */
export const TAKING = '.dang-lay'
export const REFUSED = 'bi-tu-choi'

/** The folder of a counter's scanner, below the folder of all scanners: `mot-cua-xa-nhu-quynh/quay-3`. */
export function folderOf(agencySlug: string, counterNumber: number): string {
  return `${agencySlug}/quay-${counterNumber}`
}

const TEMPORARY = /^[.~]|^Thumbs\.db$|^desktop\.ini$|\.(tmp|temp|part|partial|crdownload|filepart|download|lock)$/i

/** Names under which programs write what is not finished, and what operating systems leave in folders. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name)
}

/** What a file looked like when the folder was looked at. */
export interface Glance {
  /** Bytes. */
  size: number
  /** Epoch milliseconds. */
  changedAt: number
}

/** So long a file that looks broken is taken for one that is still being written. */
const STILL_WRITTEN_MS = 60_000

/** Whether a file has not changed between two looks: a scanner writes it in pieces, and over a network it stands still for moments. */
export function isSettled(before: Glance | undefined, now: Glance): boolean {
  return before !== undefined && before.size === now.size && before.changedAt === now.changedAt && now.size > 0
}

/** Faults that a half-written file has too: such a file is given a minute. */
const HALF_WRITTEN: readonly string[] = ['image_damaged', 'pdf_damaged', 'content_differs', 'empty']

export function mayBeHalfWritten(faultCode: string, { changedAt }: Glance, now: number): boolean {
  return HALF_WRITTEN.includes(faultCode) && now - changedAt < STILL_WRITTEN_MS
}
