import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run as redrawSample } from '../../src/cli/redraw-sample.ts'
import { listOfficerActors, type OfficerActor } from '../../src/modules/organisation/index.ts'
import { type RawAnswers, scalesOf } from '../../src/modules/surveys/answers.ts'
import { blind, blindKeyOf, finalize } from '../../src/modules/surveys/blind-token.ts'
import { unitKeyOf } from '../../src/modules/surveys/draw-sample.ts'
import {
  castByCredential,
  castByLink,
  getRound,
  keyForInterviewer,
  linkAtCounter,
  mixAll,
  nameInterviewer,
  openEnvelope,
  takeAlong,
  typeSlip,
  writeLetters,
} from '../../src/modules/surveys/index.ts'
import { query } from '../../src/platform/db.ts'
import { officer, openStage, type Stage, typedDay, type Visitor } from './journey.ts'

const DESK = '/lam-viec/khao-sat'
const BALLOTS = 300

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 700 })
})
after(() => stage?.close())

/** Answers every question of a ballot that must be answered, with the step at this place from the best. */
async function fillBallot(visitor: Visitor, place: number): Promise<void> {
  for (const question of await visitor.page.locator('fieldset').all()) {
    if ((await question.locator('.optional').count()) === 0) await question.locator('input').nth(place).check()
  }
}

