import { Refusal } from '../../../platform/errors.ts'

const MOST_WRONG = 20
const WINDOW_MS = 3_600_000
const MOST_CODES = 10_000

/**
 * Wrong digits tried for one code: twenty an hour, then no more, so that four digits cannot be found by trying (they would take weeks).
 * Kept by each process; whoever has an account follows the dossier there all the same.
 */
export function trackingAttempts(clock: () => number = () => performance.now()) {
  const wrong = new Map<string, Attempts>()
  return {
    /** Runs the look-up unless too many failed before. Counted before it runs, so that tries sent at once cannot slip past. */
    async guard<Result>(code: string, lookUp: () => Promise<Result>): Promise<Result> {
      const attempts = attemptsAt(code)
      if (attempts.count >= MOST_WRONG) throw new Refusal('portal.track_too_many', 'unavailable')
      attempts.count += 1
      try {
        const found = await lookUp()
        attempts.count -= 1
        return found
      } catch (error) {
        if (!(error instanceof Refusal && error.kind === 'not_found')) attempts.count -= 1
        throw error
      }
    },
  }

  function attemptsAt(code: string): Attempts {
    const now = clock()
    const known = wrong.get(code)
    const attempts = known !== undefined && known.until > now ? known : { count: 0, until: now + WINDOW_MS }
    wrong.delete(code)
    if (wrong.size >= MOST_CODES) wrong.delete(wrong.keys().next().value ?? '')
    wrong.set(code, attempts)
    return attempts
  }
}

interface Attempts {
  count: number
  /** On the clock of `guard`: when the count begins anew. */
  until: number
}
