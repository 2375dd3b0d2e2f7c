import type { Area, Leaf, Method } from '../../indicators/schemes/scheme.ts'
import type { Extra, FullScorecard, LineNote } from '../scorecard-scheme.ts'
import { childrenOf, type DraftNode, isLeaf, numberOf, type SchemeDraft } from './scheme-draft.ts'

type Both = Leaf['name']

/** The scheme a draft without problems says, as version so and so. A draft with problems gives one that the checks refuse. */
export function buildScheme(draft: SchemeDraft, version: number): FullScorecard {
  const extras = draft.nodes.filter(({ kind }) => kind === 'bonus' || kind === 'penalty')
  const lines = draft.nodes.flatMap(lineNote)
  const cap = numberOf(draft.cap) ?? number(draft.max)
  return {
    kind: 'full',
    example: false,
    units: draft.units as FullScorecard['units'],
    ...(draft.follows === '' ? {} : { follows: draft.follows }),
    tree: treeOf(draft, version),
    ...(extras.length === 0 ? {} : { extras: { cap, items: extras.map(extraOf) } }),
    ...(lines.length === 0 ? {} : { lines }),
  }
}

function treeOf(draft: SchemeDraft, version: number): FullScorecard['tree'] {
  const survey = numberOf(draft.survey)
  return {
    key: draft.key,
    version,
    name: both(draft.vi, draft.en),
    source: draft.source.trim(),
    ...(draft.noteVi.trim() === '' ? {} : { note: both(draft.noteVi, draft.noteEn) }),
    level: 'agency',
    periods: ['year'],
    years: { from: number(draft.fromYear), to: numberOf(draft.toYear) },
    max: number(draft.max),
    ...(survey === null ? {} : { survey }),
    decimals: number(draft.decimals),
    areas: childrenOf(draft, null).flatMap((node) => (node.kind === 'area' ? [areaOf(draft, node)] : [])),
    ...(draft.kept === '' ? {} : (JSON.parse(draft.kept) as Pick<FullScorecard['tree'], 'grades'>)),
  }
}

function areaOf(draft: SchemeDraft, node: DraftNode): Area {
  return {
    ...branch(node),
    criteria: childrenOf(draft, node.id).map((one) =>
      isLeaf(draft, one)
        ? leafOf(one)
        : { ...branch(one), components: childrenOf(draft, one.id).map((component) => leafOf(component)) },
    ),
  }
}

function branch({ key, vi, en, max, owner }: DraftNode) {
  const ownerName = owner.trim()
  return {
    key: key.trim(),
    name: both(vi, en),
    max: number(max),
    ...(ownerName === '' ? {} : { owner: both(ownerName, '') }),
  }
}

function leafOf(node: DraftNode): Leaf {
  const { behind, source } = keptOf(node)
  return {
    ...branch(node),
    method: buildMethod(node),
    rule: both(node.ruleVi, node.ruleEn),
    ...(source === undefined ? {} : { source }),
    ...(behind === undefined ? {} : { behind }),
  }
}

/** The rule of a line in the words of the format. */
export function buildMethod(node: DraftNode): Method {
  const { of, over, max, parts } = node
  const items = () => parts.map(({ key, points, vi, en }) => ({ key, name: both(vi, en), points: number(points) }))
  switch (node.method) {
    case 'ratio': {
      const full = shareOf(node.full)
      const zero = node.zero as Extract<Method, { kind: 'ratio' }>['zero']
      const kept = keptOf(node).method as Partial<Extract<Method, { kind: 'ratio' }>> | undefined
      return { kind: 'ratio', of, over, ...(full === null ? {} : { full }), zero, ...kept }
    }
    case 'average':
      return { kind: 'average', of, over }
    case 'formula':
      return { kind: 'formula', points: of }
    case 'steps':
      return { kind: 'steps', steps: node.steps.map((step) => stepOf(node, step)) }
    case 'yes_no':
      return {
        kind: 'checklist',
        items: [
          {
            key: parts[0]?.key ?? 'yes',
            name: both(parts[0]?.vi || node.vi, parts[0]?.en || node.en),
            points: number(max),
          },
        ],
      }
    case 'checklist':
      return { kind: 'checklist', items: items() }
    case 'deduction':
      return { kind: 'deduction', less: items() }
    case 'kept':
      return (keptOf(node).method as Method | undefined) ?? { kind: 'evidence' }
    case 'survey':
      return { kind: 'survey' }
    default:
      return { kind: 'evidence' }
  }
}

function stepOf({ of, over }: DraftNode, { from, points }: DraftNode['steps'][number]) {
  const edge = over === '' ? numberOf(from) : shareOf(from)
  const all = edge === null ? [] : [{ of, ...(over === '' ? {} : { over }), from: edge }]
  return { points: number(points), all }
}

function extraOf(node: DraftNode): Extra {
  const { key, kind, vi, en, max, ruleVi, ruleEn } = node
  const sign = kind === 'bonus' ? 'bonus' : 'penalty'
  return { key: key.trim(), sign, name: both(vi, en), max: number(max), rule: both(ruleVi, ruleEn) }
}

function lineNote({ key, evidence, continues, method, surveyOf }: DraftNode): LineNote[] {
  const asks = evidence && method !== 'survey'
  const old = continues.trim()
  const survey = method === 'survey' ? surveyOf.trim() : ''
  if (!asks && old === '' && survey === '') return []
  return [
    {
      key: key.trim(),
      ...(asks ? { evidence: true as const } : {}),
      ...(old === '' ? {} : { continues: old }),
      ...(survey === '' ? {} : { survey }),
    },
  ]
}

/** What was left empty in English is said as in Vietnamese. */
function both(vi: string, en: string): Both {
  return { vi: vi.trim(), en: en.trim() || vi.trim() }
}

/** 90 (%) is 0.9, exactly. */
function shareOf(percent: string): number | null {
  const value = numberOf(percent)
  return value === null ? null : Number((value / 100).toFixed(6))
}

/** What is no number fails the checks as one that no scheme has. */
function number(text: string): number {
  return numberOf(text) ?? -1
}

interface KeptLine {
  behind?: string[]
  source?: string
  method?: object
}

function keptOf({ kept }: DraftNode): KeptLine {
  return kept === '' ? {} : (JSON.parse(kept) as KeptLine)
}
