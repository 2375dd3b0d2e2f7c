export { type OpenReportRequest, openReport } from './open-report.ts'
export { getReport, getSection, listReportsOf, type ReportListQuestion } from './report-views.ts'
export { type SaveSectionRequest, saveSection } from './save-section.ts'
export { type SignReportRequest, signReport } from './sign-report.ts'
