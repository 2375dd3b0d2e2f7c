import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type HeldRecord, type RunningRegistry, startPaperRegistry } from '../../src/fakes/paper-registry.ts'
import { officer, openStage, pdfFile, type Stage, typedDay, type Visitor } from './journey.ts'

const PERMIT = '1.013225'
const EXTENSION = '1.013227'
const NUMBER = 'GPXD-2025/0147'

let registry: RunningRegistry
let stage: Stage
let citizen: Visitor
let clerk: Visitor
const held: HeldRecord[] = []
before(async () => {
  registry = await startPaperRegistry(() => held)
  stage = await openStage({ dossiers: 0, environment: { MOTCUA_REGISTRY_URL: registry.url } })
  clerk = await officer(stage, 'tiep-nhan-pho-hien')
  // Everything a citizen does here is done without a script.
  citizen = await stage.visitor('phone', { javaScript: false })
  await citizen.logIn('cong-dan-huong')
})
after(async () => {
  await stage?.close()
  await registry.close()
})

const found = { extension: '', permit: '', supplement: '' }
const desk = (id: string): string => `/lam-viec/ho-so/${id}`

async function applyUntilPapers(procedure: string, resultBy: string): Promise<void> {
  await citizen.open(`/nop/${procedure}`)
  await citizen.press('Bắt đầu')
  if (procedure === PERMIT) await citizen.choose('caseKey', 'nha-o-rieng-le')
  await citizen.choose('communeCode', '11953')
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912 345 678')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', 'Gia hạn giấy phép xây dựng nhà ở đã cấp cho gia đình.')
  await citizen.choose('resultBy', resultBy)
  if (procedure === PERMIT) await citizen.look('registry-01-result-by')
  await citizen.press('Tiếp tục')
}

async function sendIn(): Promise<string> {
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  assert.match(citizen.path(), /^\/ho-so\/[0-9a-f-]{36}$/)
  return citizen.path().slice('/ho-so/'.length)
}

test('an application online: what the registry holds is named with its number and is not asked for', async () => {
  held.push({
    typeCode: PERMIT,
    reference: NUMBER,
    title: 'Giấy phép xây dựng',
    issuer: 'Sở Xây dựng tỉnh Hưng Yên',
    issuedOn: '2025-03-14',
    validTo: null,
  })
  await applyUntilPapers(EXTENSION, 'counter')
  await citizen.sees('Cơ sở dữ liệu quốc gia đã có, không cần nộp')
  await citizen.sees(new RegExp(NUMBER))
  await citizen.look('registry-02-papers')
  await citizen.follow('Tiếp tục')
  await citizen.sees(new RegExp(`Lấy từ .*${NUMBER}`))
  found.extension = await sendIn()
  await clerk.open(desk(found.extension))
  await clerk.sees('cơ sở dữ liệu quốc gia đã có')
  await clerk.sees(new RegExp(NUMBER))
  await clerk.look('registry-03-dossier')
})

test('a supplement: the registry is asked by a press, and fulfils what was asked', async () => {
  await stage.product.parts.db.write((tx) => tx.deleteFrom('vault_registry_answer' as never).execute())
  const records = held.splice(0)
  await applyUntilPapers(EXTENSION, 'counter')
  await citizen.upload('tep/giay-phep-goc', pdfFile('giay-phep-mo.pdf'))
  await citizen.follow('Tiếp tục')
  found.supplement = await sendIn()
  await clerk.open(`${desk(found.supplement)}/yeu-cau-bo-sung`)
  await clerk.choose('componentKeys', 'giay-phep-goc')
  await clerk.fill('reason', 'Bản gửi lên mờ, không đọc được số giấy phép.')
  await clerk.fill('until', typedDay(20))
  await clerk.press('Yêu cầu bổ sung')
  assert.equal(clerk.path(), desk(found.supplement))
  held.push(...records)
  await stage.product.parts.db.write((tx) => tx.deleteFrom('vault_registry_answer' as never).execute())
  await citizen.open(`/ho-so/${found.supplement}/bo-sung`)
  await citizen.look('registry-04-supply')
  await citizen.press('Tra cứu cơ sở dữ liệu quốc gia')
  await citizen.sees(new RegExp(NUMBER))
  await citizen.look('registry-05-supply-answered')
  await citizen.press(/Gửi/)
  assert.equal(citizen.path(), `/ho-so/${found.supplement}`)
})

