import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { readStream } from '../../../platform/ledger/index.ts'
import type { WorkingMinutes } from '../facts/fold-fact.ts'
import type { Period } from '../figures-reader.ts'
import { type Passage, tracePassages } from './trace-passages.ts'

/** Which dossiers: those that left a step (`to` null), or those that went from one place to another. */
export interface PassageQuestion {
  /** The agency of the figure and everything below it. */
  agencyIds: readonly AgencyId[]
  procedureCode: string
  period: Period
  from: string
  to: string | null
}

export interface PassageBehind {
  id: DossierId
  code: string | null
  agencyId: AgencyId
  acceptedAt: Date | null
  dueAt: Date | null
  /** When it passed last in the period, how often, and the working minutes of all its visits; null for a move. */
  at: Date
  times: number
  minutes: number | null
}

type Candidate = Omit<PassageBehind, 'at' | 'times' | 'minutes'>

const CANDIDATES = 200
const NONE = '00000000-0000-0000-0000-000000000000'

/** An event in the period, and something to do with the agencies: their case, received by them, or at one of their steps once. */
const LOOK = `SELECT id, code, agency_id AS "agencyId", accepted_at AS "acceptedAt", coalesce(held_due_at, due_at) AS "dueAt"
  FROM indicators_dossier d WHERE procedure_code = $1 AND id > $2
    AND EXISTS (SELECT FROM ledger_event e WHERE e.stream_id = d.id AND e.recorded_at >= $3 AND e.recorded_at < $4)
    AND (agency_id = ANY ($5::uuid[]) OR intake_agency_id = ANY ($5::uuid[]) OR EXISTS (SELECT FROM ledger_event e
      WHERE e.stream_id = d.id AND (e.payload::jsonb #>> '{step,agencyId}')::uuid = ANY ($5::uuid[])))
  ORDER BY id LIMIT ${CANDIDATES}`

/** The dossiers behind a count of the flow, in the order of their ids after `after`; at most `limit`. */
export async function listPassages(
  reader: Reader,
  work: WorkingMinutes,
  asked: PassageQuestion,
  page: { after: DossierId | null; limit: number },
): Promise<PassageBehind[]> {
  const found: PassageBehind[] = []
  const [begin, end] = [
    startOfLocalDay(epochDayOf(asked.period.from)),
    startOfLocalDay(epochDayOf(asked.period.to) + 1),
  ]
  let last: string = page.after ?? NONE
  for (;;) {
    const parameters = [asked.procedureCode, last, new Date(begin), new Date(end), asked.agencyIds]
    const candidates = await query<Candidate>(reader, LOOK, parameters)
    for (const candidate of candidates) {
      const passages = tracePassages(await readStream(reader, candidate.id), work)
      const line = lineOf(
        candidate,
        passages.filter(({ at }) => at >= begin && at < end),
        asked,
      )
      if (line !== null) found.push(line)
      if (found.length === page.limit) return found
    }
    const lastOne = candidates.at(-1)
    if (lastOne === undefined || candidates.length < CANDIDATES) return found
    last = lastOne.id
  }
}

/** A step counts for the agency of the step, a move for the competent one. */
function lineOf(candidate: Candidate, passages: readonly Passage[], asked: PassageQuestion): PassageBehind | null {
  const { from, to, agencyIds } = asked
  const isOurs = (agencyId: AgencyId) => agencyIds.includes(agencyId)
  const own = passages.filter(({ left, move }) =>
    to === null
      ? left?.step === from && isOurs(left.agencyId)
      : move?.from === from && move.to === to && isOurs(candidate.agencyId),
  )
  const last = own.at(-1)
  if (last === undefined) return null
  const minutes = to === null ? own.reduce((sum, { left }) => sum + (left?.minutes ?? 0), 0) : null
  return { ...candidate, at: new Date(last.at), times: own.length, minutes }
}
