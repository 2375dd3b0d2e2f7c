export { getAlerts, listOpenAlerts } from './alert-views.ts'
export { watchSteps } from './watch-steps.ts'
