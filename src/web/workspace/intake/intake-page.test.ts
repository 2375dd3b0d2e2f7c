import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DEATH,
  fieldsOf,
  INTAKE,
  type IntakeDesk,
  openIntakeDesk,
  stands,
} from '../../../../test/support/intake-desk.ts'
import { samplePdf } from '../../../../test/support/sample-files.ts'
import { componentsToSupply } from '../../../modules/catalogue/index.ts'
import { anonymous } from '../../../modules/organisation/index.ts'
import { query } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'

let database: IntakeDesk['database']
let province: IntakeDesk['province']
let desk: IntakeDesk['desk']
let app: IntakeDesk['app']
let citizen: IntakeDesk['citizen']
let post: IntakeDesk['post']
let card: IntakeDesk['card']
let close: IntakeDesk['close'] | undefined

before(async () => {
  ;({ database, province, desk, app, citizen, post, card, close } = await openIntakeDesk())
})
after(() => close?.())

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
