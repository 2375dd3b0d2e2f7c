import { type PaperItem, returnWays } from '../../../modules/casework/dossier.ts'
import type { PersonInput } from '../../../modules/vault/schemas.ts'
import type { FormFault, SentForm } from '../../ui/index.ts'
import type { FieldFile } from '../kept-files.tsx'
import type { CounterChannel, CounterProcedure } from '../services/intake.ts'
import type { AuthorisedInput, IntakeRequest } from '../services/receive.ts'
import type { PersonPart } from './intake-values.ts'

const PERSON_FIELDS = ['fullName', 'birthDate', 'sex', 'phone', 'email'] as const
/** The field of the document of authorisation. */
export const AUTHORISATION_FILE = 'tep/uy-quyen'
/** The field of the result that is handed over on the spot. */
export const RESULT_FILE = 'tep/ket-qua'

export function channelOf(form: Pick<SentForm, 'text'>): CounterChannel {
  return form.text('channel') === 'post' ? 'post' : 'counter'
}

/** A person as typed. One field takes the number, whatever kind of person it is. */
export function personOf(form: SentForm, part: PersonPart): PersonInput {
  const kind = form.text(`${part}/kind`) === 'organisation' ? 'organisation' : 'citizen'
  const number = form.text(`${part}/number`)
  const typed = Object.fromEntries(PERSON_FIELDS.map((field) => [field, form.text(`${part}/${field}`)]))
  return {
    kind,
    ...typed,
    ...(kind === 'citizen' ? { identityNumber: number } : { taxCode: number }),
    address: {
      communeCode: form.text(`${part}/address/communeCode`),
      line: form.text(`${part}/address/line`),
    },
  }
}

/** Everything the counter sends in, but for what the press itself adds. */
export function intakeOf(
  form: SentForm,
  procedure: CounterProcedure,
  files: readonly FieldFile[],
): Omit<IntakeRequest, 'accept' | 'settle' | 'groupId'> {
  const commune = (name: string) => form.text(name) || undefined
  return {
    versionId: procedure.versionId,
    caseKey: procedure.caseKey,
    channel: channelOf(form),
    mandateId: form.text('mandateId'),
    applicant: personOf(form, 'applicant'),
    authorised: authorisedOf(form, files),
    communeCode: procedure.needsCommune ? commune('communeCode') : undefined,
    processingCommuneCode: procedure.needsProcessingCommune ? commune('processingCommuneCode') : undefined,
    papers: procedure.components.filter(({ key }) => isTicked(form, key)).map((component) => paperOf(form, component)),
    files: files
      .filter(({ field }) => procedure.components.some(({ key }) => field === `tep/${key}`))
      .map(({ field, ...file }) => ({ ...file, componentKey: field.slice('tep/'.length) })),
    stored: storedIn(form, procedure),
    resultBy: returnWays.find((way) => way === form.text('resultBy')),
    request: form.text('request'),
    confirmed: form.text('confirmed') === 'yes',
    postItemId: form.text('postItem') || undefined,
    commandId: form.text('commandId'),
    acceptCommandId: form.text('acceptCommandId'),
  }
}

export function isTicked(form: Pick<SentForm, 'text'>, key: string): boolean {
  return form.text(`components/${key}`) !== ''
}

/** The field of one held paper: ticked, it is attached by reference. Its value says which file it is; the server checks it again. */
export function storedField(componentKey: string, paperId: string): string {
  return `kho/${componentKey}/${paperId}`
}

export function isChosen(form: Pick<SentForm, 'text'>, componentKey: string, paperId: string): boolean {
  return form.text(storedField(componentKey, paperId)) !== ''
}

type Stored = NonNullable<IntakeRequest['stored']>[number]

/** The value of that field. */
export function storedValue({ fileHash, mediaType, size }: Pick<Stored, 'fileHash' | 'mediaType' | 'size'>): string {
  return [fileHash, mediaType, size].join(' ')
}

function storedIn(form: SentForm, procedure: CounterProcedure): Stored[] {
  return Object.keys(form.values).flatMap((name) => {
    const [room, componentKey = '', paperId = ''] = name.split('/')
    const known = procedure.components.some(({ key }) => key === componentKey)
    const [fileHash = '', mediaType = '', size = ''] = form.text(name).split(' ')
    if (room !== 'kho' || !known || fileHash === '') return []
    return [{ componentKey, paperId, fileHash, mediaType, size: Number(size) }]
  })
}

function paperOf(
  form: SentForm,
  { key, originals, copies }: { key: string; originals: number | null; copies: number | null },
): PaperItem {
  const certifiedCopies = countOf(form.text(`certified/${key}`)) ?? 0
  return {
    componentKey: key,
    originals: countOf(form.text(`originals/${key}`)) ?? originals ?? 1,
    copies: countOf(form.text(`copies/${key}`)) ?? copies ?? 0,
    ...(certifiedCopies === 0 ? {} : { certifiedCopies }),
  }
}

function authorisedOf(form: SentForm, files: readonly FieldFile[]): AuthorisedInput | undefined {
  if (form.text('authorised') !== 'yes') return undefined
  const { address, ...person } = personOf(form, 'authorised')
  // The counter asks for no address of whoever hands it in; one on record is kept whole or not at all.
  const whole = (address?.communeCode ?? '') !== '' && (address?.line ?? '') !== ''
  return {
    person: {
      ...person,
      kind: 'citizen',
      identityNumber: form.text('authorised/number'),
      ...(whole ? { address } : {}),
    },
    file: files.find(({ field }) => field === AUTHORISATION_FILE) ?? null,
    onPaper: form.text('authorised/paper') === 'yes',
  }
}

/** Faults that need no server: numbers of papers. */
export function countFaults(form: SentForm): FormFault[] {
  return Object.keys(form.values)
    .filter((name) => /^(originals|copies|certified)\//.test(name))
    .filter((name) => form.text(name) !== '' && countOf(form.text(name)) === null)
    .map((name) => ({ path: name, key: 'intake.e_count' }))
}

function countOf(text: string): number | null {
  return /^\d{1,2}$/.test(text) ? Number(text) : null
}

/** Faults of the use case at the fields of this page: either number of a person has the one field. */
export function atThisPage(faults: readonly FormFault[]): FormFault[] {
  return faults.map((fault) => ({
    ...fault,
    path: fault.path
      .replace(/^(applicant|authorised)\/(identityNumber|taxCode)$/, '$1/number')
      .replace(/^authorised\/document$/, AUTHORISATION_FILE)
      .replace(`components/${AUTHORISATION_FILE.slice(4)}`, AUTHORISATION_FILE),
  }))
}
