/** A stream of numbers that depends on its seed and place alone: the same pair always gives the same stream. */
export class Random {
  #state: number

  constructor(seed: number, stream = 0) {
    this.#state = scramble(scramble(seed >>> 0) ^ Math.imul(stream + 1, 0x9e3779b1))
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next()
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor((most - least + 1) * this.next())
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Item>(list: readonly Item[]): Item {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[Math.floor(this.next() * list.length)] as Item
  }
}

function scramble(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** Items drawn as often as their weights say. */
export class Weighted<Item> {
  readonly #items: readonly Item[]
  readonly #sums: number[]
  readonly #total: number

  constructor(items: readonly Item[], weightOf: (item: Item) => number) {
    let total = 0
    this.#items = items
    this.#sums = items.map((item) => {
      total += Math.max(0, weightOf(item))
      return total
    })
    this.#total = total
    if (!(total > 0)) throw new RangeError('no item has a weight')
  }

  draw(random: Random): Item {
    const sought = random.next() * this.#total
    let [low, high] = [0, this.#sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sums[middle] ?? 0) > sought) high = middle
      else low = middle + 1
    }
    return this.#items[low] as Item
  }
}
