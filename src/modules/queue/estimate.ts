/** What is known when somebody asks how long it will take. */
export interface WaitFacts {
  /** Tickets that will be called before. */
  ahead: number
  /** Counters open now that serve the line. */
  openCounters: number
  /** Service times of the line measured lately, in seconds. */
  measured: { count: number; median: number; p90: number }
}

/** Minutes from and to; or why nothing can be said. */
export type WaitEstimate =
  | { kind: 'span'; fromMinutes: number; toMinutes: number }
  | { kind: 'unknown'; because: 'no_counter' | 'not_measured' }

/** Fewer services than this say nothing. */
export const LEAST_MEASURED = 5
const STEP_MINUTES = 5

/**
 * How long the wait will be: those ahead, shared among the open counters, at the median service time at best and at the time that nine of
 * ten services stay under at worst, widened to steps of five minutes. Says nothing where no counter is open or too little
 * was measured: a guess would be believed.
 */
export function estimateWait({ ahead, openCounters, measured }: WaitFacts): WaitEstimate {
  if (openCounters === 0) return { kind: 'unknown', because: 'no_counter' }
  if (measured.count < LEAST_MEASURED) return { kind: 'unknown', because: 'not_measured' }
  const minutes = (seconds: number) => (ahead * seconds) / openCounters / 60
  const fromMinutes = Math.floor(minutes(measured.median) / STEP_MINUTES) * STEP_MINUTES
  const slowest = Math.max(measured.median, measured.p90)
  const toMinutes = Math.max(STEP_MINUTES, Math.ceil(minutes(slowest) / STEP_MINUTES) * STEP_MINUTES)
  return { kind: 'span', fromMinutes, toMinutes }
}
