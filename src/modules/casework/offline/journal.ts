/** One place in the chain of a journal. Hashes are 64 hex digits. */
export interface JournalLink {
  position: number
  prevHash: string
  hash: string
}

/** SHA-256 in hex of a text (UTF-8) or of bytes; the same in a browser and on the server. */
export async function sha256Hex(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * The hash of a record: over the one before it and its body byte for byte. The first record stands on `genesis`, the hash of the
 * kit it was made with. Each body holds a random text of its own, so that nobody can guess a person from the hash.
 */
export function linkHash(prevHash: string, body: string): Promise<string> {
  return sha256Hex(`${prevHash}\n${body}`)
}

/**
 * The first place at which a journal, in order of its positions, is not whole: a record missing, taken out of the middle or put in.
 * Null when it is whole. What is missing at the end shows only against what the server has (`lastKnown`).
 */
export function findBreak(links: readonly JournalLink[], genesis: string, lastKnown = 0): number | null {
  let before = genesis
  for (const [index, link] of links.entries()) {
    if (link.position !== index + 1 || link.prevHash !== before) return index + 1
    before = link.hash
  }
  return links.length < lastKnown ? links.length + 1 : null
}
