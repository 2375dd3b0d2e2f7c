import { countInvitationDeliveries, type InvitationDeliveries } from '../../modules/notices/index.ts'
import type { Actor, CitizenActor, OfficerActor } from '../../modules/organisation/index.ts'
import type { RawAnswers } from '../../modules/surveys/answers.ts'
import {
  type BroughtBack,
  type CredentialBallot,
  castByCredential,
  castByLink,
  checkAnswers,
  closeRound,
  countInvitations,
  drawRound,
  getBallotPage,
  getInterviewKit,
  getPublicRound,
  getQuestionnaire,
  getRound,
  getRoundView,
  giveBack,
  interviews,
  invite,
  issueCredential,
  keyForInterviewer,
  keyForLink,
  linkAtCounter,
  linkOwn,
  listInterviewerChoices,
  listInterviewers,
  listOwnInvitations,
  listPublicRounds,
  listQuestionnaires,
  listRoundLines,
  listSlips,
  listTexts,
  nameInterviewer,
  openEnvelope,
  prepareRound,
  publishRound,
  type QuestionnaireLine,
  type Redraw,
  readOpenFile,
  readResult,
  redrawForPage,
  refuseOfficer,
  refuseToAnswer,
  remind,
  type SlipOutcome,
  type SurveyRights,
  type SurveysContext,
  saveDraft,
  startDraft,
  surveyRights,
  type TypedSlip,
  takeAlong,
  typeSlip,
  type WaitingSlip,
  type WantedRound,
  writeLetters,
} from '../../modules/surveys/index.ts'
import type { Questionnaire } from '../../modules/surveys/questionnaire.ts'
import type { OpenFile } from '../../modules/surveys/round.ts'
import type {
  BallotPage,
  InterviewerChoice,
  InterviewerLine,
  InterviewKit,
  InvitationCounts,
  OwnInvitation,
  PublicRoundLine,
  RoundLine,
  RoundView,
  SurveyLetter,
  SurveyResult,
} from '../../modules/surveys/view-types.ts'
import { interviewScripts } from '../server/shared-rules.ts'

/** How far inviting is, and what became of the messages. */
export interface Invitations {
  counts: InvitationCounts[]
  deliveries: InvitationDeliveries[]
}

/** What pages may ask about surveys. */
export interface SurveyServices {
  publicUrl: string
  rights(actor: Actor): Promise<SurveyRights>
  publicRounds(): Promise<PublicRoundLine[]>
  publicRound(id: string): Promise<RoundView>
  /** The result that everybody may read; null before it is published. */
  publicResult(id: string): Promise<SurveyResult | null>
  redraw(id: string): Promise<Redraw>
  /** Refuses a ballot in an officer's session. */
  refuseOfficer(actor: Actor): void
  openFile(id: string, name: OpenFile): Promise<string>
  ownInvitations(actor: CitizenActor): Promise<OwnInvitation[]>
  linkOwn(actor: CitizenActor, rightId: string): Promise<string>
  ballotPage(token: string): Promise<BallotPage>
  cast(ballot: { token: string; raw: RawAnswers }): Promise<void>
  refuse(token: string): Promise<void>
  keyForLink(token: string): Promise<string>
  sign(asked: { token: string; blinded: Buffer }): Promise<Buffer>
  checkAnswers(roundId: string, raw: RawAnswers): Promise<void>
  castByCredential(ballot: CredentialBallot): Promise<boolean>
  rounds(actor: OfficerActor): Promise<RoundLine[]>
  round(actor: OfficerActor, id: string): Promise<RoundView>
  prepare(actor: OfficerActor, wanted: WantedRound): Promise<string>
  draw(actor: OfficerActor, asked: { roundId: string; list: string }): Promise<void>
  letters(actor: OfficerActor, id: string): Promise<SurveyLetter[]>
  linkAtCounter(actor: OfficerActor, asked: { roundId: string; reference: string }): Promise<string>
  openEnvelope(actor: OfficerActor, asked: { roundId: string; reference: string }): Promise<void>
  typeSlip(actor: OfficerActor, typed: TypedSlip): Promise<SlipOutcome>
  slips(actor: OfficerActor, id: string): Promise<WaitingSlip[]>
  interviewers(actor: OfficerActor, id: string): Promise<InterviewerLine[]>
  interviewerChoices(actor: OfficerActor): Promise<InterviewerChoice[]>
  nameInterviewer(
    actor: OfficerActor,
    named: { roundId: string; officerId: string; stratum: string; ballots: number },
  ): Promise<void>
  interviews(actor: OfficerActor, id: string): Promise<boolean>
  interviewKit(actor: OfficerActor, id: string): Promise<InterviewKit>
  keyForInterviewer(actor: OfficerActor, asked: { roundId: string; stratum: string }): Promise<string>
  takeAlong(
    actor: OfficerActor,
    asked: { roundId: string; stratum: string; blinded: readonly Buffer[] },
  ): Promise<{ references: string[]; signatures: (Buffer | null)[] }>
  giveBack(actor: OfficerActor, brought: BroughtBack): Promise<void>
  invite(actor: OfficerActor, id: string): Promise<void>
  remind(actor: OfficerActor, id: string): Promise<void>
  invitations(actor: OfficerActor, id: string): Promise<Invitations>
  /** Every script of the interviewer's page, for its service worker to keep. */
  interviewScripts(): readonly string[]
  questionnaireOf(id: string): Promise<Questionnaire>
  close(actor: OfficerActor, id: string): Promise<void>
  publish(actor: OfficerActor, id: string): Promise<string>
  /** For who runs surveys, as soon as the round is closed. */
  result(actor: OfficerActor, id: string): Promise<{ result: SurveyResult; texts: string[] }>
  questionnaires(): Promise<QuestionnaireLine[]>
  questionnaire(id: string): Promise<QuestionnaireLine>
  startDraft(actor: OfficerActor, asked: { fromId: string; key?: string }): Promise<string>
  saveDraft(actor: OfficerActor, draft: { id: string; document: Questionnaire; publish: boolean }): Promise<void>
}

