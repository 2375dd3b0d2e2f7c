import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { submitDossier } from '../../src/modules/casework/submit-dossier.ts'
import { getCurrentProcedure } from '../../src/modules/catalogue/index.ts'
import { loadActor } from '../../src/modules/organisation/index.ts'
import { query } from '../../src/platform/db.ts'
import { newId, type UserId } from '../../src/platform/ids.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

/** More than one page of a list holds. */
const WAITING = 55
const PROCEDURE = '1.004873'
const RECEPTION = '/lam-viec?muc=tiep-nhan'

let stage: Stage
let receptionist: Visitor
before(async () => {
  stage = await openStage({ dossiers: 200 })
  await sendIn(WAITING)
  receptionist = await officer(stage, 'tiep-nhan-pho-hien')
})
after(() => stage?.close())

/** So many dossiers of one citizen, sent in online to the ward of Phố Hiến. */
async function sendIn(count: number): Promise<void> {
  const { db, casework } = stage.product.parts
  const rows = await query<{ id: UserId }>(db.read, `SELECT id FROM account_user WHERE demo_key = 'cong-dan-huong'`, [])
  const actor = await loadActor(db.read, rows[0]?.id ?? ('' as UserId))
  const { id } = await getCurrentProcedure(db.read, PROCEDURE, null)
  for (let sent = 0; sent < count; sent++) {
    const submission = {
      procedureVersionId: id,
      caseKey: null,
      channel: 'online' as const,
      applicant: {
        kind: 'citizen' as const,
        fullName: 'Trần Thị Thu Hương',
        identityNumber: '033188000001',
        phone: '+84912345678',
        address: { communeCode: '11953', line: 'Số nhà minh họa 1' },
      },
      communeCode: '11953',
      attachments: [],
      papers: [],
    }
    await submitDossier(casework, { actor, submission, commandId: newId() })
  }
}

/** The dossiers of the list that is shown, in its order. */
function rowsOf(visitor: Visitor): Promise<string[]> {
  const links = visitor.page.locator('table.rows tbody a[href^="/lam-viec/ho-so/"]')
  return links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
}

/** The length of a list in all its pages. */
async function lengthOf(visitor: Visitor, path: string): Promise<number> {
  await visitor.open(path)
  let length = (await rowsOf(visitor)).length
  for (let pages = 0; pages < 30; pages++) {
    const next = visitor.page.locator('a[rel="next"]')
    if ((await next.count()) === 0) break
    await next.click()
    await visitor.page.waitForLoadState()
    length += (await rowsOf(visitor)).length
  }
  return length
}

