import { schemeFault } from '../../indicators/schemes/check-scheme.ts'
import { stepsFault } from '../../indicators/schemes/check-steps.ts'
import { ExpressionError, namesIn, parseExpression } from '../../indicators/schemes/expression.ts'
import { compare, type Fraction, fractionOf, plus, toNumber, ZERO } from '../../indicators/schemes/fraction.ts'
import { dossiersOf, isSchemeMeasure } from '../../indicators/schemes/scheme-measures.ts'
import { SURVEY_FORM, scorecardFault } from '../scorecard-scheme.ts'
import { buildMethod, buildScheme } from './built-scheme.ts'
import { childrenOf, type DraftNode, isLeaf, numberOf, type SchemeDraft } from './scheme-draft.ts'

/** Something that keeps a draft from being published, at a line (`node` null: above the tree) and a field of its form. */
export interface DraftProblem {
  node: string | null
  field: string
  code: ProblemCode
  params: Record<string, string | number>
}

/** Each has its sentence under `error.scorecards.`, in both languages, and names its line. */
export type ProblemCode =
  | 'draft_field_missing'
  | 'draft_text_long'
  | 'draft_number_unreadable'
  | 'draft_points_zero'
  | 'draft_sum'
  | 'draft_survey_sum'
  | 'draft_cap_low'
  | 'draft_years_order'
  | 'draft_key_unfit'
  | 'draft_key_twice'
  | 'draft_key_stray'
  | 'draft_branch_empty'
  | 'draft_formula'
  | 'draft_measure_unknown'
  | 'draft_share_unfit'
  | 'draft_steps'
  | 'draft_parts_sum'
  | 'draft_parts_missing'
  | 'draft_part_idle'
  | 'draft_continues_unknown'
  | 'draft_continues_twice'
  | 'draft_survey_unfit'
  | 'draft_unfit'

const KEY_FORMS = {
  area: /^[IVX]{1,5}$/,
  criterion: /^[0-9]{1,2}(\.[0-9]{1,2}[a-z]?){0,2}$/,
  component: /^[0-9]{1,2}(\.[0-9]{1,2}[a-z]?){0,2}$/,
  bonus: /^[CT][0-9]{1,2}$/,
  penalty: /^[CT][0-9]{1,2}$/,
} as const

const MOST = 600

/**
 * All that keeps a draft from being published; none: it can be. Points add up along the tree, codes stand once and under their parents, rules
 * can give their maximum and no more. What is not seen line by line the checks of every published scheme see at the end.
 */
export function problemsOf(draft: SchemeDraft): DraftProblem[] {
  const found = [...headProblems(draft), ...draft.nodes.flatMap((node) => nodeProblems(draft, node))]
  if (found.length > 0) return found
  const scheme = buildScheme(draft, 1)
  const words = { knows: isSchemeMeasure, opens: (word: string) => dossiersOf(word).length > 0 }
  const fault = schemeFault(scheme.tree, words) ?? scorecardFault(scheme)
  return fault === null ? [] : [{ node: null, field: '', code: 'draft_unfit', params: { fault } }]
}

type Say = (field: string, code: ProblemCode, params?: DraftProblem['params']) => DraftProblem[]

function headProblems(draft: SchemeDraft): DraftProblem[] {
  const say: Say = (field, code, params = {}) => [{ node: null, field, code, params: { node: draft.key, ...params } }]
  const missing = (['vi', 'source'] as const).flatMap((field) =>
    draft[field].trim() === '' ? say(field, 'draft_field_missing') : tooLong(say, field, draft[field]),
  )
  const long = (['en', 'noteVi', 'noteEn'] as const).flatMap((field) => tooLong(say, field, draft[field]))
  const numbers = (['survey', 'cap'] as const).flatMap((field) =>
    draft[field].trim() === '' || numberOf(draft[field]) !== null ? [] : say(field, 'draft_number_unreadable'),
  )
  return [
    ...missing,
    ...long,
    ...(draft.units.length === 0 ? say('units', 'draft_field_missing') : []),
    ...pointsProblem(draft.max, say),
    ...(/^[0-4]$/.test(draft.decimals) ? [] : say('decimals', 'draft_number_unreadable')),
    ...numbers,
    ...yearsProblem(draft, say),
    ...(draft.nodes.some(({ kind }) => kind === 'area') ? [] : say('', 'draft_branch_empty')),
    ...sumProblem(draft.max, areasOf(draft), say),
    ...surveyProblem(draft, say),
    ...capProblem(draft, say),
  ]
}

