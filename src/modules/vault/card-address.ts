import { normaliseVietnamese } from '../../platform/vietnamese.ts'

/** A commune as it may stand in an address: its code and its name, with or without the kind of unit before it. */
export interface NamedCommune {
  code: string
  name: string
}

export interface PlacedAddress {
  communeCode: string
  /** What stands before the commune's name: house, street, hamlet. */
  line: string
}

const KIND_OF_UNIT = /^(?:ubnd )?(?:xa|phuong|thi tran|dac khu|x|p|tt)\.? /

/**
 * Finds the commune in the one line of address on a card, from the right, part by part: the first part that names exactly one of
 * these communes. Null when none does: cards older than July 2025 name units that are no more, and a guess would be worse than
 * asking. The finding is shown to be confirmed.
 */
export function placeAddress(address: string, communes: readonly NamedCommune[]): PlacedAddress | null {
  const byName = new Map<string, string | null>()
  for (const { code, name } of communes) {
    const key = bareName(name)
    byName.set(key, byName.has(key) ? null : code)
  }
  const parts = address
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  for (let at = parts.length - 1; at >= 0; at--) {
    const code = byName.get(bareName(parts[at] ?? ''))
    if (code != null) return { communeCode: code, line: parts.slice(0, at).join(', ') }
  }
  return null
}

function bareName(text: string): string {
  return normaliseVietnamese(text).replace(KIND_OF_UNIT, '')
}
