import type { StreamHead } from './event.ts'

const SLOT_BYTES = 16 + 32
const START_SLOTS = 1024

/**
 * The heads of very many streams in little memory: 48 bytes of key and hash and 5 of version and mark for each slot,
 * outside the heap of JavaScript. An open-addressing table; nothing is ever removed.
 */
export class StreamTable {
  #slots = START_SLOTS
  #size = 0
  #bytes = Buffer.alloc(START_SLOTS * SLOT_BYTES)
  /** 0: the slot is free. */
  #versions = new Uint32Array(START_SLOTS)
  #marks = new Uint8Array(START_SLOTS)

  get size(): number {
    return this.#size
  }

  /** The head last set for a stream. Its hash is only good until the next `set`. */
  get(streamId: string): StreamHead | undefined {
    const slot = this.#find(keyOf(streamId))
    const version = this.#versions[slot] ?? 0
    return version === 0 ? undefined : { streamId, version, hash: this.#hashAt(slot) }
  }

  /** Version must be 1 or more. */
  set(head: StreamHead): void {
    if (this.#size * 3 > this.#slots * 2) this.#grow()
    const key = keyOf(head.streamId)
    const slot = this.#find(key)
    if (this.#versions[slot] === 0) {
      this.#size++
      key.copy(this.#bytes, slot * SLOT_BYTES)
    }
    this.#versions[slot] = head.version
    this.#bytes.set(head.hash, slot * SLOT_BYTES + 16)
  }

  /** Marks a stream as met. */
  mark(streamId: string): void {
    this.#marks[this.#find(keyOf(streamId))] = 1
  }

  /** The streams that were never marked. */
  *unmarked(): Generator<StreamHead> {
    for (let slot = 0; slot < this.#slots; slot++) {
      const version = this.#versions[slot] ?? 0
      if (version > 0 && this.#marks[slot] === 0) {
        yield { streamId: idOf(this.#keyAt(slot)), version, hash: this.#hashAt(slot) }
      }
    }
  }

  #keyAt(slot: number): Buffer {
    return this.#bytes.subarray(slot * SLOT_BYTES, slot * SLOT_BYTES + 16)
  }

  #hashAt(slot: number): Buffer {
    return this.#bytes.subarray(slot * SLOT_BYTES + 16, (slot + 1) * SLOT_BYTES)
  }

  /** The slot of this key, or the free one where it belongs. */
  #find(key: Buffer): number {
    let slot = (key.readUInt32LE(12) ^ key.readUInt32LE(4)) >>> 0
    for (slot %= this.#slots; this.#versions[slot] !== 0; slot = (slot + 1) % this.#slots) {
      if (key.compare(this.#bytes, slot * SLOT_BYTES, slot * SLOT_BYTES + 16) === 0) break
    }
    return slot
  }

  #grow(): void {
    const [bytes, versions, marks, slots] = [this.#bytes, this.#versions, this.#marks, this.#slots]
    this.#slots = slots * 2
    this.#bytes = Buffer.alloc(this.#slots * SLOT_BYTES)
    this.#versions = new Uint32Array(this.#slots)
    this.#marks = new Uint8Array(this.#slots)
    for (let old = 0; old < slots; old++) {
      const version = versions[old] ?? 0
      if (version === 0) continue
      const slot = this.#find(bytes.subarray(old * SLOT_BYTES, old * SLOT_BYTES + 16))
      bytes.copy(this.#bytes, slot * SLOT_BYTES, old * SLOT_BYTES, (old + 1) * SLOT_BYTES)
      this.#versions[slot] = version
      this.#marks[slot] = marks[old] ?? 0
    }
  }
}

function keyOf(streamId: string): Buffer {
  return Buffer.from(streamId.replaceAll('-', ''), 'hex')
}

function idOf(key: Buffer): string {
  const hex = key.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
