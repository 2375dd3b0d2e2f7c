import { query } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import type { MoneyContext } from '../context.ts'
import { refusals } from '../errors.ts'
import type { ChargeKind } from '../fee-table.ts'
import { maySeeMoney } from '../policy.ts'

/** A series of receipts of an agency and year: how far it went, and where every number below that is. */
export interface ReceiptSeries {
  kind: ChargeKind
  year: number
  /** The last number given out or reserved. */
  last: number
  used: number
  cancelled: number
  /** Reserved for a counter and not used. */
  reserved: number
  /** Explained by nothing: zero, unless something was lost. */
  missing: number
}

/** Numbers set aside for one counter or machine that may lose its line. */
export interface NumberRange {
  id: string
  of: 'receipt' | 'offline_receipt' | 'offline_dossier'
  kind: ChargeKind | null
  /** Day or year the numbers are for. */
  on: string
  first: number
  last: number
  /** Name of the counter; for numbers without network the ordinal of the machine. */
  counter: string
  used: number
  isVoid: number
  /** Neither used nor void. */
  left: number
  /** Whether the counter may still use what is left. */
  isOpen: boolean
  at: Date
}

export interface NumberPage {
  series: ReceiptSeries[]
  ranges: NumberRange[]
}

const MOST = 100

/** The numbers of an agency: given, used, void, and what explains each gap. Refuses `not_your_desk`. */
export async function numbersOf(
  context: MoneyContext,
  { agencyId, year, actor }: { agencyId: AgencyId; year: number; actor: Actor },
): Promise<NumberPage> {
  const line = (await context.casework.directory()).line(agencyId)
  if (!maySeeMoney(actor, agencyId, line)) throw refusals.not_your_desk()
  const { read } = context.casework.db
  const series = await query<ReceiptSeries>(
    read,
    `SELECT s.*, s.last - s.used - s.reserved AS missing FROM (
       SELECT s.kind, s.year, s.next_serial - 1 AS last, r.used, r.cancelled,
         (SELECT coalesce(sum(g.last_serial - g.first_serial + 1 - (SELECT count(*) FROM money_receipt q WHERE q.agency_id = g.agency_id
            AND q.kind = g.kind AND q.year = g.year AND q.serial BETWEEN g.first_serial AND g.last_serial)), 0)
          FROM money_receipt_range g WHERE g.agency_id = s.agency_id AND g.kind = s.kind AND g.year = s.year)::bigint AS reserved
       FROM money_receipt_series s CROSS JOIN LATERAL (SELECT count(*) AS used, count(r.cancelled_at) AS cancelled FROM money_receipt r
         WHERE r.agency_id = s.agency_id AND r.kind = s.kind AND r.year = s.year) r
       WHERE s.agency_id = $1 AND s.year = $2) AS s ORDER BY s.kind`,
    [agencyId, year],
  )
  const ranges = await query<NumberRange>(
    read,
    `SELECT * FROM (
       SELECT g.id, 'receipt' AS of, g.kind, g.year::text AS "on", g.first_serial AS first, g.last_serial AS last, g.counter,
         n.used, 0 AS "isVoid", g.last_serial - g.first_serial + 1 - n.used AS left, true AS "isOpen", g.reserved_at AS at
       FROM money_receipt_range g CROSS JOIN LATERAL (SELECT count(*) AS used FROM money_receipt r
         WHERE r.agency_id = g.agency_id AND r.kind = g.kind AND r.year = g.year AND r.serial BETWEEN g.first_serial AND g.last_serial) n
       WHERE g.agency_id = $1 AND g.year = $2
       UNION ALL
       SELECT b.id, CASE b.kind WHEN 'receipt' THEN 'offline_receipt' ELSE 'offline_dossier' END, NULL, b.on_date::text, b.first_number, b.last_number,
         (SELECT d.ordinal::text FROM casework_offline_device d WHERE d.id = b.device_id AND d.agency_id = b.agency_id), n.used, n.void, b.last_number - b.first_number + 1 - n.used - n.void,
         b.closed_at IS NULL AND b.usable_until > platform_now(), b.reserved_at
       FROM casework_number_block b CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE u.outcome = 'used') AS used,
           count(*) FILTER (WHERE u.outcome = 'void') AS void FROM casework_number_use u WHERE u.block_id = b.id) n
       WHERE b.agency_id = $1 AND extract(year FROM b.on_date) = $2) AS r
     ORDER BY r."on" DESC, r.of, r.first DESC LIMIT ${MOST}`,
    [agencyId, year],
  )
  return { series, ranges }
}
