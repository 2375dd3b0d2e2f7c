import type { Skeleton } from '../scorecard-scheme.ts'

export const nodeKinds = ['area', 'criterion', 'component', 'bonus', 'penalty'] as const
export type NodeKind = (typeof nodeKinds)[number]

/** How points are given, as the editor offers it. `kept`: a rule of the version before that the editor does not write, carried on as it is. */
export const methodWords = [
  'ratio',
  'steps',
  'yes_no',
  'checklist',
  'deduction',
  'survey',
  'evidence',
  'average',
  'formula',
  'kept',
] as const
export type MethodWord = (typeof methodWords)[number]

export const zeroWords = ['nothing', 'full', 'none', 'last_year'] as const

/** A line of a checklist, or what takes points away. */
export interface DraftPart {
  key: string
  points: string
  vi: string
  en: string
}

/** From this on (in % where there is a denominator) so many points; `from` empty: whatever else it is. */
export interface DraftStep {
  from: string
  points: string
}

/** A line of a scheme while it is written: everything as typed, since nothing need be right yet. */
export interface DraftNode {
  id: string
  parent: string | null
  kind: NodeKind
  key: string
  vi: string
  en: string
  max: string
  owner: string
  method: MethodWord | ''
  of: string
  over: string
  /** In %. */
  full: string
  zero: string
  steps: DraftStep[]
  parts: DraftPart[]
  ruleVi: string
  ruleEn: string
  evidence: boolean
  /** Which code of the version before this line goes on with, where the code changed. */
  continues: string
  /** Of a survey: the questionnaire, and the factor, that answers it. */
  surveyOf: string
  /** What the editor does not show, as JSON: it stays as long as the method stays. */
  kept: string
}

/** What stands above the tree, as typed. */
export interface DraftHead {
  vi: string
  en: string
  source: string
  noteVi: string
  noteEn: string
  units: string[]
  follows: string
  max: string
  survey: string
  decimals: string
  fromYear: string
  toYear: string
  cap: string
}

export interface SchemeDraft extends DraftHead {
  key: string
  /** Of which version the draft is the next; null for a scheme from nothing. */
  base: { key: string; version: number } | null
  /** Codes that stand in that version: a line may go on with one of them. */
  baseKeys: string[]
  /** How many of each a shipped frame speaks of. */
  counts: Skeleton['counts'] | null
  /** Grades of the version before, as JSON. */
  kept: string
  nodes: DraftNode[]
}

export const EMPTY_NODE: Omit<DraftNode, 'id' | 'parent' | 'kind'> = {
  key: '',
  vi: '',
  en: '',
  max: '',
  owner: '',
  method: '',
  of: '',
  over: '',
  full: '',
  zero: '',
  steps: [],
  parts: [],
  ruleVi: '',
  ruleEn: '',
  evidence: false,
  continues: '',
  surveyOf: '',
  kept: '',
}

export const EMPTY_DRAFT: Omit<SchemeDraft, 'key'> = {
  vi: '',
  en: '',
  source: '',
  noteVi: '',
  noteEn: '',
  units: ['department', 'commune'],
  follows: '',
  max: '100',
  survey: '',
  decimals: '2',
  fromYear: '',
  toYear: '',
  cap: '',
  base: null,
  baseKeys: [],
  counts: null,
  kept: '',
  nodes: [],
}

/** The lines directly under one, in their order; null: the areas, then bonus and penalty. */
export function childrenOf({ nodes }: Pick<SchemeDraft, 'nodes'>, parent: string | null): DraftNode[] {
  return nodes.filter((node) => node.parent === parent)
}

/** Every line in the order of the sheet, with how deep it stands. */
export function inOrder(draft: Pick<SchemeDraft, 'nodes'>): { node: DraftNode; depth: 0 | 1 | 2 }[] {
  return childrenOf(draft, null).flatMap((top) => [
    { node: top, depth: 0 as const },
    ...childrenOf(draft, top.id).flatMap((second) => [
      { node: second, depth: 1 as const },
      ...childrenOf(draft, second.id).map((third) => ({ node: third, depth: 2 as const })),
    ]),
  ])
}

/** Whether a line gets points of its own: it has a rule. */
export function isLeaf(draft: Pick<SchemeDraft, 'nodes'>, node: DraftNode): boolean {
  return node.kind === 'component' || (node.kind === 'criterion' && childrenOf(draft, node.id).length === 0)
}

/** A number as typed ("4,5"); null for anything else. `text` goes in, so that "0,10" and 50 digits are told apart from numbers. */
export function numberOf(text: string): number | null {
  const typed = text.trim().replace(',', '.')
  return /^\d{1,4}(?:\.\d{1,4})?$/.test(typed) ? Number(typed) : null
}

/** As an editor would type it. */
export function typed(value: number | undefined | null): string {
  return value === undefined || value === null ? '' : String(value).replace('.', ',')
}
