export { decideWaiver } from './decide-waiver.ts'
export { proposeWaiver } from './propose-waiver.ts'
export { listWaivers, type WaiverLine } from './waiver-views.ts'
