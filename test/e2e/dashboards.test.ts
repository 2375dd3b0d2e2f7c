import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { followLedger } from '../../src/modules/indicators/index.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import { readPdf } from '../support/pdf.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const BOARD = '/lam-viec/so-lieu/bang'
const OWN = '/lam-viec/so-lieu/viec-toi'
const A4 = { width: 595, height: 842 }

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 150 })
  const { db, casework } = stage.product.parts
  await sealHorizon(db)
  await followLedger({ casework })
})
after(() => stage?.close())

/** The page as it comes out of a printer: A4, nothing over the edge, without what only works on a screen. */
async function expectPaper({ page }: Visitor, name: string): Promise<void> {
  const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, path: `var/${name}.pdf` }))
  for (const sheet of pages) {
    assert.equal(Math.round(sheet.width), A4.width, name)
    assert.equal(Math.round(sheet.height), A4.height, name)
    assert.ok(sheet.rightmost <= sheet.width, name)
  }
}

/** On a phone two figures stand side by side, and the whole stays within some screens. */
async function expectShortOnPhone({ page }: Visitor, name: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  const [first, second] = await Promise.all([0, 1].map((at) => page.locator('.figure').nth(at).boundingBox()))
  assert.equal(first?.y, second?.y, name)
  assert.ok((second?.x ?? 0) > (first?.x ?? 0) + (first?.width ?? 0), name)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  assert.ok(height < 844 * 7, `${name} is ${height} px long on a phone`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** The first numbers of the page open to a list. */
async function expectNumbersOpen(visitor: Visitor, most = 6): Promise<void> {
  const links = visitor.page.locator('#noi-dung .figures a')
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  assert.ok(paths.length > 2)
  for (const path of paths.slice(0, most)) assert.equal(await visitor.open(path), 200, path)
}

test('the chairman, the head of a department and the head of the centre each begin at their own', async () => {
  const places = {
    'lanh-dao-tinh': { sees: 'Xếp hạng đơn vị', title: 'Ủy ban nhân dân tỉnh' },
    'giam-doc-xay-dung': { sees: 'Kết quả điện tử', title: 'Sở Xây dựng' },
    'giam-doc-trung-tam': { sees: 'Kết quả chưa có người nhận', title: 'Trung tâm' },
  }
  for (const [key, { sees, title }] of Object.entries(places)) {
    const visitor = await officer(stage, key)
    assert.equal(await visitor.open(BOARD), 200, key)
    await visitor.sees(sees)
    await visitor.sees('Hài lòng')
    await visitor.sees(new RegExp(title))
    await visitor.look(`dashboards-${key}`)
    await expectPaper(visitor, `dashboards-${key}`)
    await expectShortOnPhone(visitor, key)
    await expectNumbersOpen(visitor)
  }
})

test('an officer begins at the own work and finds nobody else’s', async () => {
  const visitor = await officer(stage, 'hoang-lan')
  assert.equal(await visitor.open(BOARD), 404)
  assert.equal(await visitor.open(OWN), 200)
  await visitor.sees('Trung vị cả tỉnh')
  await visitor.look('dashboards-own')
  await expectPaper(visitor, 'dashboards-own')
  await expectShortOnPhone(visitor, 'own')
  await expectNumbersOpen(visitor)
})

test('a citizen has the public figures, and no dashboard of officers', async () => {
  const visitor = await stage.visitor('phone')
  await visitor.logIn('cong-dan-huong')
  for (const path of [BOARD, OWN]) assert.equal(await visitor.open(path), 404, path)
  assert.equal(await visitor.open('/so-lieu'), 200)
  await visitor.look('dashboards-public')
  await expectPaper(visitor, 'dashboards-public')
})
