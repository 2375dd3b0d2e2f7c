/**
 * `measured`: the points stand. `no_facts`: nothing is known yet of a measure. `nothing`: the facts are kept, but there was nothing to
 * measure (a denominator of 0). The last two have no points, which is not 0 points.
 */
export type ScoreStanding = 'measured' | 'no_facts' | 'nothing' | 'information'

export interface LeafScore {
  standing: ScoreStanding
  points: number | null
  /** Out of how many points: less than the maximum where only some lines of a checklist were looked at. */
  measured: number
  numerator: number | null
  denominator: number | null
  /** Measures of which nothing is known yet, and parts of which nothing was entered. */
  missing: string[]
  /** Its second share is not known yet and was left out. */
  factorLeftOut: boolean
  /** The denominator was 0 and the rule says what that gives, or where another comes from. */
  zeroUsed: boolean
}
