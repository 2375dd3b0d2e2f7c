const FIRST_CLASS_MINUTES = 15
const STEPS_A_DOUBLING = 4

/**
 * The class of a working time: four classes to each doubling from a quarter of an hour on, so that a median read from the classes is
 * within a fifth of the true one.
 */
export function timeClassOf(minutes: number): number {
  if (minutes < FIRST_CLASS_MINUTES) return 0
  return Math.min(63, 1 + Math.floor(Math.log2(minutes / FIRST_CLASS_MINUTES) * STEPS_A_DOUBLING))
}

/** The working minutes at which a class begins; the next one's beginning is its end. */
export function startOfTimeClass(timeClass: number): number {
  return timeClass === 0 ? 0 : FIRST_CLASS_MINUTES * 2 ** ((timeClass - 1) / STEPS_A_DOUBLING)
}