function areasOf(draft: SchemeDraft): DraftNode[] {
  return childrenOf(draft, null).filter(({ kind }) => kind === 'area')
}

function yearsProblem({ fromYear, toYear }: SchemeDraft, say: Say): DraftProblem[] {
  const isYear = (text: string) => /^20\d\d$/.test(text.trim())
  if (!isYear(fromYear)) return say('fromYear', 'draft_number_unreadable')
  if (toYear.trim() === '') return []
  if (!isYear(toYear)) return say('toYear', 'draft_number_unreadable')
  return Number(toYear) < Number(fromYear) ? say('toYear', 'draft_years_order') : []
}

function surveyProblem(draft: SchemeDraft, say: Say): DraftProblem[] {
  const stated = numberOf(draft.survey)
  if (stated === null) return []
  const parts = draft.nodes.filter((node) => node.method === 'survey' && isLeaf(draft, node))
  const sum = sumOf(parts)
  if (sum === null || compare(sum, fractionOf(stated)) === 0) return []
  return say('survey', 'draft_survey_sum', { sum: toNumber(sum), max: stated })
}

function capProblem({ cap, max }: SchemeDraft, say: Say): DraftProblem[] {
  const [most, whole] = [numberOf(cap), numberOf(max)]
  if (most === null || whole === null) return []
  return most < whole || most > 1000 ? say('cap', 'draft_cap_low', { max: whole }) : []
}

function nodeProblems(draft: SchemeDraft, node: DraftNode): DraftProblem[] {
  const label = node.key.trim() || node.vi.trim() || node.id
  const say: Say = (field, code, params = {}) => [{ node: node.id, field, code, params: { node: label, ...params } }]
  const leaf = isLeaf(draft, node)
  const hasRule = leaf || node.kind === 'bonus' || node.kind === 'penalty'
  const below = childrenOf(draft, node.id)
  const texts = (['en', 'owner', 'ruleEn'] as const).flatMap((field) => tooLong(say, field, node[field]))
  return [
    ...keyProblems(draft, node, say),
    ...(node.vi.trim() === '' ? say('vi', 'draft_field_missing') : tooLong(say, 'vi', node.vi)),
    ...texts,
    ...(leaf && isInformation(node) ? [] : pointsProblem(node.max, say)),
    ...(node.kind === 'area' && below.length === 0 ? say('', 'draft_branch_empty') : []),
    ...(below.length === 0 ? [] : sumProblem(node.max, below, say)),
    ...(hasRule && node.ruleVi.trim() === ''
      ? say('ruleVi', 'draft_field_missing')
      : tooLong(say, 'ruleVi', node.ruleVi)),
    ...(leaf ? methodProblems(node, say) : []),
    ...continuesProblems(draft, node, say),
    ...(node.method === 'survey' && node.surveyOf.trim() !== '' && !SURVEY_FORM.test(node.surveyOf.trim())
      ? say('surveyOf', 'draft_survey_unfit')
      : []),
  ]
}

function tooLong(say: Say, field: string, text: string): DraftProblem[] {
  return text.trim().length > MOST ? say(field, 'draft_text_long', { most: MOST }) : []
}

function isInformation({ method, kept }: DraftNode): boolean {
  return method === 'kept' && kept.includes('"information"')
}

/** Points that a line has: a number above 0. */
function pointsProblem(text: string, say: Say): DraftProblem[] {
  if (text.trim() === '') return say('max', 'draft_field_missing')
  const value = numberOf(text)
  if (value === null || value > 1000) return say('max', 'draft_number_unreadable')
  return value === 0 ? say('max', 'draft_points_zero') : []
}

/** Null while one of them has no readable points: that is told at its own line. */
function sumOf(nodes: readonly { max: string }[]): Fraction | null {
  const values = nodes.map(({ max }) => numberOf(max))
  if (values.some((value) => value === null)) return null
  return values.reduce<Fraction>((total, value) => plus(total, fractionOf(value ?? 0)), ZERO)
}

function sumProblem(max: string, parts: readonly DraftNode[], say: Say): DraftProblem[] {
  const [whole, sum] = [numberOf(max), sumOf(parts)]
  if (whole === null || sum === null || parts.length === 0 || compare(sum, fractionOf(whole)) === 0) return []
  return say('max', 'draft_sum', { sum: toNumber(sum), max: whole })
}

