import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import type { Parts } from '../../src/parts.ts'
import { query } from '../../src/platform/db.ts'
import type { UserId } from '../../src/platform/ids.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, screenshot, type TestBrowser } from '../support/browser.ts'
import { samplePdf } from '../support/sample-files.ts'

export const PAGE = '/lam-viec/ngoai-tuyen'
export const PIN = '481516'
export const PROCEDURE = '1.004873'

/** A line to the server that can be cut: then nobody answers at that address, as when the server is stopped. */
export class Line {
  readonly #target: number
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  port = 0

  constructor(url: string) {
    this.#target = Number(new URL(url).port)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  async open(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#target, '127.0.0.1')
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => this.#sockets.delete(socket))
      }
      near.pipe(far).pipe(near)
    })
    server.listen(this.port, '127.0.0.1')
    await once(server, 'listening')
    this.port = (server.address() as { port: number }).port
    this.#server = server
  }

  async cut(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** What one machine has given out, as the papers say. */
export interface GivenOut {
  codes: string[]
  receipts: string[]
  hashes: string[]
  cash: number
}

/** One counter: a browser of its own with the page that works without network. */
export class Counter {
  readonly context: BrowserContext
  page: Page
  readonly given: GivenOut = { codes: [], receipts: [], hashes: [], cash: 0 }
  readonly sent: string[] = []
  #serial: number

  private constructor(page: Page, serial: number) {
    this.page = page
    this.context = page.context()
    this.#serial = serial
    this.#listen(page)
  }

  /** Logs in with the demonstration's login of that key and opens the page. */
  static async open(
    browser: TestBrowser,
    parts: Parts,
    { url, login, serial }: { url: string; login: string; serial: number },
  ): Promise<Counter> {
    // The context closes with its first page: that one is only held.
    const holder = await browser.newPage({ baseURL: url })
    const counter = new Counter(await holder.context().newPage(), serial)
    await counter.logIn(parts, login)
    await counter.visit()
    return counter
  }

  #listen(page: Page): void {
    page.setDefaultTimeout(15_000)
    page.on('request', (request) => {
      if (request.method() === 'POST') this.sent.push(new URL(request.url()).pathname)
    })
  }

  /** A session of that officer, as the login gives it. */
  async logIn(parts: Parts, login: string): Promise<void> {
    const [user] = await query<{ id: UserId }>(parts.db.read, 'SELECT id FROM account_user WHERE demo_key = $1', [
      login,
    ])
    if (user === undefined) throw new Error(`no login ${login}`)
    const { setCookies } = await parts.accounts.openSession(user.id)
    const cookies = setCookies.map((cookie) => {
      const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=')
      return { name, value: value.join('='), domain: 'localhost', path: '/', httpOnly: true }
    })
    await this.context.addCookies(cookies)
  }

  /** Opens the page (anew) and waits until its scripts are at work. */
  async visit(): Promise<void> {
    await this.page.goto('about:blank')
    await this.page.goto(PAGE)
    await this.page.locator('#ngoai-tuyen[data-ready]').waitFor()
  }

  async prepare(): Promise<void> {
    await this.page.locator('[name="pin"]').fill(PIN)
    await this.page.locator('[name="pinAgain"]').fill(PIN)
    await this.page.getByRole('button', { name: 'Chuẩn bị cho lúc mất mạng' }).click()
    await this.page.getByText('Máy đã sẵn sàng').waitFor()
  }

  async unlock(pin = PIN): Promise<void> {
    await this.page.locator('[name="unlockPin"]').fill(pin)
    await this.page.locator('[name="unlockPin"]').press('Enter')
  }

  async show(view: string): Promise<void> {
    await this.page.locator(`#muc a[href="#${view}"]`).click()
    await this.page.locator(`[data-view="${view}"]`).waitFor()
  }

  async giveTicket(): Promise<string> {
    await this.show('so-thu-tu')
    const before = await this.page.locator('#danh-sach-so li').count()
    await this.page.locator('#phat-so').click()
    const line = this.page.locator('#danh-sach-so li').nth(before)
    return (await line.locator('b').textContent()) ?? ''
  }

  /** Receives the next visitor: card, procedure, two pages, cash; gives the code on the receipt. */
  async receive({ ticket, cash = 10_000 }: { ticket?: string; cash?: number } = {}): Promise<string> {
    const { page } = this
    await this.show('tiep-nhan')
    this.#serial += 1
    if (ticket !== undefined) await page.locator('[name="ticket"]').selectOption(ticket)
    const number = `033190${String(this.#serial).padStart(6, '0')}`
    await page
      .locator('[name="card"]')
      .fill(`${number}||Nguyễn Thị Mật ${'ABCDEFGHIJ'[this.#serial % 10]}|03021990|Nữ|Số 5|10052021`)
    await page.locator('[name="card"]').press('Enter')
    await page.locator('[name="applicant/address/communeCode"]').selectOption('11953')
    await page.locator('[name="procedureSearch"]').fill(PROCEDURE)
    const files = [0, 1].map((turn) => uniquePdf(`${this.#serial}-${turn}`))
    const field = page.locator('#thanh-phan input[type="file"]').first()
    for (const file of files) {
      await field.setInputFiles(file)
      await page.locator('#thanh-phan .files b').getByText(file.name).waitFor()
    }
    await page.locator('[name="cashAmount"]').fill(String(cash))
    await page.locator('[name="cashPurpose"]').selectOption('fee')
    await page.getByRole('button', { name: 'Tiếp nhận và in giấy' }).click()
    await page.locator('[data-view="giay"]').waitFor()
    const text = await page.locator('#bn-noi-dung').innerText()
    const code = /H[\d.]+-\d{6}-\d{4}/.exec(text)?.[0]
    const receipt = /H[\d.]+-NT\d{2}-\d{6}/.exec(text)?.[0]
    assert.ok(code && receipt, text)
    this.given.codes.push(code)
    this.given.receipts.push(receipt)
    this.given.hashes.push(...files.map(({ buffer }) => createHash('sha256').update(buffer).digest('hex')))
    this.given.cash += cash
    return code
  }

  /** What the list of the page says is still to be sent. */
  async unsent(): Promise<number> {
    return Number(/\d+$/.exec((await this.page.locator('#chua-gui').textContent()) ?? '')?.[0])
  }

  /** Waits until everything stands on the server. */
  async allSent(): Promise<void> {
    const isDone = () => document.querySelector('#chua-gui')?.textContent?.endsWith(': 0') === true
    await this.page.waitForFunction(isDone).catch(async () => {
      throw new Error(`not all was sent:\n${await this.page.locator('#noi-dung').innerText()}`)
    })
  }

  /** Another tab of the same browser. */
  async newTab(): Promise<Page> {
    const page = await this.context.newPage()
    this.#listen(page)
    return page
  }

  /** Everything that IndexedDB holds, as text: what a thief of the disk could read. */
  async stored(): Promise<{ text: string; files: number; bodies: number }> {
    return this.page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('motcua-ngoai-tuyen')
        request.onsuccess = () => resolve(request.result)
      })
      const all = (name: string) =>
        new Promise<Record<string, unknown>[]>((resolve) => {
          const request = db.transaction(name).objectStore(name).getAll()
          request.onsuccess = () => resolve(request.result)
        })
      let text = ''
      const textOf = async (value: unknown): Promise<string> => {
        if (value instanceof Blob) return new TextDecoder().decode(await value.arrayBuffer())
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value)
        if (value instanceof CryptoKey) return String(value.extractable)
        if (typeof value !== 'object' || value === null) return String(value)
        return (await Promise.all(Object.values(value).map(textOf))).join('\n')
      }
      for (const name of ['device', 'lock', 'records', 'files', 'drafts']) text += await textOf(await all(name))
      const records = await all('records')
      const result = {
        text,
        files: (await all('files')).length,
        bodies: records.filter(({ body }) => body !== null).length,
      }
      db.close()
      return result
    })
  }

  /** The page as it must be at the widths of a desk, a tablet and a phone. */
  async look(name: string): Promise<void> {
    await expectNoAxeViolations(this.page)
    for (const width of [390, 820, 1280]) {
      await this.page.setViewportSize({ width, height: 900 })
      await expectNoSidewaysScroll(this.page)
      await screenshot(this.page, `offline-${name}-${width}`)
    }
  }
}

export function uniquePdf(mark: string): { name: string; mimeType: string; buffer: Buffer } {
  return {
    name: `trang-${mark}.pdf`,
    mimeType: 'application/pdf',
    buffer: samplePdf({ objects: [`<< /Mark (${mark}) >>`] }),
  }
}
