/** Ratings of one group: how many, how many content, how many not. */
export interface RatingGroup {
  key: string
  ratings: number
  satisfied: number
  low: number
}

/** Fewer ratings than this are not told: who knows whom an office served would know who said it (NĐ 61/2018/NĐ-CP Art. 27.3). */
export const LEAST_SHOWN = 5

/** By what satisfaction is looked at. */
export const satisfactionBy = ['agency', 'centre', 'procedure', 'event', 'month'] as const
export type SatisfactionBy = (typeof satisfactionBy)[number]

export interface ShownGroups {
  shown: RatingGroup[]
  /** What was too small, together; null when that is too small too, and then nothing is said of it. */
  rest: Omit<RatingGroup, 'key'> | null
}

/** The groups that may be told, each as it is; the others only together. Nothing that is told is of fewer than five. */
export function suppressSmall(groups: readonly RatingGroup[]): ShownGroups {
  const shown = groups.filter(({ ratings }) => ratings >= LEAST_SHOWN)
  const small = groups.filter(({ ratings }) => ratings < LEAST_SHOWN)
  const rest = small.reduce(
    (sum, one) => ({
      ratings: sum.ratings + one.ratings,
      satisfied: sum.satisfied + one.satisfied,
      low: sum.low + one.low,
    }),
    { ratings: 0, satisfied: 0, low: 0 },
  )
  return { shown, rest: rest.ratings >= LEAST_SHOWN ? rest : null }
}
