import type { PartScore } from './evaluate-scheme.ts'
import type { Scheme } from './scheme.ts'

export type Grade = NonNullable<Scheme['grades']>[number]

/**
 * The grade of a score: the one it has if nothing unmeasured gives a point, and the one if all of it gives its maximum. They are the same
 * when what cannot be measured yet decides nothing. Null where the scheme has no grades or nothing was measured.
 */
export function gradeOf(scheme: Scheme, { points, measured, max }: PartScore): { least: Grade; most: Grade } | null {
  const { grades } = scheme
  if (grades === undefined || points === null) return null
  const at = (score: number) => grades.find(({ from }) => score >= from)
  const [least, most] = [at(points), at(points + max - measured)]
  return least === undefined || most === undefined ? null : { least, most }
}
