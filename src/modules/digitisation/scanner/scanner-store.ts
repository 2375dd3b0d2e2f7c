import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, FileHash } from '../../../platform/ids.ts'

/** A counter's scanner as the worker looks after it. */
export interface ScannerInUse {
  id: string
  agencyId: AgencyId
  counterNumber: number
  folder: string
}

export function listScannersInUse(reader: Pick<Reader, 'executeQuery'>): Promise<ScannerInUse[]> {
  return query<ScannerInUse>(
    reader,
    `SELECT id, agency_id AS "agencyId", counter_number AS "counterNumber", folder FROM digitisation_scanner
     WHERE removed_at IS NULL ORDER BY folder`,
  )
}

/** A file from a scanner as its row has it. */
export interface ScannerFileRow {
  id: string
  agencyId: AgencyId
  counterNumber: number
  name: string
  state: 'waiting' | 'refused' | 'taken'
  hash: FileHash | null
  size: number | null
  mediaType: string | null
  pages: number | null
  reason: string | null
  reasonParams: Record<string, string | number>
  arrivedAt: Date
}

/** What is read of a file from a scanner, with `WHERE` to follow. */
export const SCANNER_FILE = `SELECT i.id, s.agency_id AS "agencyId", s.counter_number AS "counterNumber", i.name, i.state,
    i.file_hash AS hash, f.size, f.media_type AS "mediaType", f.page_count AS pages, i.reason, i.reason_params AS "reasonParams",
    i.arrived_at AS "arrivedAt"
  FROM digitisation_scanner_file i JOIN digitisation_scanner s ON s.id = i.scanner_id
  LEFT JOIN platform_file f ON f.hash = i.file_hash`
