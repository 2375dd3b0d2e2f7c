import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { REGISTER_SQL } from '../../src/modules/casework/views/register-view.ts'
import { importTemplates, loadTemplateFiles } from '../../src/modules/documents/index.ts'
import { hashOf } from '../../src/modules/documents/template-files.ts'
import { importFeeTable, openDrawer, takeCash } from '../../src/modules/money/index.ts'
import { formatInstant } from '../../src/platform/civil-date.ts'
import { query } from '../../src/platform/db.ts'
import { type DossierId, newId } from '../../src/platform/ids.ts'
import { ensureWebBuilt } from '../../src/web/build.ts'
import { openTestApi, type TestApi } from '../support/api.ts'
import { BUILDING, type Callers, makeCallers, secretName, words } from '../support/callers.ts'
import { type TestDatabase, withOwner } from '../support/database.ts'
import { readPdf } from '../support/pdf.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let site: FastifyInstance
let callers: Callers
let accepted: DossierId
let handedIn: DossierId

before(async () => {
  await ensureWebBuilt('built')
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  await api.parts.db.write(async (tx) => importTemplates(tx, await loadTemplateFiles('data')))
  site = await buildApp(api.parts, { web: true })
  callers = await makeCallers(api, province)
  const filing = { procedureCode: BUILDING, citizen: callers.owner }
  handedIn = (await province.submit(filing)).dossierId
  accepted = (await province.submit(filing)).dossierId
  await province.act(accepted, 'accept', officer('receptionist'))
})
after(async () => {
  await site.close()
  await api.close()
  await province.close()
  await database.close()
})

function officer(name: string) {
  const found = callers.officers[name]
  assert.ok(found, name)
  return found
}

async function get(url: string, caller: string) {
  const headers = callers.headers.get(caller) ?? {}
  // Systems have no pages: a token is for the API.
  return site.inject({ method: 'GET', url, headers: { accept: '*/*', ...headers } })
}

async function expectPdf(url: string, caller: string) {
  const answer = await get(url, caller)
  assert.equal(answer.statusCode, 200, `${url} by ${caller}`)
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.match(String(answer.headers['content-disposition']), /^inline/)
  assert.match(String(answer.headers['cache-control']), /private, no-store/)
  return readPdf(answer.rawPayload)
}

const people = () => [...callers.headers.keys()].filter((name) => !name.startsWith('system'))

describe('the receipt for money', () => {
  let id = ''
  let number = ''
  before(async () => {
    await importFeeTable(database.db, 'data')
    const actor = officer('receptionist')
    const agencyId = actor.mandates[0]?.agencyId
    assert.ok(agencyId)
    await openDrawer(api.parts.money, { agencyId, counter: 'Quầy 1', float: 0, actor })
    const taken = await takeCash(api.parts.money, { id: newId(), dossierId: accepted, tendered: 75_000, actor })
    assert.ok(taken.receipts[0])
    ;[id, number] = [taken.receipts[0].id, taken.receipts[0].number]
  })

  test('says its number, its kind and the amount in words, as PDF/A, to whoever sees its page', async () => {
    for (const caller of ['owner', 'receptionist']) {
      const { text, xmp } = await expectPdf(`/bien-lai/${id}.pdf`, caller)
      const flat = text.replaceAll(/\s/g, '')
      for (const part of [number, 'Bảy mươi lăm nghìn đồng', '75.000', 'Lệ phí', secretName]) {
        assert.ok(flat.includes(part.replaceAll(/\s/g, '')), part)
      }
      assert.match(xmp, /pdfaid/)
    }
    const page = await get(`/bien-lai/${id}`, 'owner')
    assert.equal(page.statusCode, 200)
    assert.ok(page.body.includes(`/bien-lai/${id}.pdf`))
  })

  test('is not found by anybody else, and visitors log in first', async () => {
    for (const caller of people()) {
      const [pdf, page] = [await get(`/bien-lai/${id}.pdf`, caller), await get(`/bien-lai/${id}`, caller)]
      assert.equal(pdf.statusCode, page.statusCode, caller)
    }
    assert.equal((await get(`/bien-lai/${id}.pdf`, 'stranger')).statusCode, 404)
    for (const unknown of [newId(), 'khong-co']) {
      assert.equal((await get(`/bien-lai/${unknown}.pdf`, 'owner')).statusCode, 404, unknown)
    }
    const visitor = await get(`/bien-lai/${id}.pdf`, 'anonymous')
    assert.match(String(visitor.headers.location), /^\/dang-nhap/)
  })
})

