import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { type Actor, anonymous, type Role } from '../../../modules/organisation/index.ts'
import { importScorecards } from '../../../modules/scorecards/index.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { translator } from '../../locales/read-dictionary.ts'
import { makeScorecardServices } from '../scorecard-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
const who: Record<string, Actor> = {}
const SCHEMES = '/lam-viec/cham-diem/bo-tieu-chi'
const KEY = 'par-internal-example'
let draft: string

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  const { db, keys } = province.context
  await importScorecards(db, 'data')
  desk = await openTestDesk(province)
  const files = null as unknown as FileStore
  Object.assign(desk.services, {
    scorecards: makeScorecardServices({ db, files, surveys: { db, keys }, publicUrl: '' }),
  })
  const officer = (agencySlug: string, role: Role) =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    leader: await officer('phuong-pho-hien', 'agency_leader'),
    clerk: await officer('so-noi-vu', 'handler'),
    organiser: await officer('so-noi-vu', 'reviewer'),
    head: await officer('so-noi-vu', 'agency_leader'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
    administrator: await officer('ubnd-tinh', 'administrator'),
  })
  const begun = await post('organiser', SCHEMES, { tu: KEY, ma: '' })
  assert.equal(begun.statusCode, 303)
  draft = String(begun.headers.location)
  const head = (await ask('organiser', `${draft}/phan-dau`)).body
  const fields = {
    seen: seenOn(head),
    vi: 'Chỉ số của xã',
    source: 'Quyết định 12',
    units: 'commune',
    max: '100',
    decimals: '2',
  }
  const saved = await post('organiser', `${draft}/phan-dau`, { ...fields, survey: '20', fromYear: '2025' })
  assert.equal(saved.statusCode, 303)
})
after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

async function ask(name: string, url: string) {
  return (await desk.appOf(who[name] as Actor)).inject(url)
}

async function post(name: string, url: string, fields: Record<string, string>) {
  return (await desk.appOf(who[name] as Actor)).inject({
    method: 'POST',
    url,
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
}

const seenOn = (body: string) => /name="seen" value="(\d+)"/.exec(body)?.[1] ?? ''
const nodeOf = async (key: string) => {
  const { body } = await ask('organiser', draft)
  const found = [...body.matchAll(/href="([^"]+\/muc\/n\d+)">([^<]*)</g)].find(([, , text]) =>
    text?.startsWith(`${key}. `),
  )
  assert.ok(found?.[1], key)
  return found[1]
}

test('schemes are for who organises and the administrator; to all others they are not found', async () => {
  const node = await nodeOf('1.3')
  const pages = [SCHEMES, draft, `${draft}/phan-dau`, node, `${SCHEMES}/bo/${KEY}`, `${SCHEMES}/bo/${KEY}/1`]
  for (const name of Object.keys(who)) {
    const may = ['organiser', 'head', 'chairman', 'administrator'].includes(name)
    for (const page of pages) {
      assert.equal((await ask(name, page)).statusCode, may ? 200 : name === 'anonymous' ? 303 : 404, `${name} ${page}`)
    }
  }
  for (const page of [
    `${SCHEMES}/bo/none`,
    `${SCHEMES}/bo/${KEY}/9`,
    `${SCHEMES}/bo/${KEY}/x`,
    `${SCHEMES}/nhap/x`,
    `${draft}/muc/n999`,
  ]) {
    assert.equal((await ask('head', page)).statusCode, 404, page)
  }
  for (const name of ['leader', 'clerk', 'citizen']) {
    assert.equal((await post(name, draft, { viec: 'them:area', seen: '1' })).statusCode, 404, name)
    assert.equal((await post(name, draft, { viec: 'bo', seen: '1' })).statusCode, 404, name)
    assert.equal((await post(name, SCHEMES, { tu: KEY, ma: '' })).statusCode, 404, name)
  }
})

test('a scheme whose points do not add up is saved, told at its lines, and not published', async () => {
  const path = await nodeOf('1.3')
  const page = (await ask('organiser', path)).body
  const fields = {
    viec: 'ghi',
    seen: seenOn(page),
    key: '1.3',
    vi: '<b>Sáng kiến</b>',
    en: '',
    max: '4',
    parent: /<option value="(n\d+)" selected/.exec(page)?.[1] ?? '',
    owner: '',
    method: 'evidence',
    of: '',
    over: '',
    full: '',
    zero: '',
    steps: '',
    parts: '',
    ruleVi: 'Mỗi sáng kiến 1 điểm.',
    ruleEn: '',
    evidence: '1',
    continues: '',
  }
  assert.equal((await post('organiser', path, fields)).statusCode, 303)
  const stale = await post('head', path, { ...fields, vi: 'Tên tôi vừa gõ' })
  assert.equal(stale.statusCode, 422)
  for (const text of ['Người khác vừa ghi bản nháp này', 'Tên tôi vừa gõ']) assert.ok(stale.body.includes(text), text)
  assert.notEqual(seenOn(stale.body), fields.seen, 'the next press counts')
  const tree = (await ask('head', draft)).body
  assert.match(tree, /I: các phần cộng lại là 13 điểm, không phải 12/)
  assert.match(tree, /Chưa công bố được: còn 1 chỗ phải sửa/)
  assert.ok(tree.includes('&lt;b&gt;Sáng kiến&lt;/b&gt;'))
  const refused = await post('head', draft, { viec: 'cong-bo', seen: seenOn(tree), 'ly-do': 'Quyết định đã gõ' })
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /I: các phần cộng lại là 13 điểm, không phải 12/)
  assert.ok(refused.body.includes('Quyết định đã gõ'))
  const told = { node: 'I', sum: 13, max: 12 }
  assert.equal(translator('en')('error.scorecards.draft_sum', told), 'I: its parts make 13 points, not 12')
  const digits = await post('head', path, { ...fields, seen: seenOn(tree), max: '9'.repeat(50) })
  assert.equal(digits.statusCode, 303)
  const shown = (await ask('head', path)).body
  assert.ok(shown.includes(`value="${'9'.repeat(50)}"`))
  assert.match(shown, /id="f-max-fault"/)
  const back = await post('head', path, { ...fields, seen: seenOn(shown), max: '3' })
  assert.equal(back.statusCode, 303)
})

