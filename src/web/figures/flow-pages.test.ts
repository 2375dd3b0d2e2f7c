import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureDesk, openFigureDesk } from '../../../test/support/figure-desk.ts'
import type { TestProvince } from '../../../test/support/province.ts'
import { CENTRE, seedQueue, wish } from '../../../test/support/queue.ts'
import { mapMeasureNames } from '../../modules/indicators/map/map-measure.ts'
import { takeTicket } from '../../modules/queue/index.ts'
import { flowChart } from './charts/flow-chart.ts'

const FLOW = '/lam-viec/so-lieu/thoi-gian'
const ALERTS = '/lam-viec/so-lieu/cham'
const MAP = '/lam-viec/so-lieu/ban-do'
const CODE = '1.004873'

let desk: FigureDesk
let ask: FigureDesk['ask']
let province: TestProvince
let dossier = ''
let name = ''

before(async () => {
  desk = await openFigureDesk(async (played, clerk) => {
    const { dossierId, citizen } = await played.submit({ procedureCode: CODE, desk: clerk })
    dossier = dossierId
    await played.act(dossierId, 'accept', clerk)
    await played.walk(dossierId)
    const to = { to: 'Nguyễn Thị Hoa', by: 'post', slipNumber: 'EB123456789VN' }
    await played.act(dossierId, 'return_result', clerk, to)
    name = (await played.procedure(CODE)).document.name.vi
    return citizen.actor
  })
  ask = desk.ask
  province = desk.province
})
after(() => desk?.close())

/** The addresses of a page that lead to dossiers behind a count. */
function passages(body: string): string[] {
  return [...body.matchAll(/href="(\/lam-viec\/so-lieu\/thoi-gian\/ho-so\?[^"]*)"/g)].map(([, path = '']) =>
    path.replaceAll('&amp;', '&'),
  )
}

test('pages of lost time are for those who lead, of what they lead; to others they are not found', async () => {
  const { id = '' } = province.directory.bySlug('phuong-pho-hien') ?? {}
  for (const page of [FLOW, ALERTS, MAP]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const one of ['citizen', 'handler'] as const)
      assert.equal((await ask(one, page)).statusCode, 404, `${one} ${page}`)
    for (const one of ['head', 'elsewhere', 'chairman'] as const)
      assert.equal((await ask(one, page)).statusCode, 200, one)
    assert.equal((await ask('elsewhere', `${page}?co-quan=${id}`)).statusCode, 404, page)
  }
})

test('from the procedure to its way, from each number to the dossier behind it', async () => {
  const list = await ask('head', FLOW)
  assert.ok(list.body.includes(name))
  const page = await ask('head', `${FLOW}?thu-tuc=${CODE}`)
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('<svg role="img"'))
  const paths = passages(page.body)
  assert.ok(paths.length >= 6, `${paths.length} numbers`)
  for (const path of paths) {
    const behind = await ask('head', path)
    assert.equal(behind.statusCode, 200, path)
    assert.ok(behind.body.includes(`/lam-viec/ho-so/${dossier}`), path)
    assert.equal((await ask('elsewhere', path)).statusCode, 404, path)
    assert.equal((await ask('handler', path)).statusCode, 404, path)
  }
})

test('each page in each language has all its words', async () => {
  for (const path of [
    FLOW,
    `${FLOW}?thu-tuc=${CODE}`,
    ALERTS,
    ...mapMeasureNames.map((one) => `${MAP}?chi-tieu=${one}`),
  ]) {
    for (const lang of ['vi', 'en']) {
      const page = await ask('chairman', `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      assert.equal(page.statusCode, 200, path)
      assert.doesNotMatch(page.body, />(figures|queue)\.[a-z_.]+<|\{[a-zA-Z]+\}/, path)
    }
  }
})

test('what is no procedure, no period and no days is not found', async () => {
  const days = `thu-tuc=${CODE}&roi=tham-dinh`
  for (const path of [
    `${FLOW}?thu-tuc=khong-co`,
    `${FLOW}?ky=2026-13`,
    `${FLOW}/ho-so?${days}`,
    `${FLOW}/ho-so?${days}&tu-ngay=2026-02-30&den-ngay=2026-03-01`,
    `${FLOW}/ho-so?${days}&tu-ngay=2026-03-02&den-ngay=2026-03-01`,
    `${FLOW}/ho-so?${days}&tu-ngay=2000-01-01&den-ngay=2026-03-01`,
  ]) {
    assert.equal((await ask('chairman', path)).statusCode, 404, path)
  }
})

test('a tile says its share, its cases and its dossiers; few cases are not judged', async () => {
  const { body } = await ask('chairman', `${MAP}?chi-tieu=late`)
  const { id = '' } = province.directory.bySlug('phuong-pho-hien') ?? {}
  const tile = body.match(new RegExp(`<a class="tile ([a-z]+)" href="([^"]*co-quan=${id}[^"]*)">(.*?)</a>`))
  assert.equal(tile?.[1], 'few')
  assert.ok(tile?.[2]?.includes('do=resolved_late'))
  assert.match(tile?.[3] ?? '', /0 \/ 1 /)
})

test('the hall’s figures are for everybody, count what happened here, and name nobody', async () => {
  const queue = await seedQueue(province)
  await takeTicket(queue, wish())
  const path = `/man-hinh/${CENTRE}/so-lieu`
  const page = await ask('anonymous', path)
  assert.equal(page.statusCode, 200)
  const values = [...page.body.matchAll(/<dd><b class="num">([^<]*)<\/b>/g)].map(([, value]) => value)
  assert.equal(values.length, 5)
  assert.deepEqual(values.slice(0, 4), ['1', '1', '1', '–'])
  assert.ok(page.body.includes(`data-live="/live/queue/${CENTRE}"`))
  assert.match(page.body, /<noscript><meta http-equiv="refresh"/i)
  assert.ok(!page.body.includes(dossier))
  assert.equal((await ask('anonymous', '/man-hinh/khong-co/so-lieu')).statusCode, 404)
})

test('a drawn flow stands in a page whose policy forbids styles, and its words are escaped', () => {
  const place = (key: string, onTheWay = true) => ({ key, name: `<b>${key}&`, onTheWay })
  const places = [place('a'), place('b'), place('c'), place('=wait', false)]
  const link = (from: string, to: string, n: number, back = false) => ({ from, to, n, back })
  const links = [link('a', 'b', 9), link('a', 'c', 1), link('b', 'a', 2, true), link('b', '=wait', 3)]
  const svg = flowChart(places, links, '"Luồng" <')
  assert.ok(svg?.startsWith('<svg role="img" aria-label="&quot;Luồng&quot; &lt;"'))
  assert.doesNotMatch(svg ?? '', /\sstyle=|<style|<b>|NaN/)
  assert.equal(svg?.match(/<rect /g)?.length, 4)
  assert.ok(svg?.includes('3 · &lt;b>=wait&amp;'), 'how many came to wait')
  assert.equal(svg?.match(/stroke-dasharray/g)?.length, 1)
  assert.equal(flowChart(places, [], ''), null)
})
