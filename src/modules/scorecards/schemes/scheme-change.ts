import type { Area, Criterion, Leaf } from '../../indicators/schemes/scheme.ts'
import type { Extra, ScorecardFile } from '../scorecard-scheme.ts'

type Both = Leaf['name']

/** A line of a version as differences are told of it. */
export interface SchemeNode {
  key: string
  parent: string | null
  name: Both
  max: number | null
  /** Of what kind its rule is; null where it has parts instead. */
  method: string | null
  continues: string | null
  /** All of its rule, for telling that something in it changed. */
  rule: string
}

export type SchemeChange =
  | { kind: 'added' | 'removed'; node: SchemeNode }
  | {
      kind: 'changed'
      from: SchemeNode
      to: SchemeNode
      what: ('key' | 'parent' | 'name' | 'max' | 'method' | 'rule')[]
    }

/** Every line of a version, in its order. */
export function nodesOfScheme(file: ScorecardFile): SchemeNode[] {
  const bare = { method: null, continues: null, rule: '' }
  if (file.kind === 'skeleton') {
    return file.areas.map(({ key, name, max }) => ({ ...bare, key, parent: null, name, max }))
  }
  const continues = (key: string) => file.lines?.find((one) => one.key === key)?.continues ?? null
  const branch = ({ key, name, max }: Area | Criterion, parent: string | null): SchemeNode => ({
    ...bare,
    key,
    parent,
    name,
    max,
    continues: continues(key),
  })
  const leaf = (one: Leaf, parent: string): SchemeNode => {
    const { key, name, max, method, rule } = one
    const told = JSON.stringify([sorted(method), rule.vi, rule.en])
    return { key, parent, name, max, method: method.kind, continues: continues(key), rule: told }
  }
  const extra = ({ key, sign, name, max, rule }: Extra): SchemeNode => ({
    key,
    parent: null,
    name,
    max,
    method: sign,
    continues: continues(key),
    rule: JSON.stringify([rule.vi, rule.en]),
  })
  return [
    ...file.tree.areas.flatMap((area) => [
      branch(area, null),
      ...area.criteria.flatMap((one) =>
        'components' in one
          ? [branch(one, area.key), ...one.components.map((component) => leaf(component, one.key))]
          : [leaf(one, area.key)],
      ),
    ]),
    ...(file.extras?.items ?? []).map(extra),
  ]
}

/** The same whatever order the keys were written in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, part]) => [key, sorted(part)]),
  )
}

/** Which line of the older version a line goes on with: the one it names, else the one of its code that no other line names. */
export function predecessorOf(node: SchemeNode, newer: readonly SchemeNode[], older: readonly SchemeNode[]) {
  const old = node.continues ?? node.key
  const isTaken = node.continues === null && newer.some((one) => one !== node && one.continues === old)
  return isTaken ? undefined : older.find(({ key }) => key === old)
}

/**
 * What the newest of the versions has that the oldest had not, what is gone, what changed, in the order of the sheets. Versions are given newest
 * first, none left out between: a line is followed from one to the next.
 */
export function changesBetween(versions: readonly ScorecardFile[]): SchemeChange[] {
  const all = versions.map(nodesOfScheme)
  const [newer, older] = [all[0] ?? [], all.at(-1) ?? []]
  const pairs = newer.map((node) => {
    const key = keysThrough(node.key, all).at(-1)
    return { node, before: older.find((one) => one.key === key) }
  })
  const moved = new Map(pairs.flatMap(({ node, before }) => (before === undefined ? [] : [[before.key, node.key]])))
  const told = pairs.flatMap(({ node, before }): SchemeChange[] => {
    if (before === undefined) return [{ kind: 'added', node }]
    const what = differences(before, node, moved)
    return what.length === 0 ? [] : [{ kind: 'changed', from: before, to: node, what }]
  })
  const gone = older.filter((node) => !moved.has(node.key))
  return [...told, ...gone.map((node): SchemeChange => ({ kind: 'removed', node }))]
}

function differences(before: SchemeNode, node: SchemeNode, moved: ReadonlyMap<string, string>) {
  // A parent that only got another code is the same parent.
  const parent = before.parent === null ? null : (moved.get(before.parent) ?? before.parent)
  const what: Extract<SchemeChange, { kind: 'changed' }>['what'] = []
  if (before.key !== node.key) what.push('key')
  if (parent !== node.parent) what.push('parent')
  if (before.name.vi !== node.name.vi || before.name.en !== node.name.en) what.push('name')
  if (before.max !== node.max) what.push('max')
  if (before.method !== node.method) what.push('method')
  else if (before.rule !== node.rule) what.push('rule')
  return what
}

/**
 * The code of the same line in each version, newest first; null from where it did not stand any more. Versions are given newest first, and the
 * line is one of the first.
 */
export function keysThrough(key: string, versions: readonly (readonly SchemeNode[])[]): (string | null)[] {
  const keys: (string | null)[] = []
  let node = versions[0]?.find((one) => one.key === key)
  for (const [at, nodes] of versions.entries()) {
    if (at > 0) node = node === undefined ? undefined : predecessorOf(node, versions[at - 1] ?? [], nodes)
    keys.push(node?.key ?? null)
  }
  return keys
}
