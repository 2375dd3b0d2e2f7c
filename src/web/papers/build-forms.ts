import type { TimelineLine } from '../../modules/casework/views/view-types.ts'
import { type PaperData, qrOf } from '../../modules/documents/index.ts'
import type { RatingEvent } from '../../modules/feedback/index.ts'
import type { LetterHead, PaperFacts } from './paper-facts.ts'
import {
  addressText,
  applicantName,
  dateLine,
  dayText,
  momentText,
  phoneText,
  procedureName,
  trackingAddress,
} from './paper-words.ts'

/** Form 01: the receipt with the date of the result. For an accepted dossier. */
export function buildReceipt(facts: PaperFacts): PaperData {
  const { dossier, heads, limit, t } = facts
  const acceptedAt = dossier.acceptedAt ?? dossier.submittedAt
  const promisedAt = dossier.due?.firstDueAt ?? dossier.due?.dueAt ?? null
  return {
    ...letterOf(facts, heads.intake, acceptedAt),
    code: dossier.code ?? '',
    intake: heads.intake.name,
    submitter: applicantName(facts),
    channel: t(`documents.channel.${dossier.channel}`),
    ...contactOf(facts),
    ...numberOf(facts),
    request: procedureName(facts),
    owner: null,
    papers: papersHandedIn(facts),
    sets: null,
    limit: limit === null ? null : limitText(limit, t),
    receivedAt: momentText(acceptedAt, t),
    promisedAt: promisedAt === null ? null : momentText(promisedAt, t),
    returnAt: heads.return.name,
    officer: eventOf(facts, 'Accepted')?.actor ?? null,
    ...trackingOf(facts, heads.intake),
    ...rateOf(facts, 'receipt_given'),
  }
}

/** Form 02: what is to be completed, of one round. */
export function buildSupplementRequest(facts: PaperFacts, round: number): PaperData {
  const { dossier, heads, t } = facts
  const supplement = dossier.supplements.find((one) => one.round === round)
  if (supplement === undefined) throw new Error(`no supplement ${round}`)
  const line = dossier.timeline.find((one) => one.type === 'SupplementRequested' && one.params.round === round)
  const head = line?.agency?.id === dossier.units.competent.id ? heads.competent : heads.intake
  return {
    ...letterOf(facts, head, supplement.requestedAt),
    code: dossier.code,
    ...applicantOf(facts),
    round,
    papers: supplement.components.map(({ name, legalBasis }) => ({ name: name.vi, legalBasis })),
    reason: supplement.reason.text ?? t('documents.erased'),
    legalGround: supplement.legalGround?.text ?? null,
    until: dayText(supplement.until),
    officer: supplement.requestedBy.name,
    ...trackingOf(facts, head),
    ...rateOf(facts, 'supplement_requested'),
  }
}

/** Form 03: why the dossier is not received. */
export function buildRefusal(facts: PaperFacts): PaperData {
  const { dossier, heads, t } = facts
  const line = eventOf(facts, 'IntakeRefused')
  return {
    ...letterOf(facts, heads.intake, line?.at ?? dossier.submittedAt),
    ...applicantOf(facts),
    submittedAt: momentText(dossier.submittedAt, t),
    reason: said(line, 'reason', facts) ?? t('documents.erased'),
    legalBasis: said(line, 'legalBasis', facts),
    officer: line?.actor ?? '',
    ...trackingOf(facts, heads.intake),
    ...rateOf(facts, 'intake_refused'),
  }
}

/** Form 04: the apology, with the new date. */
export function buildApology(facts: PaperFacts): PaperData {
  const { dossier, heads, t } = facts
  const line = eventOf(facts, 'Extended')
  const instant = (name: string) => momentText(Number(line?.params[name]), t)
  return {
    ...letterOf(facts, heads.competent, line?.at ?? dossier.submittedAt),
    number: null,
    code: dossier.code ?? '',
    ...applicantOf(facts),
    receivedOn: dayText(dossier.acceptedAt ?? dossier.submittedAt),
    promisedAt: instant('previousDueAt'),
    reason: said(line, 'reason', facts) ?? t('documents.erased'),
    newPromisedAt: instant('newDueAt'),
    signer: line?.agency?.id === dossier.units.competent.id ? (line?.actor ?? null) : null,
    ...trackingOf(facts, heads.competent),
  }
}

