import { defineRefusals, type Refusal } from '../errors.ts'

/** Every "no" about a file; each has its own sentence under `error.files.`. */
export const fileRefusals = defineRefusals('files', {
  empty: 'invalid',
  too_large: 'invalid',
  type_not_allowed: 'invalid',
  content_differs: 'invalid',
  image_heic: 'invalid',
  image_damaged: 'invalid',
  image_too_big: 'invalid',
  pdf_encrypted: 'invalid',
  pdf_script: 'invalid',
  pdf_launch: 'invalid',
  pdf_embedded_files: 'invalid',
  pdf_unusual: 'invalid',
  pdf_damaged: 'invalid',
  office_macro: 'invalid',
  office_encrypted: 'invalid',
  office_embedded: 'invalid',
  office_remote: 'invalid',
  office_old_format: 'invalid',
  office_too_big: 'invalid',
  office_damaged: 'invalid',
  too_complex: 'invalid',
  upload_interrupted: 'invalid',
  not_found: 'not_found',
})

export type FileFaultCode = keyof typeof fileRefusals

/** What is wrong with a file. */
export interface FileFault {
  ok: false
  code: FileFaultCode
  params?: Record<string, string | number>
}

export function fileFault(code: FileFaultCode, params?: Record<string, string | number>): FileFault {
  return params === undefined ? { ok: false, code } : { ok: false, code, params }
}

export function refusalOf(fault: FileFault): Refusal {
  return fileRefusals[fault.code](fault.params)
}

/** What reading a form with files threw, as it should be told: a form that broke off, or came garbled, is no bug of ours. */
export function formFaultOf(error: unknown): unknown {
  const broken = error instanceof Error && /unexpected end of multipart data|Boundary not found/i.test(error.message)
  return broken ? fileRefusals.upload_interrupted() : error
}
