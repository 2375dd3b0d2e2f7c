import type { DueFacts } from '../modules/money/index.ts'
import type { Shell } from './shell.ts'
import type { Tone } from './ui/index.ts'

/** A line of money as a page shows it. */
export interface ChargeRow {
  key: string
  name: string
  why: string
  collect: string
  /** Whole đồng; null where nobody has set one. */
  amount: number | null
  waived: number
  state: string
  tone: Tone
  illustrative: boolean
}

const tones: Record<string, Tone> = {
  due: 'soon',
  paid: 'ok',
  waived: 'ok',
  refunded: 'wait',
  released: 'ok',
  free: 'ok',
  owed: 'soon',
}

/** The charges that are written down, then the lines that are none (free, to choose, not set yet), each with its reason in words. */
export function chargeRows(due: DueFacts, { t, locale }: Pick<Shell, 't' | 'locale'>): ChargeRow[] {
  const charged = new Map(due.charges.map((charge) => [charge.key, charge]))
  const lines = [...due.charges.map((charge) => charge.line), ...due.lines.filter((line) => !charged.has(line.key))]
  return lines.map((line) => {
    const charge = charged.get(line.key)
    const state = charge?.state ?? line.status
    const reason =
      line.waiver === null
        ? line.basis
        : t('money.why.waiver', { percent: line.waiver.percent, basis: line.waiver.basis })
    return {
      key: line.key,
      name: line.name === null ? t(`money.kind.${line.kind}`) : line.name[locale],
      why: [line.condition, reason, line.waiver?.unsure].filter((part) => part != null && part !== '').join(' · '),
      collect: line.collect,
      amount:
        charge?.amount ?? (line.status === 'owed' || line.status === 'choose' ? (line.full ?? 0) - line.waived : null),
      waived: charge?.waived ?? line.waived,
      state: t(`money.state.${state}`),
      tone: tones[state] ?? 'plain',
      illustrative: line.illustrative,
    }
  })
}

const KIND_NOTE = /^(fee|charge)$/
const WHY_NOTE = /^(no_code|several|amount_differs|nothing_due|outgoing)$/
const OFFLINE_NOTE = /^(no_dossier|not_accepted|less_than_due|more_than_due|other_agency)$/
const TROUBLE_NOTE = /^(already_paid|other_dossier)$/
const AXIS_NOTE = /^(none|due|paid|refunded|exempt)$/

/** What stands below a difference: a code in words, or what an officer or the bank wrote. */
export function noteText(note: string | null, t: Shell['t']): string | null {
  if (note === null) return null
  if (KIND_NOTE.test(note)) return t(`money.kind.${note}`)
  if (WHY_NOTE.test(note)) return t(`money.why_open.${note}`)
  if (OFFLINE_NOTE.test(note)) return t(`money.offline.why_${note}`)
  if (TROUBLE_NOTE.test(note)) return t(`money.trouble.${note}`)
  return AXIS_NOTE.test(note) ? t(`money.${note}`) : note
}
