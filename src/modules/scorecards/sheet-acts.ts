import type { IsoDate } from '../../platform/civil-date.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import type { SheetRights } from './policy.ts'
import type { RoundDates } from './round.ts'
import { decimalText, type FigureTold, lineOf, type SheetEvent, type SheetPhase, type SheetState } from './sheet.ts'
import { isExtra, isScored, type SheetLine } from './sheet-line.ts'
import { at } from './statement.ts'

/** A score that was read and checked against its line. */
export interface ScoreInput {
  points: number
  items: Record<string, number> | null
  /** Hash of the words and evidence; null: none. */
  statement: string | null
  hasWords: boolean
  hasEvidence: boolean
}

export const lineActs = ['self', 'verify', 'appeal', 'decide', 'survey', 'correct'] as const
export type LineActKind = (typeof lineActs)[number]

export type SheetAct =
  | { kind: LineActKind; line: SheetLine; seen: number; score: ScoreInput }
  | { kind: 'confirm_survey'; line: SheetLine; seen: number }
  | { kind: 'assign'; userId: UserId }
  | { kind: 'replace'; from: UserId; to: UserId | null; statement: string | null }
  | { kind: 'fill'; from: IsoDate; to: IsoDate; sha256: string; figures: Record<string, FigureTold> }
  | { kind: 'submit' | 'accept_rest' | 'finish' | 'agree' }
  | { kind: 'plan'; line: SheetLine; id: string; agencyId: AgencyId; dueOn: IsoDate; statement: string }
  | { kind: 'done'; id: string; statement: string; hasEvidence: boolean }

export interface ActFacts {
  lines: readonly SheetLine[]
  dates: RoundDates
  today: IsoDate
  actor: UserId
  rights: SheetRights
}

/** What an act adds to a sheet's events, or a refusal. Every act by every phase and person is decided here. */
export function decideOnSheet(state: SheetState, act: SheetAct, facts: ActFacts): SheetEvent[] {
  switch (act.kind) {
    case 'self':
      return selfScored(state, act, facts)
    case 'fill':
      allow(facts.rights.scores)
      inPhase(state, 'scoring', facts.dates.selfUntil, facts)
      return [{ type: 'FiguresFilled', payload: payloadOfFigures(act) }]
    case 'submit':
      return submitted(state, facts)
    case 'assign':
      allow(facts.rights.organises)
      if (state.phase === 'published') throw refusals.published()
      if (state.verifiers.includes(act.userId)) return []
      return [{ type: 'VerifierAssigned', payload: { userId: act.userId } }]
    case 'replace':
      return replaced(state, act, facts)
    case 'verify':
      return verified(state, act, facts)
    case 'accept_rest':
      return restAccepted(state, facts)
    case 'finish':
      return finished(state, facts)
    case 'agree':
      allow(facts.rights.submits)
      if (state.phase !== 'verified') throw refusals.wrong_phase()
      return state.agreed ? [] : [{ type: 'ResultAgreed', payload: {} }]
    case 'appeal':
      return appealed(state, act, facts)
    case 'decide':
      return decided(state, act, facts)
    case 'survey':
      return surveyEntered(state, act, facts)
    case 'confirm_survey':
      return surveyConfirmed(state, act, facts)
    case 'correct':
      return corrected(state, act, facts)
    case 'plan': {
      allow(facts.rights.scores)
      if (state.phase !== 'published') throw refusals.wrong_phase()
      const { id, agencyId, dueOn, statement } = act
      return [{ type: 'RemedyPlanned', payload: { id, key: act.line.key, agencyId, dueOn, statement } }]
    }
    case 'done': {
      allow(facts.rights.scores)
      const remedy = state.remedies.find((one) => one.id === act.id && one.done === null)
      if (remedy === undefined) throw refusals.remedy_missing()
      if (!act.hasEvidence) throw at('tep', 'product_missing')
      return [{ type: 'RemedyDone', payload: { id: act.id, statement: act.statement } }]
    }
  }
}

