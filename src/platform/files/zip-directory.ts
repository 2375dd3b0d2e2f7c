/** One file of a ZIP archive, as its central directory and its local header agree. */
export interface ZipEntry {
  name: string
  method: number
  isEncrypted: boolean
  crc: number
  packedSize: number
  size: number
  /** Where the packed data begins. */
  dataAt: number
}

const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const MOST_ENTRIES = 5_000

/**
 * Reads the directory of a ZIP archive; null for anything but a plain one: split, ZIP64, overlapping or contradicting
 * entries, names that leave the archive, names twice. Unpacks nothing.
 */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) return null
  const count = view.readUInt16LE(end + 10)
  const directoryAt = view.readUInt32LE(end + 16)
  const isWhole = view.readUInt16LE(end + 8) === count && view.readUInt32LE(end + 4) === 0 && count <= MOST_ENTRIES
  if (!isWhole || directoryAt > end) return null
  const entries: ZipEntry[] = []
  let at = directoryAt
  for (let index = 0; index < count; index++) {
    const entry = readEntry(view, at, end)
    if (entry === null) return null
    entries.push(entry.entry)
    at = entry.next
  }
  return areApart(entries, directoryAt) && haveSoundNames(entries) ? entries : null
}

function findEnd(view: Buffer): number | null {
  const earliest = Math.max(0, view.length - END_BYTES - LONGEST_COMMENT)
  for (let at = view.length - END_BYTES; at >= earliest; at--) {
    const isEnd = view[at] === 0x50 && view.readUInt32LE(at) === 0x06054b50
    if (isEnd && view.readUInt16LE(at + 20) === view.length - at - END_BYTES) return at
  }
  return null
}

function readEntry(view: Buffer, at: number, end: number): { entry: ZipEntry; next: number } | null {
  if (at + 46 > end || view.readUInt32LE(at) !== 0x02014b50) return null
  const nameLength = view.readUInt16LE(at + 28)
  const next = at + 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  if (next > end) return null
  const name = view.subarray(at + 46, at + 46 + nameLength)
  const localAt = view.readUInt32LE(at + 42)
  if (localAt + 30 + nameLength > end || view.readUInt32LE(localAt) !== 0x04034b50) return null
  const localName = view.subarray(localAt + 30, localAt + 30 + view.readUInt16LE(localAt + 26))
  if (!localName.equals(name)) return null
  const entry = {
    name: name.toString('utf8'),
    method: view.readUInt16LE(at + 10),
    isEncrypted: ((view.readUInt16LE(at + 8) | view.readUInt16LE(localAt + 6)) & 1) === 1,
    crc: view.readUInt32LE(at + 16),
    packedSize: view.readUInt32LE(at + 20),
    size: view.readUInt32LE(at + 24),
    dataAt: localAt + 30 + nameLength + view.readUInt16LE(localAt + 28),
  }
  return { entry, next }
}

/** Whether no two entries share bytes: archives that unpack to millions of times their size are made that way. */
function areApart(entries: readonly ZipEntry[], directoryAt: number): boolean {
  let free = 0
  for (const { dataAt, packedSize, name } of entries.toSorted((one, other) => one.dataAt - other.dataAt)) {
    if (dataAt - 30 - Buffer.byteLength(name) < free) return false
    free = dataAt + packedSize
  }
  return free <= directoryAt
}

function haveSoundNames(entries: readonly ZipEntry[]): boolean {
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()))
  const leaves = (name: string): boolean => /^[/\\]|\\|(?:^|\/)\.\.(?:\/|$)|^[a-z]:|\0/i.test(name)
  return names.size === entries.length && !entries.some((entry) => leaves(entry.name))
}