/** Form 05: the dossier ends without a result. */
export function buildStop(facts: PaperFacts): PaperData {
  const { dossier, heads, t } = facts
  const line = eventOf(facts, 'Stopped')
  const at = line?.at ?? dossier.finishedAt ?? dossier.submittedAt
  return {
    ...letterOf(facts, heads.competent, at),
    number: null,
    code: dossier.code,
    ...applicantOf(facts),
    receivedAt: momentText(dossier.acceptedAt ?? dossier.submittedAt, t),
    stoppedAt: momentText(at, t),
    reason: said(line, 'reason', facts) ?? t('documents.erased'),
    legalBasis: said(line, 'legalBasis', facts),
    signer: line?.agency?.id === dossier.units.competent.id ? (line?.actor ?? null) : null,
    ...trackingOf(facts, heads.competent),
  }
}

/** The head of a paper of this agency and day. */
export function letterOf({ t }: PaperFacts, head: LetterHead, at: number) {
  return { superior: head.superior, agency: head.name, dateLine: dateLine(head, at, t) }
}

export function contactOf(facts: PaperFacts) {
  const { applicant } = facts.dossier
  return { address: addressText(facts), phone: phoneText(applicant?.phone), email: applicant?.email ?? null }
}

function applicantOf(facts: PaperFacts) {
  return { applicant: applicantName(facts), request: procedureName(facts), ...contactOf(facts) }
}

/** The number an applicant is known by, under its name. */
export function numberOf({ dossier, t }: PaperFacts) {
  const { applicant } = dossier
  const isOrganisation = applicant?.kind === 'organisation'
  return {
    numberLabel: t(isOrganisation ? 'documents.tax_code' : 'documents.identity_number'),
    identityNumber: (isOrganisation ? applicant?.taxCode : applicant?.identityNumber) ?? null,
  }
}

export function trackingOf(facts: PaperFacts, head: LetterHead) {
  return { qr: qrOf(trackingAddress(facts)), unitPhone: head.phone }
}

/** By what the slip's service is rated. What is typed at the kiosk goes with the dossier's code, so there is none before it has one. */
export function rateOf({ dossier, publicUrl, ratingOf }: PaperFacts, event: RatingEvent) {
  const { token, code } = ratingOf(event)
  return { rate: qrOf(`${publicUrl}/danh-gia/${token}`), rateCode: dossier.code === null ? null : code }
}

/** The newest event of a kind that still counts. */
export function eventOf({ dossier }: PaperFacts, type: TimelineLine['type']): TimelineLine | undefined {
  return dossier.timeline.findLast((line) => line.type === type && line.correctedBy === null)
}

/** A text of an event; null when it has none. */
export function said(line: TimelineLine | undefined, part: string, { t }: PaperFacts): string | null {
  const found = line?.texts.find((text) => text.part === part)
  return found === undefined ? null : (found.text ?? t('documents.erased'))
}

function limitText(limit: { quantity: number; unit: string }, t: PaperFacts['t']): string {
  if (limit.quantity === 0) return t('documents.same_day')
  return t(`documents.limit.${limit.unit}`, { count: String(limit.quantity).replace('.', ',') })
}

function papersHandedIn({ dossier }: PaperFacts) {
  const count = (number: number) => (number === 0 ? null : number)
  return dossier.components
    .filter((component) => component.papers.length > 0 || component.attachments.length > 0)
    .map((component) => ({
      name: component.name.vi,
      originals: count(component.papers.reduce((sum, paper) => sum + paper.originals, 0)),
      // Nobody records which copies are certified; the column is for the pen.
      certified: null,
      copies: count(component.papers.reduce((sum, paper) => sum + paper.copies, 0)),
      files: count(component.attachments.length),
    }))
}
