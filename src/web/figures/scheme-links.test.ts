import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { type FigureProvince, figureProvince } from '../../../test/support/figures.ts'
import type { TestProvince } from '../../../test/support/province.ts'
import { importSchemes } from '../../modules/indicators/index.ts'
import { listOfficerActors, type OfficerActor } from '../../modules/organisation/index.ts'
import { makeFigureServices } from './figure-services.ts'

let province: FigureProvince
let desk: TestDesk
let chairman: OfficerActor

before(async () => {
  province = await figureProvince({ dossiers: 240, days: 120, until: '2026-11-20T10:20:00+07:00' })
  await importSchemes(province.db, join(import.meta.dirname, '../../../data'))
  desk = await openTestDesk({ context: province.context.casework } as TestProvince)
  Object.assign(desk.services, { figures: makeFigureServices(province.db) })
  const found = (await listOfficerActors(province.db.read)).find(({ mandates }) =>
    mandates.some(({ role }) => role === 'province_leader'),
  )
  assert.ok(found)
  chairman = found
})

after(async () => {
  await desk.close()
  await province.close()
})

/** Every dossier of a list, page after page, as often as it stands there. */
async function dossiersOf(ask: (url: string) => Promise<string>, url: string): Promise<string[]> {
  const found: string[] = []
  for (let next: string | undefined = url; next !== undefined; ) {
    const body: string = await ask(next)
    found.push(...[...body.matchAll(/href="\/lam-viec\/ho-so\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id))
    const after = /href="([^"]*)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    next = after === undefined ? undefined : `/lam-viec/so-lieu/ho-so${after.slice(after.indexOf('?'))}`
  }
  return found
}

/** What counts papers opens to the dossiers they are of; everything else to as many dossiers as it says. */
const PAPERS = /do=components/

/** Lines of 766 that are of procedures, or of what other parts of the product will tell: they have no dossiers to open. */
const CLOSED = ['1.1', '1.2', '1.3', '1.4', '3.1', '3.5', '4.4', '4.5', '4.6', '4.7', '5.2', '5.3']

test('every number of 766 opens to as many dossiers as it says: province, department and commune, month, quarter and year', async () => {
  const app = await desk.appOf(chairman)
  const ask = async (url: string) => {
    const answer = await app.inject(url)
    assert.equal(answer.statusCode, 200, url)
    return answer.body
  }
  let opened = 0
  for (const slug of [null, 'so-xay-dung', 'phuong-pho-hien']) {
    const agency = slug === null ? '' : `&co-quan=${province.directory.bySlug(slug)?.id}`
    for (const period of ['2026-10', '2026-q4', '2026-calendar_year']) {
      const body = await ask(`/lam-viec/so-lieu/chi-so/qd-766?ky=${period}${agency}`)
      const rows = body.split('<tr').filter((row) => row.includes('disclosure'))
      assert.equal(rows.length, 22, 'components')
      for (const row of rows) {
        const key = /[>\s]([1-5]\.[1-9]b?) /.exec(row)?.[1] ?? ''
        const links = [...row.matchAll(/href="(\/lam-viec\/so-lieu\/ho-so\?[^"]*)">([^<]*(?:<!-- -->[^<]*)*)<\/a>/g)]
        assert.equal(links.length === 0, CLOSED.includes(key), `${key} opens`)
        for (const [, path = '', text = ''] of links) {
          const n = Number(/([\d.]+)\s*$/.exec(text.replaceAll('<!-- -->', ''))?.[1]?.replaceAll('.', ''))
          const found = await dossiersOf(ask, path.replaceAll('&amp;', '&'))
          const where = `${key} "${text}" of ${slug} in ${period}`
          assert.equal(new Set(found).size, found.length, `${where}: each once`)
          if (PAPERS.test(path)) assert.equal(found.length > 0, n > 0, where)
          else assert.equal(found.length, n, where)
          opened += found.length
        }
      }
    }
  }
  assert.ok(opened > 500)
})
