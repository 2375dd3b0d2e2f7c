import type { ChargeKind } from './fee-table.ts'

/** Two series that never mix: LP for lệ phí, P for phí. */
const series: Record<ChargeKind, string> = { fee: 'LP', charge: 'P' }

/** `LP-H33.08-2026-0000012`: series, collecting agency, year, serial. */
export function receiptNumber(receipt: { kind: ChargeKind; agencyCode: string; year: number; serial: number }): string {
  return `${series[receipt.kind]}-${receipt.agencyCode}-${receipt.year}-${String(receipt.serial).padStart(7, '0')}`
}
