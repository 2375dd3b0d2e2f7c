import { readFileSync } from 'node:fs'
import type { Coverage } from './printable.ts'

const WINDOWS = 3
const FULL_UNICODE = 10

/** Which characters a TrueType font can draw, read from its `cmap` (formats 4 and 12). */
export function fontCoverage(file: string): Coverage {
  const font = readFileSync(file)
  const cmap = tableOffset(font, 'cmap')
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => cmap + 4 + index * 8)
    .filter((at) => font.readUInt16BE(at) === WINDOWS)
    .sort((one, other) => font.readUInt16BE(other + 2) - font.readUInt16BE(one + 2))
  const chosen = subtables.find((at) => [1, FULL_UNICODE].includes(font.readUInt16BE(at + 2)))
  if (chosen === undefined) throw new Error(`${file}: no Unicode cmap`)
  const at = cmap + font.readUInt32BE(chosen + 4)
  const covered = font.readUInt16BE(at) === 12 ? groups(font, at) : segments(font, at)
  return (codePoint) => codePoint >= 0x20 && covered.has(codePoint)
}

function tableOffset(font: Buffer, name: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8)
  }
  throw new Error(`the font has no table ${name}`)
}

function groups(font: Buffer, at: number): Set<number> {
  const covered = new Set<number>()
  for (let index = 0; index < font.readUInt32BE(at + 12); index += 1) {
    const group = at + 16 + index * 12
    for (let code = font.readUInt32BE(group); code <= font.readUInt32BE(group + 4); code += 1) covered.add(code)
  }
  return covered
}

function segments(font: Buffer, at: number): Set<number> {
  const covered = new Set<number>()
  const doubled = font.readUInt16BE(at + 6)
  for (let index = 0; index < doubled; index += 2) {
    const end = font.readUInt16BE(at + 14 + index)
    const start = font.readUInt16BE(at + 16 + doubled + index)
    const delta = font.readUInt16BE(at + 16 + 2 * doubled + index)
    const rangeAt = at + 16 + 3 * doubled + index
    const range = font.readUInt16BE(rangeAt)
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph = range === 0 ? code + delta : font.readUInt16BE(rangeAt + range + 2 * (code - start))
      if ((glyph & 0xffff) !== 0) covered.add(code)
    }
  }
  return covered
}
