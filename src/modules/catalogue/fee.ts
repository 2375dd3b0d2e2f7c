import type { Channel, FeeLine, ProcedureDocument } from './schemas.ts'

/** The lines of money that concern a way of submitting and a case (no case named: the first one). */
export function feesFor(
  document: Pick<ProcedureDocument, 'cases' | 'fees'>,
  chosen: { channel: Channel; caseKey: string | null },
): FeeLine[] {
  const caseKey = chosen.caseKey ?? document.cases[0]?.key ?? null
  return document.fees.filter(
    (line) =>
      (line.channel === null || line.channel === chosen.channel) && (line.caseKey === null || line.caseKey === caseKey),
  )
}

/** Free only where every line says so; a fee left to the People's Council or unknown is not free. */
export function isFree(lines: readonly FeeLine[]): boolean {
  return lines.length > 0 && lines.every((line) => line.status === 'free')
}

const LEFT_TO_COUNCIL = /HĐND|Hội đồng nhân dân/u

/** Whether the source's words allow to say "free": they say "miễn", "không thu" or 0, and do not leave it to the council. */
export function rawSaysFree(raw: string): boolean {
  const text = raw.normalize('NFC').trim()
  return !LEFT_TO_COUNCIL.test(text) && (/^0(\s|$)/.test(text) || /miễn|không thu/iu.test(text))
}
