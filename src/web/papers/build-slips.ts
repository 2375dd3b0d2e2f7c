import type { RegisterLine, TimelineLine } from '../../modules/casework/views/view-types.ts'
import { type FieldSchema, type PaperData, qrOf } from '../../modules/documents/index.ts'
import type { Translate } from '../locales/translate.ts'
import { contactOf, eventOf, letterOf, numberOf, rateOf, said, trackingOf } from './build-forms.ts'
import { type HandOver, handOversOf } from './dossier-papers.ts'
import type { LetterHead, PaperDossier, PaperFacts } from './paper-facts.ts'
import {
  applicantName,
  dateLine,
  dayText,
  dayTimeText,
  isoDayText,
  momentText,
  phoneText,
  procedureName,
} from './paper-words.ts'

/** Form 06: who had the dossier from when, and whether each was in time. */
export function buildControlSlip(facts: PaperFacts, now: number): PaperData {
  const { dossier, heads } = facts
  const promisedAt = dossier.due?.firstDueAt ?? dossier.due?.dueAt ?? null
  const cooperating = [...new Set(dossier.opinions.map((opinion) => opinion.agency.name))].join('; ')
  const receivedAt = dossier.acceptedAt ?? dossier.submittedAt
  return {
    ...letterOf(facts, heads.intake, now),
    code: dossier.code,
    applicant: applicantName(facts),
    request: procedureName(facts),
    receivedAt: dayTimeText(receivedAt),
    promisedAt: promisedAt === null ? null : dayTimeText(promisedAt),
    competent: heads.competent.name,
    cooperating: cooperating === '' ? null : cooperating,
    rows: controlRows(facts, receivedAt),
    qr: trackingOf(facts, heads.intake).qr,
  }
}

function controlRows(facts: PaperFacts, receivedAt: number) {
  const { dossier, heads, t } = facts
  const first = { from: applicantName(facts), to: heads.intake.name, at: dayTimeText(receivedAt), outcome: '' }
  const rows = handOversOf(dossier).map((one) => ({
    from: one.from,
    to: one.to,
    at: dayTimeText(one.at),
    outcome: outcomeText(dossier, one, t),
    note: t(`documents.hand_over.${one.type}`),
  }))
  return [{ ...first, note: t(`documents.channel.${dossier.channel}`) }, ...rows]
}

/** How the step that ended stood to its time. Silent where none was set, or where the clock stood still on the way. */
function outcomeText(dossier: PaperDossier, { at, type }: HandOver, t: Translate): string {
  if (type === 'Accepted') return dayOutcome(at, dossier.receptionDueAt, t)
  const before = dossier.timeline.filter((line) => line.at < at)
  const begun = before.findLast((line) => line.params.stepDueAt !== undefined || STOPS.includes(line.type))
  const dueAt = begun?.params.stepDueAt
  return typeof dueAt === 'number' ? dayOutcome(at, dueAt, t) : ''
}

const STOPS: readonly TimelineLine['type'][] = ['SupplementRequested', 'Suspended', 'PaymentRequested']

function dayOutcome(at: number, dueAt: number, t: Translate): string {
  if (at > dueAt) return t('documents.outcome.late')
  return t(dayText(at) === dayText(dueAt) ? 'documents.outcome.on_time' : 'documents.outcome.early')
}

/** Slips of hand-over, one for each pair of agencies: the newest hand-over of each dossier. */
export function buildHandOverSlips(all: readonly PaperFacts[]): PaperData[] {
  const groups = new Map<string, { facts: PaperFacts; last: HandOver }[]>()
  for (const facts of all) {
    const last = handOversOf(facts.dossier).at(-1)
    if (last === undefined) continue
    const key = `${last.from}\n${last.to}`
    groups.set(key, [...(groups.get(key) ?? []), { facts, last }])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const newest = group.reduce((latest, one) => (one.last.at > latest.last.at ? one : latest), first)
    const { facts, last } = newest
    const { t, heads } = facts
    const head = [heads.intake, heads.competent, heads.return].find((one) => one.name === last.from)
    const letter = head ?? { ...heads.competent, name: last.from, superior: null }
    return [
      {
        ...letterOf(facts, letter, last.at),
        from: last.from,
        to: last.to,
        at: momentText(last.at, t),
        rows: group.map((one) => ({ ...rowOf(one.facts), note: t(`documents.hand_over.${one.last.type}`) })),
        officer: last.by,
      },
    ]
  })
}

