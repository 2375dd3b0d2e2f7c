export { getApologyLetter, listApologyCases, listUnapologisedCounts } from './apology-views.ts'
export { addDevice, choosePreference, getPreference, removeDevices, sendTrial } from './choose-preference.ts'
export type { NoticesContext } from './context.ts'
export { deliverNotices } from './delivery/deliver-notices.ts'
export { countCalls, listBounces, listCalls, listSent } from './delivery/delivery-views.ts'
export { finishCall } from './delivery/finish-call.ts'
export { returnAddress } from './delivery/return-address.ts'
export { followLedger, type NoticeRunner, startNotices } from './follow.ts'
export type { Gateways } from './gateways/gateway.ts'
export { type GatewaySettings, openGateways } from './gateways/open-gateways.ts'
export { countUnread, listInbox, markRead } from './inbox-views.ts'
export { noticeJobs } from './jobs.ts'
export {
  type ChosenOfficerPreference,
  chooseOfficerPreference,
  getOfficerPreference,
} from './officers/choose-officer-preference.ts'
export { remindOfficers } from './officers/remind-officers.ts'
export { sendDigests } from './officers/send-digests.ts'
export { noticeRoutes } from './routes.ts'
export { tellRatingAnswer } from './tell-rating-answer.ts'
export { editTemplate, getTemplateView, listTemplateLines } from './templates/edit-template.ts'
export { importTemplates, loadTemplateFiles } from './templates/import-templates.ts'
export { previewTemplate, type Sample } from './templates/preview-template.ts'
