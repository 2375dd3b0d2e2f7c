import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../../test/support/desk.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { samplePdf } from '../../../../test/support/sample-files.ts'
import { demoRecords, startPaperRegistry } from '../../../fakes/paper-registry.ts'
import type { DossierState } from '../../../modules/casework/dossier.ts'
import { componentsToSupply } from '../../../modules/catalogue/index.ts'
import { importFeeTable } from '../../../modules/money/index.ts'
import { anonymous } from '../../../modules/organisation/index.ts'
import { httpPaperRegistry, keepPaper } from '../../../modules/vault/papers/index.ts'
import { query } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'

const DEATH = '1.000656'
const SAME_DAY = '1.013988'
const INTAKE = '/lam-viec/tiep-nhan'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let clerk: TestOfficer
let app: FastifyInstance
let citizen: TestCitizen

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  clerk = await province.newOfficer('Tiếp Nhận', [{ agencySlug: 'mot-cua-phuong-pho-hien', role: 'receptionist' }])
  app = await desk.appOf(clerk)
  citizen = await province.newCitizen({ fullName: 'Trần Thị Thu Hương', sex: 'female', birthDate: '1990-02-03' })
})
after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

type Fields = Readonly<Record<string, string | readonly string[]>>

async function post(fields: Fields, options: { on?: FastifyInstance; files?: [string, Blob, string][] } = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
  for (const [name, blob, file] of options.files ?? []) form.append(name, blob, file)
  const sent = new Response(form)
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' }
  const payload = Buffer.from(await sent.arrayBuffer())
  return (options.on ?? app).inject({ method: 'POST', url: INTAKE, headers, payload })
}

/** As `assert.match`, but says what a person would read instead. */
function stands(body: string, words: RegExp): void {
  const read = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  assert.ok(words.test(body), `${words} does not stand in: ${read.slice(0, 1500)}`)
}

/** The fields of the page as a browser without a script would send them again. */
function fieldsOf(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => {
    fields[name] = [...(fields[name] ?? []), value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]
  }
  const form = /<form [^>]*id="tiep-nhan"[\s\S]*?<\/form>/.exec(body)?.[0] ?? ''
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const type = /type="([^"]*)"/.exec(tag)?.[1] ?? 'text'
    if (name === undefined || type === 'file') continue
    if ((type === 'radio' || type === 'checkbox') && !/ checked=""/.test(tag)) continue
    add(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options.matchAll(/<option [^>]*>/g)].find(([tag]) => / selected=""/.test(tag))?.[0]
    add(name, /value="([^"]*)"/.exec(chosen ?? '')?.[1] ?? '')
  }
  return fields
}

const card = (changes: Partial<{ number: string; name: string; birth: string; sex: string; address: string }> = {}) => {
  const { number = citizen.profile.identityNumber ?? '', name = 'Trần Thị Thu Hương', birth = '03021990' } = changes
  return [number, '', name, birth, changes.sex ?? 'Nữ', changes.address ?? 'Số 5, Phố Hiến, Hưng Yên', '25042021'].join(
    '|',
  )
}

async function dossiersOf(): Promise<number> {
  const [row] = await query<{ count: number }>(database.db.read, 'SELECT count(*)::int AS count FROM casework_dossier')
  return row?.count ?? 0
}

