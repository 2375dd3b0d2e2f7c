import { createHash, createHmac } from 'node:crypto'

/** A unit of the frame: its key and stratum. */
export interface FrameUnit {
  unitKey: string
  stratum: string
}

/**
 * How a unit is called where the frame is public: HMAC-SHA256 of its code under the round's frame key. While ballots are taken nobody finds who was
 * drawn by trying codes; once the round is closed the key is told, and whoever knows a code finds it in the frame.
 */
export function unitKeyOf(frameKey: string, code: string): string {
  return createHmac('sha256', Buffer.from(frameKey, 'hex')).update(code).digest('hex').slice(0, 32)
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * The sample: in each stratum the `perStratum` units with the smallest SHA-256("<seed> <unit key>") (hex, compared as text; ties, which do not
 * happen, by key). The same seed and frame give the same units, in whatever order the frame is read. Gives their keys, sorted.
 */
export function drawSample(
  frame: readonly FrameUnit[],
  { seed, perStratum }: { seed: string; perStratum: number },
): string[] {
  const strata = new Map<string, { key: string; rank: string }[]>()
  for (const { unitKey, stratum } of frame) {
    const list = strata.get(stratum) ?? []
    list.push({ key: unitKey, rank: sha256Hex(`${seed} ${unitKey}`) })
    strata.set(stratum, list)
  }
  return [...strata.values()]
    .flatMap((list) =>
      list
        .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.key < b.key ? -1 : 1))
        .slice(0, perStratum)
        .map(({ key }) => key),
    )
    .sort()
}

/** The frame as the file that is published: a head, then a line a unit in the order of the keys. */
export function frameText(frame: readonly FrameUnit[]): string {
  const lines = frame.map(({ unitKey, stratum }) => `${unitKey},${stratum}`).sort()
  return `unit,stratum\n${lines.join('\n')}\n`
}

/** Reads such a file; null when it is none. */
export function readFrame(text: string): FrameUnit[] | null {
  const [head, ...lines] = text.trim().split(/\r?\n/)
  if (head !== 'unit,stratum') return null
  const frame: FrameUnit[] = []
  for (const line of lines) {
    const [, unitKey, stratum] = /^([0-9a-f]{32}),(.+)$/.exec(line) ?? []
    if (unitKey === undefined || stratum === undefined) return null
    frame.push({ unitKey, stratum })
  }
  return frame
}
