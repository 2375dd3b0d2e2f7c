import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import { type Format, parseTypedDate } from '../../format.ts'
import type { FormFault, SentForm } from '../../ui/index.ts'
import type { FieldFile } from '../kept-files.tsx'

/** What a form is read with: the dossier as shown, its kept files, today and how dates are said. */
export interface Reading {
  form: SentForm
  files: readonly FieldFile[]
  dossier: DossierPage
  /** `YYYY-MM-DD` in Viet Nam. */
  today: string
  format: Format
}

export interface ReadInput {
  input: Record<string, unknown>
  /** Faults that the verb itself could not say as well: dates as typed, amounts. */
  faults: FormFault[]
}

type Fields = (reading: Reading, faults: FormFault[]) => Record<string, unknown>

/** The input of a verb as its form sends it. What was left empty is left out, so that the verb itself says what is missing. */
export function readInput(verb: VerbName, reading: Reading): ReadInput {
  const faults: FormFault[] = []
  const fields = withoutEmpty(readers[verb](reading, faults))
  return { input: fields, faults }
}

const readers: Record<VerbName, Fields> = {
  accept: () => ({}),
  resume: () => ({}),
  redirect: texts('to', 'reason'),
  refuse_intake: texts('reason', 'legalBasis'),
  stop: texts('reason', 'legalBasis'),
  withdraw: texts('reason'),
  forward: texts('to', 'note'),
  send_back: texts('to', 'reason'),
  assign: texts('officerId'),
  suspend: texts('because', 'reason'),
  return_result: readReturn,
  request_supplement: (reading, faults) => ({
    ...texts('reason', 'legalGround')(reading, faults),
    componentKeys: [...reading.form.all('componentKeys')],
    until: readDay('until', reading, faults, '23:59:59'),
  }),
  attach_paper: ({ form, dossier }) => ({
    attachments: (dossier.forms.attachPaper?.components ?? []).flatMap(({ key, papers }) =>
      papers
        .filter(({ paperId }) => form.all('paperIds').includes(`${key} ${paperId}`))
        .map(({ paperId, fileHash, mediaType, size }) => ({ componentKey: key, fileHash, mediaType, size, paperId })),
    ),
  }),
  supply: ({ form, files, dossier }) => ({
    attachments: files
      .filter(({ field }) => field.startsWith('tep/'))
      .map(({ field, hash, mediaType, size }) => ({ componentKey: field.slice(4), fileHash: hash, mediaType, size })),
    papers: (dossier.forms.supply?.components ?? [])
      .filter(({ key }) => form.text(`components/${key}`) !== '')
      .map(({ key }) => ({ componentKey: key, ...paperCount(form.text(`components/${key}`)) })),
  }),
  ask_opinion: (reading, faults) => ({
    ...texts('question')(reading, faults),
    agencyIds: [...reading.form.all('agencyIds')].filter((id) => id !== ''),
    workingDays: readWhole('workingDays', reading, faults),
  }),
  answer_opinion: (reading, faults) => ({
    ...texts('opinionId', 'answer')(reading, faults),
    agrees: reading.form.text('agrees') === '' ? undefined : reading.form.text('agrees') === 'yes',
  }),
  request_payment: (reading, faults) => ({
    ...texts('legalGround')(reading, faults),
    amount: readWhole('amount', reading, faults),
    until: readDay('until', reading, faults, '23:59:59'),
  }),
  record_payment: (reading, faults) => ({
    ...texts('receipt')(reading, faults),
    amount: readWhole('amount', reading, faults),
  }),
  extend: (reading, faults) => ({
    ...texts('reason')(reading, faults),
    newDueAt: readNewDue(reading, faults),
  }),
  approve: (reading, faults) => ({ ...texts('outcome', 'note')(reading, faults), result: readResult(reading) }),
  complete: (reading) => ({ result: readResult(reading) ?? {} }),
  correct: (reading, faults) => ({
    ...texts('reason')(reading, faults),
    version: readWhole('version', reading, faults),
  }),
}

function texts(...names: string[]): Fields {
  return ({ form }) => Object.fromEntries(names.map((name) => [name, form.text(name)]))
}

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}

function paperCount(form: string): { originals: number; copies: number; certifiedCopies?: number } {
  if (form === 'certified') return { originals: 0, copies: 0, certifiedCopies: 1 }
  return form === 'copy' ? { originals: 0, copies: 1 } : { originals: 1, copies: 0 }
}

