import type { Message } from '../../modules/casework/deadlines/deadline-text.ts'
import type { FeeLine, Limit, OfficialText } from '../../modules/catalogue/schemas.ts'
import type { Format } from '../format.ts'
import type { Locale, Translate } from '../locales/translate.ts'

/** An official text in the page's language; where there is no English reading, the Vietnamese one. */
export function official(text: OfficialText, locale: Locale): string {
  return locale === 'en' ? (text.en ?? text.vi) : text.vi
}

/** "5 ngày làm việc", "Trong ngày". A limit the source leaves open says so. */
export function limitText(limit: Limit | null, { t, format }: { t: Translate; format: Format }): string {
  if (limit === null) return t('portal.limit.unknown')
  if (limit.quantity === 0) return t('portal.limit.same_day')
  const count = format.number(limit.quantity)
  return t(`portal.limit.${limit.unit}.${limit.quantity === 1 ? 'one' : 'other'}`, { count })
}

/** What a same-day limit says about the hour; null for other limits. */
export function limitNote(limit: Limit | null, t: Translate): string | null {
  if (limit === null || limit.quantity !== 0 || limit.sameDayCutoffMinute === null) return null
  const minute = limit.sameDayCutoffMinute ?? 15 * 60
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return t('portal.limit.cutoff', { time })
}

/** One line of money: "Lệ phí: 50.000 đồng", "Miễn phí". Zero without the word "free" in the source is not free. */
export function feeText(line: FeeLine, { t, format }: { t: Translate; format: Format }): string {
  // Where the source does not say which kind it is, the heading above already names both.
  const form = line.kind === 'unstated' ? 'plain' : 'of_kind'
  const kind = t(`portal.fee.kind.${line.kind}`)
  if (line.status !== 'amount' || line.amount === null) return t(`portal.fee.${form}.${line.status}`, { kind })
  const amount = format.money(line.amount)
  return line.per === null
    ? t(`portal.fee.${form}.amount`, { kind, amount })
    : t(`portal.fee.${form}.amount_per`, { kind, amount, per: line.per })
}

/** A message with messages in it, as a sentence. */
export function messageText(message: Message, t: Translate): string {
  const text = fill(message, t)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function fill({ key, params }: Message, t: Translate): string {
  const values = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? fill(value, t) : value,
  ])
  return t(key, Object.fromEntries(values))
}

/** The locale key of a fault's code: those about persons and drafts have their own names, refusals stand under `error.`. */
export function faultKey(code: string): string {
  return /^(identity|draft)\./.test(code) ? code : `error.${code}`
}
