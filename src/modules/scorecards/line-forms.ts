import type { IsoDate } from '../../platform/civil-date.ts'
import type { UserId } from '../../platform/ids.ts'
import type { SheetRights } from './policy.ts'
import type { RoundDates } from './round.ts'
import { lineOf, type SheetState } from './sheet.ts'
import type { LineActKind } from './sheet-acts.ts'
import type { SheetLine } from './sheet-line.ts'

/** What a line's page offers; `decideOnSheet` says the same when it is pressed. */
export type LineForm = LineActKind | 'confirm_survey'

export interface FormFacts {
  dates: RoundDates
  today: IsoDate
  actor: UserId
  rights: SheetRights
}

/** The forms somebody gets on a line. */
export function formsOn(state: SheetState, line: SheetLine, { dates, today, actor, rights }: FormFacts): LineForm[] {
  const { figure, appeal, decision, verified, survey } = lineOf(state, line.key)
  const isLocked = figure?.standing === 'measured'
  if (state.phase === 'published') return rights.decides ? ['correct'] : []
  const forms: LineForm[] = []
  if (line.kind === 'survey') {
    if (rights.organises) forms.push('survey')
    if (rights.organises && survey !== null && survey.confirmedBy === null && survey.by !== actor)
      forms.push('confirm_survey')
    return forms
  }
  const isCounted = line.kind === 'counted' && figure === null
  if (state.phase === 'scoring' && rights.scores && today <= dates.selfUntil && !isLocked && !isCounted)
    forms.push('self')
  if (state.phase === 'verifying' && rights.verifies && today <= dates.verifyUntil && !isLocked) forms.push('verify')
  const mayAppeal = state.phase === 'verified' && rights.submits && today <= dates.appealUntil && !state.agreed
  if (mayAppeal && appeal === null) forms.push('appeal')
  const isOther = verified?.by !== actor && appeal?.by !== actor && !state.verifiers.includes(actor)
  if (rights.decides && appeal !== null && decision === null && isOther) forms.push('decide')
  return forms
}
