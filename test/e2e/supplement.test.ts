import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officer, openStage, pdfFile, type Stage, typedDay } from './journey.ts'

const PROCEDURE = '1.001193'
/** What the published procedure lists; identity papers are looked up by the authority and cannot be asked for. */
const LISTED = [
  'bien-ban-tre-bi-bo-roi',
  'cam-doan-viec-sinh',
  'giay-chung-sinh',
  'to-khai-dang-ky-khai-sinh',
  'van-ban-nguoi-lam-chung',
  'van-ban-uy-quyen',
  'xac-nhan-mang-thai-ho',
]
const REASON = 'Người đi đăng ký không phải cha, mẹ của cháu nên cần văn bản ủy quyền.'
const REFUSAL = 'Văn bản ủy quyền không có chữ ký của người ủy quyền.'

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 0 })
})
after(() => stage?.close())

const found = { id: '' }
const desk = (): string => `/lam-viec/ho-so/${found.id}`

test('the counter takes in a visitor who is on record already', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open('/lam-viec/tiep-nhan')
  await receptionist.fill('tim', 'dang ky khai sinh')
  await receptionist.page.locator('[role="option"]', { hasText: PROCEDURE }).waitFor()
  await receptionist.look('supplement-01-find')
  await receptionist.page.locator('[role="option"]', { hasText: PROCEDURE }).click()
  await receptionist.page.locator('[data-paper]').first().waitFor()
  await receptionist.look('supplement-02-intake')
  await receptionist.press('Tiếp nhận, lập giấy hẹn')
  await receptionist.look('supplement-03-intake-faults')
  await receptionist.fill('hop', '033095000002')
  await receptionist.press('Tìm')
  assert.equal(await receptionist.page.locator('[name="applicant/fullName"]').inputValue(), 'Đỗ Minh Quân')
  for (const paper of ['to-khai-dang-ky-khai-sinh', 'giay-chung-sinh']) {
    await receptionist.choose(`components/${paper}`, '1')
  }
  await receptionist.look('supplement-04-intake-filled')
  await receptionist.press('Tiếp nhận, lập giấy hẹn')
  await receptionist.look('supplement-05-done')
  found.id = /[0-9a-f-]{36}/.exec(receptionist.path())?.[0] ?? ''
  await receptionist.follow('Mở giấy tiếp nhận để in')
  await receptionist.look('supplement-05-receipt')
  assert.equal(receptionist.path(), `${desk()}/giay-tiep-nhan`)
  await receptionist.open(desk())
  await receptionist.follow('Chuyển bước tiếp theo')
  await receptionist.press('Chuyển bước tiếp theo')
  assert.equal(receptionist.path(), desk())
})

test('the handler can ask only for what the procedure lists, and loses nothing on a fault', async () => {
  const handler = await officer(stage, 'ho-tich-pho-hien')
  await handler.open(desk())
  await handler.follow('Yêu cầu bổ sung')
  const boxes = handler.page.locator('input[name="componentKeys"]')
  const offered = await boxes.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('value') ?? ''))
  assert.deepEqual(offered.sort(), LISTED)
  await handler.fill('reason', REASON)
  await handler.fill('until', '01/01/2020')
  await handler.press('Yêu cầu bổ sung')
  await handler.look('supplement-06-ask-faults')
  assert.equal(await handler.page.locator('[name="reason"]').inputValue(), REASON)
  await handler.choose('componentKeys', 'van-ban-uy-quyen')
  await handler.fill('until', typedDay(20))
  await handler.look('supplement-07-ask')
  await handler.press('Yêu cầu bổ sung')
  assert.equal(handler.path(), desk())
  await handler.sees(REASON)
  await handler.page.getByText('Vì sao là hạn này?').first().click()
  await handler.sees(/chờ người nộp bổ sung, thời hạn đang tạm dừng/)
  await handler.look('supplement-08-waiting')
})

test('the citizen reads what is missing, why and until when, and supplies it', async () => {
  const citizen = await stage.visitor('phone')
  await citizen.logIn('cong-dan-quan')
  await citizen.open('/ho-so')
  await citizen.sees('Chờ bạn bổ sung')
  await citizen.look('supplement-09-own')
  await citizen.open(`/ho-so/${found.id}`)
  await citizen.sees(REASON)
  await citizen.look('supplement-10-asked')
  await citizen.page.locator(`a[href="/ho-so/${found.id}/bo-sung"]`).first().click()
  await citizen.look('supplement-11-supply')
  await citizen.press('Gửi')
  await citizen.look('supplement-12-supply-missing')
  await citizen.open(`/ho-so/${found.id}/bo-sung`)
  await citizen.upload('tep/van-ban-uy-quyen', pdfFile('uy-quyen.pdf'))
  await citizen.press('Gửi')
  assert.equal(citizen.path(), `/ho-so/${found.id}`)
  await citizen.look('supplement-13-supplied')
})

test('the deadline stands again, and the leader declines with a reason', async () => {
  const handler = await officer(stage, 'ho-tich-pho-hien')
  await handler.open(desk())
  await handler.sees(/Hạn trả: thứ/)
  await handler.page.getByText('Vì sao là hạn này?').first().click()
  await handler.look('supplement-14-explained')
  await handler.follow('Chuyển bước tiếp theo')
  await handler.press('Chuyển bước tiếp theo')

  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(desk())
  await leader.follow('Ký duyệt')
  await leader.choose('outcome', 'declined')
  await leader.fill('note', REFUSAL)
  await leader.fill('result/number', '7/TB-UBND')
  await leader.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('thong-bao.pdf'))
  await leader.press('Ký duyệt')
  await leader.page.waitForURL(`**${desk()}`)
  await leader.look('supplement-15-declined')

  const citizen = await stage.visitor('phone')
  await citizen.logIn('cong-dan-quan')
  await citizen.open(`/ho-so/${found.id}`)
  await citizen.sees('7/TB-UBND')
  await citizen.look('supplement-16-citizen-declined')
})
