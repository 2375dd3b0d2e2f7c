/** A counter that works on without network: kits, reserved numbers, and the records that come in afterwards. */
export { closeKit, voidExpiredNumbers } from './close-kit.ts'
export { listOfflineCash, type OfflineCash } from './record-store.ts'
export { offlineRoutes } from './routes.ts'
