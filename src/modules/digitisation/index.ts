export { type Confirmed, type ConfirmRequest, confirmScan } from './confirm-scan.ts'
export type { DigitisationContext, ReadingContext } from './context.ts'
export { digitisationJobs } from './jobs.ts'
export { scanningMandates } from './policy.ts'
export type { ConfirmedPaper, KeepPaper } from './ports.ts'
export { findDossiersByText } from './reader.ts'
export { openPageReader, type PageReader } from './reading/page-reader.ts'
export { digitisationRoutes } from './routes.ts'
export { getScanFile, listScans, readScan, type WantedFile } from './scan-views.ts'
export {
  discardFromScanner,
  getScannerFile,
  putBackToScanner,
  readScannerInbox,
  takeFromScanner,
} from './scanner/inbox.ts'
export { addScanner, readScannerSettings, removeScanner } from './scanner/keep-scanner.ts'
export { type FolderWatch, watchScannerFolders } from './scanner/watch-folders.ts'
export { type ScanRequest, startScan } from './start-scan.ts'
