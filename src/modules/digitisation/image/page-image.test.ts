import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { fc } from '../../../../test/support/properties.ts'
import { drawPaper, specimen } from '../../../../test/support/specimens/draw-paper.ts'
import { specimenPaper } from '../../../../test/support/specimens/papers.ts'
import type { GreyImage } from './grey-image.ts'
import { lookOf, seePage, uprightPage } from './normalise-page.ts'
import { hashDistance, SAME_LOOK_BITS } from './page-hash.ts'
import { cutLetters, judgePage, type PageMeasures } from './page-quality.ts'
import { findSkew, MOST_SKEW } from './skew.ts'

test('the slant of drawn lines is found within half a degree, up to ten degrees either way', () => {
  fc.assert(
    fc.property(fc.integer({ min: -MOST_SKEW * 10 + 5, max: MOST_SKEW * 10 - 5 }), (tenths) => {
      const wanted = tenths / 10
      const slope = Math.tan((wanted * Math.PI) / 180)
      const ink: number[] = []
      for (let line = 0; line < 20; line++) {
        for (let x = 0; x < 600; x += 2)
          for (let y = 0; y < 6; y++) ink.push(x, Math.round(120 + line * 30 + y + x * slope))
      }
      const { skew } = findSkew(Int32Array.from(ink), { width: 600, height: 900 })
      assert.ok(Math.abs(skew - wanted) <= 0.5, `${skew} for ${wanted}`)
    }),
    { numRuns: 30 },
  )
})

test('a worn page in each of the four directions: turned the right way, its slant within half a degree', async () => {
  const seen = new Set<number>()
  for (const seed of [41, 42, 43, 44]) {
    const paper = await specimen('land_certificate', 'poor', seed)
    const { orientation } = await seePage({ bytes: paper.image })
    assert.equal(orientation.turns[0], (360 - paper.turn) % 360, `seed ${seed}`)
    assert.ok(Math.abs(orientation.skew - paper.skew) <= 0.5, `${orientation.skew} for ${paper.skew}`)
    seen.add(paper.turn)
  }
  assert.ok(seen.size >= 2)
})

test('a telephone that notes its position (EXIF) is believed', async () => {
  const drawn = await drawPaper(specimenPaper('birth_note', 47).source)
  const held = await sharp(await sharp(drawn).rotate(90).toBuffer())
    .withMetadata({ orientation: 8 })
    .jpeg()
    .toBuffer()
  const seen = await seePage({ bytes: held })
  assert.equal(seen.orientation.turns[0], 0)
  assert.ok(seen.colour.height > seen.colour.width)
})

test('two scans of a sheet look the same, another sheet of the same kind does not', async () => {
  const look = async (quality: 'clean' | 'scanned', seed: number) => {
    const seen = await seePage({ bytes: (await specimen('birth_certificate', quality, seed)).image })
    return lookOf(await uprightPage(seen, 0))
  }
  const [clean, scanned, other] = await Promise.all([look('clean', 48), look('scanned', 48), look('clean', 49)])
  assert.ok(hashDistance(clean, scanned) <= SAME_LOOK_BITS, `${hashDistance(clean, scanned)} bits`)
  assert.ok(hashDistance(clean, other) > hashDistance(clean, scanned))
})

const good: PageMeasures = {
  width: 1654,
  height: 2339,
  ink: 0.04,
  paper: 240,
  contrast: 180,
  sharpness: 4000,
  cut: [0, 0, 0, 0],
  words: 200,
  confidence: 93,
}

test('a page is refused for one reason each, a good one for none', () => {
  assert.equal(judgePage(good), null)
  assert.equal(judgePage({ ...good, words: null, confidence: null }), null, 'before it was read')
  assert.equal(judgePage({ ...good, width: 300, height: 420 }), 'too_small')
  assert.equal(judgePage({ ...good, paper: 40 }), 'too_dark')
  assert.equal(judgePage({ ...good, ink: 0.0001 }), 'blank')
  assert.equal(judgePage({ ...good, contrast: 10 }), 'blank')
  assert.equal(judgePage({ ...good, cut: [0, 9, 0, 0] }), 'cut')
  assert.equal(judgePage({ ...good, confidence: 30 }), 'unreadable')
  assert.equal(judgePage({ ...good, confidence: 30, sharpness: 50 }), 'blurred')
})

test('letters at an edge are cut, the long shadow of the sheet is not', () => {
  const pixels = new Uint8Array(400 * 300).fill(255)
  const image: GreyImage = { width: 400, height: 300, pixels }
  assert.deepEqual(cutLetters(image, 128), [0, 0, 0, 0])
  pixels.fill(0, 0, 400 * 3)
  assert.equal(cutLetters(image, 128)[0], 0)
  pixels.fill(255)
  for (let letter = 0; letter < 10; letter++) {
    for (let y = 0; y < 6; y++) pixels.fill(0, y * 400 + letter * 20 + 100, y * 400 + letter * 20 + 108)
  }
  assert.deepEqual(cutLetters(image, 128), [10, 0, 0, 0])
})

test('real pictures: half a page is cut, a dark one too dark, a thumbnail too small', async () => {
  const drawn = await drawPaper(specimenPaper('birth_certificate', 50).source)
  const reason = async (bytes: Buffer) => judgePage((await seePage({ bytes })).measures)
  assert.equal(await reason(drawn), null)
  assert.equal(
    await reason(await sharp(drawn).extract({ left: 0, top: 0, width: 640, height: 2300 }).toBuffer()),
    'cut',
  )
  assert.equal(await reason(await sharp(drawn).linear(0.15, 0).toBuffer()), 'too_dark')
  assert.equal(await reason(await sharp(drawn).resize({ width: 300 }).toBuffer()), 'too_small')
  await assert.rejects(seePage({ bytes: drawn.subarray(0, 5000) }))
})

test('a picture of 30,000 by 30,000 is not decoded', async () => {
  const header = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const bomb = Buffer.from(header)
  bomb.writeUInt32BE(30_000, 16)
  bomb.writeUInt32BE(30_000, 20)
  await assert.rejects(seePage({ bytes: bomb }))
})
