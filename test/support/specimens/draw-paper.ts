import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import type { PaperKind } from '../../../src/modules/digitisation/schemas.ts'
import { specimenPaper } from './papers.ts'
import { type Draw, drawFrom } from './people.ts'
import { drawStance, photograph } from './photograph.ts'
import type { SpecimenPaper } from './specimen-paper.ts'

export const qualities = ['clean', 'scanned', 'poor', 'photographed'] as const
export type SpecimenQuality = (typeof qualities)[number]

/** What papers are set in: the twins of Times New Roman and of Arial, and a letter that is neither. */
export const typefaces = ['Tinos', 'Arimo', 'Noto Serif'] as const
export type Typeface = (typeof typefaces)[number]

/** How a page was put under the scanner. */
export interface Handling {
  /** Degrees, clockwise. */
  skew: number
  /** Degrees, clockwise. */
  turn: 0 | 90 | 180 | 270
}

export interface Specimen extends SpecimenPaper, Handling {
  quality: SpecimenQuality
  typeface: Typeface
  /** JPEG. */
  image: Buffer
}

const FONTS = [
  import.meta.resolve('@expo-google-fonts/tinos'),
  import.meta.resolve('@expo-google-fonts/arimo'),
  import.meta.resolve('@expo-google-fonts/noto-serif'),
].map((url) => dirname(fileURLToPath(url)))
const DPI = 200
let compiler: NodeCompiler | null = null

/** A paper as a picture at 200 dpi (a card alone at 400), as a scanner without faults would give it. */
export async function drawPaper(source: string): Promise<Buffer> {
  compiler ??= NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: FONTS }] })
  const svg = compiler.svg({ mainFileContent: source })
  const small = source.includes('85.6mm')
  return sharp(Buffer.from(svg), { density: small ? DPI * 2 : DPI })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 92 })
    .toBuffer()
}

/**
 * One paper of a kind in a quality: `scanned` is a little skewed and noisy, `poor` more skewed, turned, coarse, blurred and pale, `photographed` lies
 * on a table and is seen from an angle.
 */
export async function specimen(
  kind: PaperKind,
  quality: SpecimenQuality,
  seed: number,
  typeface: Typeface = 'Tinos',
): Promise<Specimen> {
  const paper = specimenPaper(kind, seed)
  const draw = drawFrom(seed * 104729 + quality.length * 31 + kind.length)
  const drawn = await drawPaper(paper.source.replaceAll('font: "Tinos"', `font: "${typeface}"`))
  const made = { ...paper, quality, typeface, skew: 0, turn: 0 } as const
  if (quality === 'clean') return { ...made, image: drawn }
  if (quality === 'photographed') return { ...made, ...(await photograph(drawn, drawStance(draw), draw)) }
  const skew = spread(draw, quality === 'scanned' ? 1.8 : 5)
  const turn = quality === 'scanned' ? 0 : draw.pick([0, 90, 180, 270] as const)
  return { ...made, skew, turn, image: await worsen(drawn, { quality, skew, turn, draw }) }
}

function spread(draw: Draw, most: number): number {
  return Math.round((draw.next() * 2 - 1) * most * 10) / 10
}

interface Wear extends Handling {
  quality: 'scanned' | 'poor'
  draw: Draw
}

async function worsen(image: Buffer, { quality, skew, turn, draw }: Wear): Promise<Buffer> {
  const poor = quality === 'poor'
  // Only one rotation a pipeline is carried out: the turn comes in a second one.
  const skewed = await sharp(image).rotate(skew, { background: '#fbfaf7' }).toBuffer()
  const turned = await sharp(skewed).rotate(turn).toBuffer()
  const { width, height } = await sharp(turned).metadata()
  const dull = poor
    ? sharp(await coarse(turned, width))
        .resize(width, height, { fit: 'fill' })
        .blur(1.1)
        .linear(0.55, 74)
    : sharp(turned).blur(0.5).linear(0.86, 24)
  const noise = noiseOf(width, height, poor ? 15 : 9, draw)
  return dull
    .composite([
      { input: noise, raw: { width, height, channels: 3 }, blend: 'soft-light' },
      ...(poor ? [{ input: shadow(width, height, draw), blend: 'multiply' as const }] : []),
    ])
    .jpeg({ quality: poor ? 50 : 72 })
    .toBuffer()
}

/** What a cheap camera sees: little more than half the dots. */
function coarse(image: Buffer, width: number): Promise<Buffer> {
  return sharp(image)
    .resize({ width: Math.round(width * 0.45) })
    .toBuffer()
}

/** A shadow that falls over the sheet from one corner. */
function shadow(width: number, height: number, draw: Draw): Buffer {
  const [x, y] = [draw.pick([0, 100]), draw.pick([0, 100])]
  return Buffer.from(
    `<svg width="${width}" height="${height}"><defs><radialGradient id="s" cx="${x}%" cy="${y}%" r="95%">` +
      '<stop offset="0" stop-color="#8f8f8f"/><stop offset="0.7" stop-color="#fff"/></radialGradient></defs>' +
      '<rect width="100%" height="100%" fill="url(#s)"/></svg>',
  )
}

/** Grey grain around the middle: `soft-light` leaves the middle as it is. */
function noiseOf(width: number, height: number, strength: number, draw: Draw): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    const grain = 128 + (draw.next() + draw.next() + draw.next() - 1.5) * strength * 4
    pixels.fill(Math.max(0, Math.min(255, grain)), at, at + 3)
  }
  return pixels
}