test('an electronic result comes back by itself, with the signer in its history', async () => {
  await applyUntilPapers(PERMIT, 'online')
  await citizen.upload('tep/giay-to-dat', pdfFile('so-do.pdf'))
  await citizen.upload('tep/ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  await citizen.follow('Tiếp tục')
  found.permit = await sendIn()
  for (const [key, verbs] of [
    ['tiep-nhan-pho-hien', ['Tiếp nhận', 'Chuyển bước tiếp theo']],
    ['xay-dung-pho-hien', ['Chuyển bước tiếp theo']],
    ['tham-tra-pho-hien', ['Chuyển bước tiếp theo']],
  ] as const) {
    const one = key === 'tiep-nhan-pho-hien' ? clerk : await officer(stage, key)
    for (const verb of verbs) {
      await one.open(desk(found.permit))
      await one.follow(verb).catch(() => undefined)
      await one.press(verb)
    }
  }
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(`${desk(found.permit)}/phe-duyet`)
  await leader.choose('outcome', 'granted')
  await leader.fill('result/number', '88/GPXD')
  await leader.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('giay-phep.pdf'))
  await leader.look('registry-06-sign')
  await leader.press('Ký duyệt')
  await leader.page.waitForURL(`**${desk(found.permit)}`)
  await stage.product.minutePasses()
  // The fee is still due: it waits, and the desk sees only what the way in hand needs.
  await clerk.open(`${desk(found.permit)}/tra-ket-qua`)
  await clerk.sees('Người nộp đã chọn nhận: Trực tuyến')
  assert.equal(await clerk.page.locator('[name="slipNumber"], [name="identity/lastDigits"]').count(), 0)
  await clerk.look('registry-07-return-online')
  for (const [way, field] of [
    ['Qua bưu chính', 'slipNumber'],
    ['Tại quầy, người được ủy quyền', 'tep/authorisation'],
    ['Tại quầy, người nộp đến nhận', 'identity/lastDigits'],
  ] as const) {
    await clerk.fill('evidence', 'Đã gọi điện cho người nhận')
    await clerk.press(way)
    await clerk.page.locator(`[name="${field}"]`).waitFor({ state: 'attached' })
    assert.equal(await clerk.page.inputValue('[name="evidence"]'), 'Đã gọi điện cho người nhận')
    await clerk.look(`registry-08-return-${field.replaceAll('/', '-')}`)
  }
  assert.equal(await clerk.page.locator('[name="slipNumber"], [name="tep/authorisation"]').count(), 0)
  await payAll()
  await stage.product.minutePasses()
  await citizen.open(`/ho-so/${found.permit}`)
  await citizen.sees(/Hệ thống tự trả kết quả điện tử/)
  await citizen.look('registry-09-returned')
  await clerk.open(desk(found.permit))
  await clerk.sees(/Hệ thống tự trả kết quả điện tử/)
  await clerk.look('registry-10-returned-desk')
})

async function payAll(): Promise<void> {
  await clerk.open(desk(found.permit))
  const [code = ''] = /H33[\d.A-Z]*-\d{6}-\d{4}/.exec(await clerk.text()) ?? []
  await clerk.open('/lam-viec/ket-so')
  await clerk.fill('counter', 'Quầy 3')
  await clerk.fill('float', '200.000')
  await clerk.press('Mở két')
  for (let turn = 0; turn < 3; turn++) {
    await clerk.open(`/lam-viec/thu-tien?ma=${code}`)
    const asked = clerk.page.locator('[name="tendered"]')
    if ((await asked.count()) === 0) return
    await asked.fill('500.000')
    await clerk.press('Thu tiền')
  }
}

test('what was avoided stands in public, by day and kind', async () => {
  await stage.product.minutePasses()
  const visitor = await stage.visitor('phone')
  await visitor.open('/so-lieu')
  await visitor.sees('Giấy tờ không phải nộp, theo ngày')
  await visitor.sees('Cơ sở dữ liệu quốc gia có')
  await visitor.look('registry-11-figures')
})
