import { type Facts, fill, fillLine } from './fill.ts'
import { plainAscii, type SmsLength, smsLength } from './sms-length.ts'
import type { TemplateTexts } from './view-types.ts'

/** A notice as it goes out, in every form a channel may need. */
export interface Rendered {
  subject: string
  body: string
  /** Null: no text message for this. */
  sms: string | null
}

/** Fills the texts of one language. The same version and facts give the same words at any time: what the account shows is what was sent. */
export function render(texts: TemplateTexts, locale: 'vi' | 'en', facts: Facts): Rendered {
  const { subject, body, sms } = texts[locale]
  return {
    subject: fillLine(subject, facts),
    body: fill(body, facts),
    sms: sms === null || sms.trim() === '' ? null : smsForm(fillLine(sms, facts), texts.smsForm),
  }
}

export function smsForm(text: string, form: TemplateTexts['smsForm']): string {
  return form === 'plain' ? plainAscii(text) : text.normalize('NFC')
}

export function measured(text: string): { text: string; length: SmsLength } {
  return { text, length: smsLength(text) }
}
