import { type ReturnWay, returnWays } from '../../../modules/casework/dossier.ts'
import type { FormState } from '../../ui/index.ts'

/** How a result is handed over, as the page asks: at the counter it matters who stands there. */
export const handOverWays = ['counter', 'authorised', 'post', 'online'] as const
export type HandOverWay = (typeof handOverWays)[number]

type Values = FormState['values']

/** The way that the form holds; else the one that the applicant chose, else the counter. */
export function wayIn(values: Values | undefined, wished: ReturnWay | null): HandOverWay {
  const by = returnWays.find((way) => way === values?.by?.[0]) ?? wished ?? 'counter'
  return by === 'counter' && values?.recipient?.[0] === 'authorised' ? 'authorised' : by
}

/** The two fields of the verb's input that a way stands for. */
export function fieldsOfWay(way: HandOverWay): { by: ReturnWay; recipient: 'applicant' | 'authorised' } {
  return way === 'authorised' ? { by: 'counter', recipient: 'authorised' } : { by: way, recipient: 'applicant' }
}

/** The form after another way was pressed: all that was typed, with what the new way begins with. */
export function withWay(values: Values, pressed: string): Values {
  const way = handOverWays.find((one) => one === pressed) ?? 'counter'
  const { by, recipient } = fieldsOfWay(way)
  const document = values['identity/document'] ?? ['identity_card']
  return { ...values, by: [by], recipient: [recipient], 'identity/document': document }
}
