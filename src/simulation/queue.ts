/** Something that waits for its moment; `order` decides between equal moments, so that every run goes the same way. */
export interface Timed {
  at: number
  order: number
}

/** A binary heap: the earliest first. */
export class Queue<Item extends Timed> {
  readonly #heap: Item[] = []

  get size(): number {
    return this.#heap.length
  }

  peek(): Item | undefined {
    return this.#heap[0]
  }

  push(item: Item): void {
    const heap = this.#heap
    let place = heap.push(item) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above] as Item
      if (!isBefore(item, parent)) break
      heap[place] = parent
      place = above
    }
    heap[place] = item
  }

  pop(): Item | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Item, heap[child] as Item)) child += 1
      if (!isBefore(heap[child] as Item, last)) break
      heap[place] = heap[child] as Item
      place = child
    }
    heap[place] = last
    return first
  }
}

function isBefore(one: Timed, other: Timed): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
