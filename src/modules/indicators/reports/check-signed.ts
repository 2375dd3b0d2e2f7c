import { query, type Reader } from '../../../platform/db.ts'
import type { StreamHead } from '../../../platform/ledger/index.ts'
import { hashOfText } from './report-store.ts'

const BATCH = 200
const FIRST = '00000000-0000-0000-0000-000000000000'

/** What was compared, and the first report that is not what the ledger says was signed. */
export interface SignedCheck {
  reports: number
  differing: { id: string } | null
}

interface KeptReport {
  id: string
  snapshot: string
  hash: string
  /** What the event says; null when there is none. */
  told: string | null
}

/** Hashes every signed report anew and compares it with the ledger: finds one that was changed, with its hash or without. */
export async function checkSignedReports(reader: Reader): Promise<SignedCheck> {
  let after = FIRST
  for (let reports = 0; ; ) {
    const batch = await query<KeptReport>(
      reader,
      `SELECT s.report_id AS id, s.snapshot, s.hash, e.payload::jsonb ->> 'sha256' AS told
       FROM indicators_report_signed s LEFT JOIN ledger_event e ON e.stream_id = s.report_id AND e.version = 1
       WHERE s.report_id > $1 ORDER BY s.report_id LIMIT ${BATCH}`,
      [after],
    )
    reports += batch.length
    const differing = batch.find(({ snapshot, hash, told }) => hashOfText(snapshot) !== hash || told !== hash)
    const last = batch.at(-1)
    if (differing !== undefined) return { reports, differing: { id: differing.id } }
    if (last === undefined) return { reports, differing: null }
    after = last.id
  }
}

/** The head of every signed report's stream as its row keeps it. */
export async function* readReportHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* await query<StreamHead>(
    reader,
    'SELECT report_id AS "streamId", 1 AS version, head_hash AS hash FROM indicators_report_signed ORDER BY report_id',
  )
}
