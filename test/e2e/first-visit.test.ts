import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openStage, type Stage } from './journey.ts'

const MOST_BYTES = 60 * 1024
const PAGES = [
  '/',
  '/thu-tuc',
  '/thu-tuc/1.013225',
  '/tra-cuu',
  '/kiem-chung',
  '/so-lieu',
  '/so-lieu/du-lieu-mo',
  '/so-cai',
  '/xin-loi',
  '/dang-nhap',
]

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 60 })
})
after(() => stage?.close())

for (const path of PAGES) {
  test(`a first visit to ${path} needs no script and little of the wire`, async () => {
    const visitor = await stage.visitor('phone')
    const sizes: Promise<number>[] = []
    visitor.page.on('requestfinished', (request) => {
      if (request.resourceType() === 'font') return
      const size = request.sizes().then((sent) => sent.responseHeadersSize + sent.responseBodySize)
      sizes.push(size)
    })
    await visitor.page.goto(path, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    assert.ok(sizes.length >= 2, 'the page and its style were counted')
    assert.ok(bytes <= MOST_BYTES, `${path} takes ${bytes} bytes`)
    await visitor.look(`first-visit-${path.replaceAll('/', '-')}`)

    const plain = await stage.visitor('phone', { javaScript: false })
    await plain.open(path)
    assert.equal(await plain.text(), await visitor.text())
    plain.expectQuiet()
  })
}
