import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import { componentsToSupply } from '../../src/modules/catalogue/index.ts'
import { keepPaper } from '../../src/modules/vault/papers/index.ts'
import { localDate } from '../../src/platform/civil-date.ts'
import { BUILDING, type Callers, type Journey, words } from '../support/callers.ts'
import type { TestProvince } from '../support/province.ts'

/** The queue's operations; `queue.test.ts` tests whom each admits. */
export const queueOperations = [
  'getQueueCentre',
  'getQueueBoard',
  'takeTicket',
  'getTicket',
  'leaveQueue',
  'listSlots',
  'bookSlot',
  'checkIn',
  'getBooking',
  'cancelBooking',
  'getQueuePlan',
  'publishQueuePlan',
  'withdrawQueuePlan',
  'getQueueDesk',
  'openCounter',
  'closeCounter',
  'callNext',
  'callTicket',
  'recallTicket',
  'beginTicket',
  'finishTicket',
  'noShowTicket',
  'putBackTicket',
  'transferTicket',
  'setPriorityTicket',
  'getQueueFigures',
]

/** Digitisation's operations; `digitisation.test.ts` tests whom each admits. */
export const digitisationOperations = [
  'startScan',
  'listScans',
  'getScan',
  'getScanProgress',
  'confirmScan',
  'listScannerFiles',
  'takeScannerFiles',
]

/** The operations of ratings; `ratings.test.ts` tests whom each admits. */
export const ratingOperations = [
  'getRating',
  'giveRating',
  'getSatisfaction',
  'listRatingOccasions',
  'openOwnRating',
  'listLowRatings',
  'answerLowRating',
]

/** Surveys' operations; `surveys.test.ts` tests whom each admits. */
export const surveyOperations = [
  'listSurveyRounds',
  'getSurveyRound',
  'getSurveyResult',
  'getSurveySample',
  'getSurveyFile',
  'listManagedSurveys',
  'getManagedSurvey',
]

/** Petitions' operations; `petitions.test.ts` tests whom each admits. */
export const petitionOperations = [
  'sendPetition',
  'followPetition',
  'listPublishedPetitions',
  'listPetitions',
  'actOnPetition',
  'mergePetitions',
  'supplyPetition',
  'judgePetition',
  'reopenFollowedPetition',
]

/** Scorecards' operations; `scorecards.test.ts` tests whom each admits. */
export const scorecardOperations = [
  'listScorecardRounds',
  'getScorecardRound',
  'getScorecardResult',
  'listScorecardSchemes',
  'getScorecardScheme',
  'listScorecardSheets',
  'getScorecardSheet',
]

/** What everybody may read of scores; `external-indices.test.ts` reads them. */
export const externalOperations = ['listExternalIndices', 'getExternalIndex', 'getScorecardRanking']

/** What a test must know of one operation on a dossier: where the dossier stands, what is sent, who is let through. */
export interface DossierOperation {
  admitted: readonly string[]
  prepare(journey: Journey): Promise<unknown>
  /** The body, as the named caller would send it. */
  body?(journey: Journey, caller: string): object | Promise<object>
}

const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const submitted = async (): Promise<void> => undefined
const atHandler = (journey: Journey) => journey.atHandler()
const because = { reason: words, legalBasis: words }
const heads = ['reviewer', 'approver', 'agency_leader']
const supplement = (journey: Journey) => ({
  componentKeys: [journey.state.attachments[0]?.componentKey ?? ''],
  reason: words,
  until: ahead(10),
})
const payment = { amount: 75_000, legalGround: words, until: ahead(5) }

async function withOpinion(journey: Journey): Promise<void> {
  await journey.atHandler()
  const agencyIds = [journey.province.directory.bySlug('xa-nhu-quynh')?.id]
  await journey.act('ask_opinion', 'handler', { agencyIds, question: words })
}

/** Approved, the result taken back because it was mistaken: now it is to be issued again. */
async function toComplete(journey: Journey): Promise<void> {
  await journey.resolved()
  await journey.act('correct', 'agency_leader', { version: 7, reason: words })
}

/** What was asked: as files by the applicant, on paper over the counter. */
async function supplied(journey: Journey, caller: string): Promise<object> {
  const keys = journey.state.supplements[0]?.componentKeys ?? []
  if (caller !== 'owner') {
    return { attachments: [], papers: keys.map((componentKey) => ({ componentKey, originals: 1, copies: 0 })) }
  }
  const fileHash = await journey.province.upload(journey.callers.owner.actor)
  const file = { fileHash, mediaType: 'application/pdf', size: 1000 }
  return { attachments: keys.map((componentKey) => ({ componentKey, ...file })), papers: [] }
}

