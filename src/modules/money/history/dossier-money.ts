import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import type { ProcedureDocument } from '../../catalogue/schemas.ts'
import type { ValueRef } from '../../vault/schemas.ts'
import { type AssessedLine, assess } from '../assess.ts'
import type { Charge } from '../charge.ts'
import type { ChargeKind, FeeTable, PersonGroup } from '../fee-table.ts'

/** All that money keeps of a dossier whose history is played as a whole and written at its end (decision 0009). */
export interface DossierMoney {
  charges: PlayedCharge[]
  payments: PlayedPayment[]
  waiver: PlayedWaiver | null
  unpaid: { version: number; amount: number; ground: ValueRef; returnedBy: OfficerId; at: Date } | null
}

export interface PlayedCharge extends Omit<Charge, 'paymentId'> {
  assessedAt: Date
}

export interface PlayedPayment {
  id: string
  entryId: string
  dossierId: DossierId
  agencyId: AgencyId
  method: 'cash' | 'platform'
  charges: readonly Pick<Charge, 'id' | 'kind' | 'amount'>[]
  amount: number
  /** The day in Viet Nam. */
  on: string
  at: Date
  officerId: OfficerId | null
  drawerId: string | null
  /** Cash: the payment's id; platform: its MaThamChieu. */
  reference: string
  receipts: PlayedReceipt[]
}

export interface PlayedReceipt {
  id: string
  kind: ChargeKind
  year: number
  serial: number
  amount: number
  lines: { name: string; amount: number }[]
}

export interface PlayedWaiver {
  id: string
  group: PersonGroup
  amount: number
  legalBasis: ValueRef
  evidence: ValueRef
  paperHash: string
  proposedBy: OfficerId
  at: Date
}

/** A drawer from its opening to its closing, counted to the đồng. */
export interface PlayedDrawer {
  id: string
  entryId: string
  agencyId: AgencyId
  counter: string
  officerId: OfficerId
  openedAt: Date
  closedAt: Date
  on: string
  amount: number
}

/** The lines that a dossier owes once it is accepted, by the rates of that day; those that hang on a choice are left out. */
export function owedLines(
  document: ProcedureDocument,
  table: FeeTable | null,
  filing: {
    caseKey: string | null
    channel: Parameters<typeof assess>[0]['channel']
    date: string
    groups: readonly PersonGroup[]
  },
): (AssessedLine & { full: number; kind: ChargeKind })[] {
  const lines = assess({ document, table, chosen: {}, ...filing })
  return lines.flatMap((line) => {
    const { full, kind } = line
    if (full === null || kind === 'unstated' || (line.status !== 'owed' && line.status !== 'waived')) return []
    return [{ ...line, full, kind }]
  })
}
