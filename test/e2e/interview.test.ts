import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { listOfficerActors, type OfficerActor } from '../../src/modules/organisation/index.ts'
import { closeRound, drawRound, listQuestionnaires, mixAll, prepareRound } from '../../src/modules/surveys/index.ts'
import { query } from '../../src/platform/db.ts'
import type { UserId } from '../../src/platform/ids.ts'
import {
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE_WIDTH,
  screenshot,
  type TestBrowser,
} from '../support/browser.ts'
import { startProduct, type TestProduct } from '../support/product.ts'
import { Line } from './counter-offline.ts'

const STRATUM = 'Xã vùng cao'
let product: TestProduct
let browser: TestBrowser
let line: Line
let roundId: string
let first: Phone
let second: Phone

/** An interviewer's phone: a browser of its own, logged in, at the page of the round. */
class Phone {
  readonly context: BrowserContext
  readonly sent: string[] = []
  readonly faults: string[] = []
  page: Page

  private constructor(page: Page) {
    this.page = page
    this.context = page.context()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => this.faults.push(error.message))
    this.context.on('request', (request) => {
      if (request.method() === 'POST') this.sent.push(request.postData() ?? '')
    })
  }

  static async open(url: string, login: string, more: { javaScript?: boolean } = {}): Promise<Phone> {
    const phone = new Phone(await browser.newPage({ baseURL: url, width: PHONE_WIDTH, ...more }))
    await phone.logIn(login)
    return phone
  }

  async logIn(login: string): Promise<void> {
    const { parts } = product
    const [user] = await query<{ id: UserId }>(parts.db.read, 'SELECT id FROM account_user WHERE demo_key = $1', [
      login,
    ])
    assert.ok(user)
    const { setCookies } = await parts.accounts.openSession(user.id)
    await this.context.addCookies(
      setCookies.map((cookie) => {
        const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
        return { name, value: value.join('='), domain: 'localhost', path: '/', httpOnly: true }
      }),
    )
  }

  async visit(): Promise<void> {
    await this.page.goto('about:blank')
    await this.page.goto(`/lam-viec/khao-sat/${roundId}/phong-van`)
    await this.page.locator('#phong-van[data-ready]').waitFor()
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).first().click()
  }

  sees(words: string | RegExp): Promise<void> {
    return this.page.getByText(words).filter({ visible: true }).first().waitFor()
  }

  async take(count: number): Promise<void> {
    await this.page.getByLabel(/^Lấy bao nhiêu phiếu/).fill(String(count))
    await this.press('Lấy phiếu mang theo')
    await this.sees(`Đã lấy ${count} phiếu`)
  }

  /** Answers the question on the screen and goes on; a text or a number is left out. */
  async answer(choice: number): Promise<void> {
    const choices = this.page.locator('form[data-question] .choice')
    if ((await choices.count()) === 0) return this.press('Bỏ qua, không trả lời')
    await choices.nth(choice).click()
    await this.press('Câu tiếp')
  }

  /** A whole interview with the next one on the list. */
  async interview(choice: number): Promise<void> {
    await this.press('Bắt đầu hỏi')
    await this.page.locator('form[data-question]').waitFor()
    await this.goThrough(choice)
  }

  async goThrough(choice: number): Promise<void> {
    const heading = this.page.locator('#man-hinh h2')
    for (let at = 0; at < 60 && (await heading.textContent()) !== 'Hết câu hỏi'; at += 1) {
      const before = await heading.textContent()
      await this.answer(choice)
      await this.page.waitForFunction((old) => document.querySelector('#man-hinh h2')?.textContent !== old, before)
    }
    await this.press('Cất phiếu')
    await this.sees('Đã cất phiếu')
  }

  async waits(count: number): Promise<void> {
    await this.page.locator('#cho-gui').getByText(`Chờ gửi: ${count}`, { exact: true }).waitFor()
  }

  async look(name: string): Promise<void> {
    assert.deepEqual(this.faults, [])
    await screenshot(this.page, `interview-${name}`)
    await expectNoSidewaysScroll(this.page)
    await expectNoAxeViolations(this.page)
  }

  /** Ballots as the server got them: message and answers. */
  ballots(): { message: string; answers: object }[] {
    return this.sent
      .filter((body) => body.includes('"channel":"phone"'))
      .map((body) => JSON.parse(body) as { message: string; answers: object })
  }

  /** Everything that stands in the phone's database, as text. */
  stored(): Promise<Record<string, string>> {
    return this.page.evaluate(async (name) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
      })
      const out: Record<string, string> = {}
      for (const store of db.objectStoreNames) {
        out[store] = await new Promise((resolve) => {
          const request = db.transaction([store]).objectStore(store).getAll()
          request.onsuccess = () => resolve(JSON.stringify(request.result))
        })
      }
      db.close()
      return out
    }, `motcua-phong-van-${roundId}`)
  }
}

