import { accept } from './accept.ts'
import { answerOpinion } from './answer-opinion.ts'
import { approve } from './approve.ts'
import { askOpinion } from './ask-opinion.ts'
import { assign } from './assign.ts'
import { attachPaper } from './attach-paper.ts'
import { complete } from './complete.ts'
import { correct } from './correct.ts'
import { extend } from './extend.ts'
import { forward } from './forward.ts'
import { recordPayment } from './record-payment.ts'
import { redirect } from './redirect.ts'
import { refuseIntake } from './refuse-intake.ts'
import { requestPayment } from './request-payment.ts'
import { requestSupplement } from './request-supplement.ts'
import { resume } from './resume.ts'
import { returnResult } from './return-result.ts'
import { sendBack } from './send-back.ts'
import { stop } from './stop.ts'
import { supply } from './supply.ts'
import { suspend } from './suspend.ts'
import { withdraw } from './withdraw.ts'

/** Everything that may be done to a dossier once it is submitted, by the name used in URLs, the API and the screens. */
export const verbs = {
  accept: accept,
  redirect: redirect,
  refuse_intake: refuseIntake,
  request_supplement: requestSupplement,
  supply: supply,
  attach_paper: attachPaper,
  forward: forward,
  send_back: sendBack,
  assign: assign,
  ask_opinion: askOpinion,
  answer_opinion: answerOpinion,
  suspend: suspend,
  resume: resume,
  request_payment: requestPayment,
  record_payment: recordPayment,
  extend: extend,
  withdraw: withdraw,
  stop: stop,
  approve: approve,
  complete: complete,
  return_result: returnResult,
  correct: correct,
} as const

export type VerbName = keyof typeof verbs
export const verbNames = Object.keys(verbs) as VerbName[]
