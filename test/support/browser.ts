import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import chromiumFile from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Phone and desk: the two widths every page is looked at. */
export const PHONE_WIDTH = 390
export const DESK_WIDTH = 1280

// Our own list: the one that the package offers holds --single-process, which crashes when a page closes.
const LAUNCH_ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none']
const SCREENSHOT_FOLDER = join(import.meta.dirname, '../../var/screenshots')
const ACCESSIBILITY_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface NewPageOptions {
  width?: number
  height?: number
  /** `false` drives the page as a browser without JavaScript would. */
  javaScript?: boolean
  /** So that pages can be visited by path. */
  baseURL?: string
}

export interface TestBrowser {
  /** A page in a context of its own: no cookie is left from another. */
  newPage(options?: NewPageOptions): Promise<Page>
  close(): Promise<void>
}

/** Starts the Chromium that comes inside the npm package; nothing is downloaded. Close it in `after`. */
export async function launchBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: await chromiumFile.executablePath(),
    args: LAUNCH_ARGUMENTS,
    headless: true,
  })
  return { newPage: (options) => newPage(browser, options), close: () => browser.close() }
}

async function newPage(browser: Browser, options: NewPageOptions = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: options.width ?? DESK_WIDTH, height: options.height ?? 900 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
  })
  const page = await context.newPage()
  page.once('close', () => void context.close().catch(() => undefined))
  return page
}

/**
 * Fails with the rule, the place and the remedy when axe finds anything on the page. The page needs JavaScript for the
 * check to run in it.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // Our pages have no frames: without them the older way finds the same and opens no second page for it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(ACCESSIBILITY_RULES).analyze()
  if (violations.length === 0) return
  const lines = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}\n    ${node.failureSummary ?? ''}`),
  )
  throw new Error(`axe found ${lines.length} on ${page.url()}\n${lines.join('\n')}`)
}

/** Fails when the page is wider than its window: pages never scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }))
  if (wide > window) throw new Error(`${page.url()} is ${wide} px wide in a window of ${window} px`)
}

/** Keeps a picture of the whole page in var/screenshots/<name>.png and gives its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(SCREENSHOT_FOLDER, { recursive: true })
  const path = join(SCREENSHOT_FOLDER, `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  return path
}

/** The page at both widths: kept as pictures, without a fault of accessibility, never wider than its window. */
export async function expectLooksRight(page: Page, name: string): Promise<void> {
  for (const width of [PHONE_WIDTH, DESK_WIDTH]) {
    await page.setViewportSize({ width, height: 900 })
    await screenshot(page, `${name}-${width}`)
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
  }
}