describe('without a script, button by button', () => {
  test('card, procedure, papers, accept: then the receipt is one press away and the page is ready', async () => {
    const first = await app.inject(INTAKE)
    stands(first.body, /<input[^>]*autofocus[^>]*name="hop"/i)
    const known = await post({ ...fieldsOf(first.body), hop: card(), act: 'enter' })
    stands(known.body, /Trần Thị Thu Hương/)
    assert.doesNotMatch(known.body, /25042021/, 'nothing but what was read is kept')
    const found = await post({ ...fieldsOf(known.body), tim: 'khai tử', act: 'search' })
    stands(found.body, new RegExp(`value="${DEATH}" name="pick"`))
    const chosen = await post({ ...fieldsOf(found.body), pick: DEATH })
    stands(chosen.body, /Vì sao là hạn này\?/)
    stands(chosen.body, /<input[^>]*accept="image\/jpeg"[^>]*capture="environment"/)
    const { document } = await province.procedure(DEATH)
    const [paper] = componentsToSupply(document, document.cases[0]?.key ?? null)
    const ticks = { [`components/${paper?.key}`]: '1', [`certified/${paper?.key}`]: '2' }
    const done = await post({ ...fieldsOf(chosen.body), ...ticks, act: 'submit' })
    assert.equal(done.statusCode, 302, done.body.slice(0, 300))
    const ready = await app.inject(done.headers.location ?? '')
    stands(ready.body, /data-typed-is-sent/)
    const receipt = /href="([^"]*giay-tiep-nhan)"/.exec(ready.body)?.[1] ?? ''
    const printed = await app.inject(receipt)
    stands(printed.body, /Trần Thị Thu Hương/)
    stands(printed.body, /Bản chứng thực/)
  })

  test('an address that names the procedure begins with it; an unknown code begins with none', async () => {
    stands((await app.inject(`${INTAKE}?tt=${DEATH}`)).body, /data-paper=/)
    const none = await app.inject(`${INTAKE}?tt=9.999999`)
    assert.deepEqual([none.statusCode, /data-paper=/.test(none.body)], [200, false])
  })

  test('a name leads to those who have it, a dossier’s code to the dossier', async () => {
    const named = await post({ ...fieldsOf((await app.inject(INTAKE)).body), hop: 'tran thi thu huong', act: 'enter' })
    const person = /value="([^"]*)" name="person"/.exec(named.body)?.[1] ?? ''
    const chosen = await post({ ...fieldsOf(named.body), person })
    assert.deepEqual(fieldsOf(chosen.body)['applicant/number'], [citizen.profile.identityNumber])
    const rows = await query<{ id: string; code: string }>(
      database.db.read,
      'SELECT id, code FROM casework_dossier WHERE code IS NOT NULL LIMIT 1',
    )
    const opened = await post({ ...fieldsOf(named.body), hop: rows[0]?.code.toLowerCase() ?? '', act: 'enter' })
    assert.equal(opened.headers.location, `/lam-viec/ho-so/${rows[0]?.id}`)
  })
})

describe('what is held is offered before anything is sent', () => {
  const EXTENSION = '1.013227'
  const PAPER = 'giay-phep-goc'
  const chosenFor = async (person: TestCitizen) => {
    const first = fieldsOf((await app.inject(INTAKE)).body)
    const number = person.profile.identityNumber ?? ''
    const known = await post({ ...first, hop: card({ number }), act: 'enter' })
    return post({ ...fieldsOf(known.body), pick: EXTENSION })
  }
  const lastState = async () => {
    const [row] = await query<{ state: DossierState }>(
      database.db.read,
      'SELECT state FROM casework_dossier ORDER BY submitted_at DESC, id DESC LIMIT 1',
    )
    assert.ok(row)
    return row.state
  }

  test('a scan digitised for the same paper before is attached by one tick, by reference', async () => {
    const person = await province.newCitizen()
    const fileHash = await province.upload(clerk)
    await database.db.write((tx) =>
      keepPaper(tx, province.context, {
        personId: person.actor.personId,
        typeCode: `${EXTENSION}/${PAPER}`,
        kind: 'digitised',
        source: 'component:test',
        details: { number: '12/GPXD', issuer: 'UBND', title: 'Giấy phép xây dựng' },
        validFrom: '2026-01-01',
        fileHash,
      }),
    )
    const page = await chosenFor(person)
    stands(page.body, /12\/GPXD/)
    stands(page.body, /data-missing="giay-phep-goc"/)
    const box = new RegExp(`name="(kho/${PAPER}/[^"]*)" value="([^"]*)"`).exec(page.body)
    const ticked = { ...fieldsOf(page.body), [box?.[1] ?? '']: box?.[2] ?? '' }
    const shown = await post({ ...ticked, act: 'show' })
    assert.doesNotMatch(shown.body, /data-missing="giay-phep-goc"/)
    const done = await post({ ...fieldsOf(shown.body), resultBy: 'online', act: 'submit' })
    assert.equal(done.statusCode, 302, done.body.slice(0, 300))
    const { attachments, resultBy } = await lastState()
    assert.deepEqual(
      attachments.map((one) => [one.componentKey, one.fileHash, one.paperId]),
      [[PAPER, fileHash, box?.[1]?.split('/')[2]]],
    )
    assert.equal(resultBy, 'online')
    const other = await chosenFor(await province.newCitizen())
    const stolen = await post({ ...fieldsOf(other.body), [box?.[1] ?? '']: box?.[2] ?? '', act: 'submit' })
    assert.equal(stolen.statusCode, 422, 'nobody else’s paper')
  })

  test('what a registry answers is shown at its paper, not missing, and attached', async () => {
    const registry = await startPaperRegistry(demoRecords)
    province.context.registry = httpPaperRegistry({ url: registry.url, token: '' })
    try {
      const person = await province.newCitizen({ identityNumber: '033190000577' })
      const page = await chosenFor(person)
      stands(page.body, /GPXD-000577/)
      assert.doesNotMatch(page.body, /data-missing="giay-phep-goc"/)
      const done = await post({ ...fieldsOf(page.body), act: 'submit' })
      assert.equal(done.statusCode, 302, done.body.slice(0, 300))
      assert.equal((await lastState()).fromRegistries?.[0]?.componentKey, PAPER)
      assert.equal(registry.questions.length, 1, 'a visit asks once')
    } finally {
      delete province.context.registry
      await registry.close()
    }
  })
})

