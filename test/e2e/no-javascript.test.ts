import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { samplePdf } from '../support/sample-files.ts'
import { openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PROCEDURE = '1.013225'
const REQUEST = 'Xin phép xây nhà ở một tầng.'

let stage: Stage
let citizen: Visitor
before(async () => {
  stage = await openStage({ dossiers: 0 })
  citizen = await stage.visitor('phone', { javaScript: false })
})
after(() => stage?.close())

/** The files that stand in the list of a component. */
function filesOf(component: string): Promise<string> {
  const input = citizen.page.locator(`input[type="file"][name="tep/${component}"]`)
  return citizen.page.locator('li').filter({ has: input }).innerText()
}

async function send(component: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const input = citizen.page.locator(`input[type="file"][name="tep/${component}"]`)
  await input.setInputFiles(file)
  const answer = citizen.page.waitForEvent('framenavigated')
  await citizen.page.locator('form').filter({ has: input }).getByRole('button').last().click()
  await answer
  await citizen.page.waitForLoadState()
}

test('typed faults are told at their places and nothing typed is lost', async () => {
  await citizen.open(`/nop/${PROCEDURE}`)
  await citizen.logIn('cong-dan-huong')
  await citizen.press('Bắt đầu')
  await citizen.press('Tiếp tục')
  await citizen.sees(/Hãy chọn|chưa chọn/i)
  await citizen.look('no-javascript-01-case')
  await citizen.choose('caseKey', 'nha-o-rieng-le')
  await citizen.press('Tiếp tục')
  await citizen.fill('identityNumber', '033188')
  await citizen.fill('birthDate', '12/03/2088')
  await citizen.fill('phone', '0912345678')
  await citizen.press('Tiếp tục')
  assert.equal(await citizen.page.locator('[aria-invalid="true"]').count(), 2)
  assert.equal(await citizen.page.locator('[name="phone"]').inputValue(), '0912345678')
  assert.equal(await citizen.page.locator('[name="birthDate"]').inputValue(), '12/03/2088')
  await citizen.look('no-javascript-02-applicant')
  await citizen.fill('identityNumber', '033188000001')
  await citizen.fill('birthDate', '12/03/1988')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', REQUEST)
  await citizen.press('Tiếp tục')
})

test('a file that is not what it claims is refused at its component; those in order stay', async () => {
  await send('giay-to-dat', pdfFile('so-do.pdf'))
  assert.match(await filesOf('giay-to-dat'), /so-do\.pdf/)
  const page = Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>')
  await send('ban-ve-thiet-ke', { name: 'ban-ve.pdf', mimeType: 'application/pdf', buffer: page })
  assert.equal(await citizen.page.locator('[name="tep/ban-ve-thiet-ke"][aria-invalid="true"]').count(), 1)
  assert.match(await filesOf('giay-to-dat'), /so-do\.pdf/)
  await citizen.look('no-javascript-03-renamed')
  const encrypted = samplePdf({ trailer: '/Encrypt << /Filter /Standard /V 2 /R 3 >>' })
  await send('ban-ve-thiet-ke', { name: 'ban-ve-khoa.pdf', mimeType: 'application/pdf', buffer: encrypted })
  assert.match(await filesOf('ban-ve-thiet-ke'), /mật khẩu/i)
  await citizen.look('no-javascript-04-encrypted')
  await send('ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  assert.match(await filesOf('ban-ve-thiet-ke'), /ban-ve\.pdf/)
  await citizen.follow('Tiếp tục')
})

let id: string

test('the back button and a second press give the same receipt', async () => {
  await citizen.press('Nộp hồ sơ')
  await citizen.look('no-javascript-05-not-declared')
  await citizen.follow('Bước trước')
  await citizen.follow('Tiếp tục')
  const window = await citizen.secondWindow()
  await window.open(citizen.path())
  for (const here of [citizen, window]) await here.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  const receipt = citizen.path()
  assert.match(receipt, /^\/ho-so\/[0-9a-f-]{36}$/)
  id = receipt.slice('/ho-so/'.length)
  await citizen.look('no-javascript-06-sent')
  await window.press('Nộp hồ sơ')
  assert.equal(window.path(), receipt)
  await window.sees('Hồ sơ này đã được nộp rồi')
  await citizen.page.goBack()
  assert.equal(citizen.path(), receipt)
  await citizen.open('/ho-so')
  assert.equal(await citizen.page.locator('a[href^="/ho-so/"]').count(), 1)
})

test('the receptionist accepts on a phone without a script', async () => {
  const receptionist = await stage.visitor('phone', { javaScript: false })
  await receptionist.logIn('tiep-nhan-pho-hien')
  await receptionist.open('/lam-viec?muc=tiep-nhan')
  await receptionist.look('no-javascript-07-reception')
  await receptionist.page.locator(`a[href="/lam-viec/ho-so/${id}"]`).click()
  await receptionist.follow('Tiếp nhận hồ sơ')
  await receptionist.press('Tiếp nhận hồ sơ')
  await receptionist.sees(/H33\.11953\.\d\d-\d{6}-\d{4}/)
  await receptionist.look('no-javascript-08-accepted')
  await citizen.open(`/ho-so/${id}`)
  await citizen.sees(/H33\.11953\.\d\d-\d{6}-\d{4}/)
  await citizen.look('no-javascript-09-citizen')
})
