import type { ReuseCount } from '../../../modules/vault/papers/index.ts'
import type { AgencyId } from '../../../platform/ids.ts'

/** Papers that were not asked for: from the store, and from registries. */
export interface AvoidedLine {
  /** `YYYY-MM-DD`. */
  day: string
  agency: string
  vault: number
  registry: number
}

/** A month of papers that nobody was asked for. */
export interface AvoidedPapers {
  total: number
  /** A line a day and agency, the newest day first. */
  lines: AvoidedLine[]
}

/** Puts the two kinds of one day and agency beside each other. Pure. */
export function avoidedPapers(counts: readonly ReuseCount[], nameOf: (id: AgencyId) => string): AvoidedPapers {
  const lines = new Map<string, AvoidedLine>()
  for (const { day, agencyId, kind, count } of counts) {
    const key = `${day} ${agencyId}`
    const line = lines.get(key) ?? { day, agency: nameOf(agencyId), vault: 0, registry: 0 }
    line[kind] += count
    lines.set(key, line)
  }
  return { total: counts.reduce((sum, { count }) => sum + count, 0), lines: [...lines.values()] }
}