/** Takes a verifier off, with a reason; what they verified stays theirs. */
function replaced(state: SheetState, act: Extract<SheetAct, { kind: 'replace' }>, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.organises)
  if (state.phase === 'published') throw refusals.published()
  if (!state.verifiers.includes(act.from)) throw at('nguoi-cu', 'verifier_missing')
  if (act.to === act.from) throw at('nguoi', 'verifier_same')
  if (act.statement === null) throw at('ly-do', 'reason_missing')
  const { from, to, statement } = act
  const removed: SheetEvent = { type: 'VerifierRemoved', payload: { userId: from, statement } }
  if (to === null || state.verifiers.includes(to)) return [removed]
  return [removed, { type: 'VerifierAssigned', payload: { userId: to } }]
}

type LineAct = Extract<SheetAct, { score: ScoreInput }>

function selfScored(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.scores)
  inPhase(state, 'scoring', facts.dates.selfUntil, facts)
  const line = fresh(state, act)
  if (act.line.kind === 'survey') throw refusals.wrong_phase()
  if (act.line.kind === 'counted' && line.figure === null) throw refusals.figures_missing()
  if (line.figure?.standing === 'measured') throw refusals.locked()
  const { hasWords, hasEvidence } = act.score
  if (!hasWords && !hasEvidence) throw at('ly-do', 'explanation_missing')
  if (act.line.needsEvidence && !hasEvidence && act.score.points > 0) throw at('tep', 'evidence_missing')
  return [{ type: 'LineSelfScored', payload: scoreOf(act) }]
}

function submitted(state: SheetState, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.submits)
  inPhase(state, 'scoring', facts.dates.selfUntil, facts)
  const missing = facts.lines.filter((line) => {
    if (!isScored(line) || line.kind === 'survey' || isExtra(line)) return false
    const { figure, self } = lineOf(state, line.key)
    return figure?.standing !== 'measured' && self === null
  })
  if (missing.length > 0) throw refusals.lines_missing({ keys: keysOf(missing) })
  return [{ type: 'SheetSubmitted', payload: {} }]
}

function verified(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.verifies)
  inPhase(state, 'verifying', facts.dates.verifyUntil, facts)
  const line = fresh(state, act)
  if (act.line.kind === 'survey') throw refusals.wrong_phase()
  if (line.figure?.standing === 'measured') throw refusals.locked()
  const self = line.self?.points ?? (isExtra(act.line) ? 0 : null)
  if (self !== act.score.points && !act.score.hasWords) throw at('ly-do', 'reason_missing')
  return [{ type: 'LineVerified', payload: scoreOf(act) }]
}

/** What the verifier has looked at and nothing is to be said of: the unit's own points stand. */
function restAccepted(state: SheetState, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.verifies)
  inPhase(state, 'verifying', facts.dates.verifyUntil, facts)
  return unverified(state, facts).flatMap((line): SheetEvent[] => {
    const { self } = lineOf(state, line.key)
    if (self === null) return []
    return [
      {
        type: 'LineVerified',
        payload: { key: line.key, points: decimalText(self.points), items: null, statement: null },
      },
    ]
  })
}

function finished(state: SheetState, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.verifies)
  inPhase(state, 'verifying', facts.dates.verifyUntil, facts)
  const left = unverified(state, facts)
  if (left.length > 0) throw refusals.lines_unverified({ keys: keysOf(left) })
  return [{ type: 'SheetVerified', payload: {} }]
}

function unverified(state: SheetState, { lines }: ActFacts): SheetLine[] {
  return lines.filter((line) => {
    if (!isScored(line) || line.kind === 'survey') return false
    const { figure, self, verified: own } = lineOf(state, line.key)
    return figure?.standing !== 'measured' && own === null && !(isExtra(line) && self === null)
  })
}

