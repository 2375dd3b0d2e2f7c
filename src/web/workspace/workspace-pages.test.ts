import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  DESK_WIDTH,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE_WIDTH,
  screenshot,
  type TestBrowser,
} from '../../../test/support/browser.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import type { DossierId } from '../../platform/ids.ts'

const BUILDING = '1.013225'
const SOON = '31/12/2099'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let browser: TestBrowser
let receptionist: TestOfficer
let handler: TestOfficer
let leader: TestOfficer
let waiting: DossierId
let handled: DossierId
let returned: DossierId

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  browser = await launchBrowser()
  await seed()
})
after(async () => {
  await browser.close()
  await desk.close()
  await province.close()
  await database.close()
})

/** A small lively desk: overdue, waiting, asked for an opinion, new and returned dossiers of one commune. */
async function seed(): Promise<void> {
  province.setClock('2026-10-05T09:00')
  const old = await province.submit({ procedureCode: BUILDING })
  const { state } = await province.walk(old.dossierId, 'tham-dinh')
  returned = (await province.submit({ procedureCode: BUILDING })).dossierId
  await province.walk(returned)
  const step = state.step
  assert.ok(step)
  receptionist = province.officers.find((one) => holds(one, 'receptionist', state.units.intake)) ?? fail()
  handler = province.officers.find((one) => holds(one, 'handler', step.agencyId)) ?? fail()
  leader = province.officers.find((one) => holds(one, 'approver', state.units.competent)) ?? fail()
  handled = old.dossierId
  province.setClock(null)
  waiting = (
    await province.submit({ procedureCode: BUILDING, citizen: await province.newCitizen({ fullName: 'Đỗ Minh Quân' }) })
  ).dossierId
  for (const fullName of ['Phạm Thị Kim Ngân', 'Lê Văn Hòa']) {
    await province.submit({ procedureCode: BUILDING, citizen: await province.newCitizen({ fullName }) })
  }
  const next = await province.submit({ procedureCode: BUILDING })
  await province.walk(next.dossierId, 'tham-dinh')
}

function holds(officer: TestOfficer, role: string, agencyId: string): boolean {
  return officer.mandates.some((mandate) => mandate.role === role && mandate.agencyId === agencyId)
}

function fail(): never {
  throw new Error('the test province has no such officer')
}

test('every page passes axe and stays inside its window, on phone and desk', async () => {
  const pages: [TestOfficer, string, string][] = [
    [receptionist, '/lam-viec', 'list-reception'],
    [receptionist, `/lam-viec/ho-so/${waiting}`, 'dossier-new'],
    [receptionist, `/lam-viec/ho-so/${waiting}/tiep-nhan`, 'verb-accept'],
    [receptionist, `/lam-viec/ho-so/${waiting}/yeu-cau-bo-sung`, 'verb-supplement'],
    [receptionist, `/lam-viec/ho-so/${waiting}/chuyen-noi-khac`, 'verb-redirect'],
    [receptionist, '/lam-viec/tiep-nhan', 'intake-empty'],
    [receptionist, `/lam-viec/tiep-nhan?tt=${BUILDING}`, 'intake'],
    [receptionist, '/lam-viec/buu-chinh', 'post'],
    [receptionist, '/lam-viec/buu-chinh/moi', 'post-new'],
    [receptionist, '/lam-viec/tim', 'search'],
    [receptionist, `/lam-viec/ho-so/${returned}/giay-tiep-nhan`, 'receipt'],
    [receptionist, '/lam-viec/toi', 'me'],
    [handler, '/lam-viec', 'list-handler'],
    [handler, `/lam-viec/ho-so/${handled}`, 'dossier-late'],
    [handler, `/lam-viec/ho-so/${handled}/chuyen-buoc`, 'verb-forward'],
    [handler, `/lam-viec/ho-so/${handled}/lay-y-kien`, 'verb-opinion'],
    [handler, `/lam-viec/ho-so/${returned}`, 'dossier-returned'],
    [handler, '/lam-viec/tinh-han?bat-dau=18/11/2026&gio=09:12&so=5&don-vi=wd&co-quan=H33.01&che-do=restart', 'due'],
    [leader, '/lam-viec/tong-quan', 'overview'],
    [leader, '/lam-viec/tong-quan/ho-so?so=tiep-nhan', 'overview-list'],
  ]
  for (const officer of [receptionist, handler, leader]) {
    const baseURL = await desk.addressOf(officer)
    for (const width of [PHONE_WIDTH, DESK_WIDTH]) {
      const page = await browser.newPage({ width, baseURL })
      await visit(
        page,
        width,
        pages.filter(([who]) => who === officer),
      )
      await page.close()
    }
  }
})

