export type { AnomaliesView, DetectorLine, FindingLine, FindingsView } from './anomaly-views.ts'
