import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { Refusal } from '../../../platform/errors.ts'
import { type DossierId, newId } from '../../../platform/ids.ts'
import { nameQueryIndex } from '../../vault/index.ts'
import { FROM_END, FROM_START } from './cursor.ts'
import { overviewListSql } from './overview-list-views.ts'
import { OVERVIEW_COUNTS, overviewValues } from './overview-views.ts'
import { SEARCH_CODES, SEARCH_TOKENS, searchDossiers, searchKind, searchValues } from './search-views.ts'
import { overviewMeasures, type TaskView, taskScopes } from './view-types.ts'
import { COUNT_DESKS, countTasks, countValues, taskChoices } from './worklist-counts.ts'
import { listTasks, tasksSql, taskValues } from './worklist-views.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestOfficer
let handler: TestOfficer
const made: DossierId[] = []

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  handler = province.officerIn('phuong-pho-hien', 'handler')
  // Ten building permits, an hour apart, each at the handler's step; the eleventh only handed in.
  for (let index = 0; index < 11; index++) {
    province.setClock(`2026-03-${String(2 + index).padStart(2, '0')}T09:00`)
    const citizen = await province.newCitizen({ fullName: index === 3 ? 'Đỗ Thị Ngọc Ánh' : 'Trần Văn Tám' })
    const { dossierId } = await province.submit({ procedureCode: '1.013225', citizen })
    made.push(dossierId)
    if (index < 10) await province.walk(dossierId, 'tham-dinh')
  }
  province.setClock('2026-03-12T10:00')
})
after(async () => {
  await province.close()
  await database.close()
})

async function allPages(scope: Parameters<typeof listTasks>[1], limit: number): Promise<TaskView[]> {
  const rows: TaskView[] = []
  for (let after: string | undefined; ; ) {
    const page = await listTasks(province.viewer(handler), scope, { after, limit })
    rows.push(...page.rows)
    assert.ok(page.rows.length <= limit)
    if (page.next === null) return rows
    after = page.next
  }
}

test('the desk holds each dossier once, nearest due first, page by page', async () => {
  const whole = await listTasks(province.viewer(handler), { scope: 'desk' })
  assert.equal(whole.rows.length, 10)
  assert.equal(whole.next, null)
  const dues = whole.rows.map((row) => row.stepDue?.dueAt ?? 0)
  assert.deepEqual(
    dues,
    [...dues].sort((a, b) => a - b),
  )
  const paged = await allPages({ scope: 'desk' }, 3)
  assert.deepEqual(
    paged.map((row) => row.dossierId),
    whole.rows.map((row) => row.dossierId),
  )
  const first = whole.rows[0]
  assert.equal(first?.applicantName, 'Trần Văn Tám')
  assert.equal(first?.procedure.code, '1.013225')
  assert.match(first?.code ?? '', /-260302-0001$/)
  assert.equal(first?.assignee, null)
  assert.ok(first?.dossierDue && first.dossierDue.progress > 0)
})

test('buckets divide the desk, and the chips count what the lists show', async () => {
  const viewer = province.viewer(handler)
  const counts = await countTasks(viewer, { scope: 'desk' })
  let sum = 0
  for (const due of ['late', 'today', 'soon', 'wait', 'ok'] as const) {
    const { rows } = await listTasks(viewer, { scope: 'desk', due })
    assert.equal(counts.buckets[due], rows.length, due)
    for (const row of rows) assert.equal(row.stepDue?.kind, due)
    sum += rows.length
  }
  assert.equal(sum, 10)
  assert.ok(counts.buckets.late > 0 && counts.buckets.ok + counts.buckets.soon > 0, 'the sample has several buckets')
  assert.equal(counts.scopes.desk, 10)
  const none = await countTasks(viewer, { scope: 'desk', procedureCode: '9.999999' })
  assert.equal(
    Object.values(none.buckets).reduce((total, count) => total + count, 0),
    0,
  )
  assert.equal(none.scopes.desk, 10)
})

