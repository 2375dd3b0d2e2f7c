import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { query } from '../../src/platform/db.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, screenshot } from '../support/browser.ts'
import { qrsInPdf, readPdf } from '../support/pdf.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const HOSTILE = 'Chờ <script>alert(1)</script> "rất" lâu; {{name}}'
const ANSWER = 'Chúng tôi xin lỗi và sẽ mở thêm một quầy trả kết quả.'
const CENTRE = 'mot-cua-phuong-pho-hien'
const KIOSK = `/kiosk/${CENTRE}/danh-gia`
const TABLET = { width: 820, height: 1180 }

let stage: Stage
let receptionist: Visitor
const found = { id: '', code: '', other: '', own: '' }

before(async () => {
  stage = await openStage({ dossiers: 400 })
  const rows = await query<{ id: string; code: string }>(
    stage.product.parts.db.read,
    `SELECT d.id, d.code FROM casework_dossier d
     JOIN organisation_agency i ON i.id = (d.state #>> '{units,return}')::uuid AND i.slug = $1
     JOIN organisation_agency c ON c.id = (d.state #>> '{units,competent}')::uuid AND c.slug = 'phuong-pho-hien'
     WHERE d.legal_state = 'returned' AND NOT EXISTS (SELECT FROM feedback_rating WHERE dossier_id = d.id)
       AND d.accepted_at > now() - interval '80 days' ORDER BY (d.state ->> 'returnedAt')::numeric DESC LIMIT 2`,
    [CENTRE],
  )
  assert.equal(rows.length, 2, 'the demonstration has returned dossiers')
  Object.assign(found, { id: rows[0]?.id, code: rows[0]?.code, other: rows[1]?.id })
  receptionist = await officer(stage, 'tiep-nhan-pho-hien')
})
after(() => stage?.close())

/** A paper as it comes out of the printer. */
async function printed(id: string, name: string): Promise<Uint8Array> {
  const answer = await receptionist.page.request.get(`/lam-viec/ho-so/${id}/giay/${name}.pdf`)
  assert.equal(answer.status(), 200)
  return answer.body()
}

/** Where the code to rate by leads. */
async function ratingOn(paper: Uint8Array): Promise<string> {
  const addresses = (await qrsInPdf(paper)).map((address) => new URL(address).pathname)
  return addresses.find((path) => path.startsWith('/danh-gia/')) ?? assert.fail('no code to rate by')
}

test('with the receipt of a result in the hand, a phone rates it: no login, no script', async () => {
  const path = await ratingOn(await printed(found.id, 'bien-nhan-ket-qua'))
  const reader = await stage.visitor('phone')
  await reader.open(path)
  await reader.look('ratings-01-phone')
  assert.ok(!(await reader.text()).includes(found.code))
  const phone = await stage.visitor('phone', { javaScript: false })
  assert.equal(await phone.open(path), 200)
  await phone.fill('text', HOSTILE)
  await phone.press('Gửi đánh giá')
  await phone.sees('Xin chọn mức hài lòng.')
  assert.equal(await phone.page.locator('[name="text"]').inputValue(), HOSTILE)
  await phone.choose('score', '1')
  await phone.page.getByLabel('Thời gian giải quyết').check()
  await phone.press('Gửi đánh giá')
  await phone.sees('Cảm ơn đánh giá của ông/bà')
  found.own = phone.path().replace(/\?.*/, '')
  assert.match(found.own, /^\/danh-gia\/[\w-]{24}$/)
  // The paper alone shows nothing more and takes nothing more; a forged code leads nowhere.
  await reader.open(path)
  await reader.sees('Lần này đã được đánh giá')
  assert.ok(!(await reader.text()).includes('Chờ'))
  await reader.look('ratings-02-used')
  const bytes = Buffer.from(path.slice('/danh-gia/'.length), 'base64url')
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
  assert.equal(await reader.open(`/danh-gia/${bytes.toString('base64url')}`), 404)
})

test('the head finds it with its clock and answers; whoever rated reads the answer', async () => {
  const head = await officer(stage, 'chu-tich-pho-hien')
  await head.open('/lam-viec/danh-gia')
  await head.sees(HOSTILE)
  const task = head.page.locator('li', { hasText: HOSTILE }).last()
  await task.locator('.deadline').waitFor()
  assert.ok(!(await task.innerText()).includes(found.code))
  await head.look('ratings-03-low')
  await task.getByLabel('Trả lời').fill(ANSWER)
  const answered = head.page.waitForEvent('framenavigated')
  await task.getByRole('button', { name: 'Gửi trả lời' }).click()
  await answered
  await head.sees('Đã gửi trả lời.')
  const phone = await stage.visitor('phone', { javaScript: false })
  await phone.open(found.own)
  await phone.sees(ANSWER)
  await phone.open(`${found.own}?da-gui=1`)
  await phone.sees(ANSWER)
  await head.open('/lam-viec/danh-gia/muc-hai-long')
  await head.look('ratings-04-satisfaction')
})

