export { listOrders, orderFileOf, orderRefunds, type RefundOrder } from './order-refunds.ts'
export type { RefundAccount } from './refund-account.ts'
export { stateRefundAccount } from './state-account.ts'
