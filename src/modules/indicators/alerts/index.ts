export { getAlerts } from './alert-views.ts'
export { watchSteps } from './watch-steps.ts'
