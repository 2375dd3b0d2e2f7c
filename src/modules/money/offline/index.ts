export { correctOfflineCash } from './correct-offline-cash.ts'
export { offlineHeld } from './hand-over.ts'
