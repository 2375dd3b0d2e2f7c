import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { listOfflineCash } from '../../src/modules/casework/offline/index.ts'
import { query } from '../../src/platform/db.ts'
import { verifyLedger } from '../../src/platform/ledger/index.ts'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { startProduct, type TestProduct } from '../support/product.ts'
import { Counter, Line, PAGE, PIN, uniquePdf } from './counter-offline.ts'

let product: TestProduct
let browser: TestBrowser
let line: Line
let first: Counter
let second: Counter

before(async () => {
  product = await startProduct({ dossiers: 0 })
  browser = await launchBrowser()
  line = new Line(product.url)
  await line.open()
})
after(async () => {
  await line?.cut()
  await browser?.close()
  await product?.close()
})

/** Until somebody waits for what this client holds. */
async function waitingForLock(holder: pg.Client): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await holder.query(`SELECT count(*)::integer AS count FROM pg_locks
      WHERE NOT granted AND relation = 'casework_offline_cash'::regclass`)
    if (rows[0].count > 0) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nobody came to wait')
}

const read = <Row>(text: string, values: unknown[] = []) => query<Row>(product.parts.db.read, text, values)

describe('a day at two counters without network', () => {
  test('both machines are prepared, and the page says what they took along', async () => {
    first = await Counter.open(browser, product.parts, {
      url: product.url,
      login: 'tiep-nhan-pho-hien',
      serial: 100_000,
    })
    second = await Counter.open(browser, product.parts, {
      url: line.url,
      login: 'tiep-nhan-pho-hien-2',
      serial: 200_000,
    })
    await first.look('1-prepare')
    await first.page.locator('[name="pin"]').fill('123456')
    await first.page.getByRole('button', { name: 'Chuẩn bị cho lúc mất mạng' }).click()
    await first.page.locator('.fault-summary').waitFor()
    await first.look('2-pin-fault')
    await first.prepare()
    await second.prepare()
    await first.look('3-prepared')
  })

  test('the line of one is cut, the server of the other is gone: both open the page and go on', async () => {
    await first.context.setOffline(true)
    await line.cut()
    for (const counter of [first, second]) {
      await counter.visit()
      await counter.page.locator('#mang').getByText('Mất mạng').waitFor()
      await counter.unlock('999999')
      await counter.page.getByText('Mã PIN không đúng').first().waitFor()
      await counter.unlock()
      await counter.page.locator('[data-view="tiep-nhan"]').waitFor()
    }
    await first.look('4-offline')
  })

  test('five visitors at each: ticket, card, procedure, two pages, cash, receipt', async () => {
    for (const counter of [first, second]) {
      const tickets = [await counter.giveTicket(), await counter.giveTicket()]
      for (let turn = 0; turn < 5; turn++) {
        const ticket = tickets[turn]
        await counter.receive({ cash: 10_000 + turn * 1000, ...(ticket === undefined ? {} : { ticket }) })
      }
      assert.equal(await counter.unsent(), 12)
    }
    await first.look('5-receipt')
    await first.show('so-thu-tu')
    await first.look('6-tickets')
    await first.show('thu-tien')
    await first.page.locator('[name="counted"]').fill('60.000')
    await first.page.getByRole('button', { name: 'Ghi kết quả kiểm quỹ' }).click()
    await first.page.getByText('khớp với số đã thu').waitFor()
    await first.look('7-cash')
    await first.show('gui-di')
    await first.look('8-waiting')
  })

  test('what stands on the disk names nobody', async () => {
    const { text, files, bodies } = await first.stored()
    assert.deepEqual([files, bodies], [10, 13])
    for (const secret of ['Mật', '033190', 'trang-', '%PDF', PIN]) assert.ok(!text.includes(secret), secret)
    // The machine's own key is there and cannot be read out.
    assert.match(text, /false/)
  })

  test('a tab that dies in the middle of typing loses nothing', async () => {
    await first.show('tiep-nhan')
    await first.page.locator('[name="applicant/fullName"]').fill('Người Đang Gõ Dở')
    await first.page.locator('[name="procedureSearch"]').fill('1.004873')
    const file = uniquePdf('do-dang')
    await first.page.locator('#thanh-phan input[type="file"]').first().setInputFiles(file)
    await first.page.locator('#thanh-phan .files b').getByText(file.name).waitFor()
    const half = { ...file, name: 'nua-chung.pdf', buffer: file.buffer.subarray(0, 60) }
    await first.page.locator('#thanh-phan input[type="file"]').first().setInputFiles(half)
    await first.page.getByText('bị hỏng hoặc mới quét được một phần').first().waitFor()
    await first.look('9-half-scan')
    await first.visit()
    await first.unlock()
    await first.page.locator('[data-view="tiep-nhan"]').waitFor()
    assert.equal(await first.page.locator('[name="applicant/fullName"]').inputValue(), 'Người Đang Gõ Dở')
    await first.page.locator('#thanh-phan .files b').getByText(file.name).waitFor()
    await first.page.locator('#thanh-phan .files button').click()
  })

  test('the line is back: both send at once; nothing is doubled, no page is lost, cash matches', async () => {
    await line.open()
    await first.context.setOffline(false)
    await Promise.all(
      [first, second].map(async (counter) => {
        await counter.show('gui-di')
        await counter.page.locator('#gui').click()
        await counter.allSent()
      }),
    )
    await first.page.getByText('Tiền mặt khớp').waitFor()
    await second.page.getByText('Tiền mặt khớp').waitFor()
    await first.look('10-sent')
    const dossiers = await read<{ code: string; legal: string; files: string[] }>(
      `SELECT code, legal_state AS legal,
         ARRAY(SELECT a ->> 'fileHash' FROM jsonb_array_elements(state -> 'attachments') a) AS files
       FROM casework_dossier ORDER BY code`,
    )
    const [codes, hashes] = [
      [...first.given.codes, ...second.given.codes],
      [...first.given.hashes, ...second.given.hashes],
    ]
    assert.equal(new Set(codes).size, 10)
    assert.deepEqual(
      dossiers.map(({ code }) => code),
      codes.toSorted(),
    )
    assert.ok(dossiers.every(({ legal }) => legal === 'accepted'))
    assert.deepEqual(dossiers.flatMap(({ files }) => files).toSorted(), hashes.toSorted())
    const cash = await listOfflineCash(product.parts.db.read)
    assert.deepEqual(
      cash.map(({ receiptNumber }) => receiptNumber).toSorted(),
      [...first.given.receipts, ...second.given.receipts].toSorted(),
    )
    const sum = cash.reduce((total, { amount }) => total + amount, 0)
    assert.equal(sum, first.given.cash + second.given.cash)
    assert.ok(cash.every(({ dossierId }) => dossierId !== null))
    const tickets = await read<{ label: string; state: string; source: string; served: number }>(
      `SELECT label, state, source, (SELECT count(*)::integer FROM queue_visit_time v JOIN queue_call c USING (id)
         WHERE c.ticket_id = t.id AND v.service_seconds IS NOT NULL) AS served
       FROM queue_ticket t ORDER BY label`,
    )
    assert.equal(new Set(tickets.map(({ label }) => label)).size, 4, 'each number once')
    const ended = { state: 'finished', source: 'offline', served: 1 }
    assert.deepEqual(
      tickets,
      tickets.map(({ label }) => ({ label, ...ended })),
    )
    assert.deepEqual((await verifyLedger(product.parts.db.read)).faults, [])
  })

  test('a second time sends nothing, and nothing of a person is left on the machines', async () => {
    for (const counter of [first, second]) {
      counter.sent.length = 0
      await counter.page.locator('#gui').click()
      await counter.page.getByText('Không còn gì để gửi').waitFor()
      assert.deepEqual(counter.sent, [])
      assert.equal((await counter.stored()).bodies, 0)
    }
    // A file that was chosen and taken out again is the only one not sent.
    assert.ok((await first.stored()).files <= 1)
    assert.equal((await second.stored()).files, 0)
  })
})

