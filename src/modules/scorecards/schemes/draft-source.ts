import type { Area, Criterion, Leaf, Method } from '../../indicators/schemes/scheme.ts'
import { type Extra, type FullScorecard, identityOf, type ScorecardFile } from '../scorecard-scheme.ts'
import { type DraftNode, EMPTY_DRAFT, EMPTY_NODE, type MethodWord, type SchemeDraft, typed } from './scheme-draft.ts'

/**
 * A draft that says the same as a published version, or as a shipped frame, whose points stay empty. What an example says of itself is left
 * out: whoever publishes names the decision.
 */
export function draftOf(file: ScorecardFile, key: string): SchemeDraft {
  const { version } = identityOf(file)
  const base = { key: identityOf(file).key, version }
  if (file.kind === 'skeleton') {
    const { name, source, note, counts, areas } = file
    const nodes = areas.map((area, at) => nodeOf('area', null, { id: `n${at + 1}`, ...named(area) }))
    const head = { vi: name.vi, en: name.en, source, noteVi: note.vi, noteEn: note.en }
    const points = { max: typed(counts.points), survey: typed(counts.survey) }
    return { ...EMPTY_DRAFT, ...head, ...points, key, base, baseKeys: areas.map((area) => area.key), counts, nodes }
  }
  const nodes = nodesOf(file)
  return { ...EMPTY_DRAFT, ...headOf(file), key, base, baseKeys: nodes.map((node) => node.key), nodes }
}

function headOf({ tree, units, follows, extras, example }: FullScorecard): Partial<SchemeDraft> {
  const { source, note } = example ? { source: '', note: undefined } : tree
  const { name, max, survey, decimals, years, grades } = tree
  return {
    vi: name.vi,
    en: name.en,
    source,
    noteVi: note?.vi ?? '',
    noteEn: note?.en ?? '',
    units: [...units],
    follows: follows ?? '',
    max: typed(max),
    survey: typed(survey),
    decimals: String(decimals),
    fromYear: String(years.from),
    toYear: typed(years.to),
    cap: typed(extras?.cap),
    kept: grades === undefined ? '' : JSON.stringify({ grades }),
  }
}

function nodesOf(file: FullScorecard): DraftNode[] {
  let count = 0
  const id = () => `n${++count}`
  const nodes: DraftNode[] = []
  const add = (node: DraftNode): string => {
    const note = file.lines?.find((one) => one.key === node.key)
    nodes.push({ ...node, evidence: note?.evidence === true, surveyOf: note?.survey ?? '' })
    return node.id
  }
  const owned = ({ owner }: Area | Criterion | Leaf) => ({ owner: owner?.vi ?? '' })
  const leaf = (one: Leaf, kind: 'criterion' | 'component', parent: string) =>
    add(nodeOf(kind, parent, { id: id(), ...named(one), ...owned(one), ...ruled(one), ...methodOf(one) }))
  for (const area of file.tree.areas) {
    const areaId = add(nodeOf('area', null, { id: id(), ...named(area), ...owned(area) }))
    for (const one of area.criteria) {
      if (!('components' in one)) {
        leaf(one, 'criterion', areaId)
        continue
      }
      const criterion = add(nodeOf('criterion', areaId, { id: id(), ...named(one), ...owned(one) }))
      for (const component of one.components) leaf(component, 'component', criterion)
    }
  }
  for (const extra of file.extras?.items ?? []) {
    add(nodeOf(extra.sign, null, { id: id(), ...named(extra), ...ruled(extra) }))
  }
  return nodes
}

function nodeOf(
  kind: DraftNode['kind'],
  parent: string | null,
  fields: Partial<DraftNode> & { id: string },
): DraftNode {
  return { ...EMPTY_NODE, ...fields, kind, parent }
}

function named({ key, name, max }: { key: string; name: Leaf['name']; max: number | null }) {
  return { key, vi: name.vi, en: name.en, max: typed(max) }
}

function ruled({ rule }: Pick<Leaf | Extra, 'rule'>) {
  return { ruleVi: rule.vi, ruleEn: rule.en }
}

/** The method in the editor's words; what it has no field for stays beside it. */
function methodOf(leaf: Leaf): Partial<DraftNode> {
  const { method, behind, source } = leaf
  const beside = { ...(behind === undefined ? {} : { behind }), ...(source === undefined ? {} : { source }) }
  const keep = (word: MethodWord, more: Partial<DraftNode>, method?: object): Partial<DraftNode> => {
    const kept = { ...beside, ...(method === undefined ? {} : { method }) }
    return { method: word, ...more, kept: Object.keys(kept).length === 0 ? '' : JSON.stringify(kept) }
  }
  switch (method.kind) {
    case 'ratio': {
      const { of, over, full, zero, factor, more } = method
      const rest = { ...(factor === undefined ? {} : { factor }), ...(more === undefined ? {} : { more }) }
      return keep(
        'ratio',
        { of, over, full: percentText(full), zero },
        Object.keys(rest).length === 0 ? undefined : rest,
      )
    }
    case 'average':
      return keep('average', { of: method.of, over: method.over })
    case 'formula':
      return keep('formula', { of: method.points })
    case 'steps':
      return stepsOf(method) === null ? keep('kept', {}, method) : keep('steps', stepsOf(method) ?? {})
    case 'checklist': {
      if (method.items.some(({ measured }) => measured !== undefined)) return keep('kept', {}, method)
      return keep(method.items.length === 1 ? 'yes_no' : 'checklist', { parts: method.items.map(partOf) })
    }
    case 'deduction':
      if (method.less.some(({ of }) => of !== undefined)) return keep('kept', {}, method)
      return keep('deduction', { parts: method.less.map(partOf) })
    case 'information':
      return keep('kept', {}, method)
    default:
      return keep(method.kind, {})
  }
}

function partOf({ key, points, name }: { key: string; points: number; name: Leaf['name'] }) {
  return { key, points: typed(points), vi: name.vi, en: name.en }
}

/** Null where the steps ask for more than one share from a threshold on. */
function stepsOf({ steps }: Extract<Method, { kind: 'steps' }>): Partial<DraftNode> | null {
  const first = steps[0]?.all[0]
  if (first === undefined) return null
  const isPlain = steps.every(
    ({ all }, at) =>
      (all.length === 0 && at === steps.length - 1) ||
      (all.length === 1 &&
        all[0]?.of === first.of &&
        all[0].over === first.over &&
        all[0].from !== undefined &&
        all[0].below === undefined),
  )
  if (!isPlain) return null
  const isShare = first.over !== undefined
  return {
    of: first.of,
    over: first.over ?? '',
    steps: steps.map(({ points, all: [one] }) => ({
      from: isShare ? percentText(one?.from) : typed(one?.from),
      points: typed(points),
    })),
  }
}

/** A share as percent, without the noise of binary fractions. */
function percentText(share: number | undefined): string {
  return share === undefined ? '' : typed(Number((share * 100).toFixed(4)))
}