test('a round from design to publication with 300 ballots by four ways; the seed draws the same dossiers again', async () => {
  const { surveys } = stage.product.parts
  const { read } = surveys.db
  const leader = await officer(stage, 'lanh-dao-tinh')

  // Design: the next version of the shipped questionnaire.
  await leader.open(`${DESK}/phieu-hoi`)
  await leader.look('surveys-01-questionnaires')
  await leader.page.locator('#moi-sipas button').click()
  await leader.page.waitForURL(/phieu-hoi\/[0-9a-f-]{36}/)
  await leader.fill('nameVi', '')
  await leader.press('Lưu bản nháp')
  await leader.sees(/Phiếu hỏi chưa hợp lệ/)
  await leader.fill('nameVi', 'Mức độ hài lòng năm nay')
  await leader.look('surveys-02-design')
  // A question is moved and another one copied by buttons; what was typed meanwhile is kept; a look at the phone and at what changed.
  await leader.page.locator('button[value="down:access_place"]').click()
  await leader.page.waitForURL(/#cau-access_place$/)
  await leader.page.locator('button[value="copy:access_place"]').click()
  await leader.page.locator('button[value="remove:q1"]').waitFor()
  await leader.page.locator('button[value="remove:q1"]').click()
  await leader.page.locator('button[value="remove:q1"]').waitFor({ state: 'detached' })
  const draft = leader.path()
  await leader.follow('Xem trước trên điện thoại')
  await leader.look('surveys-02-preview')
  await leader.open(`${draft}/so-sanh`)
  await leader.sees('Thứ tự các câu đã đổi.')
  assert.ok(!(await leader.text()).includes('đổi các lựa chọn'), 'options keep their keys')
  await leader.sees('Mức độ hài lòng năm nay')
  await leader.look('surveys-02-difference')
  await leader.open(draft)
  await leader.press('Công bố phiên bản này')
  await leader.sees('Đã công bố phiên bản.').catch(() => leader.sees('Tiếp cận dịch vụ'))

  // The round: what is wrong is said at its field, then it is prepared and drawn.
  await leader.open(`${DESK}/moi`)
  await leader.press('Chuẩn bị đợt khảo sát')
  await leader.sees('Xin nhập một số từ 1 đến 2000.')
  await leader.page
    .locator('select[name="questionnaire"]')
    .selectOption({ label: 'Mức độ hài lòng năm nay, phiên bản 2' })
  await leader.fill('nameVi', 'Khảo sát thử')
  await leader.fill('fromOn', typedDay(-500))
  await leader.fill('toOn', typedDay(0))
  await leader.choose('strataBy', 'field')
  await leader.fill('perStratum', '130')
  await leader.fill('endsOn', typedDay(20))
  await leader.choose('formula', 'top_two')
  await leader.look('surveys-03-new')
  await leader.press('Chuẩn bị đợt khảo sát')
  await leader.page.waitForURL(/khao-sat\/[0-9a-f-]{36}$/)
  const roundId = leader.path().split('/').at(-1) ?? ''
  const anybody = await stage.visitor('phone')
  await anybody.open(`/khao-sat/dot/${roundId}`)
  await anybody.page.locator('#cach-tinh > summary').click()
  await anybody.sees('công bố khi chọn mẫu')
  await leader.press('Chọn mẫu và mở đợt')
  await leader.sees('In thư mời')
  await leader.press('Nhắn tin mời')
  await leader.sees('Tin mời sẽ được gửi trong ít phút.')
  await leader.look('surveys-04-open')

  // Letters, printed from the page: one answered on a phone with the script, one without any script.
  await leader.follow('In thư mời')
  await leader.press('Tạo thư mời')
  await leader.page.locator('.survey-letter').nth(1).waitFor()
  const letters = await leader.page.locator('.survey-letter').evaluateAll((all) =>
    all.map((one) => ({
      link: new URL(one.querySelector('code')?.textContent ?? '').pathname,
      reference: one.getAttribute('data-reference') ?? '',
    })),
  )
  // A counter serves those of its own dossiers: one of the ward's stands there.
  const third = letters.find(({ reference }) => reference.startsWith('H33.11953.01-'))
  const [first, second] = letters.filter((letter) => letter !== third)
  assert.ok(first && second && third)
  await anybody.open(first.link)
  await anybody.look('surveys-05-ballot')
  await anybody.press('Gửi phiếu')
  await anybody.sees('Xin trả lời câu này.')
  await fillBallot(anybody, 0)
  await anybody.page.locator('textarea').fill('<img src=x onerror=alert(1)> "tốt", =1+1')
  await anybody.page.getByRole('button', { name: 'Gửi phiếu' }).click()
  await anybody.page.waitForURL(/xong=gui/)
  await anybody.sees('Cảm ơn ông/bà đã trả lời')
  await anybody.look('surveys-06-thanks')
  await anybody.open(first.link)
  await anybody.sees('Liên kết này đã được dùng')
  const spent = await query<{ count: number }>(
    read,
    'SELECT count(*) AS count FROM surveys_spent WHERE round_id = $1',
    [roundId],
  )
  assert.equal(spent[0]?.count, 1, 'the script sent a blind credential')
  const plain = await stage.visitor('phone', { javaScript: false })
  await plain.open(second.link)
  await fillBallot(plain, 1)
  await plain.press('Gửi phiếu')
  await plain.sees('Cảm ơn ông/bà đã trả lời')

  // At a counter, and a slip of paper by two persons.
  const counter = await officer(stage, 'tiep-nhan-pho-hien')
  await counter.open(`${DESK}/${roundId}/tai-quay`)
  await counter.fill('reference', third.reference)
  await counter.press('Tạo mã QR')
  await counter.look('surveys-07-counter')
  const address = new URL((await counter.page.locator('#noi-dung code').innerText()).trim()).pathname
  // The clerk's own computer takes no ballot; the hall's tablet, where nobody is logged in, does.
  await counter.open(address)
  await counter.sees(/đang đăng nhập với tư cách cán bộ/)
  assert.equal(await counter.page.getByRole('button', { name: 'Gửi phiếu' }).count(), 0)
  const tablet = await stage.visitor('phone')
  await tablet.open(address)
  await fillBallot(tablet, 0)
  await tablet.page.getByRole('button', { name: 'Gửi phiếu' }).click()
  await tablet.page.waitForURL(/xong=gui/)
  const [fourth] = await query<{ reference: string; stratum: string }>(
    read,
    `SELECT reference, stratum FROM surveys_right WHERE round_id = $1 AND standing = 'open' AND reference LIKE 'H33.11953.01-%'
     ORDER BY reference LIMIT 1`,
    [roundId],
  )
  assert.ok(fourth)
  await counter.open(`${DESK}/${roundId}/giay`)
  await counter.fill('reference', fourth.reference)
  await counter.press('Ghi nhận phong bì')
  for (const typist of [counter, leader]) {
    await typist.open(`${DESK}/${roundId}/giay`)
    if (typist === counter) await typist.look('surveys-08-slips')
    await typist.fill('number', 'T1')
    await typist.choose('stratum', fourth.stratum)
    await fillBallot(typist, 1)
    await typist.press('Lưu phiếu')
  }
  await leader.sees('Không có phiếu nào đang chờ')

  await castRest(roundId)
  await mixAll(surveys)
  // Somebody is typing when the round is closed.
  const [late] = await writeLetters(surveys, await provinceLeader(), roundId)
  assert.ok(late)
  await plain.open(`/khao-sat/phieu/${late.token}`)
  await fillBallot(plain, 2)
  await leader.open(`${DESK}/${roundId}`)
  await leader.press('Đóng đợt khảo sát')
  await leader.sees('Xin đánh dấu để xác nhận')
  await leader.choose('chac', '1')
  await leader.press('Đóng đợt khảo sát')
  await leader.sees('Công bố kết quả')
  await plain.press('Gửi phiếu')
  await plain.sees(/đã đóng trong lúc ông\/bà đang trả lời/)
  assert.ok((await plain.page.locator('input:checked').count()) > 10)
  await plain.look('surveys-09-closed')

  await leader.follow('Kết quả khảo sát')
  await leader.sees('Tỷ lệ hài lòng')
  await leader.look('surveys-10-result')
  await leader.open(`${DESK}/${roundId}`)
  await leader.press('Công bố kết quả')
  await anybody.open(`/khao-sat/dot/${roundId}`)
  await anybody.sees(/^Cứ 100 người thì \d+ người hài lòng; con số thật nằm trong khoảng \d+ đến \d+\./)
  await anybody.look('surveys-11-plain')
  await anybody.page.locator('#cach-tinh > summary').click()
  await anybody.sees(/ra đúng [\d.]+ đơn vị đã được hỏi/)
  await anybody.look('surveys-11-public')
  assert.match(await anybody.text(), new RegExp(`Số phiếu\\s+${BALLOTS}`))

  await redrawn(roundId, anybody)
})

async function provinceLeader(): Promise<OfficerActor> {
  const all = await listOfficerActors(stage.product.parts.db.read)
  const found = all.find(({ mandates }) => mandates.some(({ role }) => role === 'province_leader'))
  assert.ok(found)
  return found
}

/** Brings the box to 300 ballots, by letter, at the counter, on paper and by interviewers in turn. */
async function castRest(roundId: string): Promise<void> {
  const { surveys } = stage.product.parts
  const leader = await provinceLeader()
  const clerks = (await listOfficerActors(surveys.db.read))
    .filter(({ mandates }) => mandates.some(({ role }) => role === 'receptionist'))
    .slice(0, 2)
  const [one, two] = clerks
  assert.ok(one && two)
  const { questionnaire } = await getRound(surveys.db.read, roundId)
  const answers = (step: number): RawAnswers =>
    Object.fromEntries(scalesOf(questionnaire).map(({ key }, at) => [key, [String(1 + ((step + at) % 5))]]))
  const letters = await writeLetters(surveys, leader, roundId)
  assert.ok(letters.length >= BALLOTS - 4, `${letters.length} are left to ask`)
  for (const [at, { token, reference, stratum }] of letters.slice(0, BALLOTS - 4).entries()) {
    const raw = answers(at)
    if (at % 4 === 0) await castByLink(surveys, { token, raw })
    else if (at % 4 === 1)
      await castByLink(surveys, { token: await linkAtCounter(surveys, leader, { roundId, reference }), raw })
    else if (at % 4 === 2) {
      await openEnvelope(surveys, leader, { roundId, reference })
      for (const clerk of [one, two]) await typeSlip(surveys, clerk, { roundId, number: `B${at}`, stratum, raw })
    } else {
      await nameInterviewer(surveys, leader, { roundId, officerId: one.officerId, stratum, ballots: 500 })
      const key = blindKeyOf(JSON.parse(await keyForInterviewer(surveys, one, { roundId, stratum })) as never)
      const made = await blind(key)
      const taken = await takeAlong(surveys, one, { roundId, stratum, blinded: [Buffer.from(made.blinded)] })
      const [blindSignature] = taken.signatures
      if (blindSignature == null) continue
      const signature = Buffer.from(await finalize(key, made, blindSignature))
      const message = Buffer.from(made.message)
      await castByCredential(surveys, { roundId, stratum, channel: 'phone', message, signature, raw })
    }
  }
}

/** Draws the sample again on one's own machine from what is public, and finds the dossiers that were asked. */
async function redrawn(roundId: string, anybody: Visitor): Promise<void> {
  const { db } = stage.product.parts
  const answer = await anybody.page.context().request.get(`/khao-sat/dot/${roundId}/khung-mau.csv`)
  assert.equal(answer.status(), 200)
  const folder = await mkdtemp(join(tmpdir(), 'motcua-frame-'))
  try {
    const file = join(folder, 'khung-mau.csv')
    await writeFile(file, await answer.text())
    const { seed, perStratum, frameKey } = await getRound(db.read, roundId)
    const lines: string[] = []
    const code = await redrawSample([file, '--seed', seed, '--per-stratum', String(perStratum)], (line) =>
      lines.push(line),
    )
    assert.equal(code, 0)
    const rights = await query<{ reference: string }>(
      db.read,
      'SELECT reference FROM surveys_right WHERE round_id = $1',
      [roundId],
    )
    assert.deepEqual(lines.slice(0, -1), rights.map(({ reference }) => unitKeyOf(frameKey ?? '', reference)).sort())
  } finally {
    await rm(folder, { recursive: true })
  }
}
