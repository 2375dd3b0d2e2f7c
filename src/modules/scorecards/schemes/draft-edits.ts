import {
  childrenOf,
  type DraftHead,
  type DraftNode,
  EMPTY_NODE,
  type NodeKind,
  type SchemeDraft,
} from './scheme-draft.ts'

/** One press in the editor. */
export type DraftEdit =
  | { kind: 'head'; head: DraftHead }
  | { kind: 'node'; id: string; node: Partial<Omit<DraftNode, 'id' | 'kind'>> }
  | { kind: 'add'; parent: string | null; nodeKind: NodeKind }
  | { kind: 'move'; id: string; by: 1 | -1 }
  | { kind: 'remove'; id: string }

/** Which kinds stand under which; null: at the top. */
const UNDER: Record<NodeKind, NodeKind | null> = {
  area: null,
  criterion: 'area',
  component: 'criterion',
  bonus: null,
  penalty: null,
}

/** So many lines a scheme may have while it is written: no sheet is longer. */
export const MOST_NODES = 400

/** Why a press cannot be done. */
export type EditFault = 'draft_node_missing' | 'draft_has_children' | 'draft_too_many' | 'draft_parent_unfit'

/** The draft after a press, and the line it was about; or why not. */
export function editDraft(
  draft: SchemeDraft,
  edit: DraftEdit,
): { draft: SchemeDraft; node: string | null } | { fault: EditFault } {
  switch (edit.kind) {
    case 'head':
      return { draft: { ...draft, ...edit.head }, node: null }
    case 'add':
      return added(draft, edit)
    case 'node':
      return changed(draft, edit)
    case 'move':
      return moved(draft, edit)
    case 'remove': {
      if (!draft.nodes.some(({ id }) => id === edit.id)) return { fault: 'draft_node_missing' }
      if (childrenOf(draft, edit.id).length > 0) return { fault: 'draft_has_children' }
      return { draft: { ...draft, nodes: draft.nodes.filter(({ id }) => id !== edit.id) }, node: null }
    }
  }
}

function added(draft: SchemeDraft, { parent, nodeKind }: Extract<DraftEdit, { kind: 'add' }>) {
  if (draft.nodes.length >= MOST_NODES) return { fault: 'draft_too_many' as const }
  const above = draft.nodes.find(({ id }) => id === parent)
  if ((above?.kind ?? null) !== UNDER[nodeKind] || (parent !== null && above === undefined)) {
    return { fault: 'draft_parent_unfit' as const }
  }
  const last = Math.max(0, ...draft.nodes.map(({ id }) => Number(id.slice(1))))
  const id = `n${last + 1}`
  const node: DraftNode = { ...EMPTY_NODE, id, parent, kind: nodeKind, key: freeKey(draft, nodeKind, above) }
  return { draft: { ...draft, nodes: [...draft.nodes, node] }, node: id }
}

function changed(draft: SchemeDraft, { id, node }: Extract<DraftEdit, { kind: 'node' }>) {
  const before = draft.nodes.find((one) => one.id === id)
  if (before === undefined) return { fault: 'draft_node_missing' as const }
  const parent = node.parent === undefined ? before.parent : node.parent
  const above = draft.nodes.find((one) => one.id === parent)
  if ((above?.kind ?? null) !== UNDER[before.kind]) return { fault: 'draft_parent_unfit' as const }
  // What the editor does not show belongs to the rule it came with.
  const kept = node.method !== undefined && node.method !== before.method ? '' : before.kept
  const after = { ...before, ...node, kept, parent }
  const others = draft.nodes.filter((one) => one.id !== id)
  const nodes = parent === before.parent ? draft.nodes.map((one) => (one.id === id ? after : one)) : [...others, after]
  return { draft: { ...draft, nodes }, node: id }
}

/** Among the lines of the same kind under the same parent; at the end nothing moves. */
function moved(draft: SchemeDraft, { id, by }: Extract<DraftEdit, { kind: 'move' }>) {
  const node = draft.nodes.find((one) => one.id === id)
  if (node === undefined) return { fault: 'draft_node_missing' as const }
  const alike = childrenOf(draft, node.parent).filter(({ kind }) => kind === node.kind)
  const other = alike[alike.indexOf(node) + by]
  if (other === undefined) return { draft, node: id }
  const swap = (one: DraftNode) => (one === node ? other : one === other ? node : one)
  return { draft: { ...draft, nodes: draft.nodes.map(swap) }, node: id }
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV', 'XVI']

/** The next code that nobody has; empty where there is none to guess. */
function freeKey(draft: SchemeDraft, kind: NodeKind, above: DraftNode | undefined): string {
  const taken = new Set(draft.nodes.map(({ key }) => key.trim()))
  const area = draft.nodes.filter((one) => one.kind === 'area').findIndex(({ id }) => id === above?.id) + 1
  const before = { area: '', criterion: `${area}.`, component: `${above?.key.trim()}.`, bonus: 'C', penalty: 'T' }[kind]
  const all = kind === 'area' ? ROMAN : Array.from({ length: 99 }, (_, at) => `${before}${at + 1}`)
  return all.find((key) => !taken.has(key)) ?? ''
}
