/** A dimension, pillar or area of an index. Its name stands with the texts, by the index's key and this one's. */
export interface ExternalPart {
  key: string
  /** Null: its maximum is not known for certain; only the whole's bounds it. */
  max: number | null
}

/** An index that others keep and in which the province stands among others. */
export interface ExternalIndex {
  key: ExternalKey
  /** The most it can be; null where no source says so: it is typed with the figure. */
  max: number | null
  parts: readonly ExternalPart[]
  /** The names of its parts, or its scale, were not checked against a text: said on its pages. */
  unsure: boolean
}

export const externalKeys = ['par-index', 'sipas', 'papi', 'pci', 'dti', 'ict-index'] as const
export type ExternalKey = (typeof externalKeys)[number]

const parts = (n: number, max: number | null): ExternalPart[] =>
  Array.from({ length: n }, (_, at) => ({ key: String(at + 1), max }))

/**
 * PAR INDEX: QĐ 876/QĐ-BNV of 10/11/2022, 8 areas, 100 points; points of areas not found. SIPAS: QĐ 1001/QĐ-BNV of 11/12/2023, percent, five
 * factors. PAPI (CECODES, UNDP, MTTQ): 8 dimensions, scale unsure. PCI (VCCI): 10 sub-indices, each on 10, weighted to 100. DTI: NĐ 224/2026
 * article 8; names of pillars and scale unsure. ICT Index: the older one, of which no structure was found.
 */
export const externalIndices: readonly ExternalIndex[] = [
  { key: 'par-index', max: 100, parts: parts(8, null), unsure: false },
  { key: 'sipas', max: 100, parts: parts(5, 100), unsure: false },
  { key: 'papi', max: null, parts: parts(8, null), unsure: true },
  { key: 'pci', max: 100, parts: parts(10, 10), unsure: false },
  { key: 'dti', max: null, parts: parts(8, null), unsure: true },
  { key: 'ict-index', max: null, parts: [], unsure: true },
]

export function findExternalIndex(key: string): ExternalIndex | undefined {
  return externalIndices.find((one) => one.key === key)
}

/** From NQ 202/2025/QH15 on, in force 1/7/2025, there are 34 provinces; the index of 2024 still ranked 63. */
const MERGED_IN = 2025

/** How many provinces an index of a year can rank at most. */
export function provincesIn(year: number): number {
  return year < MERGED_IN ? 63 : 34
}