describe('what cannot be is said at its field, and the visitor’s work is still there', () => {
  const typed = { 'applicant/phone': '0912345678', request: 'Xin cấp lại', code: DEATH }
  const cases: [string, () => string, RegExp][] = [
    ['half a scan', () => card().slice(0, 30), /Mới đọc được một phần thẻ/],
    ['another country’s card', () => 'I<UTOD231458907<<<<<<<<<<<<<<<', /không phải mã QR của thẻ căn cước/],
    ['fields exchanged', () => card({ sex: '03021990', birth: 'Nữ' }), /không đúng thứ tự/],
    ['letters lost', () => card({ name: 'Tr?n Thị' }), /làm mất dấu tiếng Việt/],
    ['a birth date ahead', () => card({ birth: '03022099' }), /ở sau hôm nay/],
    ['fifty digits', () => '0'.repeat(50), /có 50 chữ số/],
    ['a ticket', () => 'A012', /Không có phiếu A012 đang chờ/],
    ['a dossier nobody has', () => 'H33.11953.01-200101-0001', /Không tìm thấy hồ sơ/],
  ]
  for (const [what, hop, words] of cases) {
    test(what, async () => {
      const answer = await post({ ...typed, hop: hop(), act: 'enter' })
      assert.equal(answer.statusCode, 422)
      stands(answer.body, words)
      const fields = fieldsOf(answer.body)
      assert.deepEqual([fields['applicant/phone'], fields.code], [['0912345678'], [DEATH]])
      stands(answer.body, /Xin cấp lại/)
    })
  }

  test('a birth date in the future and a number of 50 digits in their own fields', async () => {
    const person = {
      'applicant/fullName': 'Lê Văn A',
      'applicant/number': '9'.repeat(50),
      'applicant/birthDate': '01/01/2099',
    }
    const answer = await post({ ...typed, ...person, act: 'submit' })
    assert.equal(answer.statusCode, 422)
    stands(answer.body, /id="f-applicant-number-fault"/)
    stands(answer.body, /id="f-applicant-birthDate-fault"/)
    assert.deepEqual(fieldsOf(answer.body)['applicant/birthDate'], ['01/01/2099'])
  })

  test('a card that says otherwise than the record is told, and the card is taken', async () => {
    const answer = await post({ hop: card({ birth: '04021990' }), act: 'enter' })
    stands(answer.body, /Ngày sinh trên thẻ khác/)
    assert.deepEqual(fieldsOf(answer.body)['applicant/birthDate'], ['04/02/1990'])
  })

  test('an upload that is no document is refused at its paper, the good ones stay', async () => {
    const { document } = await province.procedure(DEATH)
    const key = componentsToSupply(document, document.cases[0]?.key ?? null)[0]?.key ?? ''
    const files: [string, Blob, string][] = [
      [`tep/${key}`, new Blob([new Uint8Array(samplePdf())], { type: 'application/pdf' }), 'trang-1.pdf'],
      [`tep/${key}`, new Blob(['MZ không phải giấy tờ']), 'la.exe'],
    ]
    const answer = await post({ code: DEATH, act: 'show' }, { files })
    assert.equal(answer.statusCode, 422)
    stands(answer.body, /trang-1\.pdf/)
    stands(answer.body, new RegExp(`id="f-tep-${key}-fault"`))
  })

  test('300 pages of one paper are kept and sent in', async () => {
    const { document } = await province.procedure(DEATH)
    const key = componentsToSupply(document, document.cases[0]?.key ?? null)[0]?.key ?? ''
    const sample = samplePdf()
    const files = Array.from({ length: 300 }, (_, page): [string, Blob, string] => {
      const own = Buffer.concat([sample, Buffer.from(`\n% ${page}\n`)])
      return [`tep/${key}`, new Blob([new Uint8Array(own)], { type: 'application/pdf' }), `trang-${page}.pdf`]
    })
    const kept = await post({ code: DEATH, hop: card(), act: 'enter' }, { files })
    assert.equal(kept.statusCode, 200)
    const fields = fieldsOf(kept.body)
    assert.equal(fields.kept?.length, 300)
    const done = await post({ ...fields, act: 'submit' })
    assert.equal(done.statusCode, 302)
  })
})

