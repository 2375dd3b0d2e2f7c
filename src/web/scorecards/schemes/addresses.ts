import { SCHEMES } from '../addresses.ts'

export function schemePath(key: string): string {
  return `${SCHEMES}/bo/${key}`
}

export function schemeVersionPath(key: string, version: number): string {
  return `${schemePath(key)}/${version}`
}

export function draftPath(id: string): string {
  return `${SCHEMES}/nhap/${id}`
}

export function draftNodePath(id: string, node: string): string {
  return `${draftPath(id)}/muc/${node}`
}

/** Where a line stands on its draft's page. */
export function nodeAnchor(node: string): string {
  return `muc-${node}`
}

interface TreeNode {
  id: string
  parent: string | null
}

/** The draft's page at a line, the area around it unfolded. */
export function draftLinePath(id: string, nodes: readonly TreeNode[], node: string): string {
  let area = nodes.find((one) => one.id === node)
  while (area !== undefined && area.parent !== null) {
    const { parent } = area
    area = nodes.find((one) => one.id === parent)
  }
  return `${draftPath(id)}${area === undefined ? '' : `?mo=${area.id}`}#${nodeAnchor(node)}`
}