function rowOf(facts: PaperFacts) {
  const { dossier, t } = facts
  return {
    code: dossier.code ?? t('documents.no_code'),
    request: procedureName(facts),
    applicant: applicantName(facts),
  }
}

/** Receipt for a result: to be signed when it is handed over, or the record of it. */
export function buildResultReceipt(facts: PaperFacts, now: number): PaperData {
  const { dossier, heads, publicUrl, t } = facts
  const { result } = dossier
  if (result === null) throw new Error('no result')
  const line = eventOf(facts, 'ResultReturned')
  return {
    ...letterOf(facts, heads.return, dossier.returnedAt ?? now),
    code: dossier.code ?? '',
    returnAt: heads.return.name,
    applicant: applicantName(facts),
    ...numberOf(facts),
    request: procedureName(facts),
    resultName: t('documents.result_of', { name: procedureName(facts) }),
    resultNumber: result.number,
    issuedOn: isoDayText(result.issuedOn),
    way: line === undefined ? null : t(`documents.way.${line.key.split('.').at(-1)}`),
    returnedAt: dossier.returnedAt === null ? null : momentText(dossier.returnedAt, t),
    receiver: said(line, 'to', facts),
    receiverNumber: said(line, 'evidence', facts),
    officer: line?.actor ?? null,
    qr: qrOf(`${publicUrl}/kiem-chung/${result.verificationCode}`),
    unitPhone: heads.return.phone,
    ...rateOf(facts, 'result_returned'),
  }
}

/** The record that the post and the counter sign (QĐ 45/2016/QĐ-TTg Art. 7), one for each counter. */
export function buildPostalRecords(all: readonly PaperFacts[], now: number): PaperData[] {
  const counters = [...new Set(all.map((facts) => facts.heads.intake.name))]
  return counters.flatMap((name) => {
    const group = all.filter((facts) => facts.heads.intake.name === name)
    const [first] = group
    if (first === undefined) return []
    return [
      {
        ...letterOf(first, first.heads.intake, now),
        post: null,
        intake: name,
        at: null,
        // Slip numbers and what was counted are written by hand: the seal is opened while both look on.
        rows: group.map((facts) => ({ ...rowOf(facts), slip: '', complete: '' })),
        officer: null,
      },
    ]
  })
}

/**
 * A procedure's result, as far as the dossier fills the fields of its template: a draft to finish. What the dossier does not say is
 * left to be written.
 */
export function buildResultDraft(facts: PaperFacts, fields: FieldSchema, now: number): PaperData {
  const { dossier, heads, t } = facts
  const { birthDate, sex } = dossier.applicant ?? {}
  const known: PaperData = {
    ...letterOf(facts, heads.competent, now),
    mark: t('documents.illustrative'),
    code: dossier.code,
    applicant: applicantName(facts),
    ...numberOf(facts),
    ...contactOf(facts),
    request: procedureName(facts),
    birthDate: birthDate === undefined ? null : isoDayText(birthDate),
    sex: sex === undefined ? null : t(`documents.sex.${sex}`),
    ...trackingOf(facts, heads.competent),
  }
  return Object.fromEntries(Object.keys(fields.properties ?? {}).map((name) => [name, known[name] ?? null]))
}

export interface RegisterFacts {
  head: LetterHead
  /** `YYYY-MM-DD`, both included. */
  from: string
  to: string
  lines: readonly RegisterLine[]
  officer: string | null
  now: number
  t: Translate
}

/** Form 07: the register of a counter over some days. */
export function buildRegister({ head, from, to, lines, officer, now, t }: RegisterFacts): PaperData {
  return {
    superior: head.superior,
    agency: head.name,
    dateLine: dateLine(head, now, t),
    from: isoDayText(from),
    to: isoDayText(to),
    rows: lines.map((line) => ({
      code: line.code,
      request: line.procedure.name.vi,
      sets: '',
      applicant: line.applicant?.fullName ?? t('documents.erased'),
      contact: [line.applicant?.address?.line, phoneText(line.applicant?.phone)].filter((part) => part).join('; '),
      competent: line.competent.name,
      receivedOn: dayText(line.acceptedAt),
      promisedOn: line.promisedAt === null ? '' : dayText(line.promisedAt),
      returnedOn: line.returnedAt === null ? '' : dayText(line.returnedAt),
      returnWay: line.returnAt.name === head.name ? t('documents.way.counter') : line.returnAt.name,
      note: t(`state.${line.legal}`),
    })),
    officer,
  }
}
