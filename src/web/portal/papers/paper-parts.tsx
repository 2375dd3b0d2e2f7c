import type { HeldPaper, PaperState } from '../../../modules/vault/papers/paper.ts'
import { type Shell, useShell } from '../../shell.ts'
import { Tag, type Tone } from '../../ui/index.ts'

const TONES: Record<PaperState, Tone> = {
  valid: 'ok',
  not_yet: 'wait',
  expired: 'late',
  replaced: 'plain',
  revoked: 'late',
}

/** How a paper stands, in a word. */
export function PaperStateTag({ state }: { state: PaperState }) {
  const { t } = useShell()
  return <Tag tone={TONES[state]}>{t(`papers.state.${state}`)}</Tag>
}

/** Number, issuer and date of a paper in one line. */
export function paperLine({ details, issuedOn }: HeldPaper, { t, format }: Pick<Shell, 't' | 'format'>): string {
  const parts = [
    details.number === '' ? null : t('papers.number_short', { number: details.number }),
    details.issuer === '' ? null : details.issuer,
    issuedOn === null ? null : format.date(issuedOn),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
