/** A group of a result with its number of ballots. */
export interface Cell {
  key: string
  ballots: number
}

/**
 * The groups that a result does not tell: those of fewer than `least` ballots, and as many of the next smallest as it takes so that what is
 * missing from the total belongs to two groups at least and to `least` ballots at least: the total less what is told then gives nobody's figure
 * away. A group without ballots is told as such.
 */
export function suppressed(cells: readonly Cell[], least: number): Set<string> {
  const filled = cells
    .filter(({ ballots }) => ballots > 0)
    .sort((a, b) => a.ballots - b.ballots || (a.key < b.key ? -1 : 1))
  const small = filled.filter(({ ballots }) => ballots < least)
  if (small.length === 0) return new Set()
  let missing = small.reduce((sum, { ballots }) => sum + ballots, 0)
  let taken = small.length
  while ((taken < 2 || missing < least) && taken < filled.length) {
    missing += filled[taken]?.ballots ?? 0
    taken += 1
  }
  return new Set(filled.slice(0, taken).map(({ key }) => key))
}
