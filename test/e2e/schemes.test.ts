import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { followLedger } from '../../src/modules/indicators/index.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import { officer, openStage, type Stage } from './journey.ts'

const INDICES = '/lam-viec/so-lieu/chi-so'
/** What counts components, not dossiers: opens to the dossiers they came with. */
const SUMS = ['components', 'components_digital', 'components_reused']
const PAGE = 50

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 150 })
  const { db, casework } = stage.product.parts
  await sealHorizon(db)
  await followLedger({ casework })
})
after(() => stage?.close())

test('the chairman opens every count of decision 766 to as many dossiers as it says', async () => {
  const chairman = await officer(stage, 'lanh-dao-tinh')
  await chairman.open(INDICES)
  await chairman.look('schemes-01-list')
  await chairman.follow('Chỉ số phục vụ người dân và doanh nghiệp')
  await chairman.sees('Chưa có số liệu')
  await chairman.look('schemes-02-766')
  const links = chairman.page.locator('#noi-dung table a[href*="/so-lieu/ho-so?do="]')
  const counts = await links.evaluateAll((found) =>
    found.map((link) => ({ path: link.getAttribute('href') ?? '', text: link.textContent ?? '' })),
  )
  assert.ok(counts.length > 10)
  for (const { path, text } of counts) {
    assert.equal(await chairman.open(path), 200, path)
    const said = Number(text.replaceAll('.', '').match(/\d+$/)?.[0])
    const shown = await chairman.page.locator('#noi-dung table.rows tbody tr').count()
    const isSum = SUMS.some((measure) => path.includes(`do=${measure}&`))
    if (isSum) assert.equal(shown > 0, said > 0, text)
    else assert.equal(shown, Math.min(said, PAGE), `${text} at ${path}`)
  }
})

test('the head of a ward sees its officers’ points; an officer only the own, with the dossiers behind them', async () => {
  const head = await officer(stage, 'chu-tich-pho-hien')
  await head.open(`${INDICES}/tt-01-2018-agency`)
  await head.sees('Theo công chức')
  await head.look('schemes-03-agency')
  const clerk = await officer(stage, 'tiep-nhan-pho-hien')
  assert.equal(await clerk.open(`${INDICES}/tt-01-2018-agency`), 404)
  await clerk.open(`${INDICES}/cua-toi`)
  await clerk.sees('Hồ sơ đứng sau điểm')
  await clerk.look('schemes-04-own')
})
