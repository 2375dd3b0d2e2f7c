/** The kinds of paper whose fields are known. */
export const paperKinds = [
  'citizen_card',
  'birth_certificate',
  'marriage_certificate',
  'land_certificate',
  'business_registration',
  'birth_note',
] as const
export type PaperKind = (typeof paperKinds)[number]

export const scanStates = ['queued', 'reading', 'read', 'refused', 'failed'] as const
/** `refused`: read, but a page is not good enough to stand for the paper. `failed`: could not be read for a fault of ours. */
export type ScanState = (typeof scanStates)[number]
export type PageState = ScanState

/** How the value of a field is written, and so how it is checked. */
export type FieldForm = 'name' | 'date' | 'identity' | 'tax_code' | 'sex' | 'number' | 'amount' | 'text' | 'address'

/** What is known of a field of a kind of paper, in the order of the paper. */
export interface FieldShape {
  key: string
  form: FieldForm
}

/** A rectangle as shares (0..1) of the page's width and height. */
export interface FieldBox {
  left: number
  top: number
  right: number
  bottom: number
}

/** A field found on a paper. Dates are YYYY-MM-DD, numbers digits alone. */
export interface ExtractedField {
  key: string
  value: string
  /** 0..1: how sure the recogniser was, lessened where a check speaks against the value. */
  confidence: number
  box: FieldBox
  /** From 1. */
  page: number
}

/** How papers write the two sexes, and the word for each in locale keys. */
export const sexes = [
  { value: 'Nam', key: 'male' },
  { value: 'Nữ', key: 'female' },
] as const
