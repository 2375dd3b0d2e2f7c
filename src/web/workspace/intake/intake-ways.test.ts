import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DEATH,
  type Fields,
  fieldsOf,
  INTAKE,
  type IntakeDesk,
  openIntakeDesk,
  stands,
} from '../../../../test/support/intake-desk.ts'
import type { TestCitizen } from '../../../../test/support/province.ts'
import { samplePdf } from '../../../../test/support/sample-files.ts'
import { demoRecords, startPaperRegistry } from '../../../fakes/paper-registry.ts'
import type { DossierState } from '../../../modules/casework/dossier.ts'
import { importFeeTable } from '../../../modules/money/index.ts'
import { httpPaperRegistry, keepPaper } from '../../../modules/vault/papers/index.ts'
import { query } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'

const SAME_DAY = '1.013988'

let database: IntakeDesk['database']
let province: IntakeDesk['province']
let desk: IntakeDesk['desk']
let clerk: IntakeDesk['clerk']
let app: IntakeDesk['app']
let post: IntakeDesk['post']
let card: IntakeDesk['card']
let close: IntakeDesk['close'] | undefined

before(async () => {
  ;({ database, province, desk, clerk, app, post, card, close } = await openIntakeDesk())
})
after(() => close?.())

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