describe('several dossiers at once', () => {
  test('two procedures of one person: laid ready, received together, one list; a fault brings back the faulty one', async () => {
    const first = await post({ hop: card(), code: DEATH, act: 'enter' })
    const laid = await post({ ...fieldsOf(first.body), act: 'add-procedure' })
    assert.equal(fieldsOf(laid.body).basket?.length, 1)
    assert.deepEqual(fieldsOf(laid.body)['applicant/number'], [citizen.profile.identityNumber])
    const second = await post({ ...fieldsOf(laid.body), pick: '2.000635' })
    const before = await dossiersOf()
    const faulty = await post({ ...fieldsOf(second.body), 'applicant/birthDate': '01/01/2099', act: 'submit' })
    assert.equal(faulty.statusCode, 422)
    assert.equal(await dossiersOf(), before + 1, 'the first is received, and not a second time')
    const mended = { ...fieldsOf(faulty.body), 'applicant/birthDate': '03/02/1990', act: 'submit' }
    const done = await post(mended)
    assert.match(done.headers.location ?? '', /\?nhom=/)
    assert.equal(await dossiersOf(), before + 2)
    await post(mended)
    assert.equal(await dossiersOf(), before + 2, 'a second press enters nothing')
    const group = /nhom=([\w-]+)/.exec(done.headers.location ?? '')?.[1] ?? ''
    const list = await app.inject(`${INTAKE}/nhom/${group}`)
    assert.equal([...list.body.matchAll(/giay-tiep-nhan/g)].length, 2)
    const stranger = await province.newOfficer('Nơi Khác', [
      { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
    ])
    assert.equal((await (await desk.appOf(stranger)).inject(`${INTAKE}/nhom/${group}`)).statusCode, 404)
  })
})

describe('settled on the spot', () => {
  const holderOfAllRoles = async (centre: string, competent: string) =>
    desk.appOf(
      await province.newOfficer('Một Người', [
        { agencySlug: centre, role: 'receptionist' },
        { agencySlug: competent, role: 'handler' },
        { agencySlug: competent, role: 'approver' },
      ]),
    )
  const signed: [string, Blob, string] = ['tep/ket-qua', new Blob([new Uint8Array(samplePdf())]), 'ket-qua.pdf']
  const typesOf = async (dossierId: string) => {
    const rows = await query<{ type: string }>(
      database.db.read,
      'SELECT type FROM ledger_event WHERE stream_id = $1 ORDER BY version',
      [dossierId],
    )
    return rows.map(({ type }) => type)
  }

  test('one press enters every event, for an officer who holds the role of every step', async () => {
    const on = await holderOfAllRoles('mot-cua-phuong-pho-hien', 'phuong-pho-hien')
    const code = await sameDayOfCommunes()
    const opened = await post({ hop: card(), code, act: 'enter' }, { on })
    stands(opened.body, /value="settle"/)
    assert.doesNotMatch((await post({ hop: card(), code, act: 'enter' })).body, /value="settle"/)
    const missing = await post({ ...fieldsOf(opened.body), act: 'settle' }, { on })
    stands(missing.body, /id="f-result-number-fault"/)
    const sent = { ...fieldsOf(missing.body), 'result/number': '12/TLKS', act: 'settle' }
    const done = await post(sent, { on, files: [signed] })
    assert.match(done.headers.location ?? '', /\?xong=/, done.body.slice(0, 200))
    const id = /xong=([\w-]+)/.exec(done.headers.location ?? '')?.[1] ?? ''
    const types = await typesOf(id)
    assert.deepEqual(
      [types.slice(0, 2), types.slice(-3)],
      [
        ['Submitted', 'Accepted'],
        ['Approved', 'Completed', 'ResultReturned'],
      ],
    )
    stands((await on.inject(done.headers.location ?? '')).body, /Đã giải quyết và trả kết quả/)
  })

  test('a colleague at the centre is told who settles it for the department, and where', async () => {
    const at = 'mot-cua-tinh'
    const plain = await desk.appOf(
      await province.newOfficer('Chỉ Tiếp Nhận', [{ agencySlug: at, role: 'receptionist' }]),
    )
    const { body } = await post({ hop: card(), code: SAME_DAY, act: 'enter' }, { on: plain })
    assert.doesNotMatch(body, /value="settle"/)
    stands(body, /<b>Nguyễn Hữu Đạt<\/b> \(chưa mở quầy\)/)
    const elsewhere = await post({ hop: card(), code: SAME_DAY, act: 'enter' })
    assert.doesNotMatch(elsewhere.body, /Nguyễn Hữu Đạt/, 'a commune’s counter is not the department’s')
  })

  test('with a fee: the result is signed and waits for the money, and the page says so', async () => {
    await importFeeTable(database.db, 'data')
    const on = await holderOfAllRoles('mot-cua-tinh', 'van-phong-dang-ky-dat-dai')
    const opened = await post({ hop: card(), code: SAME_DAY, act: 'enter' }, { on })
    stands(opened.body, /value="settle"/)
    stands(opened.body, /đã phân công|phân công giải quyết tại quầy này/)
    const sent = { ...fieldsOf(opened.body), 'result/number': '13/TLKS', act: 'settle' }
    const done = await post(sent, { on, files: [signed] })
    const location = done.headers.location ?? assert.fail(done.body.slice(0, 200))
    const types = await typesOf(location.split('/').at(-1) ?? assert.fail(location))
    assert.deepEqual([types.includes('FeeAssessed'), types.at(-1)], [true, 'Completed'])
    const cookie = String(done.headers['set-cookie']).split(';')[0] ?? ''
    stands(
      (await on.inject({ url: location, headers: { cookie } })).body,
      /Kết quả đã ký. Hồ sơ còn phí, lệ phí chưa nộp/,
    )
    const returning = await on.inject(`${location}/tra-ket-qua`)
    stands(returning.body, /Hồ sơ còn 25.000 đồng chưa nộp/)
    stands(returning.body, /name="unpaidGround"/)
  })
})

/** A procedure of communes that is due the same day. */
async function sameDayOfCommunes(): Promise<string> {
  const rows = await query<{ code: string }>(
    database.db.read,
    `SELECT document->>'code' AS code FROM catalogue_procedure_version
     WHERE document->'competentAgency'->>'rule' = 'commune' AND document::text LIKE '%"flow": "same-day"%' AND document->>'completeness' = 'whole'
     ORDER BY 1 LIMIT 1`,
  )
  return rows[0]?.code ?? SAME_DAY
}

describe('by the post', () => {
  test('a record is entered, its line leads to the intake, whose clock runs from the signature', async () => {
    const fields = {
      mandateId: clerk.mandates[0]?.id ?? '',
      postOffice: 'Bưu cục Phố Hiến',
      signedByPost: 'Vũ Văn Bưu',
      commandId: newId(),
    }
    const now = new Date(Date.now() + 7 * 3_600_000 - 60_000).toISOString()
    const signed = { signedAt: now.slice(0, 10).split('-').reverse().join('/'), signedTime: now.slice(11, 16) }
    const line = { 'slip/0': 'eb 123 vn', 'procedure/0': DEATH, 'complete/0': 'yes' }
    const send = (more: Fields) => {
      const payload = new URLSearchParams({
        ...fields,
        ...signed,
        ...line,
        ...(more as Record<string, string>),
      }).toString()
      return app.inject({
        method: 'POST',
        url: '/lam-viec/buu-chinh/moi',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      })
    }
    const ahead = await send({ signedAt: '01/01/2099' })
    assert.equal(ahead.statusCode, 422)
    stands(ahead.body, /không thể ở sau lúc này/)
    stands(ahead.body, /eb 123 vn/)
    const recorded = await send({})
    assert.equal(recorded.statusCode, 302, recorded.body.slice(0, 200))
    const page = await app.inject(recorded.headers.location ?? '')
    stands(page.body, /Tổng số hồ sơ bàn giao: 1; đủ giấy tờ: 1; không đủ: 0/)
    stands(page.body, /<svg[^>]*role="img"[^>]*aria-label="Mã QR dẫn đến biên bản này/)
    const item = /buu-chinh=([\w-]+)/.exec(page.body)?.[1] ?? ''
    const intake = await app.inject(`${INTAKE}?buu-chinh=${item}`)
    stands(intake.body, /EB123VN/)
    const filled = await post({ ...fieldsOf(intake.body), hop: card(), act: 'enter' })
    const done = await post({ ...fieldsOf(filled.body), act: 'submit' })
    assert.match(done.headers.location ?? '', /\?xong=/)
    stands((await app.inject(recorded.headers.location ?? '')).body, /H33\.11953\.01-/)
  })
})

describe('who may', () => {
  test('officers without a counter are told, citizens and visitors find nothing', async () => {
    const handler = await desk.appOf(
      await province.newOfficer('Xử Lý', [{ agencySlug: 'phuong-pho-hien', role: 'handler' }]),
    )
    stands((await handler.inject(INTAKE)).body, /không có nhiệm vụ tiếp nhận/)
    assert.equal((await post({ act: 'submit' }, { on: handler })).statusCode, 404)
    assert.equal((await handler.inject(`${INTAKE}/thu-tuc?q=khai`)).statusCode, 404)
    assert.equal((await handler.inject('/lam-viec/buu-chinh/moi')).statusCode, 404)
    const own = await desk.appOf(citizen.actor)
    const visitor = await desk.appOf(anonymous)
    for (const path of [
      INTAKE,
      `${INTAKE}/thu-tuc`,
      `${INTAKE}/nhom/${newId()}`,
      '/lam-viec/buu-chinh',
      '/lam-viec/buu-chinh/moi',
    ]) {
      assert.equal((await own.inject(path)).statusCode, 404, path)
      // Nobody is led to log in from an answer that is no page.
      const status = path.endsWith('thu-tuc') ? 401 : 303
      assert.equal((await visitor.inject(path)).statusCode, status, path)
    }
  })

  test('the list that opens while one types answers with codes and names', async () => {
    const answer = await app.inject(`${INTAKE}/thu-tuc?q=khai+tu`)
    const choices = answer.json() as { code: string; name: string }[]
    assert.ok(choices.some(({ code }) => code === DEATH))
  })
})
