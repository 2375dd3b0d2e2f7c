import type { MoveCount } from './read-moves.ts'

/**
 * The places on the way from receipt to return, in the order in which most dossiers take them. Each time the one is next into which the
 * least comes forward from those that are not placed yet. Waiting and other ends stand beside the way and are left out.
 */
export function orderPlaces(moves: readonly MoveCount[]): string[] {
  const forward = moves.filter(({ kind }) => kind === 'forward')
  const left = new Set(moves.flatMap(({ from, to }) => [from, to]).filter(isOnTheWay))
  const placed: string[] = []
  const from = (place: string, counts: (source: string) => boolean) =>
    forward.reduce((sum, move) => (move.to === place && counts(move.from) ? sum + move.n : sum), 0)
  while (left.size > 0) {
    const [next] = [...left]
      .map((place) => ({
        place,
        rank: rankOf(place),
        before: from(place, (source) => left.has(source)),
        after: from(place, (source) => placed.includes(source)),
      }))
      .sort((a, b) => a.rank - b.rank || a.before - b.before || b.after - a.after || (a.place < b.place ? -1 : 1))
    if (next === undefined) break
    placed.push(next.place)
    left.delete(next.place)
  }
  return placed
}

const WAY = ['=to_receive', '=to_return', '=returned']

export function isOnTheWay(place: string): boolean {
  return !place.startsWith('=') || WAY.includes(place)
}

/** Receipt first, return last, steps between. */
function rankOf(place: string): number {
  return place === '=to_receive' ? 0 : place === '=to_return' ? 2 : place === '=returned' ? 3 : 1
}