async function actor(wanted: (one: OfficerActor) => boolean): Promise<OfficerActor> {
  const found = (await listOfficerActors(product.parts.db.read)).find(wanted)
  assert.ok(found)
  return found
}

const leader = () => actor(({ mandates }) => mandates.some(({ role }) => role === 'province_leader'))

before(async () => {
  product = await startProduct({ dossiers: 0 })
  browser = await launchBrowser()
  line = new Line(product.url)
  await line.open()
  const { surveys, db } = product.parts
  const boss = await leader()
  const sipas = (await listQuestionnaires(db.read)).find(({ key }) => key === 'sipas')
  roundId = await prepareRound(surveys, boss, {
    questionnaireId: sipas?.id ?? '',
    nameVi: 'Khảo sát vùng cao',
    nameEn: 'Upland survey',
    population: 'businesses',
    strataBy: 'list',
    fromOn: '2026-01-01',
    toOn: '2026-06-30',
    perStratum: 40,
    endsOn: '2100-01-01',
    formula: 'top_two',
    seed: null,
  })
  const list = Array.from({ length: 20 }, (_, at) => `H${100 + at};${STRATUM}`).join('\n')
  await drawRound(surveys, boss, { roundId, list })
})
after(async () => {
  await line?.cut()
  await browser?.close()
  await product?.close()
})

async function counted(text: string): Promise<number> {
  const [row] = await query<{ count: number }>(product.parts.db.read, text, [roundId])
  return row?.count ?? -1
}

const boxed = () =>
  counted(`SELECT ((SELECT count(*) FROM surveys_waiting WHERE round_id = $1)
    + (SELECT count(*) FROM surveys_ballot WHERE round_id = $1))::int AS count`)
const standing = (name: string) =>
  counted(`SELECT count(*)::int AS count FROM surveys_right WHERE round_id = $1 AND standing = '${name}'`)

