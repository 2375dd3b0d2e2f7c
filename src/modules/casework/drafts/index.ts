export { attachDraftFile } from './attach-draft-file.ts'
export { chooseDraftPaper } from './choose-draft-paper.ts'
export {
  checkSection,
  type DraftSection,
  draftSections,
  needsCommune,
  needsProcessingCommune,
  type TypedFields,
} from './draft.ts'
export { getOwnDraft } from './draft-store.ts'
export {
  askRegistryForDraft,
  type DraftFile,
  type DraftLine,
  draftFactsOf,
  listDrafts,
  type OwnDraft,
  prefilledApplicant,
  readinessOf,
  readOwnDraft,
} from './draft-views.ts'
export { dropParked, findParked, parkForm } from './park-form.ts'
export { removeDraftFile } from './remove-draft-file.ts'
export { discardDraft, saveDraft } from './save-draft.ts'
export { startDraft } from './start-draft.ts'
export { submitDraft } from './submit-draft.ts'
export { askRegistryForSupply, beginSupply, chooseSupplyPaper, readSupply, sendSupply } from './supply-draft.ts'