test('at the exit: two codes typed, large questions, then nothing of the last person', async () => {
  const paper = await printed(found.other, '01')
  const { text } = await readPdf(paper)
  const code = /Mã đánh giá:\s*([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1] ?? assert.fail('no code')
  const dossier = /Mã hồ sơ:\s*([\w.-]+)/.exec(text)?.[1] ?? assert.fail('no dossier')
  const kiosk = await stage.visitor('desk', { javaScript: false })
  await kiosk.page.setViewportSize(TABLET)
  await kiosk.open(KIOSK)
  await kiosk.fill('entry', dossier)
  await kiosk.fill('code', '0000-0000')
  await kiosk.press('Tiếp tục')
  await kiosk.sees('Không tìm thấy phiếu này')
  assert.equal(await kiosk.page.locator('[name="entry"]').inputValue(), dossier)
  await kiosk.fill('code', code.toLowerCase())
  await kiosk.press('Tiếp tục')
  await kiosk.sees('khi tiếp nhận hồ sơ')
  assert.ok(!(await kiosk.text()).includes(dossier))
  const slip = kiosk.path()
  await kiosk.choose('score', '5')
  await kiosk.press('Gửi đánh giá')
  await kiosk.sees('Cảm ơn ông/bà')
  assert.equal(kiosk.path(), `${KIOSK}?da-gui=1`)
  await kiosk.open(slip)
  await kiosk.sees('Lần này đã được đánh giá')

  const scripted = await stage.visitor('desk')
  await scripted.page.setViewportSize(TABLET)
  await scripted.open(KIOSK)
  await expectNoAxeViolations(scripted.page)
  await expectNoSidewaysScroll(scripted.page)
  await screenshot(scripted.page, 'ratings-05-kiosk-820')
  await scripted.look('ratings-05-kiosk')
  await scripted.page.setViewportSize(TABLET)
  // What a scanner types: the address, and Enter.
  await scripted.page.locator('[name="entry"]').fill(`http://x${await ratingOn(paper)}`)
  await scripted.page.locator('[name="entry"]').press('Enter')
  await scripted.sees('Lần này đã được đánh giá')
  await scripted.open(
    slip.replace(/[^/]+$/, (await ratingOn(await printed(found.other, 'bien-nhan-ket-qua'))).slice(10)),
  )
  await scripted.page.setViewportSize(TABLET)
  await screenshot(scripted.page, 'ratings-06-kiosk-rate-820')
  await scripted.look('ratings-06-kiosk-rate')
  await scripted.open(`${KIOSK}?da-gui=1`)
  await scripted.look('ratings-07-kiosk-thanks')
})

test('an officer does not rate by a slip that he or she can print, at the kiosk either', async () => {
  const path = await ratingOn(await printed(found.other, 'bien-nhan-ket-qua'))
  for (const way of [path, `${KIOSK}/${path.slice('/danh-gia/'.length)}`]) {
    await receptionist.open(way)
    await receptionist.choose('score', '5')
    await receptionist.press('Gửi đánh giá')
    await receptionist.sees('Máy này đang đăng nhập bằng tài khoản cán bộ')
  }
  assert.equal(await receptionist.open('/lam-viec/danh-gia/muc-hai-long'), 404)
  assert.equal(await receptionist.open('/lam-viec/danh-gia/cach-hoi'), 404)
})

test('out of the account, in public, and how a centre asks', async () => {
  const citizen = await stage.visitor('phone')
  await citizen.open('/muc-hai-long')
  await citizen.look('ratings-08-public')
  await citizen.choose('theo', 'event')
  await citizen.press('Xem')
  await citizen.look('ratings-09-public-event')
  await citizen.logIn('cong-dan-huong')
  await citizen.open('/ho-so')
  const own = citizen.page.locator('#noi-dung a[href^="/ho-so/"]').first()
  const path = (await own.getAttribute('href')) ?? assert.fail('no dossier')
  assert.equal(await citizen.open(`${path}/danh-gia`), 200)
  await citizen.look('ratings-11-occasions')
  const [received] = await query<{ id: string }>(
    stage.product.parts.db.read,
    `SELECT id FROM casework_dossier WHERE accepted_at > now() - interval '80 days'
       AND applicant_id = (SELECT applicant_id FROM casework_dossier WHERE id = $1) LIMIT 1`,
    [path.slice('/ho-so/'.length)],
  )
  if (received === undefined) await citizen.sees('Chưa có gì để đánh giá')
  else {
    await citizen.open(`/ho-so/${received.id}/danh-gia`)
    await citizen.look('ratings-12-occasions')
    await citizen.press(/^Đánh giá$|Xem hoặc sửa/)
    assert.match(citizen.path(), /^\/danh-gia\/[\w-]{24}$/)
  }
  assert.equal(await citizen.open(`/ho-so/${found.id}/danh-gia`), 404)
  const administrator = await officer(stage, 'quan-tri')
  await administrator.open(`/lam-viec/danh-gia/cach-hoi?noi=${CENTRE}`)
  await administrator.look('ratings-10-plan')
  await administrator.fill('answerDays', '99')
  await administrator.press('Lưu')
  await administrator.sees('Xin nhập số ngày từ 1 đến 15.')
  await administrator.choose('steps', '3')
  await administrator.fill('answerDays', '2')
  await administrator.press('Lưu')
  await administrator.sees('Đã lưu cách hỏi đánh giá.')
})

test('the own page of a returned dossier leads to the own link, its sheet to that of a slip', async () => {
  const citizen = await stage.visitor('desk')
  await citizen.logIn('cong-dan-huong')
  await citizen.open('/ho-so')
  const paths = await citizen.page
    .locator('#noi-dung a[href^="/ho-so/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  let found = ''
  for (const path of paths) {
    await citizen.open(path)
    if ((await citizen.page.locator('.rate-result').count()) > 0) found = path
  }
  assert.notEqual(found, '', 'the demonstration has a returned dossier of this citizen')
  await citizen.open(found)
  await citizen.look('ratings-13-own-result')
  await citizen.open(`${found}/phieu`)
  await citizen.sees(/Mã đánh giá: [0-9A-Z]{4}-[0-9A-Z]{4}/)
  await citizen.look('ratings-14-own-sheet')
  await citizen.open(found)
  await citizen.page.locator('.rate-result button').click()
  await citizen.page.waitForURL(/\/danh-gia\/[\w-]{24}$/)
})

test('five slips of one officer from one machine are a sign for the head, without a dossier in it', async () => {
  const rows = await query<{ id: string; code: string }>(
    stage.product.parts.db.read,
    `SELECT d.id, d.code FROM casework_dossier d
     JOIN ledger_event e ON e.stream_id = d.id AND e.type = 'Accepted'
     WHERE d.accepted_at > now() - interval '80 days' AND d.state #>> '{units,intake}' =
         (SELECT id::text FROM organisation_agency WHERE slug = $1)
       AND NOT EXISTS (SELECT FROM feedback_rating WHERE dossier_id = d.id AND event = 'receipt_given')
       AND e.actor_id = (SELECT a.actor_id FROM ledger_event a JOIN casework_dossier o ON o.id = a.stream_id
         WHERE a.type = 'Accepted' AND o.accepted_at > now() - interval '80 days' AND o.state #>> '{units,intake}' =
           (SELECT id::text FROM organisation_agency WHERE slug = $1)
         GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) LIMIT 5`,
    [CENTRE],
  )
  assert.equal(rows.length, 5, 'the demonstration has five received by one officer')
  const phone = await stage.visitor('phone', { javaScript: false })
  for (const { id } of rows) {
    await phone.open(await ratingOn(await printed(id, '01')))
    // The centre has come to ask by three steps, in the test before.
    await phone.choose('score', '3')
    await phone.press('Gửi đánh giá')
    await phone.sees('Cảm ơn đánh giá của ông/bà')
  }
  const leader = await officer(stage, 'lanh-dao-tinh')
  await leader.open('/lam-viec/so-lieu/dau-hieu')
  await leader.follow('Nhiều phiếu được đánh giá từ một nơi trong thời gian ngắn')
  await leader.sees(/5 phiếu được đánh giá từ một địa chỉ mạng trong \d+ phút/)
  const text = await leader.text()
  for (const { code } of rows) assert.ok(!text.includes(code))
  await leader.look('ratings-15-sign')
})

test('after too many wrong codes the kiosk says until when, and still takes what a scanner reads', async () => {
  const paper = await ratingOn(await printed(found.other, '01'))
  const kiosk = await stage.visitor('desk', { javaScript: false })
  await kiosk.page.setViewportSize(TABLET)
  await kiosk.open(KIOSK)
  for (let time = 0; time < 11; time++) {
    await kiosk.fill('entry', 'H33.00.00-000000-0000')
    await kiosk.fill('code', '0000-0000')
    await kiosk.press('Tiếp tục')
    await kiosk.page.waitForLoadState()
  }
  await kiosk.sees(/Mã đã nhập sai nhiều lần\. Xin nhập lại từ \d\d:\d\d/)
  await kiosk.fill('entry', `http://x${paper}`)
  await kiosk.fill('code', '')
  await kiosk.press('Tiếp tục')
  await kiosk.sees('khi tiếp nhận hồ sơ')
})