test('each scope is told by mandate: reception, own work, the head’s agency', async () => {
  const reception = await listTasks(province.viewer(desk), { scope: 'reception' })
  assert.deepEqual(
    reception.rows.map((row) => row.dossierId),
    [made[10]],
  )
  assert.equal(reception.rows[0]?.code, null)
  assert.equal((await listTasks(province.viewer(handler), { scope: 'reception' })).rows.length, 0)
  const reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
  assert.equal((await listTasks(province.viewer(reviewer), { scope: 'agency' })).rows.length, 10)
  assert.equal((await listTasks(province.viewer(reviewer), { scope: 'desk' })).rows.length, 0)
  const target = made[2] as DossierId
  await province.act(target, 'assign', reviewer, { officerId: handler.officerId })
  const mine = await listTasks(province.viewer(handler), { scope: 'mine' })
  assert.deepEqual(
    mine.rows.map((row) => row.dossierId),
    [target],
  )
  assert.equal(mine.rows[0]?.assignee?.name, handler.displayName)
  assert.equal((await countTasks(province.viewer(handler), { scope: 'mine' })).scopes.mine, 1)
  const unassigned = await listTasks(province.viewer(handler), { scope: 'desk', assignee: 'none' })
  assert.equal(unassigned.rows.length, 9)
  const elsewhere = province.officerIn('xa-van-giang', 'handler')
  for (const scope of taskScopes) assert.equal((await listTasks(province.viewer(elsewhere), { scope })).rows.length, 0)
  const citizen = await province.newCitizen()
  assert.equal((await listTasks(province.viewer(citizen.actor), { scope: 'desk' })).rows.length, 0)
})

test('an officer of two agencies sees both desks in one order; a mandate that ended hides what was assigned', async () => {
  const both = await province.newOfficer('Hai Nơi', [
    { agencySlug: 'phuong-pho-hien', role: 'handler' },
    { agencySlug: 'xa-van-giang', role: 'handler' },
  ])
  const there = await province.submit({ procedureCode: '1.013225', communeCode: '12019' })
  await province.walk(there.dossierId, 'tham-dinh')
  const { rows } = await listTasks(province.viewer(both), { scope: 'desk' })
  assert.equal(rows.length, 11)
  assert.equal(new Set(rows.map((row) => row.agency.id)).size, 2)
  const dues = rows.map((row) => row.stepDue?.dueAt ?? 0)
  assert.deepEqual(
    dues,
    [...dues].sort((a, b) => a - b),
  )
  await province.act(made[4] as DossierId, 'assign', province.officerIn('phuong-pho-hien', 'reviewer'), {
    officerId: both.officerId,
  })
  assert.equal((await listTasks(province.viewer(both), { scope: 'mine' })).rows.length, 1)
  const without = {
    ...both,
    mandates: both.mandates.filter((mandate) => mandate.agencyId !== handler.mandates[0]?.agencyId),
  }
  assert.equal((await listTasks(province.viewer(without), { scope: 'mine' })).rows.length, 0)
})

test('the filters offer what lies on the desk', async () => {
  const choices = await taskChoices(province.viewer(handler), 'desk')
  assert.deepEqual(
    choices.procedures.map((procedure) => procedure.code),
    ['1.013225'],
  )
  assert.equal(choices.steps.length, 1)
  assert.equal(choices.agencies.length, 1)
})

test('a cursor that was tampered with is refused', async () => {
  await assert.rejects(
    listTasks(province.viewer(handler), { scope: 'desk' }, { after: 'bm9uc2Vuc2U' }),
    (error: unknown) => error instanceof Refusal && error.code === 'casework.cursor_invalid',
  )
})

test('search by code, number and name without diacritics, only in one’s offices', async () => {
  const viewer = province.viewer(handler)
  const byName = await searchDossiers(viewer, 'do thi ngoc anh')
  assert.deepEqual([byName.kind, byName.rows.map((row) => row.dossierId)], ['name', [made[3]]])
  const code = byName.rows[0]?.code ?? ''
  assert.deepEqual(
    (await searchDossiers(viewer, code.toLowerCase())).rows.map((row) => row.dossierId),
    [made[3]],
  )
  const prefix = await searchDossiers(viewer, code.slice(0, -5), { limit: 1 })
  assert.equal(prefix.kind, 'code')
  assert.ok(prefix.rows.length > 0)
  const many = await searchDossiers(viewer, 'Tám', { limit: 4 })
  assert.equal(many.rows.length, 4)
  const rest = await searchDossiers(viewer, 'Tám', { after: many.next ?? '' })
  assert.equal(rest.rows.length, 6)
  const submitted = [...many.rows, ...rest.rows].map((row) => row.submittedAt)
  assert.deepEqual(
    submitted,
    [...submitted].sort((a, b) => b - a),
  )
  const stranger = province.officerIn('xa-van-giang', 'handler')
  for (const text of ['Tám', code]) {
    assert.deepEqual((await searchDossiers(province.viewer(stranger), text)).rows, [], text)
  }
  const leader = province.officers.find((officer) =>
    officer.mandates.some((mandate) => mandate.role === 'province_leader'),
  )
  assert.ok(leader)
  assert.equal((await searchDossiers(province.viewer(leader), 'Tám')).rows.length, 10)
})

