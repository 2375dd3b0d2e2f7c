import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PERMIT = '1.013225'
const EXTENSION = '1.013227'
const NUMBER = '77/GPXD'

let stage: Stage
let citizen: Visitor
before(async () => {
  stage = await openStage({ dossiers: 60 })
})
after(() => stage?.close())

const found = { first: '', second: '', paper: '', code: '' }
const desk = (id: string): string => `/lam-viec/ho-so/${id}`

/** From the start of an application to its papers. */
async function applyUntilPapers(procedure: string, caseKey: string | null): Promise<void> {
  await citizen.open(`/nop/${procedure}`)
  await citizen.press('Bắt đầu')
  if (caseKey !== null) await citizen.choose('caseKey', caseKey)
  await citizen.choose('communeCode', '11953').catch(() => undefined)
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912 345 678')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', 'Xây nhà ở hai tầng trên đất của gia đình.')
  await citizen.press('Tiếp tục')
}

async function sendIn(): Promise<string> {
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  assert.match(citizen.path(), /^\/ho-so\/[0-9a-f-]{36}$/)
  return citizen.path().slice('/ho-so/'.length)
}

test('an empty store says how papers come into it', async () => {
  citizen = await stage.visitor('phone')
  await citizen.logIn('cong-dan-huong')
  assert.equal(await citizen.open('/kho-giay-to'), 200)
  await citizen.look('vault-01-store')
  assert.equal(await citizen.open('/kho-giay-to/0198c6a0-0000-7000-8000-000000000000'), 404)
})

test('a first dossier is granted and its result lands in the store', async () => {
  await applyUntilPapers(PERMIT, 'nha-o-rieng-le')
  await citizen.upload('tep/giay-to-dat', pdfFile('so-do.pdf'))
  await citizen.upload('tep/ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  await citizen.follow('Tiếp tục')
  found.first = await sendIn()
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  for (const [key, verbs] of [
    ['tiep-nhan-pho-hien', ['Tiếp nhận', 'Chuyển bước tiếp theo']],
    ['xay-dung-pho-hien', ['Chuyển bước tiếp theo']],
    ['tham-tra-pho-hien', ['Chuyển bước tiếp theo']],
  ] as const) {
    const one = key === 'tiep-nhan-pho-hien' ? receptionist : await officer(stage, key)
    for (const verb of verbs) {
      await one.open(desk(found.first))
      await one.follow(verb)
      await one.press(verb)
    }
  }
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(desk(found.first))
  await leader.follow('Ký duyệt')
  await leader.choose('outcome', 'granted')
  await leader.fill('result/number', NUMBER)
  await leader.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('giay-phep.pdf'))
  await leader.press('Ký duyệt')
  await leader.page.waitForURL(`**${desk(found.first)}`)
  await stage.product.minutePasses()
  await citizen.open('/kho-giay-to')
  await citizen.sees('Giấy phép xây dựng')
  await citizen.look('vault-02-store-with-permit')
})

test('the result is handed over only to whom the digits name, signed on the screen, and lies in no list any more', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open('/lam-viec/chua-nhan')
  await receptionist.look('vault-03-unclaimed')
  await receptionist.page.locator(`a[href="${desk(found.first)}"]`).waitFor()
  await receptionist.open(`${desk(found.first)}/tra-ket-qua`)
  await receptionist.press('Trả kết quả')
  await receptionist.sees('Hãy xem giấy tờ của người nhận')
  await receptionist.sees('Hãy thu trước khi trả kết quả')
  await receptionist.look('vault-04-return-faults')
  await receptionist.fill('identity/lastDigits', '9999')
  await receptionist.choose('signedOnPaper', 'yes')
  await receptionist.press('Trả kết quả')
  await receptionist.sees('không khớp')
  await receptionist.fill('unpaidGround', 'Người nhận nộp tiền tại kho bạc, có ủy nhiệm chi kèm theo.')
  await receptionist.page.locator('input[name="signedOnPaper"]').uncheck()
  await receptionist.fill('identity/lastDigits', '0001')
  const field = receptionist.page.locator('canvas.sign-field')
  await field.scrollIntoViewIfNeeded()
  const box = await field.boundingBox()
  assert.ok(box)
  await receptionist.page.mouse.move(box.x + 30, box.y + 40)
  await receptionist.page.mouse.down()
  await receptionist.page.mouse.move(box.x + 160, box.y + 90, { steps: 8 })
  await receptionist.page.mouse.up()
  await receptionist.page.waitForFunction(() => {
    const input = document.querySelector('input[name="tep/signature"]')
    return input instanceof HTMLInputElement && input.files?.length === 1
  })
  await receptionist.look('vault-05-return-signed')
  await receptionist.press('Trả kết quả')
  await receptionist.page.waitForURL(`**${desk(found.first)}`)
  await receptionist.sees('Chữ ký của người nhận')
  await receptionist.sees('Lý do trả khi chưa nộp phí')
  await receptionist.sees('còn 225.000 đồng chưa nộp')
  await citizen.open(`/ho-so/${found.first}`)
  await citizen.sees(/Lý do trả khi chưa nộp phí: Người nhận nộp tiền/)
  await citizen.look('vault-06-returned-citizen')
  await receptionist.look('vault-06-returned')
  await receptionist.open('/lam-viec/chua-nhan')
  assert.equal(await receptionist.page.locator(`a[href="${desk(found.first)}"]`).count(), 0)
})

