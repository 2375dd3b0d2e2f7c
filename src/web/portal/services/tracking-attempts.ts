import { Refusal } from '../../../platform/errors.ts'

const MOST_WRONG = 20
const WINDOW_MS = 3_600_000
const MOST_CODES = 10_000

/**
 * Wrong digits tried for one code: twenty an hour, then no more, so that four digits cannot be found by trying (they would take weeks).
 * Kept by each process; whoever has an account follows the dossier there all the same.
 */
export function trackingAttempts(clock: () => number = () => performance.now()) {
  const wrong = new Map<string, { count: number; until: number }>()
  return {
    /** Runs the look-up unless too many failed before; counts it when it finds nothing. */
    async guard<Result>(code: string, lookUp: () => Promise<Result>): Promise<Result> {
      const now = clock()
      const known = wrong.get(code)
      const current = known !== undefined && known.until > now ? known : { count: 0, until: now + WINDOW_MS }
      if (current.count >= MOST_WRONG) throw new Refusal('portal.track_too_many', 'unavailable')
      try {
        return await lookUp()
      } catch (error) {
        if (error instanceof Refusal && error.kind === 'not_found')
          remember(code, { ...current, count: current.count + 1 })
        throw error
      }
    },
  }

  function remember(code: string, attempts: { count: number; until: number }): void {
    wrong.delete(code)
    if (wrong.size >= MOST_CODES) wrong.delete(wrong.keys().next().value ?? '')
    wrong.set(code, attempts)
  }
}
