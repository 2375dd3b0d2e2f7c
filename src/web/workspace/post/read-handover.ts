import type { HandoverRequest } from '../../../modules/casework/post/index.ts'
import { parseTypedDate } from '../../format.ts'
import type { FormFault, SentForm } from '../../ui/index.ts'

export const FIRST_LINES = 5
export const MOST_LINES = 100

type Read = Pick<HandoverRequest, 'postOffice' | 'signedByPost' | 'signedAt' | 'items'>

export function linesIn(form: Pick<SentForm, 'text'>): number {
  const asked = Number(form.text('lines'))
  return Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, MOST_LINES) : FIRST_LINES
}

/** A hand-over record as typed, or everything that is wrong with it. Lines without slip number are left out. */
export function readHandover(form: SentForm): Read | { faults: FormFault[] } {
  const faults: FormFault[] = []
  for (const name of ['postOffice', 'signedByPost']) {
    if (form.text(name).length < 2) faults.push({ path: name, key: 'error.casework.declaration_missing' })
  }
  const signedAt = readInstant(form, faults)
  const items = Array.from({ length: linesIn(form) }, (_, at) => at).flatMap((at) => lineOf(form, at, faults))
  if (items.length === 0 && faults.length === 0) faults.push({ path: 'slip/0', key: 'intake.post.e_no_line' })
  if (signedAt === null || faults.length > 0) return { faults }
  return { postOffice: form.text('postOffice'), signedByPost: form.text('signedByPost'), signedAt, items }
}

function readInstant(form: SentForm, faults: FormFault[]): number | null {
  const date = parseTypedDate(form.text('signedAt'))
  const time = /^([01]?\d|2[0-3])[:hg.]([0-5]\d)$/i.exec(form.text('signedTime'))
  if (date === null) faults.push({ path: 'signedAt', key: 'workspace.e_date' })
  if (time === null) faults.push({ path: 'signedTime', key: 'intake.post.e_time' })
  if (date === null || time === null) return null
  return Date.parse(`${date}T${(time[1] ?? '').padStart(2, '0')}:${time[2]}:00+07:00`)
}

function lineOf(form: SentForm, at: number, faults: FormFault[]): Read['items'][number][] {
  const slipNumber = form.text(`slip/${at}`).replace(/\s/g, '').toUpperCase()
  const procedureCode = form.text(`procedure/${at}`)
  const remark = form.text(`remark/${at}`)
  if (slipNumber === '' && procedureCode === '' && remark === '') return []
  if (slipNumber === '') faults.push({ path: `slip/${at}`, key: 'error.casework.declaration_missing' })
  if (!/^\d\.\d{6}$/.test(procedureCode))
    faults.push({ path: `procedure/${at}`, key: 'error.casework.post_item_procedure' })
  const complete = form.text(`complete/${at}`) === 'yes'
  if (!complete && remark === '') faults.push({ path: `remark/${at}`, key: 'intake.post.e_remark' })
  return [{ slipNumber, procedureCode, complete, remark: remark === '' ? null : remark }]
}