export function makeSurveyServices(context: SurveysContext, publicUrl: string): SurveyServices {
  const { read } = context.db
  return {
    publicUrl,
    rights: (actor) => surveyRights(context, actor),
    publicRounds: () => listPublicRounds(context),
    publicRound: (id) => getPublicRound(context, id),
    async publicResult(id) {
      const round = await getRound(read, id)
      return round.state === 'published' ? readResult(read, round) : null
    },
    redraw: (id) => redrawForPage(read, id),
    refuseOfficer,
    openFile: (id, name) => readOpenFile(read, id, name),
    ownInvitations: (actor) => listOwnInvitations(context, actor),
    linkOwn: (actor, rightId) => linkOwn(context, actor, rightId),
    ballotPage: (token) => getBallotPage(context, token),
    cast: (ballot) => castByLink(context, ballot),
    refuse: (token) => refuseToAnswer(context, token),
    keyForLink: (token) => keyForLink(context, token),
    sign: (asked) => issueCredential(context, asked),
    checkAnswers: (roundId, raw) => checkAnswers(context, roundId, raw),
    castByCredential: (ballot) => castByCredential(context, ballot),
    rounds: (actor) => listRoundLines(context, actor),
    round: (actor, id) => getRoundView(context, actor, id),
    prepare: (actor, wanted) => prepareRound(context, actor, wanted),
    draw: (actor, asked) => drawRound(context, actor, asked),
    letters: (actor, id) => writeLetters(context, actor, id),
    linkAtCounter: (actor, asked) => linkAtCounter(context, actor, asked),
    openEnvelope: (actor, asked) => openEnvelope(context, actor, asked),
    typeSlip: (actor, typed) => typeSlip(context, actor, typed),
    slips: async (actor, id) => listSlips(context, actor, await getRound(read, id)),
    interviewers: (actor, id) => listInterviewers(context, actor, id),
    interviewerChoices: (actor) => listInterviewerChoices(context, actor),
    nameInterviewer: (actor, named) => nameInterviewer(context, actor, named),
    interviews: (actor, id) => interviews(context, actor, id),
    interviewKit: (actor, id) => getInterviewKit(context, actor, id),
    keyForInterviewer: (actor, asked) => keyForInterviewer(context, actor, asked),
    takeAlong: (actor, asked) => takeAlong(context, actor, asked),
    invite: (actor, id) => invite(context, actor, id),
    remind: (actor, id) => remind(context, actor, id),
    invitations: async (actor, id) => ({
      counts: await countInvitations(context, actor, id),
      deliveries: await countInvitationDeliveries(read, id),
    }),
    interviewScripts,
    giveBack: (actor, brought) => giveBack(context, actor, brought),
    questionnaireOf: async (id) => (await getRound(read, id)).questionnaire,
    close: (actor, id) => closeRound(context, actor, id),
    publish: (actor, id) => publishRound(context, actor, id),
    async result(actor, id) {
      const texts = await listTexts(context, actor, id)
      return { result: await readResult(read, await getRound(read, id)), texts }
    },
    questionnaires: () => listQuestionnaires(read),
    questionnaire: (id) => getQuestionnaire(read, id),
    startDraft: (actor, asked) => startDraft(context, actor, asked),
    saveDraft: (actor, draft) => saveDraft(context, actor, draft),
  }
}
