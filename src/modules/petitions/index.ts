export { carryOut, type VerbRequest } from './carry-out.ts'
export { receivingKinds, type TypedPetition } from './check-petition.ts'
export { communeNameOf } from './commune.ts'
export type { PetitionsContext } from './context.ts'
export { type DeskList, type ListQuestion, listPetitions } from './desk-list.ts'
export { type DuePetition, listDuePetitions, listToldUpwards } from './due-petitions.ts'
export { escalateLate } from './escalate-late.ts'
export { findPetitionFile } from './find-file.ts'
export { actByCode, getFollowPage } from './follow-petition.ts'
export { aliveTokens, assertMayHold, clearHeld, type FileHolder, holdFile } from './held-files.ts'
export { petitionsJobs } from './jobs.ts'
export { mergePetitions } from './merge-petitions.ts'
export { listNameable } from './nameable.ts'
export { openIdentity, type Writer } from './open-identity.ts'
export { dropFromOwnList, keepByCode, listOwnPetitions, mayKeep, mixOwnLists } from './own-list.ts'
export type { PetitionState } from './petition.ts'
export { barredFrom } from './petition.ts'
export { readPetitionHeads } from './petition-store.ts'
export { getPetitionPage, getVisible, listStaff } from './petition-views.ts'
export { isWorkOf } from './policy.ts'
export type { ToldPetition } from './ports.ts'
export { getPublished, listCommuneThemes, listPublished, listThemes } from './public-views.ts'
export { countPetitions, type PetitionSums } from './reader.ts'
export {
  findReceipt,
  type ReceivedPetition,
  type ReceiveRequest,
  receivePetition,
  tooManyFiles,
} from './receive-petition.ts'
export { petitionRoutes } from './routes.ts'
