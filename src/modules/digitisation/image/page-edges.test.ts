import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { drawPaper, qualities, specimen } from '../../../../test/support/specimens/draw-paper.ts'
import { specimenPaper } from '../../../../test/support/specimens/papers.ts'
import { drawFrom } from '../../../../test/support/specimens/people.ts'
import { type Photograph, photograph, type Stance } from '../../../../test/support/specimens/photograph.ts'
import type { PaperKind } from '../schemas.ts'
import { seePage } from './normalise-page.ts'
import { sheetRatio } from './perspective.ts'
import type { Quad } from './quad.ts'

const A4 = 210 / 297
const CARD = 85.6 / 54

async function photographOf(kind: PaperKind, stance: Stance, seed = 81): Promise<Photograph> {
  // Small: what is looked for is the sheet, not the letters.
  return photograph(await drawPaper(specimenPaper(kind, seed).source), { ...stance, longSide: 1200 }, drawFrom(seed))
}

const farthest = (found: readonly number[], { corners }: Photograph) =>
  Math.max(...corners.flatMap(({ x, y }, at) => [x - (found[2 * at] ?? 9), y - (found[2 * at + 1] ?? 9)]).map(Math.abs))

const stances: [PaperKind, number, Stance][] = [
  ['birth_note', A4, { pitch: 24, yaw: 6, roll: 3, table: 'wood' }],
  ['land_certificate', A4, { pitch: -18, yaw: -15, roll: -7, table: 'slate' }],
  ['marriage_certificate', A4, { pitch: 3, yaw: 24, roll: 0, table: 'wood' }],
  ['citizen_card', CARD, { pitch: 15, yaw: -12, roll: 5, table: 'slate' }],
]

for (const [kind, ratio, stance] of stances) {
  test(`a ${kind} seen at an angle: its corners are found and it gets its own shape back`, async () => {
    const taken = await photographOf(kind, stance, kind === 'citizen_card' ? 82 : 81)
    const { colour, measures } = await seePage({ bytes: taken.image })
    const found = measures.corners ?? []
    assert.ok(farthest(found, taken) < 0.006, `${farthest(found, taken)} of the picture away`)
    assert.ok(Math.abs(colour.width / colour.height / ratio - 1) < 0.03, `${colour.width} x ${colour.height}`)
    assert.deepEqual([measures.width, measures.height], [colour.width, colour.height])
    const asTaken = await seePage({ bytes: taken.image }, { findsEdges: false })
    assert.equal(asTaken.measures.corners, null)
  })
}

test('the shape of a sheet is told from its corners alone, as the lens sees them', async () => {
  const { corners } = await photographOf('birth_note', { pitch: 20, yaw: 10, roll: 0, table: 'wood' })
  const size = { width: 3000, height: 4000 }
  const quad = corners.map(({ x, y }) => ({ x: x * size.width, y: y * size.height })) as unknown as Quad
  assert.ok(Math.abs(sheetRatio(quad, size) / A4 - 1) < 0.02)
  const flat = [
    { x: 0, y: 0 },
    { x: 200, y: 0 },
    { x: 200, y: 100 },
    { x: 0, y: 100 },
  ] as const
  assert.ok(Math.abs(sheetRatio(flat, { width: 200, height: 100 }) - 2) < 0.001, 'seen from straight above')
})

test('what a scanner gives is left as it is: pages filling the picture, in shadow, turned, framed', async () => {
  for (const quality of qualities.filter((one) => one !== 'photographed')) {
    const paper = await specimen('land_certificate', quality, 83)
    assert.equal((await seePage({ bytes: paper.image })).measures.corners, null, quality)
  }
  const framed = await drawPaper(
    '#set page(width: 210mm, height: 297mm, margin: 25mm)\n#rect(width: 100%, height: 100%, stroke: 4mm + rgb("#7a1f1f"))[#lorem(80)]',
  )
  assert.equal((await seePage({ bytes: framed })).measures.corners, null, 'a printed frame is no edge')
})

test('a sheet whose edges are not all seen is left as it is: white on white, cut off by the picture, nothing at all', async () => {
  const level = { pitch: 12, yaw: 8, roll: 0 }
  const onWhite = await photographOf('birth_note', { ...level, table: 'paper' })
  assert.equal((await seePage({ bytes: onWhite.image })).measures.corners, null, 'white on white')
  const whole = await photographOf('birth_note', { ...level, table: 'wood' })
  const { width, height } = await sharp(whole.image).metadata()
  const cut = await sharp(whole.image)
    .extract({ left: 0, top: 0, width: Math.round(width * 0.72), height })
    .jpeg()
    .toBuffer()
  assert.equal((await seePage({ bytes: cut })).measures.corners, null, 'cut off')
  const noise = drawFrom(84)
  const pixels = Buffer.from(Array.from({ length: 600 * 800 * 3 }, () => noise.whole(0, 255)))
  for (const picture of [pixels, Buffer.alloc(600 * 800 * 3, 255), Buffer.alloc(600 * 800 * 3, 0)]) {
    const bytes = await sharp(picture, { raw: { width: 600, height: 800, channels: 3 } })
      .png()
      .toBuffer()
    assert.equal((await seePage({ bytes })).measures.corners, null)
  }
})
