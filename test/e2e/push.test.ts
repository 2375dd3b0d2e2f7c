import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page, Worker } from 'playwright-core'
import { deliverNotices, followLedger } from '../../src/modules/notices/index.ts'
import { openPushEndpoint, type PushEndpoint } from '../support/push-endpoint.ts'
import { openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PROCEDURE = '1.013225'

let stage: Stage
let citizen: Visitor
let browser: PushEndpoint
before(async () => {
  stage = await openStage({ dossiers: 0 })
  browser = await openPushEndpoint(stage.product.parts.notices.gateways.pushKey ?? '')
})
after(async () => {
  await browser?.close()
  await stage?.close()
})

async function pass(): Promise<void> {
  const { notices } = stage.product.parts
  await followLedger(notices)
  while ((await deliverNotices(notices)) > 0);
}

/** What the worker has asked the browser for. */
interface Asked {
  shown: { title: string; icon: string; link: string }[]
  opened: string[]
}

interface WorkerScope {
  asked: Asked
  registration: { showNotification(title: string, options: { icon: string; data: { link: string } }): Promise<void> }
  clients: { openWindow(address: string): Promise<null> }
  dispatchEvent(event: Event): boolean
}

/**
 * The site's own service worker, registered as `push.js` does it, and how a message is given to it: by the browser, as if its push service
 * had brought it. A browser without a screen has nowhere to show a notice and nothing to press (it answers that notices are denied, whatever
 * was allowed): what the worker asks it for is written down instead.
 */
async function serviceWorker(page: Page): Promise<{ worker: Worker; push(data: string): Promise<void> }> {
  const cdp = await page.context().newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ isDeleted }) => !isDeleted)
      if (own !== undefined) resolve(own.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/thong-bao-sw.js')
    await navigator.serviceWorker.ready
  })
  const registrationId = await found
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent('serviceworker'))
  assert.match(worker.url(), /\/thong-bao-sw\.js$/)
  await worker.evaluate(() => {
    const scope = globalThis as unknown as WorkerScope
    scope.asked = { shown: [], opened: [] }
    scope.registration.showNotification = async (title, { icon, data }) => {
      scope.asked.shown.push({ title, icon, link: data.link })
    }
    scope.clients.openWindow = async (address) => {
      scope.asked.opened.push(address)
      return null
    }
  })
  const { origin } = new URL(page.url())
  return {
    worker,
    async push(data) {
      const before = (await askedOf(worker)).shown.length
      await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
      while ((await askedOf(worker)).shown.length === before) await page.evaluate(() => document.title)
    },
  }
}

const askedOf = (worker: Worker): Promise<Asked> => worker.evaluate(() => (globalThis as unknown as WorkerScope).asked)

/** Presses the notice that was shown last; gives what was opened then. */
async function press(worker: Worker): Promise<string | undefined> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as WorkerScope
    const notification = { data: { link: scope.asked.shown.at(-1)?.link }, close: () => undefined }
    scope.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: () => undefined }))
  })
  return (await askedOf(worker)).opened.at(-1)
}

test('a change of a dossier is sealed, pushed, shown by the service worker, and its click opens the dossier', async () => {
  citizen = await stage.visitor('phone')
  const { page } = citizen
  await citizen.open('/tai-khoan/thong-bao')
  await citizen.logIn('cong-dan-huong')
  await citizen.open('/tai-khoan/thong-bao')
  await citizen.sees('Bật trên thiết bị này')
  // No push service can be reached from here: the browser's place there is taken by one that opens what it is sent.
  await page.locator('input[name="subscription"]').evaluate((field, value) => {
    ;(field as HTMLInputElement).value = value
  }, browser.subscription)
  await citizen.press('Bật trên thiết bị này')
  await citizen.sees('Đã bật thông báo trên thiết bị này.')
  await citizen.choose('quiet', 'no')
  await citizen.press('Lưu cách nhận tin')

  await citizen.open(`/nop/${PROCEDURE}`)
  await citizen.press('Bắt đầu')
  await citizen.choose('caseKey', 'nha-o-rieng-le')
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912 345 678')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', 'Xin phép xây nhà ở.')
  await citizen.press('Tiếp tục')
  await citizen.upload('tep/giay-to-dat', pdfFile('so-do.pdf'))
  await citizen.upload('tep/ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  await citizen.follow('Tiếp tục')
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  const dossier = citizen.path()
  await pass()
  assert.deepEqual(browser.refused, [])
  const [message] = browser.received
  assert.ok(message, 'nothing was pushed')

  const { worker, push } = await serviceWorker(page)
  await push(message.text)
  const { shown } = await askedOf(worker)
  const { title } = JSON.parse(message.text) as { title: string }
  assert.deepEqual(shown, [{ title, icon: '/favicon.svg', link: `${stage.product.url}${dossier}` }])
  assert.match(title, /^Đã nhận hồ sơ nộp/)
  const opened = await press(worker)
  assert.equal(opened, `${stage.product.url}${dossier}`)
  await citizen.open(opened)
  await citizen.sees('Xin phép xây nhà ở.')

  // Whatever a message says, only this site is opened.
  await push(JSON.stringify({ title: 'Lạ', link: 'https://noi-khac.invalid/ho-so/1' }))
  assert.equal(await press(worker), stage.product.url)
  await push('{}')
  assert.equal((await askedOf(worker)).shown.at(-1)?.title, 'Một Cửa')
  assert.equal(await press(worker), `${stage.product.url}/`)
  citizen.expectQuiet()
})
