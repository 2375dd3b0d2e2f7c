export { type PublishSchemeRequest, publishScheme } from './publish-scheme.ts'
export {
  getDraft,
  getSchemeHistory,
  getSchemes,
  getSchemeVersion,
  type HistoryRequest,
  listPublishedSchemes,
} from './scheme-views.ts'
export { discardDraft, type EditRequest, type StartRequest, saveDraft, startDraft } from './write-draft.ts'
