import assert from 'node:assert/strict'
import type { Page, Response } from 'playwright-core'
import { localDate } from '../../src/platform/civil-date.ts'
import {
  DESK_WIDTH,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE_WIDTH,
  screenshot,
  type TestBrowser,
} from '../support/browser.ts'
import { type ProductOptions, startProduct, type TestProduct } from '../support/product.ts'
import { samplePdf } from '../support/sample-files.ts'

/** The product and a browser for the journeys of one file. */
export interface Stage {
  product: TestProduct
  /** Somebody with a browser of their own; on a phone or at a desk. */
  visitor(device: 'phone' | 'desk', more?: { javaScript?: boolean }): Promise<Visitor>
  close(): Promise<void>
}

export async function openStage(options: ProductOptions): Promise<Stage> {
  const product = await startProduct(options)
  const browser: TestBrowser = await launchBrowser()
  return {
    product,
    async visitor(device, { javaScript = true } = {}) {
      const width = device === 'phone' ? PHONE_WIDTH : DESK_WIDTH
      const page = await browser.newPage({ baseURL: product.url, width, javaScript })
      return new Visitor(page, { width, javaScript })
    },
    async close() {
      await browser.close()
      await product.close()
    },
  }
}

export interface PdfFile {
  name: string
  mimeType: string
  buffer: Buffer
}

export function pdfFile(name: string): PdfFile {
  return { name, mimeType: 'application/pdf', buffer: samplePdf() }
}

/** A day some days from now, as people type it: `26/11/2026`. */
export function typedDay(daysFromNow: number): string {
  return localDate(Date.now() + daysFromNow * 86_400_000)
    .split('-')
    .reverse()
    .join('/')
}

/** An officer at a desk, logged in. */
export async function officer(stage: Stage, key: string): Promise<Visitor> {
  const visitor = await stage.visitor('desk')
  await visitor.logIn(key)
  return visitor
}

/**
 * One person in front of one browser. Whatever the browser complains of meanwhile (an error of a script, a request that
 * failed, an answer above 499) is a fault of the journey and comes out at the next look.
 */
export class Visitor {
  readonly page: Page
  readonly #width: number
  readonly #javaScript: boolean
  readonly #faults: string[] = []

  constructor(page: Page, { width, javaScript }: { width: number; javaScript: boolean }) {
    this.page = page
    this.#width = width
    this.#javaScript = javaScript
    page.setDefaultTimeout(30_000)
    page.on('console', (message) => {
      // That an answer was not 200 stands in the answer itself, which is looked at below.
      const isStatus = message.text().startsWith('Failed to load resource: the server responded')
      if (message.type() === 'error' && !isStatus) this.#faults.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.#faults.push(`script: ${error.message}`))
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      // A download or a page left before it was read is no fault.
      if (why !== 'net::ERR_ABORTED') this.#faults.push(`request: ${request.url()} ${why}`)
    })
    page.on('response', (response) => {
      const isPage = ['document', 'xhr'].includes(response.request().resourceType())
      if (response.status() >= (isPage ? 500 : 400)) this.#faults.push(`${response.status()}: ${response.url()}`)
    })
  }

  /** The same person in a second window: the session is the same. */
  async secondWindow(): Promise<Visitor> {
    const page = await this.page.context().newPage()
    return new Visitor(page, { width: this.#width, javaScript: this.#javaScript })
  }

  /** Opens an address and gives the status of the answer. */
  async open(path: string): Promise<number> {
    const answer: Response | null = await this.page.goto(path)
    return answer?.status() ?? 0
  }

  /** Where the visitor is: path and search. */
  path(): string {
    const { pathname, search } = new URL(this.page.url())
    return `${pathname}${search}`
  }

  /** The text of the page's content. */
  text(): Promise<string> {
    return this.page.locator('#noi-dung').innerText()
  }

  /** Waits until these words stand on the page; fails with what stands there instead. */
  async sees(words: string | RegExp): Promise<void> {
    const place = this.page.locator('#noi-dung').getByText(words).filter({ visible: true }).first()
    await place.waitFor({ timeout: 10_000 }).catch(async () => {
      throw new Error(`${words} does not stand on ${this.path()}:\n${await this.text()}`)
    })
  }

  /** Follows a link of the content. */
  async follow(name: string | RegExp): Promise<void> {
    await this.page.locator('#noi-dung').getByRole('link', { name }).first().click()
    await this.page.waitForLoadState()
  }

  /** Presses a button of the content and waits for the page that answers. */
  async press(name: string | RegExp): Promise<void> {
    const button = this.page.locator('#noi-dung').getByRole('button', { name }).first()
    const answer = this.page.waitForEvent('framenavigated')
    await button.click()
    await answer
    await this.page.waitForLoadState()
  }

  async fill(field: string, value: string): Promise<void> {
    await this.page.locator(`[name="${field}"]`).fill(value)
  }

  async choose(field: string, value: string): Promise<void> {
    const control = this.page.locator(`select[name="${field}"]`)
    if ((await control.count()) > 0) await control.selectOption(value)
    else await this.page.locator(`input[name="${field}"][value="${value}"]`).check()
  }

  /** Sends a file in the form of that field; waits until the page shows it as kept. */
  async upload(field: string, file: PdfFile): Promise<void> {
    const input = this.page.locator(`input[type="file"][name="${field}"]:not([capture])`)
    await input.setInputFiles(file)
    const form = this.page.locator('form').filter({ has: input })
    await form.getByRole('button').last().click()
    await this.page.getByText(file.name).first().waitFor()
    await this.page.waitForLoadState()
  }

  /** The demonstration's one-click login; `next` as the page that asked for it wants it. */
  async logIn(key: string): Promise<void> {
    if (new URL(this.page.url(), 'http://none').pathname !== '/dang-nhap') await this.open('/dang-nhap')
    const answer = this.page.waitForEvent('framenavigated')
    await this.page.locator(`button[name="khoa"][value="${key}"]`).click()
    await answer
    await this.page.waitForLoadState()
  }

  /** Fails on whatever the browser complained of since the last look. */
  expectQuiet(): void {
    assert.deepEqual(this.#faults.splice(0), [], `on ${this.path()}`)
  }

  /** The page as it must be: accessible, not wider than its window, quiet. With a name, a picture at both widths is kept. */
  async look(name?: string): Promise<void> {
    await this.page.locator('h1').first().waitFor()
    if (this.#javaScript) await expectNoAxeViolations(this.page)
    for (const width of [PHONE_WIDTH, DESK_WIDTH]) {
      await this.page.setViewportSize({ width, height: 900 })
      await expectNoSidewaysScroll(this.page)
      if (name !== undefined) await screenshot(this.page, `${name}-${width}`)
    }
    await this.page.setViewportSize({ width: this.#width, height: 900 })
    this.expectQuiet()
  }
}