/** Result number and file; undefined when neither was given. */
function readResult({ form, files }: Reading): Record<string, string> | undefined {
  const number = form.text('result/number')
  const file = files.find(({ field }) => field === 'tep/result')
  if (number === '' && file === undefined) return undefined
  return {
    ...(number === '' ? {} : { number }),
    ...(file === undefined ? {} : { fileHash: file.hash, mediaType: file.mediaType }),
  }
}

/** Only what belongs to the chosen way is taken: a number typed before the way was changed is nobody's. */
function readReturn(reading: Reading, faults: FormFault[]): Record<string, unknown> {
  const { form } = reading
  const common = { ...texts('to', 'by', 'evidence', 'unpaidGround')(reading, faults), papersBack: papersBack(reading) }
  const by = form.text('by')
  if (by === 'post') return { ...common, slipNumber: form.text('slipNumber') }
  if (by !== 'counter') return common
  const lastDigits = form.text('identity/lastDigits').trim()
  if (lastDigits !== '' && !/^[0-9]{4}$/.test(lastDigits))
    faults.push({ path: 'identity/lastDigits', key: 'papers.return.e_digits' })
  return {
    ...common,
    recipient: form.text('recipient'),
    ...(form.text('recipient') === 'authorised' ? { authorisation: fileIn(reading, 'tep/authorisation') } : {}),
    signature: fileIn(reading, 'tep/signature'),
    ...(lastDigits === '' ? {} : { identity: { document: form.text('identity/document'), lastDigits } }),
    ...(form.text('signedOnPaper') === 'yes' ? { signedOnPaper: true } : {}),
  }
}

/** The papers ticked, each with all that came in of it. */
function papersBack({ form, dossier }: Reading) {
  const ticked = form.all('papersBack')
  return dossier.components
    .filter(({ key, papers }) => ticked.includes(key) && papers.length > 0)
    .map(({ key, papers }) => ({
      componentKey: key,
      originals: papers.reduce((sum, paper) => sum + paper.originals, 0),
      copies: papers.reduce((sum, paper) => sum + paper.copies, 0),
    }))
}

function fileIn({ files }: Reading, name: string) {
  const file = files.filter(({ field }) => field === name).at(-1)
  return file && { fileHash: file.hash, mediaType: file.mediaType, size: file.size }
}

/** "1.575.000" -> 1575000; a fault for anything that is no whole number. */
function readWhole(name: string, { form }: Reading, faults: FormFault[]): number | undefined {
  const text = form.text(name).replace(/[.\s]/g, '')
  if (text === '') return undefined
  if (/^\d{1,12}$/.test(text)) return Number(text)
  faults.push({ path: name, key: 'workspace.e_whole' })
  return undefined
}

/** The end of a typed day, which must lie after today; the fault says which weekday it would be. */
function readDay(name: string, reading: Reading, faults: FormFault[], time: string): string | undefined {
  const text = reading.form.text(name)
  if (text === '') return undefined
  const date = parseTypedDate(text)
  if (date === null) faults.push({ path: name, key: 'workspace.e_date' })
  else if (date <= reading.today) {
    faults.push({ path: name, key: 'workspace.e_past', params: { day: reading.format.weekdayDate(date) } })
  } else return `${date}T${time}+07:00`
  return undefined
}

function readNewDue(reading: Reading, faults: FormFault[]): string | undefined {
  const until = readDay('newDueAt', reading, faults, '12:00:00')
  const earliest = reading.dossier.forms.extend?.minimumDate
  if (until === undefined || earliest === undefined || until.slice(0, 10) >= earliest) return until
  const day = reading.format.weekdayDate(until.slice(0, 10))
  const params = { day, earliest: reading.format.weekdayDate(earliest) }
  faults.push({ path: 'newDueAt', key: 'workspace.e_not_after', params })
  return undefined
}

/** A verb's fault at the field of the page that it is about. */
export function atField(fault: FormFault): FormFault {
  const path = fault.path
    .replace(/^(componentKeys|agencyIds)\/\d+$/, '$1')
    .replace(/^result(\/fileHash|\/mediaType)?$/, 'tep/result')
    .replace(/^(authorisation|signature)(\/.*)?$/, 'tep/$1')
    .replace(/^papersBack\/.*$/, 'papersBack')
    .replace(/^(attachments|papers)(\/.*)?$/, '')
  return { ...fault, path }
}