describe('papers of a dossier', () => {
  test('officers who see the dossier print it; to all others it is not there', async () => {
    for (const caller of people()) {
      const path = `/lam-viec/ho-so/${accepted}/giay/01.pdf`
      const admitted = callers.seeing.has(caller) && caller !== 'owner'
      if (admitted) {
        const { text } = await expectPdf(path, caller)
        assert.ok(text.includes(secretName), caller)
        continue
      }
      const answer = await get(path, caller)
      assert.equal(answer.statusCode, caller === 'anonymous' ? 303 : 404, caller)
      assert.ok(!answer.body.includes(secretName), caller)
    }
  })

  test('the applicant prints what is addressed to them, nobody else does', async () => {
    for (const caller of people()) {
      const path = `/ho-so/${accepted}/giay/01.pdf`
      if (caller === 'owner') await expectPdf(path, caller)
      else assert.equal((await get(path, caller)).statusCode, caller === 'anonymous' ? 303 : 404, caller)
    }
    assert.equal((await get(`/ho-so/${accepted}/giay/06.pdf`, 'owner')).statusCode, 404)
  })

  test('a paper that is none, or not yet, is not found', async () => {
    const names = [
      '00',
      '07',
      '08',
      '01.docx',
      '01-2',
      '02',
      '03',
      '04',
      '05',
      'bien-nhan-ket-qua',
      'xx',
      '..%2f01',
      '%00',
    ]
    for (const name of names) {
      const answer = await get(`/lam-viec/ho-so/${accepted}/giay/${name}.pdf`, 'receptionist')
      assert.equal(answer.statusCode, 404, name)
    }
    assert.equal((await get(`/lam-viec/ho-so/${handedIn}/giay/01.pdf`, 'receptionist')).statusCode, 404)
    await expectPdf(`/lam-viec/ho-so/${handedIn}/giay/06.pdf`, 'receptionist')
    assert.equal((await get('/lam-viec/ho-so/khong-co/giay/01.pdf', 'receptionist')).statusCode, 404)
  })

  test('each event brings its form, with its words', async () => {
    const { dossierId: refused } = await province.submit({ procedureCode: BUILDING })
    await province.act(refused, 'refuse_intake', officer('receptionist'), {
      reason: words,
      legalBasis: 'NĐ 61/2018 Điều 17',
    })
    const three = await expectPdf(`/lam-viec/ho-so/${refused}/giay/03.pdf`, 'receptionist')
    assert.ok(three.text.includes(words) && three.text.includes('Điều 17'), three.text)

    const { dossierId: incomplete } = await province.submit({ procedureCode: BUILDING })
    const { components } = (await province.procedure(BUILDING)).document
    const until = Date.now() + 20 * 86_400_000
    await province.act(incomplete, 'request_supplement', officer('receptionist'), {
      componentKeys: [components[0]?.key],
      reason: words,
      until: formatInstant(until),
    })
    const two = await expectPdf(`/lam-viec/ho-so/${incomplete}/giay/02-1.pdf`, 'receptionist')
    assert.ok(two.text.includes(words), two.text)
    assert.equal((await get(`/lam-viec/ho-so/${incomplete}/giay/02-2.pdf`, 'receptionist')).statusCode, 404)

    const { dossierId: late } = await province.submit({ procedureCode: BUILDING })
    await province.walk(late, 'tham-dinh')
    const newDueAt = formatInstant(Date.now() + 60 * 86_400_000)
    await province.act(late, 'extend', officer('approver'), { reason: words, newDueAt })
    const four = await expectPdf(`/lam-viec/ho-so/${late}/giay/04.pdf`, 'approver')
    assert.ok(four.text.replaceAll(/\s+/g, ' ').includes(words), four.text)
    await province.act(late, 'stop', officer('approver'), { reason: words, legalBasis: 'NĐ 61/2018 Điều 19' })
    const five = await expectPdf(`/lam-viec/ho-so/${late}/giay/05.pdf`, 'approver')
    assert.ok(five.text.includes(words) && five.text.includes('Điều 19'), five.text)

    const { dossierId: resolved } = await province.submit({ procedureCode: BUILDING })
    await province.walk(resolved)
    const receipt = await expectPdf(`/lam-viec/ho-so/${resolved}/giay/bien-nhan-ket-qua.pdf`, 'receptionist')
    assert.match(receipt.text, /kiem-chung\//)
    const control = await expectPdf(`/lam-viec/ho-so/${resolved}/giay/06.pdf`, 'handler')
    assert.match(control.text.replaceAll(/\s+/g, ' '), /Chuyển hồ sơ .*Trả kết quả/)
  })

  test('a draft of the result follows the template bound to the procedure', async () => {
    const { text } = await expectPdf(`/lam-viec/ho-so/${accepted}/giay/ket-qua.pdf`, 'handler')
    assert.match(text, /GIẤY PHÉP XÂY DỰNG/)
    assert.match(text, /MINH HỌA/)
    assert.ok(text.includes(secretName))
  })
})

describe('many papers, and the register', () => {
  test('many dossiers become one PDF; one that may not be seen makes it not found', async () => {
    const both = `hs=${accepted}&hs=${handedIn}`
    const six = await expectPdf(`/lam-viec/giay.pdf?giay=06&${both}`, 'receptionist')
    assert.equal(six.pages.length, 2)
    assert.equal((await expectPdf(`/lam-viec/giay.pdf?giay=01&${both}`, 'receptionist')).pages.length, 1)
    for (const [path, caller] of [
      [`/lam-viec/giay.pdf?giay=06&${both}`, 'other receptionist'],
      [`/lam-viec/giay.pdf?giay=06&${both}`, 'owner'],
      [`/lam-viec/giay.pdf?giay=99&${both}`, 'receptionist'],
      ['/lam-viec/giay.pdf?giay=06', 'receptionist'],
      ['/lam-viec/giay.pdf?giay=06&hs=%27', 'receptionist'],
    ] as const) {
      assert.equal((await get(path, caller)).statusCode, 404, `${path} by ${caller}`)
    }
  })

  test('the register of a counter: who receives there and who leads above, with what the system was told', async () => {
    const counter = province.directory.bySlug('mot-cua-phuong-pho-hien')
    assert.ok(counter)
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    const path = `/lam-viec/so-theo-doi.pdf?co-quan=${counter.id}&tu=${day}&den=${day}`
    const admitted = ['receptionist', 'agency_leader', 'province agency_leader', 'province_leader']
    for (const caller of people()) {
      const page = path.replace('.pdf', '').replaceAll(day, day.split('-').reverse().join('/'))
      if (admitted.includes(caller)) {
        const { text, pages } = await expectPdf(path, caller)
        assert.ok(text.includes(secretName), caller)
        assert.ok((pages[0]?.width ?? 0) > (pages[0]?.height ?? 0))
        assert.equal((await get(page, caller)).statusCode, 200, caller)
        continue
      }
      const expected = caller === 'anonymous' ? 303 : 404
      assert.equal((await get(path, caller)).statusCode, expected, caller)
      const shown = await get(page, caller)
      assert.ok([303, 404].includes(shown.statusCode), caller)
    }
    for (const [from, to] of [
      ['2026-13-01', day],
      [day, '2020-01-01'],
      ['2020-01-01', day],
      ['', ''],
    ]) {
      const wrong = await get(`/lam-viec/so-theo-doi.pdf?co-quan=${counter.id}&tu=${from}&den=${to}`, 'receptionist')
      assert.ok(wrong.statusCode >= 400 && wrong.statusCode < 500, `${from} ${to}: ${wrong.statusCode}`)
    }
  })

  test('the register is read from its index', async () => {
    const plan = await withOwner(database.ownerUrl, async (client) => {
      await client.query('SET enable_seqscan = off')
      const values = [accepted, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 10]
      return client.query(`EXPLAIN ${REGISTER_SQL.replace(/\$(\d)/g, (_, place) => `'${values[Number(place) - 1]}'`)}`)
    })
    assert.match(JSON.stringify(plan.rows), /casework_dossier_register/)
    assert.doesNotMatch(JSON.stringify(plan.rows), /Sort/)
  })
})

describe('templates', () => {
  const paths = [
    '/quan-tri/mau-giay',
    '/quan-tri/mau-giay/form-01',
    '/quan-tri/mau-giay/form-01/xem.pdf?ban=1&mau=usual',
  ]

  test('only administrators find them', async () => {
    for (const path of paths) {
      for (const caller of people()) {
        const answer = await get(path, caller)
        const expected = caller.endsWith('administrator') ? 200 : caller === 'anonymous' ? 303 : 404
        assert.equal(answer.statusCode, expected, `${path} by ${caller}`)
      }
    }
    for (const path of [
      '/quan-tri/mau-giay/form-99',
      '/quan-tri/mau-giay/form-01/xem.svg?ban=9&mau=usual',
      '/quan-tri/mau-giay/form-01/xem.svg?ban=1&mau=x',
    ]) {
      assert.equal((await get(path, 'administrator')).statusCode, 404, path)
    }
  })

  async function post(caller: string, fields: Record<string, string>) {
    return site.inject({
      method: 'POST',
      url: '/quan-tri/mau-giay/form-03',
      headers: {
        ...callers.headers.get(caller),
        host: new URL(api.parts.config.publicUrl).host,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    })
  }

  test('a draft is kept with its faults, published only when it prints, and what was before can be taken back', async () => {
    assert.equal((await post('receptionist', { act: 'save', revision: '0', source: 'x' })).statusCode, 404)
    const broken = await post('administrator', { act: 'save', revision: '0', source: '#let paper(d) = [\n#d.nothing]' })
    assert.equal(broken.statusCode, 422)
    assert.match(broken.body, /Dòng 2, cột/)
    assert.match(broken.body, /#d\.nothing\]/)
    assert.match((await get('/quan-tri/mau-giay/form-03', 'administrator')).body, /#d\.nothing\]/)

    const early = await post('administrator', { act: 'publish', revision: '1', note: 'Thử' })
    assert.equal(early.statusCode, 422)
    const stale = await post('administrator', { act: 'save', revision: '7', source: 'Bản của tôi' })
    assert.equal(stale.statusCode, 422)
    assert.match(stale.body, /Bản của tôi/)

    const source = '#import "/layout.typ": *\n#let paper(d) = a5[Bản mới cho #d.applicant]'
    assert.equal((await post('administrator', { act: 'save', revision: '1', source })).statusCode, 302)
    const noNote = await post('administrator', { act: 'publish', revision: '2', note: ' ' })
    assert.equal(noNote.statusCode, 422)
    const past = await post('administrator', { act: 'publish', revision: '2', note: 'x', validFrom: '01/01/2020' })
    assert.equal(past.statusCode, 422)
    assert.equal((await post('administrator', { act: 'publish', revision: '2', note: 'Thử nghiệm' })).statusCode, 302)

    const { dossierId } = await province.submit({ procedureCode: BUILDING })
    await province.act(dossierId, 'refuse_intake', officer('receptionist'), { reason: words, legalBasis: 'Điều 1' })
    const path = `/lam-viec/ho-so/${dossierId}/giay/03.pdf`
    assert.match((await expectPdf(path, 'receptionist')).text, /Bản mới cho/)

    // A newer shipped text does not push the province's own aside; it is there to be taken.
    const shipped = (await loadTemplateFiles('data')).map((one) => ({
      ...one,
      source: `${one.source}\n`,
      sourceHash: hashOf(`${one.source}\n`),
    }))
    await api.parts.db.write((tx) => importTemplates(tx, shipped))
    assert.match((await expectPdf(path, 'receptionist')).text, /Bản mới cho/)

    assert.equal((await post('administrator', { act: 'restore', revision: '0', version: '1' })).statusCode, 302)
    assert.equal(
      (await post('administrator', { act: 'publish', revision: '1', note: 'Trở lại bản cũ' })).statusCode,
      302,
    )
    assert.match((await expectPdf(path, 'receptionist')).text, /PHIẾU TỪ CHỐI/)
  })

  test('what is published cannot be changed or taken away by the application', async () => {
    for (const sql of [
      `UPDATE documents_template_version SET source = 'x'`,
      'DELETE FROM documents_template_version',
    ]) {
      await assert.rejects(query(database.db.read, sql), /permission denied/, sql)
    }
  })

  test('importing again changes nothing', async () => {
    const again = await api.parts.db.write(async (tx) => {
      const files = await loadTemplateFiles('data')
      await importTemplates(tx, files)
      return importTemplates(tx, files)
    })
    assert.equal(again, 0)
  })
})