/** A paper that was digitised for the owner before, to be attached by reference. */
async function heldPaper(journey: Journey): Promise<object> {
  const { context, now } = journey.province
  const fileHash = await journey.province.upload(journey.callers.owner.actor)
  const { paperId } = await context.db.write((tx) =>
    keepPaper(tx, context, {
      personId: journey.callers.owner.actor.personId,
      typeCode: `${BUILDING}/giay-to-dat`,
      kind: 'digitised',
      source: `test:${fileHash}`,
      details: { number: '', issuer: '', title: words },
      validFrom: localDate(now()),
      fileHash,
    }),
  )
  return {
    attachments: [{ componentKey: 'giay-to-dat', fileHash, mediaType: 'application/pdf', size: 1000, paperId }],
  }
}

/** Every verb by the name of its operation. */
export const verbOperations: Record<VerbName, DossierOperation> = {
  accept: { admitted: ['receptionist'], prepare: submitted },
  redirect: {
    admitted: ['receptionist'],
    prepare: submitted,
    body: (journey) => ({ to: journey.province.directory.bySlug('xa-van-giang')?.id, reason: words }),
  },
  refuse_intake: { admitted: ['receptionist'], prepare: submitted, body: () => because },
  request_supplement: { admitted: ['handler', 'receptionist'], prepare: atHandler, body: supplement },
  supply: {
    admitted: ['owner', 'receptionist'],
    prepare: (journey) => journey.act('request_supplement', 'receptionist', supplement(journey)),
    body: supplied,
  },
  attach_paper: {
    admitted: ['owner', 'receptionist', 'handler'],
    prepare: atHandler,
    body: heldPaper,
  },
  forward: { admitted: ['handler'], prepare: atHandler, body: () => ({ to: 'tham-tra' }) },
  send_back: {
    admitted: ['reviewer'],
    prepare: (journey) => journey.atReviewer(),
    body: () => ({ to: 'tham-dinh', reason: words }),
  },
  assign: {
    admitted: ['handler', ...heads],
    prepare: atHandler,
    body: (journey) => ({ officerId: journey.officer('handler').officerId }),
  },
  ask_opinion: {
    admitted: ['handler'],
    prepare: atHandler,
    body: (journey) => ({ agencyIds: [journey.province.directory.bySlug('xa-nhu-quynh')?.id], question: words }),
  },
  answer_opinion: {
    admitted: ['asked handler'],
    prepare: withOpinion,
    body: (journey) => ({ opinionId: journey.state.opinions[0]?.id, answer: words, agrees: true }),
  },
  suspend: { admitted: ['handler'], prepare: atHandler, body: () => ({ because: 'external', reason: words }) },
  resume: {
    admitted: ['handler', ...heads],
    prepare: async (journey) =>
      (await journey.atHandler()).act('suspend', 'handler', { because: 'external', reason: words }),
  },
  request_payment: { admitted: ['handler'], prepare: atHandler, body: () => payment },
  record_payment: {
    admitted: ['handler', 'receptionist'],
    prepare: async (journey) => (await journey.atHandler()).act('request_payment', 'handler', payment),
    body: () => ({ amount: payment.amount, receipt: words }),
  },
  extend: { admitted: heads, prepare: atHandler, body: () => ({ newDueAt: ahead(200), reason: words }) },
  withdraw: { admitted: ['owner', 'receptionist'], prepare: atHandler },
  stop: { admitted: ['approver', 'agency_leader', 'receptionist'], prepare: atHandler, body: () => because },
  approve: {
    admitted: ['approver'],
    prepare: (journey) => journey.atApprover(),
    body: async (journey) => ({ outcome: 'granted', result: await journey.result('approver') }),
  },
  complete: {
    admitted: ['approver'],
    prepare: toComplete,
    body: async (journey) => ({ result: await journey.result('approver') }),
  },
  return_result: {
    admitted: ['receptionist'],
    prepare: (journey) => journey.resolved(),
    body: (journey) => ({
      to: words,
      by: 'counter',
      identity: { document: 'identity_card', lastDigits: journey.identityDigits },
      signedOnPaper: true,
    }),
  },
  correct: {
    admitted: [...heads, 'receptionist'],
    prepare: atHandler,
    body: () => ({ version: 3, reason: words }),
  },
}

/** A whole submission as the owner, or a receptionist at a counter, would send it. */
export async function submissionBody(
  province: TestProvince,
  callers: Callers,
  channel: 'online' | 'counter',
): Promise<object> {
  const { document } = await province.procedure(BUILDING)
  const papers = componentsToSupply(document, null).filter((component) => component.kind === 'paper')
  const fileHash = await province.upload(callers.owner.actor)
  return {
    procedureCode: BUILDING,
    channel,
    applicant: callers.owner.profile,
    communeCode: '11953',
    attachments:
      channel === 'online'
        ? papers.map(({ key }) => ({ componentKey: key, fileHash, mediaType: 'application/pdf', size: 1000 }))
        : [],
    papers: [],
  }
}
