import { crc32 } from 'node:zlib'
import { type FileFault, fileFault } from './file-faults.ts'

/** The largest side, and the most pixels (a telephone takes 108 million), that a picture may have. */
const LONGEST_SIDE = 20_000
const MOST_PIXELS = 120_000_000

type ImageResult = { ok: true; width: number; height: number } | FileFault

/** Walks the segments of a JPEG: it must state its size and reach its end. Nothing is decoded. */
export function inspectJpeg(bytes: Uint8Array): ImageResult {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: { width: number; height: number } | null = null
  let hasScan = false
  let at = 2
  while (at + 1 < view.length) {
    if (view[at] !== 0xff) return fileFault('image_damaged')
    const marker = view[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker === 0xd9) return size !== null && hasScan ? measured(size) : fileFault('image_damaged')
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else {
      if (at + 4 > view.length) break
      const length = view.readUInt16BE(at + 2)
      if (length < 2 || at + 2 + length > view.length) break
      if (isFrame(marker) && length >= 8) size = { height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) }
      at += 2 + length
      if (marker === 0xda) {
        hasScan = true
        at = endOfScan(view, at)
      }
    }
  }
  return fileFault('image_damaged')
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** The place of the first marker after entropy-coded data (stuffed zeros and restart marks belong to the data). */
function endOfScan(view: Buffer, from: number): number {
  for (let at = view.indexOf(0xff, from); at >= 0; at = view.indexOf(0xff, at + 1)) {
    const next = view[at + 1]
    if (next !== undefined && next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return view.length
}

/** Walks the chunks of a PNG: sound check sums, a header first, data, and its end. Nothing is decoded. */
export function inspectPng(bytes: Uint8Array): ImageResult {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: { width: number; height: number } | null = null
  let hasPixels = false
  let at = 8
  while (at + 12 <= view.length) {
    const length = view.readUInt32BE(at)
    if (length > view.length - at - 12) break
    const type = view.toString('latin1', at + 4, at + 8)
    if (crc32(view.subarray(at + 4, at + 8 + length)) !== view.readUInt32BE(at + 8 + length)) break
    if ((size === null) !== (type === 'IHDR')) break
    if (type === 'IHDR') {
      if (length !== 13) break
      size = { width: view.readUInt32BE(at + 8), height: view.readUInt32BE(at + 12) }
    }
    if (type === 'IDAT') hasPixels = true
    if (type === 'IEND') return size !== null && hasPixels ? measured(size) : fileFault('image_damaged')
    at += 12 + length
  }
  return fileFault('image_damaged')
}

function measured({ width, height }: { width: number; height: number }): ImageResult {
  if (width === 0 || height === 0) return fileFault('image_damaged')
  const tooBig = width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS
  return tooBig ? fileFault('image_too_big', { width, height }) : { ok: true, width, height }
}
