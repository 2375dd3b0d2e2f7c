import { type RatingWay, ratingWays } from './rating.ts'

/** Ratings of one group: how many, how many content, how many not, by what they came. */
export interface RatingGroup {
  key: string
  ratings: number
  satisfied: number
  low: number
  ways: WayCounts
}

export type WayCounts = Readonly<Record<RatingWay, number>>

/** Fewer ratings than this are not told: who knows whom an office served would know who said it (NĐ 61/2018/NĐ-CP Art. 27.3). */
export const LEAST_SHOWN = 5

/** By what satisfaction is looked at. */
export const satisfactionBy = ['agency', 'centre', 'procedure', 'event', 'month', 'way'] as const
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
      ways: addWays(sum.ways, one.ways),
    }),
    { ratings: 0, satisfied: 0, low: 0, ways: NO_WAYS },
  )
  return { shown, rest: rest.ratings >= LEAST_SHOWN ? rest : null }
}

const NO_WAYS: WayCounts = { link: 0, account: 0, slip: 0, kiosk: 0, desk: 0 }

function addWays(one: WayCounts, other: WayCounts): WayCounts {
  return {
    link: one.link + other.link,
    account: one.account + other.account,
    slip: one.slip + other.slip,
    kiosk: one.kiosk + other.kiosk,
    desk: one.desk + other.desk,
  }
}

export interface ToldWays {
  /** The ways by which at least five came, the most used first. */
  told: { way: RatingWay; ratings: number }[]
  /** By all others. */
  others: number
}

/** By what ratings came, as counts that point at nobody: a way of fewer than five is told only with the others. */
export function toldWays(ways: WayCounts): ToldWays {
  const all = ratingWays.map((way) => ({ way, ratings: ways[way] }))
  const told = all.filter(({ ratings }) => ratings >= LEAST_SHOWN).sort((a, b) => b.ratings - a.ratings)
  const others = all.filter(({ ratings }) => ratings < LEAST_SHOWN).reduce((sum, { ratings }) => sum + ratings, 0)
  return { told, others }
}