function appealed(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.submits)
  inPhase(state, 'verified', facts.dates.appealUntil, facts)
  const line = fresh(state, act)
  if (act.line.kind === 'survey') throw refusals.wrong_phase()
  if (line.appeal !== null) throw refusals.appealed_already()
  if (state.agreed) throw refusals.agreed()
  if (!act.score.hasWords) throw at('ly-do', 'reason_missing')
  return [{ type: 'LineAppealed', payload: scoreOf(act) }]
}

function decided(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.decides)
  if (state.phase === 'published') throw refusals.published()
  const line = fresh(state, act)
  if (line.appeal === null) throw refusals.appeal_missing()
  if (line.decision !== null) throw refusals.decided_already()
  if (line.verified?.by === facts.actor || line.appeal.by === facts.actor) throw refusals.own_decision()
  if (state.verifiers.includes(facts.actor)) throw refusals.own_decision()
  if (!act.score.hasWords) throw at('ly-do', 'reason_missing')
  return [{ type: 'AppealDecided', payload: scoreOf(act) }]
}

function surveyEntered(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.organises)
  if (state.phase === 'published') throw refusals.published()
  fresh(state, act)
  if (act.line.kind !== 'survey') throw refusals.wrong_phase()
  if (!act.score.hasWords) throw at('ly-do', 'source_missing')
  return [{ type: 'SurveyEntered', payload: scoreOf(act) }]
}

function surveyConfirmed(
  state: SheetState,
  act: Extract<SheetAct, { kind: 'confirm_survey' }>,
  facts: ActFacts,
): SheetEvent[] {
  allow(facts.rights.organises)
  if (state.phase === 'published') throw refusals.published()
  const { survey } = fresh(state, act)
  if (survey === null) throw refusals.survey_missing()
  if (survey.by === facts.actor) throw refusals.survey_own()
  return survey.confirmedBy === null ? [{ type: 'SurveyConfirmed', payload: { key: act.line.key } }] : []
}

/** A published result is not changed: what was wrong in it is said beside it. */
function corrected(state: SheetState, act: LineAct, facts: ActFacts): SheetEvent[] {
  allow(facts.rights.decides)
  if (state.phase !== 'published') throw refusals.wrong_phase()
  fresh(state, act)
  if (!act.score.hasWords) throw at('ly-do', 'reason_missing')
  return [{ type: 'ResultCorrected', payload: scoreOf(act) }]
}

/**
 * Whether a sheet may be published: it is verified, every appeal decided, every survey part confirmed, and the unit agreed or its days to appeal
 * are over.
 */
export function isReady(state: SheetState, lines: readonly SheetLine[], { appealUntil, today }: ReadyDays): boolean {
  if (state.phase !== 'verified' || (!state.agreed && today <= appealUntil)) return false
  return lines.every((line) => {
    const { appeal, decision, survey } = lineOf(state, line.key)
    return line.kind === 'survey' ? survey?.confirmedBy != null : appeal === null || decision !== null
  })
}

interface ReadyDays {
  appealUntil: IsoDate
  today: IsoDate
}

function allow(may: boolean): void {
  if (!may) throw refusals.not_yours()
}

function inPhase(state: SheetState, phase: SheetPhase, until: IsoDate, { today }: ActFacts): void {
  if (state.phase === 'published') throw refusals.published()
  if (state.phase !== phase) throw refusals.wrong_phase()
  if (today > until) throw refusals.phase_over({ day: until.split('-').reverse().join('/') })
}

/** The line as it is, if it is still as the form showed it. */
function fresh(state: SheetState, { line, seen }: { line: SheetLine; seen: number }) {
  const found = lineOf(state, line.key)
  if (found.seen !== seen) throw refusals.stale()
  return found
}

function scoreOf({ line, score }: LineAct) {
  return { key: line.key, points: decimalText(score.points), items: score.items, statement: score.statement }
}

function payloadOfFigures({ from, to, sha256, figures }: Extract<SheetAct, { kind: 'fill' }>) {
  return { from, to, sha256, figures }
}

function keysOf(lines: readonly SheetLine[]): string {
  return lines.map(({ key }) => key).join(', ')
}
