import type { Limit, OfficialText, ProcedureDocument } from '../../catalogue/schemas.ts'
import type { CalendarDefinition } from '../../organisation/index.ts'
import type { NumberRange } from './numbering.ts'

/** How many dossiers, and how many receipts, a machine may give out before it must be prepared again. */
export const CODES_A_DAY = 40
export const RECEIPTS_A_KIT = 120
/** Below so many left for a day, preparing again reserves more. */
export const FEW_LEFT = 15
/** Working days for which codes are reserved, today included when the office is open. */
export const DAYS_AHEAD = 3
/** How long after its last day a record is still taken under its reserved number. */
export const GRACE_DAYS = 7

/** A procedure as a counter without network needs it: only what the shared rules ask (component.ts, limit.ts, fee.ts). */
export type KitProcedure = Pick<
  ProcedureDocument,
  'code' | 'cases' | 'components' | 'channels' | 'effectiveLimit' | 'fees' | 'afterSupplement'
> & {
  versionId: string
  name: OfficialText
  /** Which of the kit's calendars counts; null: that of the commune named. */
  calendar: string | null
  competent: string | null
  needsCommune: boolean
  needsProcessingCommune: boolean
  limit: Limit | null
}

/** All that a machine needs to work without network. Instants are epoch milliseconds. */
export interface Kit {
  format: 1
  kitId: string
  deviceId: string
  issuedAt: number
  expiresAt: number
  officer: { id: string; name: string; position: string }
  mandateId: string
  counter: {
    agencyId: string
    code: string
    name: string
    address: string | null
    phone: string | null
    communeCode: string | null
  }
  ticketPrefix: string
  /** The lines of the counter's queue; none where no queue is kept. */
  lines?: { key: string; name: { vi: string; en: string } }[]
  /** The last ticket this machine has given today, as far as it came in: a new kit goes on behind it. */
  ticketsGiven?: { onDate: string; last: number }
  codes: NumberRange[]
  receipts: NumberRange[]
  procedures: KitProcedure[]
  communes: { code: string; name: string; calendar: string }[]
  /** By the name of their version. */
  calendars: Record<string, CalendarDefinition>
  publicUrl: string
  mostFileBytes: number
}