describe('interviews where there is no network', () => {
  test('the manager names the interviewer; for who is not named there is no such page; without script it offers paper', async () => {
    const manager = await Phone.open(product.url, 'lanh-dao-tinh')
    await manager.page.goto(`/lam-viec/khao-sat/${roundId}/nguoi-phong-van`)
    await manager.press('Cử người phỏng vấn')
    await manager.sees('Xin nhập một số từ 1 đến 500.')
    const login = 'tiep-nhan-pho-hien'
    const early = await Phone.open(product.url, login)
    const answer = await early.page.goto(`/lam-viec/khao-sat/${roundId}/phong-van`)
    assert.equal(answer?.status(), 404)
    const [officer] = await query<{ id: string }>(
      product.parts.db.read,
      `SELECT o.id FROM organisation_officer o JOIN account_user u ON u.id = o.user_id WHERE u.demo_key = $1`,
      [login],
    )
    await manager.page.locator('[name="officer"]').selectOption(officer?.id ?? '')
    await manager.page.locator('[name="stratum"]').selectOption(STRATUM)
    await manager.page.locator('[name="ballots"]').fill('12')
    await manager.press('Cử người phỏng vấn')
    await manager.sees('0 / 12')
    await manager.look('1-named')
    const plain = await Phone.open(product.url, login, { javaScript: false })
    await plain.page.goto(`/lam-viec/khao-sat/${roundId}/phong-van`)
    await plain.sees('không chạy được phiếu điện tử')
    await screenshot(plain.page, 'interview-2-no-script')
    await plain.page.getByRole('link', { name: 'Mở phần phiếu giấy' }).click()
    await plain.sees('Mở phong bì')
    for (const phone of [manager, early, plain]) await phone.page.close()
  })

  test('two phones take ballots along; then one has no network, the other no server: both go on after a reload', async () => {
    first = await Phone.open(product.url, 'tiep-nhan-pho-hien')
    second = await Phone.open(line.url, 'tiep-nhan-pho-hien')
    await first.visit()
    await second.visit()
    await first.take(5)
    await first.look('3-taken')
    await second.take(4)
    assert.equal(await standing('taken_along'), 9)
    await first.context.setOffline(true)
    await line.cut()
    await first.visit()
    await second.visit()
    await first.sees('Mất mạng, vẫn làm tiếp được')
  })

  test('question by question; what must be answered may be left out; a reload in the middle loses nothing', async () => {
    await first.press('Bắt đầu hỏi')
    await first.sees(/^Câu 1 trong/)
    await first.look('4-question')
    await first.press('Câu tiếp')
    await first.sees('Xin chọn câu trả lời, hoặc bấm')
    await first.answer(0)
    await first.sees(/^Câu 2 trong/)
    await first.press('Bỏ qua, không trả lời')
    await first.sees(/^Câu 3 trong/)
    await first.page.locator('form[data-question] .choice').nth(1).click()
    await first.visit()
    await first.sees(/^Câu 3 trong/)
    assert.equal(await first.page.locator('form[data-question] input').nth(1).isChecked(), true)
    await first.press('Câu trước')
    await first.sees('Lúc trước đã bỏ qua câu này.')
    await first.press('Bỏ qua, không trả lời')
    await first.goThrough(1)
    await first.waits(1)
    await first.interview(0)
    await first.interview(2)
    await second.interview(0)
    await second.interview(1)
    await first.waits(3)
    await first.look('5-waiting')
  })

  test('a refusal is kept; what stands on the phone does not say whose a ballot is', async () => {
    await first.press('Người này từ chối')
    await first.sees('Từ chối, chờ gửi')
    const { ballots = '', people = '', blanks = '', draft } = await first.stored()
    assert.equal(JSON.parse(ballots).length, 3)
    assert.equal(JSON.parse(blanks).length, 1)
    assert.equal(draft, '[]')
    for (const { reference } of JSON.parse(people) as { reference: string }[]) assert.ok(!ballots.includes(reference))
    assert.ok(!/\d{4}-\d\d-\d\dT|"\w*[aA]t":/.test(ballots + people), 'no time')
    await first.press('Gửi về máy chủ')
    await first.sees('Chưa có mạng. Phiếu vẫn nằm trên máy này.')
    assert.equal(await boxed(), 0)
  })

  test('the network is back: all are sent by themselves, once, without cookie; the refusal is counted', async () => {
    await line.open()
    await first.context.setOffline(false)
    await first.visit()
    await first.waits(0)
    await second.visit()
    await second.waits(0)
    assert.equal(await boxed(), 5)
    await first.sees('0 phiếu và 0 người')
    assert.deepEqual([await standing('refused'), await standing('taken_along')], [1, 8])
    const messages = [...first.ballots(), ...second.ballots()].map(({ message }) => message)
    assert.equal(new Set(messages).size, 5)
    await first.look('6-sent')
    for (const phone of [first, second]) {
      phone.sent.length = 0
      await phone.visit()
      await phone.waits(0)
      assert.deepEqual(phone.ballots(), [], 'nothing is sent a second time')
    }
  })

  test('the answer is lost on the way: the same ballot is sent again and counted once', async () => {
    const before = await boxed()
    await first.context.setOffline(true)
    await first.interview(1)
    let dropped = false
    await first.context.route('**/khao-sat/gui-phieu', async (route) => {
      await route.fetch()
      dropped = true
      await route.abort('connectionreset')
    })
    await first.context.setOffline(false)
    await first.visit()
    await first.sees('Chưa có mạng')
    assert.ok(dropped)
    assert.equal(await boxed(), before + 1)
    await first.waits(1)
    await first.context.unroute('**/khao-sat/gui-phieu')
    await first.press('Gửi về máy chủ')
    await first.waits(0)
    assert.equal(await boxed(), before + 1)
  })

  test('who was not met is given back; another can ask them', async () => {
    const open = await standing('open')
    second.page.on('dialog', (dialog) => void dialog.accept())
    await second.press('Trả lại những người chưa gặp')
    await second.sees('Đã gửi xong: 0 phiếu, 2 người')
    assert.equal(await standing('open'), open + 2)
  })

  test('a round that was closed meanwhile: the ballot stays on the phone with the reason', async () => {
    await first.take(1)
    await first.context.setOffline(true)
    await first.interview(0)
    await mixAll(product.parts.surveys)
    await closeRound(product.parts.surveys, await leader(), roundId)
    await first.context.setOffline(false)
    await first.visit()
    await first.sees('Phiếu chưa được nhận')
    await first.sees('Đợt khảo sát đã đóng.')
    await first.waits(1)
    await first.look('7-refused')
    await first.visit()
    await first.sees('Phiếu chưa được nhận')
  })
})
