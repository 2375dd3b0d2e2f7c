import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PROCEDURE = '1.001193'
const REASON = 'Giấy chứng sinh thuộc địa bàn tỉnh khác, cha mẹ không cư trú tại Hưng Yên.'
const GROUND = 'Điều 13 Luật Hộ tịch'
const LONG_REQUEST = 'Đăng ký khai sinh cho con gái sinh ngày 05/11/2026 tại Bệnh viện Phố Nối.'

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 0 })
})
after(() => stage?.close())

/** Applies for a birth registration and gives the id of the dossier. */
async function apply(citizen: Visitor): Promise<string> {
  await startApplication(citizen)
  await citizen.fill('content', LONG_REQUEST)
  await citizen.press('Tiếp tục')
  await citizen.upload('tep/giay-chung-sinh', pdfFile('chung-sinh.pdf'))
  await citizen.follow('Tiếp tục')
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  assert.match(citizen.path(), /^\/ho-so\/[0-9a-f-]{36}$/)
  return citizen.path().slice('/ho-so/'.length)
}

/** As far as the page on which one writes what one asks for. */
async function startApplication(citizen: Visitor): Promise<void> {
  await citizen.open(`/nop/${PROCEDURE}`)
  await citizen.press('Bắt đầu')
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912345678')
  await citizen.press('Tiếp tục')
}

let citizen: Visitor
let refusedId: string

test('a dossier refused at intake tells the citizen the reason and its ground', async () => {
  citizen = await stage.visitor('phone')
  await citizen.logIn('cong-dan-huong')
  refusedId = await apply(citizen)
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(`/lam-viec/ho-so/${refusedId}`)
  await receptionist.follow('Từ chối tiếp nhận')
  await receptionist.fill('reason', REASON)
  await receptionist.press('Từ chối tiếp nhận')
  await receptionist.look('refusal-01-no-ground')
  assert.equal(await receptionist.page.locator('[name="reason"]').inputValue(), REASON)
  await receptionist.fill('legalBasis', GROUND)
  await receptionist.press('Từ chối tiếp nhận')
  assert.equal(receptionist.path(), `/lam-viec/ho-so/${refusedId}`)
  await receptionist.look('refusal-02-refused')
  await citizen.open(`/ho-so/${refusedId}`)
  await citizen.sees('Không được tiếp nhận')
  await citizen.sees(REASON)
  await citizen.sees(GROUND)
  await citizen.look('refusal-03-citizen')
})

test('another dossier is withdrawn', async () => {
  const id = await apply(citizen)
  await citizen.page.getByText('Việc khác').first().click()
  await citizen.follow('Rút hồ sơ')
  await citizen.fill('reason', 'Tôi sẽ nộp ở nơi cư trú.')
  await citizen.look('refusal-04-withdraw')
  await citizen.press('Rút hồ sơ')
  assert.equal(citizen.path(), `/ho-so/${id}`)
  await citizen.sees('Đã rút')
  await citizen.look('refusal-05-withdrawn')
})

test("somebody else's dossier is not found, by the citizen or by an officer of another agency", async () => {
  const other = await stage.visitor('phone')
  await other.logIn('cong-dan-quan')
  for (const path of ['', '/rut', '/phieu', '/bo-sung', '/lich-su.json']) {
    assert.equal(await other.open(`/ho-so/${refusedId}${path}`), 404, path)
  }
  await other.look('refusal-06-not-found')
  const elsewhere = await officer(stage, 'hoang-lan')
  assert.equal(await elsewhere.open(`/lam-viec/ho-so/${refusedId}`), 404)
  await elsewhere.look('refusal-07-desk-not-found')
})

test('a session that ends while typing loses nothing', async () => {
  await startApplication(citizen)
  await citizen.fill('content', LONG_REQUEST)
  await citizen.page.context().clearCookies()
  await citizen.press('Tiếp tục')
  assert.match(citizen.path(), /^\/dang-nhap\?tiep=/)
  await citizen.look('refusal-08-session-ended')
  await citizen.logIn('cong-dan-huong')
  await citizen.sees('Những gì bạn đã nhập vẫn còn')
  assert.equal(await citizen.page.locator('[name="content"]').inputValue(), LONG_REQUEST)
  await citizen.look('refusal-09-restored')
  await citizen.press('Tiếp tục')
  await citizen.sees('Giấy chứng sinh')
})
