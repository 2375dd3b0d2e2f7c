export { questionsOf, type RawAnswers } from './answers.ts'
export { mixAll } from './ballot-box.ts'
export {
  type CredentialBallot,
  castByCredential,
  castByLink,
  checkAnswers,
  issueCredential,
  keyForLink,
  refuseOfficer,
} from './cast-ballot.ts'
export { closeRound, publishRound } from './close-round.ts'
export { readSurveyHeads, type SurveysContext } from './context.ts'
export { drawRound } from './draw-round.ts'
export { drawSample, type FrameUnit, frameText, readFrame, sha256Hex } from './draw-sample.ts'
export { type BroughtBack, giveBack } from './give-back.ts'
export {
  getInterviewKit,
  interviews,
  listInterviewerChoices,
  listInterviewers,
  nameInterviewer,
} from './interviewers.ts'
export { countInvitations, invite, remind, sendInvitations } from './invite.ts'
export { surveyJobs } from './jobs.ts'
export { readOpenFile } from './open-ballots.ts'
export { listSlips, openEnvelope, type SlipOutcome, type TypedSlip, typeSlip, type WaitingSlip } from './paper-slips.ts'
export type { InvitationOutcome, InvitedPerson, InvitingContext } from './ports.ts'
export { prepareRound, type WantedRound } from './prepare-round.ts'
export type { Questionnaire } from './questionnaire.ts'
export {
  getQuestionnaire,
  importQuestionnaires,
  listQuestionnaires,
  type QuestionnaireLine,
  saveDraft,
  startDraft,
} from './questionnaires.ts'
export { readResult, readSurveyResult, type UnitResult } from './read-result.ts'
export { linkAtCounter, linkOwn, listOwnInvitations, refuseToAnswer, writeLetters } from './rights.ts'
export { getRound } from './round-store.ts'
export { surveyRoutes } from './routes.ts'
export {
  getBallotPage,
  getPublicRound,
  getRoundView,
  listPublicRounds,
  listRoundLines,
  listTexts,
  type Redraw,
  redrawForPage,
  redrawSample,
  type SurveyRights,
  surveyRights,
} from './survey-views.ts'
export { keyForInterviewer, takeAlong } from './take-along.ts'