function keyProblems(draft: SchemeDraft, node: DraftNode, say: Say): DraftProblem[] {
  const key = node.key.trim()
  if (key === '') return say('key', 'draft_field_missing')
  if (!KEY_FORMS[node.kind].test(key)) return say('key', 'draft_key_unfit')
  if (draft.nodes.some((other) => other.id !== node.id && other.key.trim() === key))
    return say('key', 'draft_key_twice')
  const parent = draft.nodes.find(({ id }) => id === node.parent)
  if (node.kind !== 'component' || parent === undefined || key.startsWith(`${parent.key.trim()}.`)) return []
  return say('key', 'draft_key_stray', { parent: parent.key.trim() })
}

function continuesProblems(draft: SchemeDraft, node: DraftNode, say: Say): DraftProblem[] {
  const old = node.continues.trim()
  if (old === '') return []
  if (!draft.baseKeys.includes(old)) return say('continues', 'draft_continues_unknown', { old })
  const others = draft.nodes.filter(({ id }) => id !== node.id)
  const isTaken = others.some((other) => other.continues.trim() === old)
  return isTaken ? say('continues', 'draft_continues_twice', { old }) : []
}

function methodProblems(node: DraftNode, say: Say): DraftProblem[] {
  switch (node.method) {
    case '':
      return say('method', 'draft_field_missing')
    case 'ratio':
      return [
        ...formulaProblems(node, ['of', 'over'], say),
        ...shareProblem(node.full, say),
        ...(node.zero === '' ? say('zero', 'draft_field_missing') : []),
      ]
    case 'average':
      return formulaProblems(node, ['of', 'over'], say)
    case 'formula':
      return formulaProblems(node, ['of'], say)
    case 'steps':
      return [
        ...formulaProblems(node, node.over.trim() === '' ? ['of'] : ['of', 'over'], say),
        ...stepProblems(node, say),
      ]
    case 'checklist':
    case 'deduction':
      return partProblems(node, say)
    default:
      return []
  }
}

function formulaProblems(node: DraftNode, fields: readonly ('of' | 'over')[], say: Say): DraftProblem[] {
  return fields.flatMap((field) => {
    const formula = node[field].trim()
    if (formula === '') return say(field, 'draft_field_missing')
    if (formula.length > 300) return say(field, 'draft_text_long', { most: 300 })
    try {
      const unknown = namesIn(parseExpression(formula)).find((name) => !isSchemeMeasure(name))
      return unknown === undefined ? [] : say(field, 'draft_measure_unknown', { measure: unknown })
    } catch (error) {
      if (error instanceof ExpressionError || error instanceof RangeError) return say(field, 'draft_formula')
      throw error
    }
  })
}

/** From which share on all points are given: above 0 and at most 100 %. */
function shareProblem(full: string, say: Say): DraftProblem[] {
  if (full.trim() === '') return []
  const share = numberOf(full)
  return share === null || share <= 0 || share > 100 ? say('full', 'draft_share_unfit') : []
}

function stepProblems(node: DraftNode, say: Say): DraftProblem[] {
  const max = numberOf(node.max)
  const isUnreadable = node.steps.some(
    ({ from, points }) => numberOf(points) === null || (from.trim() !== '' && numberOf(from) === null),
  )
  if (node.steps.length === 0) return say('steps', 'draft_field_missing')
  if (isUnreadable) return say('steps', 'draft_number_unreadable')
  const method = buildMethod(node)
  const fault = max === null || method.kind !== 'steps' ? null : stepsFault({ max }, method.steps)
  return fault === null ? [] : say('steps', 'draft_steps', { fault })
}

function partProblems(node: DraftNode, say: Say): DraftProblem[] {
  const { parts, method } = node
  if (parts.length === 0) return say('parts', 'draft_parts_missing')
  if (parts.some(({ points }) => numberOf(points) === null)) return say('parts', 'draft_number_unreadable')
  if (parts.some(({ vi }) => vi.trim() === '')) return say('parts', 'draft_parts_missing')
  const long = parts.flatMap(({ vi, en }) => [...tooLong(say, 'parts', vi), ...tooLong(say, 'parts', en)])
  if (long.length > 0) return long.slice(0, 1)
  const idle = parts.find(({ points }) => numberOf(points) === 0)
  if (method === 'deduction') return idle === undefined ? [] : say('parts', 'draft_part_idle', { part: idle.vi })
  const sum = sumOf(parts.map(({ points }) => ({ max: points })))
  const max = numberOf(node.max)
  if (max === null || sum === null || compare(sum, fractionOf(max)) === 0) return []
  return say('parts', 'draft_parts_sum', { sum: toNumber(sum), max })
}
