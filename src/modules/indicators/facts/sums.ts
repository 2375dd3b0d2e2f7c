/**
 * Sums under whole numbers from 0 to 2^53. A table with open places: a million dossiers book some hundred million times, and `Map` keeps
 * such keys as objects of their own.
 */
export class Sums {
  #keys = new Float64Array(FIRST).fill(FREE)
  #sums = new Float64Array(FIRST)
  #count = 0

  add(key: number, n: number): void {
    const place = this.#placeOf(key)
    if (this.#keys[place] === key) {
      this.#sums[place] = (this.#sums[place] ?? 0) + n
      return
    }
    this.#keys[place] = key
    this.#sums[place] = n
    this.#count += 1
    if (this.#count * 2 > this.#keys.length) this.#grow()
  }

  /** 0 for what was never added to. */
  of(key: number): number {
    const place = this.#placeOf(key)
    return this.#keys[place] === key ? (this.#sums[place] ?? 0) : 0
  }

  /** Every sum, in no order: without looking each up again. */
  each(visit: (key: number, n: number) => void): void {
    for (let at = 0; at < this.#keys.length; at += 1) {
      const key = this.#keys[at] ?? FREE
      if (key !== FREE) visit(key, this.#sums[at] ?? 0)
    }
  }

  /** The keys in their order. */
  keys(): Float64Array {
    const found = new Float64Array(this.#count)
    let at = 0
    for (const key of this.#keys) if (key !== FREE) found[at++] = key
    return found.sort()
  }

  /** Keys differ in few of their bits, so all of them are mixed (the end of MurmurHash3). */
  #placeOf(key: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    let hash = (key >>> 0) ^ Math.imul((key / 2 ** 32) >>> 0, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    let place = (hash ^ (hash >>> 16)) & mask
    while (keys[place] !== FREE && keys[place] !== key) place = (place + 1) & mask
    return place
  }

  #grow(): void {
    const [keys, sums] = [this.#keys, this.#sums]
    this.#keys = new Float64Array(keys.length * 2).fill(FREE)
    this.#sums = new Float64Array(keys.length * 2)
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? FREE
      if (key === FREE) continue
      const place = this.#placeOf(key)
      this.#keys[place] = key
      this.#sums[place] = sums[at] ?? 0
    }
  }
}

const FREE = -1
const FIRST = 1 << 10
