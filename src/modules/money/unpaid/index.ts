export { reviewUnpaid } from './review-unpaid.ts'
export { listUnpaid, type UnpaidLine } from './unpaid-views.ts'