test('the keys J, K, X, A, Enter and / work a list', async () => {
  const { page } = receptionist
  await receptionist.open(RECEPTION)
  await receptionist.look('desk-01-reception')
  const rows = page.locator('table[data-rows] tbody tr')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  assert.equal(await rows.nth(1).getAttribute('aria-current'), 'true')
  await page.keyboard.press('k')
  assert.equal(await rows.nth(0).getAttribute('aria-current'), 'true')
  await page.keyboard.press('x')
  assert.equal(await rows.nth(0).locator('input[type="checkbox"]').isChecked(), true)
  await page.keyboard.press('a')
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-bulk')), true)
  const [first] = await rowsOf(receptionist)
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${first}`)
  await page.keyboard.press('/')
  await page.waitForURL('**/lam-viec/tim')
  await receptionist.look('desk-03-search')
  await receptionist.page.locator('input[data-search], input[type="search"]').first().fill('thu huong')
  await receptionist.press('Tìm')
  assert.ok((await rowsOf(receptionist)).length > 0)
  await receptionist.look('desk-04-found')
})

test('a long list is paged there and back, with its filters kept', async () => {
  const { page } = receptionist
  await receptionist.open(RECEPTION)
  const first = await rowsOf(receptionist)
  await page.locator('a[rel="next"]').click()
  await page.locator('a[rel="prev"]').waitFor()
  const second = await rowsOf(receptionist)
  assert.deepEqual(
    second.filter((row) => first.includes(row)),
    [],
  )
  await receptionist.look('desk-05-second-page')
  await page.locator('a[rel="prev"]').click()
  await page.locator('a[rel="next"]').waitFor()
  assert.deepEqual(await rowsOf(receptionist), first)
  assert.ok((await lengthOf(receptionist, RECEPTION)) >= WAITING)

  await receptionist.open(`${RECEPTION}&thu-tuc=${PROCEDURE}`)
  assert.equal(await page.locator('select[name="thu-tuc"]').inputValue(), PROCEDURE)
  const chip = page.locator('a[href*="han="]').first()
  await chip.click()
  await page.waitForURL(/han=/)
  assert.match(receptionist.path(), new RegExp(`thu-tuc=${PROCEDURE}`))
  await receptionist.look('desk-06-filtered')
})

test('several dossiers are accepted, then assigned, at once', async () => {
  const { page } = receptionist
  await receptionist.open(`${RECEPTION}&thu-tuc=${PROCEDURE}`)
  const boxes = page.locator('table[data-rows] input[type="checkbox"]')
  for (const row of [0, 1, 2]) await boxes.nth(row).check()
  await receptionist.press('Tiếp nhận các hồ sơ đã chọn')
  await receptionist.look('desk-07-bulk-accept')
  await receptionist.press('Tiếp nhận 3 hồ sơ')
  await receptionist.sees('Đã tiếp nhận 3/3 hồ sơ')
  await receptionist.look('desk-08-bulk-accepted')
  const accepted = await rowsOf(receptionist)
  assert.equal(accepted.length, 3)
  await receptionist.follow('Về danh sách')
  assert.match(receptionist.path(), new RegExp(`muc=tiep-nhan.*thu-tuc=${PROCEDURE}`))
  assert.equal((await rowsOf(receptionist)).filter((row) => accepted.includes(row)).length, 0)

  await receptionist.open('/lam-viec?muc=cua-toi')
  for (const path of accepted) {
    const row = page.locator('table[data-rows] tbody tr').filter({ has: page.locator(`a[href="${path}"]`) })
    await row.locator('input[type="checkbox"]').check()
  }
  await receptionist.press('Phân công các hồ sơ đã chọn')
  await page.getByLabel('Trần Văn Bình').check()
  await receptionist.look('desk-09-bulk-assign')
  await receptionist.press('Phân công 3 hồ sơ')
  await receptionist.sees('Đã phân công 3/3 hồ sơ')
  await receptionist.look('desk-10-bulk-assigned')
})

test('a list with nothing in it says so, and what to do', async () => {
  const consulted = await officer(stage, 'quan-tri')
  await consulted.open('/lam-viec')
  await consulted.look('desk-11-no-cases')
  await receptionist.open(`/lam-viec?muc=tra-ket-qua&thu-tuc=${PROCEDURE}&han=qua-han`)
  await receptionist.sees('Không có hồ sơ nào khớp')
  await receptionist.look('desk-12-nothing-fits')
  await receptionist.follow('Bỏ lọc')
  assert.equal(receptionist.path(), '/lam-viec?muc=tra-ket-qua')
})

test('each number of the overview leads to a list of that length', async () => {
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open('/lam-viec/tong-quan')
  await leader.look('desk-13-overview')
  const links = await leader.page
    .locator('table.rows tbody a[href*="/tong-quan/ho-so?"]')
    .evaluateAll((found) => found.map((link) => ({ to: link.getAttribute('href') ?? '', shown: link.textContent })))
  assert.ok(links.length > 0)
  // The first line is the whole agency's; the next ones are single procedures.
  for (const { to, shown } of links.slice(0, 8)) {
    assert.equal(await lengthOf(leader, to), Number(shown?.replaceAll('.', '')), to)
  }
  await leader.look('desk-14-behind-a-number')
  const province = await officer(stage, 'lanh-dao-tinh')
  await province.open('/lam-viec/tong-quan')
  await province.look('desk-15-province')
})

test('the calculator tells a due date and why', async () => {
  await receptionist.open('/lam-viec/tinh-han')
  await receptionist.fill('bat-dau', '18/11/2026')
  await receptionist.fill('gio', '09:12')
  await receptionist.fill('so', '5')
  await receptionist.press('Tính hạn')
  await receptionist.sees(/25\/11\/2026, 17:00/)
  await receptionist.look('desk-16-due')
  await receptionist.fill('so', 'năm')
  await receptionist.press('Tính hạn')
  assert.equal(await receptionist.page.locator('[name="so"]').inputValue(), 'năm')
  await receptionist.look('desk-17-due-fault')
})

test('the language is switched on the same page', async () => {
  await receptionist.open(RECEPTION)
  await receptionist.page.getByRole('link', { name: 'English' }).click()
  await receptionist.page.locator('html[lang="en"]').waitFor()
  assert.match(receptionist.path(), /^\/lam-viec\?.*muc=tiep-nhan/)
  await receptionist.open('/lam-viec/tinh-han')
  await receptionist.page.locator('html[lang="en"]').waitFor()
  await receptionist.look('desk-02-english')
  await receptionist.page.getByRole('link', { name: 'Tiếng Việt' }).click()
  await receptionist.page.locator('html[lang="vi"]').waitFor()
})