test('a typed text is taken for what it looks like', () => {
  const kinds = {
    'H33.08-2611': 'code',
    '033190000001': 'number',
    '0123456789': 'number',
    'Nguyễn An': 'name',
    '  ': 'nothing',
  }
  for (const [text, kind] of Object.entries(kinds)) assert.equal(searchKind(text), kind, text)
})

test('on a big table every list walks an index', async () => {
  await withOwner(database.ownerUrl, async (client) => {
    await client.query(`INSERT INTO casework_dossier SELECT r.* FROM generate_series(1, 6000) n,
        (SELECT * FROM casework_dossier WHERE code IS NOT NULL LIMIT 1) d,
        jsonb_populate_record(null::casework_dossier, to_jsonb(d) || jsonb_build_object('id', gen_random_uuid(),
          'code', 'X' || n, 'submitted_at', d.submitted_at - n * interval '1 minute', 'verification_code', null,
          'accepted_at', d.submitted_at - n * interval '1 minute', 'due_at', d.submitted_at + n * interval '1 minute',
          'competent_agency_id', CASE WHEN n % 50 = 0 THEN d.competent_agency_id ELSE gen_random_uuid() END,
          'late_counted', true, 'state', '{}'::jsonb)) r`)
    await client.query(`INSERT INTO casework_task SELECT d.id, 'main', 'step',
        CASE WHEN random() < 0.02 THEN t.agency_id ELSE gen_random_uuid() END, t.role, null, t.step_key, t.procedure_code,
        d.due_at, null, d.submitted_at FROM casework_dossier d, (SELECT * FROM casework_task WHERE kind = 'step' LIMIT 1) t
        WHERE d.code LIKE 'X%'`)
    await client.query(`INSERT INTO casework_search SELECT agency_id, decode(md5(n::text), 'hex'), now(), gen_random_uuid()
        FROM (SELECT agency_id FROM casework_search LIMIT 1) s, generate_series(1, 6000) n`)
    await client.query('ANALYZE casework_dossier, casework_task, casework_search')
    const viewer = province.viewer(handler)
    const { directory } = province
    const competent = handler.mandates[0]?.agencyId
    assert.ok(competent)
    const token = nameQueryIndex(province.context.keys, 'tám')
    assert.ok(token)
    const month = ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', '2026-03-12T00:00:00Z']
    const plans: [string, string, unknown[]][] = [
      ['desk', tasksSql(false), taskValues(viewer, directory, { scope: 'desk' }, {})],
      ['mine', tasksSql(true), taskValues(viewer, directory, { scope: 'mine' }, {})],
      ['counts', COUNT_DESKS, countValues(viewer, directory, { scope: 'desk' })],
      ['names', SEARCH_TOKENS, searchValues([competent], [token], FROM_END, 50)],
      ['codes', SEARCH_CODES, ['H33', 'H33\u{10ffff}', '\u{10ffff}', 51]],
      ['overview', OVERVIEW_COUNTS, overviewValues({ agencyIds: [competent], month: '2026-03-01' }, viewer.now)],
      ...overviewMeasures.map((measure): [string, string, unknown[]] => [
        measure,
        overviewListSql(measure),
        [
          [competent],
          ['open', 'onTime', 'late', 'waiting', 'toReceive'].includes(measure) ? FROM_START.at : FROM_END.at,
          newId(),
          51,
          ...month,
          null,
        ],
      ]),
    ]
    for (const [name, sql, values] of plans) {
      const explained = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values)
      const plan = explained.rows.map((row) => row['QUERY PLAN']).join('\n')
      assert.doesNotMatch(plan, /Seq Scan on casework_(dossier|task|search)/, `${name}\n${plan}`)
    }
  })
})