test('the second procedure asks for nothing that the store holds', async () => {
  await applyUntilPapers(EXTENSION, null)
  await citizen.sees('Đã có trong kho, không cần nộp')
  await citizen.sees(new RegExp(NUMBER))
  await citizen.look('vault-07-papers-held')
  await citizen.follow('Tiếp tục')
  await citizen.sees('Lấy từ kho')
  await citizen.look('vault-08-review')
  found.second = await sendIn()
  await citizen.sees('Lấy từ kho')
  await citizen.look('vault-09-sent')
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(desk(found.second))
  await receptionist.sees('Lấy từ kho')
  await receptionist.look('vault-10-desk')
  const downloading = receptionist.page.waitForEvent('download')
  await receptionist.page.getByRole('button', { name: 'Mở giấy trong kho' }).first().click()
  const content = await readFile(await (await downloading).path())
  assert.equal(content.subarray(0, 5).toString(), '%PDF-')
})

test('the owner reads who looked and why, and makes a copy that can be verified', async () => {
  await stage.product.minutePasses()
  await citizen.open('/kho-giay-to')
  await citizen.sees('đã không phải nộp lại 1 giấy tờ')
  await citizen.follow('Giấy phép xây dựng')
  found.paper = citizen.path()
  await citizen.sees('Đã mở tệp')
  await citizen.sees('Đã đính kèm vào hồ sơ')
  await citizen.press('Tạo bản sao điện tử')
  await citizen.sees('Đã tạo bản sao điện tử')
  await citizen.look('vault-11-paper')
  const downloading = citizen.page.waitForEvent('download')
  await citizen.page.getByRole('button', { name: 'Tải bản sao' }).click()
  const copy = await readFile(await (await downloading).path())
  assert.equal((await PDFDocument.load(copy)).getPageCount(), 2, 'the leaf and the one page of the permit')
  found.code = (await citizen.page.locator('a[href^="/kiem-chung/"]').first().innerText()).trim()
  const anybody = await stage.visitor('phone')
  await anybody.open(`/kiem-chung/${found.code}`)
  await anybody.sees('Đây là bản sao điện tử')
  await anybody.sees('chưa có chữ ký số')
  assert.ok((await anybody.text()).includes(createHash('sha256').update(copy).digest('hex')))
  assert.doesNotMatch(await anybody.text(), /Thu Hương|77\/GPXD/)
  await anybody.look('vault-12-verified-copy')
})

test('the owner shares with a dossier and takes it back, without a script', async () => {
  const plain = await stage.visitor('phone', { javaScript: false })
  await plain.logIn('cong-dan-huong')
  await plain.open(found.paper)
  await plain.fill('code', 'H33.99-000000-0000')
  await plain.press('Chia sẻ')
  await plain.sees('Không có hồ sơ nào đang giải quyết mang mã này')
  assert.equal(await plain.page.locator('input[name="code"]').inputValue(), 'H33.99-000000-0000')
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(desk(found.second))
  await receptionist.follow('Tiếp nhận')
  await receptionist.press('Tiếp nhận')
  const [code] = /H33[\d.]*-\d{6}-\d{4}/.exec(await receptionist.text()) ?? []
  assert.ok(code)
  await plain.fill('code', code)
  await plain.press('Chia sẻ')
  await plain.sees(`Đã chia sẻ với hồ sơ ${code}`)
  await plain.press('Thôi chia sẻ')
  await plain.sees('Đã thôi chia sẻ')
})

test('nobody else finds the paper', async () => {
  const stranger = await stage.visitor('phone')
  await stranger.open(found.paper)
  assert.match(stranger.path(), /^\/dang-nhap/)
  const others = await stage.product.parts.db.read
    .selectFrom('account_user')
    .select('demo_key')
    .where('demo_key', 'like', 'cong-dan-%')
    .execute()
  const key = others.map((row) => row.demo_key ?? '').find((one) => one !== 'cong-dan-huong')
  assert.ok(key)
  await stranger.logIn(key)
  assert.equal(await stranger.open(found.paper), 404)
  const opened = await stranger.page.request.post(`${found.paper}/mo`, {
    headers: { origin: stage.product.url, 'sec-fetch-site': 'same-origin' },
  })
  assert.equal(opened.status(), 404)
})
