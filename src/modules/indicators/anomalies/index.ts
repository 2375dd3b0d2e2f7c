export {
  type AnomaliesView,
  type AnomalyQuestion,
  type FindingsView,
  getAnomalies,
  getFindings,
} from './anomaly-views.ts'