async function counts(): Promise<{ dossiers: number; cash: number }> {
  const [found] = await read<{ dossiers: number; cash: number }>(
    `SELECT (SELECT count(*)::integer FROM casework_dossier) AS dossiers,
       (SELECT count(*)::integer FROM casework_offline_cash) AS cash`,
  )
  return found ?? { dossiers: 0, cash: 0 }
}

describe('when something goes wrong on the way', () => {
  test('the tab is killed in the middle of sending, then two tabs go on at once: once each', async () => {
    const before = await counts()
    await first.context.setOffline(true)
    await first.receive()
    await first.receive()
    const holder = new pg.Client({ connectionString: product.database.ownerUrl })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE casework_offline_cash IN EXCLUSIVE MODE')
    // Sending begins by itself as soon as the network is back.
    await first.context.setOffline(false)
    try {
      // The server is in the middle of the first dossier: now the tab dies, and never hears what came of it.
      await waitingForLock(holder)
      await first.page.close()
    } finally {
      await holder.query('ROLLBACK')
      await holder.end()
    }
    first.page = await first.newTab()
    const other = await first.newTab()
    await first.visit()
    await other.goto(PAGE)
    await other.locator('#ngoai-tuyen[data-ready]').waitFor()
    await other.locator('[name="unlockPin"]').fill(PIN)
    await Promise.all([first.unlock(), other.locator('[name="unlockPin"]').press('Enter')])
    await first.page.locator('[data-view="tiep-nhan"]').waitFor()
    await first.show('gui-di')
    await first.page.waitForFunction(
      () => {
        const button = document.querySelector('#gui')
        if (button instanceof HTMLButtonElement && !button.disabled) button.click()
        return document.querySelector('#chua-gui')?.textContent?.endsWith(': 0') === true
      },
      undefined,
      { polling: 500 },
    )
    await other.close()
    assert.deepEqual(await counts(), { dossiers: before.dossiers + 2, cash: before.cash + 2 })
  })

  test('the session ended meanwhile: log in again, nothing is lost', async () => {
    await second.context.setOffline(true)
    const code = await second.receive()
    await second.context.setOffline(false)
    await second.context.clearCookies()
    await second.show('gui-di')
    await second.page.locator('#gui').click()
    await second.page.getByRole('link', { name: 'Đăng nhập lại' }).waitFor()
    await second.look('11-login')
    await second.logIn(product.parts, 'tiep-nhan-pho-hien-2')
    await second.visit()
    await second.unlock()
    await second.allSent()
    assert.equal((await read('SELECT 1 FROM casework_dossier WHERE code = $1', [code])).length, 1)
  })

  test('what the server cannot take stands in the list with its reason, and the officer settles it', async () => {
    await second.context.setOffline(true)
    const code = await second.receive()
    await product.parts.db.write((tx) =>
      query(tx, `UPDATE casework_number_block SET closed_at = platform_now() WHERE kind = 'dossier'`),
    )
    await second.context.setOffline(false)
    await second.show('gui-di')
    await second.page.locator('#gui').click()
    await second.page.getByText('bị hủy. Có thể cấp số mới').waitFor()
    await second.page.locator('#danh-sach-vuong summary').click()
    await second.look('12-refused')
    await second.page.getByRole('button', { name: 'Cấp số mới' }).click()
    await second.allSent()
    await second.page.getByText(`Số trên giấy ${code} không dùng được`).waitFor()
  })

  test('five wrong PINs make the machine wait; who is logged in sets a new one', async () => {
    await second.visit()
    for (let tries = 0; tries < 5; tries++) {
      await second.unlock(`90817${tries}`)
      await second.page.locator('.field-fault').first().waitFor()
      await second.page.waitForFunction(() => document.querySelector('form[data-form="unlock"] button:not([disabled])'))
    }
    await second.page.getByText('Nhập sai nhiều lần').first().waitFor()
    await second.unlock()
    await second.page.getByText('Nhập sai nhiều lần').first().waitFor()
    await second.look('13-locked')
    await second.page.getByText('Quên mã PIN').click()
    await second.page.locator('[name="newPin"]').fill('730142')
    await second.page.getByRole('button', { name: 'Đặt mã PIN mới' }).click()
    await second.page.locator('[data-view="tiep-nhan"]').waitFor()
  })

  test('a machine that is given up keeps nothing, and its numbers are void', async () => {
    await first.show('chuan-bi')
    await first.page.getByRole('button', { name: 'Trả số và xóa dữ liệu trên máy' }).click()
    await first.page.locator('#ngoai-tuyen[data-ready]').waitFor()
    await first.page.locator('[data-view="chuan-bi"]').waitFor()
    await first.page.locator('#muc').waitFor({ state: 'hidden' })
    assert.deepEqual([(await first.stored()).bodies, (await first.stored()).files], [0, 0])
    const open = await read(
      'SELECT 1 FROM casework_number_block WHERE closed_at IS NULL AND device_id IN (SELECT device_id FROM casework_offline_kit WHERE user_id = (SELECT id FROM account_user WHERE demo_key = $1))',
      ['tiep-nhan-pho-hien'],
    )
    assert.equal(open.length, 0)
  })

  test('a record lost from the machine is noticed', async () => {
    await second.context.setOffline(true)
    await second.giveTicket()
    await second.giveTicket()
    await second.page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('motcua-ngoai-tuyen')
        request.onsuccess = () => resolve(request.result)
      })
      const store = db.transaction('records', 'readwrite').objectStore('records')
      await new Promise((resolve) => {
        store.delete(3).onsuccess = resolve
      })
      db.close()
    })
    await second.visit()
    await second.unlock('730142')
    await second.page.getByText('không còn nguyên vẹn từ bản ghi số 3').waitFor()
    await second.look('14-lost')
  })
})
