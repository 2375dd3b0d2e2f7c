/** Says whether this key may go on; counts the question. */
export type RateWindow = (key: string) => boolean

/** At most so many a window for each key, kept in this process's memory. Forgets all keys when the window is over. */
export function createRateWindow({ most, windowMs }: { most: number; windowMs: number }): RateWindow {
  let until = 0
  const counts = new Map<string, number>()
  return (key) => {
    const now = performance.now()
    if (now >= until) {
      counts.clear()
      until = now + windowMs
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= most
  }
}
