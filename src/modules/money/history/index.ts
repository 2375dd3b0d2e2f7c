export { dueNow } from '../charge.ts'
export { fatesOf } from '../ended/fate.ts'
export { type ChargeKind, chargeKinds, type FeeTable } from '../fee-table.ts'
export { findFeeTable } from '../fee-table-store.ts'
export { receiptNumber } from '../receipt-number.ts'
export {
  type DossierMoney,
  owedLines,
  type PlayedCharge,
  type PlayedDrawer,
  type PlayedPayment,
} from './dossier-money.ts'
export { readReceiptSeries, type SeriesStand, writeMoneyHistory, writeReceiptSeries } from './write-history.ts'