async function visit(page: Page, width: number, pages: readonly [TestOfficer, string, string][]): Promise<void> {
  for (const [, path, name] of pages) {
    const response = await page.goto(path)
    await screenshot(page, `workspace-${name}-${width}`)
    assert.equal(response?.status(), 200, `${path} ${await page.title()}`)
    assert.deepEqual(await untranslated(page.locator('body').innerText()), [], path)
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
  }
}

/** Keys that stand in a page as themselves. */
async function untranslated(text: Promise<string>): Promise<string[]> {
  const keys = /\b(workspace|intake|identity|state|verb|event|error|money|custody|due|role|deadline)\.[A-Za-z_]+[\w.]*/g
  return [...(await text).matchAll(keys)].map((match) => match[0])
}

test('without JavaScript: a dossier is accepted, and the code is told', async () => {
  const page = await browser.newPage({ javaScript: false, baseURL: await desk.addressOf(receptionist) })
  await page.goto(`/lam-viec/ho-so/${waiting}`)
  await page.click('aside .button:not(.second)')
  await page.click('form[method="post"] .button:not(.second):not(.link)')
  await page.locator('[role="status"]').waitFor()
  assert.match(await page.locator('[role="status"]').innerText(), /H33\./)
  await page.close()
})

test('faults of a form come back at their fields with all that was typed', async () => {
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  const page = await browser.newPage({ baseURL: await desk.addressOf(receptionist) })
  await page.goto(`/lam-viec/ho-so/${dossierId}/yeu-cau-bo-sung`)
  await page.fill('#f-reason', 'Thiếu trang 3 của bản vẽ')
  await page.fill('#f-until', '22/11/2025')
  await page.click('.actions .button')
  await page.locator('.fault-summary').waitFor()
  assert.match(await page.locator('#f-until-fault').innerText(), /22\/11\/2025/)
  assert.equal(await page.inputValue('#f-reason'), 'Thiếu trang 3 của bản vẽ')
  await page.fill('#f-until', SOON.replace('2099', String(new Date().getFullYear() + 1)))
  await page.check('input[name="componentKeys"] >> nth=0')
  await page.click('.actions .button')
  await page.waitForURL(`**/lam-viec/ho-so/${dossierId}`)
  assert.match(await page.locator('#bo-sung').innerText(), /bổ sung/i)
  await page.close()
})

test('somebody acted meanwhile: what was typed stays, the change is one link away, a second press goes through', async () => {
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  await province.walk(dossierId, 'tham-dinh')
  const page = await browser.newPage({ baseURL: await desk.addressOf(handler) })
  await page.goto(`/lam-viec/ho-so/${dossierId}/chuyen-buoc`)
  await page.fill('#f-note', 'Đã kiểm tra thực địa')
  await province.act(dossierId, 'assign', leader, { officerId: handler.officerId })
  await page.click('.actions .button')
  await page.locator('a[href$="#dien-bien"]').waitFor()
  await screenshot(page, `workspace-stale-${DESK_WIDTH}`)
  assert.equal(await page.inputValue('#f-note'), 'Đã kiểm tra thực địa')
  await page.click('.actions .button')
  await page.waitForURL(`**/lam-viec/ho-so/${dossierId}`)
  assert.match(await page.locator('main').innerText(), /Đã kiểm tra thực địa/)
  await page.close()
})

test('a leader assigns ticked dossiers to an officer', async () => {
  const page = await browser.newPage({ baseURL: await desk.addressOf(leader) })
  await page.goto('/lam-viec?muc=ca-co-quan&nguoi=chua-phan-cong')
  await page.check(`input[name="row"][value^="${handled}"]`)
  await page.click('[data-bulk]')
  await page.click('.actions .button')
  await page.locator('.fault-summary').waitFor()
  await page.check(`input[name="officerId"][value="${handler.officerId}"]`)
  await page.click('.actions .button')
  assert.equal(await page.locator('tbody .tag.ok').count(), 1)
  await page.close()
})