test('lines are added, moved and removed by buttons; only heads and the administrator publish', async () => {
  let tree = (await ask('organiser', draft)).body
  const area = /value="them:criterion:(n\d+)"/.exec(tree)?.[1] ?? ''
  const added = await post('organiser', draft, { viec: `them:criterion:${area}`, seen: seenOn(tree) })
  assert.equal(added.statusCode, 303)
  const own = String(added.headers.location)
  const page = (await ask('organiser', own)).body
  assert.match(page, /value="1\.4"/)
  assert.equal((await post('organiser', own, { viec: 'bo', seen: seenOn(page) })).statusCode, 303)
  tree = (await ask('organiser', draft)).body
  const down = /value="(xuong:n\d+)"/.exec(tree)?.[1] ?? ''
  assert.equal((await post('organiser', draft, { viec: down, seen: seenOn(tree) })).statusCode, 303)
  tree = (await ask('organiser', draft)).body
  assert.ok(tree.indexOf('>II. ') < tree.indexOf('>I. '))
  const publish = (name: string) =>
    post(name, draft, { viec: 'cong-bo', seen: seenOn(tree), 'ly-do': 'Quyết định 5666' })
  assert.equal(
    (await post('administrator', draft, { viec: 'cong-bo', seen: seenOn(tree), 'ly-do': '' })).statusCode,
    422,
  )
  const refused = await publish('organiser')
  assert.equal(refused.statusCode, 422)
  assert.equal((await publish('administrator')).statusCode, 303)
  const history = (await ask('head', `${SCHEMES}/bo/${KEY}?tu=1&den=2`)).body
  for (const text of ['Quyết định 5666', 'Khớp với sổ cái', 'administrator ubnd-tinh', 'quy tắc chấm đã đổi']) {
    assert.ok(history.includes(text), text)
  }
  assert.equal((await ask('head', draft)).statusCode, 404, 'the draft is gone')
})
