import type { Actor } from '../../organisation/index.ts'
import { type Facts, fill, fillLine } from '../fill.ts'
import type { TemplateKey } from '../kinds.ts'
import { measured, render, smsForm } from '../render.ts'
import type { TemplatePreview, TemplateTexts } from '../view-types.ts'
import { assertMayEdit, assertTexts } from './edit-template.ts'

/** What stands in a preview's places: nobody's data, made up and long enough to show how lines break. */
export type Sample = Readonly<Record<'vi' | 'en', Facts>>

/** How a text would look in both languages and on every channel, filled with a sample. Faults come at their fields. */
export function previewTemplate(
  actor: Actor,
  { key, texts, status, sample }: { key: TemplateKey; texts: TemplateTexts; status: TemplateTexts; sample: Sample },
): TemplatePreview[] {
  assertMayEdit(actor)
  assertTexts(key, texts)
  return (['vi', 'en'] as const).map((locale) => {
    const facts = { ...sample[locale], status: fill(status[locale].body, sample[locale]) }
    const { subject, body, sms } = render(texts, locale, facts)
    const source = texts[locale].sms
    const other = texts.smsForm === 'plain' ? 'accented' : 'plain'
    return {
      locale,
      subject,
      body,
      push: subject,
      sms: sms === null ? null : measured(sms),
      smsOther: sms === null || source === null ? null : measured(smsForm(fillLine(source, facts), other)),
    }
  })
}
