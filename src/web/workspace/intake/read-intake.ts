import type { PersonInput, PersonProfile } from '../../../modules/vault/schemas.ts'
import type { FormFault, SentForm } from '../../ui/index.ts'
import type { FieldFile } from '../kept-files.tsx'
import type { CounterChannel, CounterProcedure, IntakeRequest } from '../services/intake.ts'

const APPLICANT_FIELDS = ['fullName', 'birthDate', 'sex', 'phone', 'email'] as const

export function channelOf(form: Pick<SentForm, 'text'>): CounterChannel {
  return form.text('channel') === 'post' ? 'post' : 'counter'
}

/** The person as typed. One field takes the number, whatever kind of person it is. */
export function applicantOf(form: SentForm): PersonInput {
  const kind = form.text('applicant/kind') === 'organisation' ? 'organisation' : 'citizen'
  const number = form.text('applicant/number')
  const typed = Object.fromEntries(APPLICANT_FIELDS.map((field) => [field, form.text(`applicant/${field}`)]))
  return {
    kind,
    ...typed,
    ...(kind === 'citizen' ? { identityNumber: number } : { taxCode: number }),
    address: { communeCode: form.text('applicant/address/communeCode'), line: form.text('applicant/address/line') },
  }
}

/** Everything the counter sends in, but for the ids the page adds. */
export function intakeOf(
  form: SentForm,
  procedure: CounterProcedure,
  files: readonly FieldFile[],
): Omit<IntakeRequest, 'commandId' | 'acceptCommandId' | 'accept'> {
  const commune = (name: string) => form.text(name) || undefined
  return {
    versionId: procedure.versionId,
    caseKey: procedure.caseKey,
    channel: channelOf(form),
    mandateId: form.text('mandateId'),
    applicant: applicantOf(form),
    communeCode: procedure.needsCommune ? commune('communeCode') : undefined,
    processingCommuneCode: procedure.needsProcessingCommune ? commune('processingCommuneCode') : undefined,
    papers: procedure.components
      .filter(({ key }) => form.text(`components/${key}`) !== '')
      .map(({ key, originals, copies }) => ({
        componentKey: key,
        originals: countOf(form.text(`originals/${key}`)) ?? originals ?? 1,
        copies: countOf(form.text(`copies/${key}`)) ?? copies ?? 0,
      })),
    files: files
      .filter(({ field }) => procedure.components.some(({ key }) => field === `tep/${key}`))
      .map(({ field, ...file }) => ({ ...file, componentKey: field.slice('tep/'.length) })),
    request: form.text('request'),
    confirmed: form.text('confirmed') === 'yes',
  }
}

/** Faults that need no server: numbers of papers. */
export function countFaults(form: SentForm): FormFault[] {
  return Object.keys(form.values)
    .filter((name) => /^(originals|copies)\//.test(name))
    .filter((name) => form.text(name) !== '' && countOf(form.text(name)) === null)
    .map((name) => ({ path: name, key: 'workspace.intake.e_count' }))
}

function countOf(text: string): number | null {
  return /^\d{1,2}$/.test(text) ? Number(text) : null
}

/** The typed values with what is on record about a person filled in; what was typed by hand before is replaced. */
export function withProfile(values: SentForm['values'], profile: PersonProfile): SentForm['values'] {
  const { fullName, birthDate, sex, phone, email, address } = profile
  const filled = {
    'applicant/fullName': fullName,
    'applicant/birthDate': birthDate?.split('-').reverse().join('/'),
    'applicant/sex': sex,
    'applicant/phone': phone,
    'applicant/email': email,
    'applicant/address/communeCode': address?.communeCode,
    'applicant/address/line': address?.line,
  }
  const known = Object.entries(filled).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value]] as const],
  )
  return { ...values, ...Object.fromEntries(known) }
}

/** Faults about a person stand at the fields of this page: either number has the one field. */
export function atThisPage(faults: readonly FormFault[]): FormFault[] {
  return faults.map((fault) => ({
    ...fault,
    path: fault.path.replace(/^applicant\/(identityNumber|taxCode)$/, 'applicant/number'),
  }))
}