test('what is no longer possible says so and keeps what was typed', async () => {
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  const page = await browser.newPage({ baseURL: await desk.addressOf(receptionist) })
  await page.goto(`/lam-viec/ho-so/${dossierId}/tu-choi-tiep-nhan`)
  await page.fill('#f-reason', 'Không thuộc thẩm quyền')
  await page.fill('#f-legalBasis', 'Điều 17')
  await province.act(dossierId, 'accept', receptionist)
  await page.click('.actions .button')
  await page.locator('.notice').first().waitFor()
  assert.match(await page.locator('main').innerText(), /Không thuộc thẩm quyền/)
  await page.close()
})

test('ticked dossiers are accepted together, each told by itself, and the list is where it was', async () => {
  const made = [await province.submit({ procedureCode: BUILDING }), await province.submit({ procedureCode: BUILDING })]
  const page = await browser.newPage({ baseURL: await desk.addressOf(receptionist) })
  await page.goto('/lam-viec?muc=tiep-nhan')
  for (const { dossierId } of made) await page.check(`input[name="row"][value^="${dossierId}"]`)
  await page.click('[data-bulk]')
  await province.act(made[0]?.dossierId ?? fail(), 'withdraw', receptionist)
  await page.click('.actions .button')
  await page.locator('table').waitFor()
  await screenshot(page, `workspace-bulk-done-${DESK_WIDTH}`)
  assert.equal(await page.locator('tbody .tag.ok').count(), 1)
  assert.equal(await page.locator('tbody .tag.late').count(), 1)
  await page.click('.actions .button')
  assert.equal(new URL(page.url()).search, '?muc=tiep-nhan')
  await page.close()
})

test('a visitor is received at the counter: faults keep all, then the receipt with its code', async () => {
  const { profile } = await province.newCitizen({ fullName: 'Trần Thị Thu Hương' })
  const page = await browser.newPage({ baseURL: await desk.addressOf(receptionist) })
  await page.goto(`/lam-viec/tiep-nhan?tt=${BUILDING}`)
  await page.fill('#f-applicant-number', '123')
  await page.fill('#f-request', 'Xin cấp phép nhà hai tầng')
  await page.click('button[value="submit"]')
  await page.locator('.fault-summary').waitFor()
  assert.equal(await page.inputValue('#f-request'), 'Xin cấp phép nhà hai tầng')
  await screenshot(page, `workspace-intake-faulty-${DESK_WIDTH}`)
  await page.fill('#f-applicant-number', profile.identityNumber ?? '')
  await page.click('button[value="find"]')
  await page.locator('.notice.ok').waitFor()
  assert.equal(await page.inputValue('#f-applicant-fullName'), profile.fullName)
  await page.check('input[name^="components/"] >> nth=0')
  await page.click('button[value="submit"]')
  await page.waitForURL('**/tiep-nhan?xong=*')
  await page.locator('.done-panel').getByRole('link').first().click()
  await page.waitForURL('**/giay-tiep-nhan')
  assert.match(await page.locator('.receipt').innerText(), /Trần Thị Thu Hương/)
  await page.close()
})

test('search finds by name without diacritics and keeps the name out of the address', async () => {
  const page = await browser.newPage({ baseURL: await desk.addressOf(receptionist) })
  await page.goto('/lam-viec')
  await page.keyboard.press('/')
  await page.waitForURL('**/lam-viec/tim')
  await page.fill('#tim', 'pham thi kim ngan')
  await page.keyboard.press('Enter')
  await page.locator('tbody tr').first().waitFor()
  assert.match(await page.locator('tbody').innerText(), /Phạm Thị Kim Ngân/)
  assert.equal(new URL(page.url()).search, '')
  await page.close()
})

test('a citizen finds no workspace, a visitor is led to log in, an administrator is told why it is empty', async () => {
  const { actor } = await province.newCitizen()
  assert.equal((await (await desk.appOf(actor)).inject('/lam-viec')).statusCode, 404)
  const visitor = await (await desk.appOf({ kind: 'anonymous' })).inject('/lam-viec/tim')
  assert.equal(visitor.headers.location, '/dang-nhap?tiep=%2Flam-viec%2Ftim')
  const administrator = await province.newOfficer('Quản Trị', [
    { agencySlug: 'van-phong-ubnd-tinh', role: 'administrator' },
  ])
  const empty = await (await desk.appOf(administrator)).inject('/lam-viec')
  assert.equal(empty.statusCode, 200)
  assert.match(empty.body, /không giữ hồ sơ nào/)
  const hidden = await (await desk.appOf(administrator)).inject(`/lam-viec/ho-so/${handled}`)
  assert.equal(hidden.statusCode, 404)
})
