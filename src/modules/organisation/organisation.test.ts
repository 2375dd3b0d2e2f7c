import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { parseInstant } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import { definedRefusals } from '../../platform/errors.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import { buildAgencyTree, nameOn, oneStopCentreOf } from './agency.ts'
import { agencyTree, forgetDirectory } from './directory.ts'
import { importOrganisation } from './import-organisation.ts'
import { loadOrganisationFiles, type OrganisationFiles } from './organisation-files.ts'
import { calendarOf, findAgencyByCode, findAgencyBySlug, getAgency, getOneStopCentre } from './reader.ts'

let database: TestDatabase
let files: OrganisationFiles

before(async () => {
  database = await testDatabase()
  files = await loadOrganisationFiles('data')
  await database.db.write((tx) => importOrganisation(tx, files))
})
after(() => database.close())

async function agency(slug: string) {
  const found = await findAgencyBySlug(database.db.read, slug)
  assert.ok(found, slug)
  return found
}

test('the province has its departments, 104 communes and a one-stop centre for each', async () => {
  const tree = await agencyTree(database.db.read)
  const count = (kind: string): number => tree.all.filter((each) => each.kind === kind).length
  assert.equal(count('province'), 1)
  assert.equal(count('commune'), 104)
  assert.equal(count('one_stop_centre'), 105)
  assert.equal(tree.byUnitCode('11953')?.name, 'Ủy ban nhân dân phường Phố Hiến')
  assert.equal(tree.bySlug('so-xay-dung')?.code, 'H33.08')
  assert.equal(new Set(tree.all.map((each) => each.code)).size, tree.all.length)
})

test('the agencies that procedures refer to are all there', async () => {
  const tree = await agencyTree(database.db.read)
  const wanted = [
    'so-xay-dung so-tu-phap so-tai-chinh so-noi-vu so-nong-nghiep-moi-truong so-y-te so-van-hoa-the-thao-du-lich',
    'so-giao-duc-dao-tao so-khoa-hoc-cong-nghe so-cong-thuong so-dan-toc-ton-giao thanh-tra-tinh van-phong-ubnd-tinh',
    'ban-quan-ly-khu-cong-nghiep cong-an-tinh van-phong-dang-ky-dat-dai thue-tinh bao-hiem-xa-hoi',
  ]
  const missing = wanted.flatMap((line) => line.split(' ')).filter((slug) => tree.bySlug(slug) === undefined)
  assert.deepEqual(missing, [])
})

test('nothing is known of addresses and telephones, and nothing is invented', async () => {
  const tree = await agencyTree(database.db.read)
  assert.deepEqual(
    tree.all.filter((each) => each.address !== null || each.phone !== null),
    [],
  )
})

test('importing twice changes no row', async () => {
  const rows = () =>
    withOwner(database.ownerUrl, async (client) => {
      const tables = ['agency', 'agency_name', 'calendar', 'office_hours', 'calendar_day', 'calendar_unsettled']
      const found = tables.map((table) => `SELECT '${table}', xmin::text, t::text FROM organisation_${table} t`)
      return (await client.query(`${found.join(' UNION ALL ')} ORDER BY 1, 3`)).rows
    })
  const first = await rows()
  await database.db.write((tx) => importOrganisation(tx, files))
  assert.deepEqual(await rows(), first)
})

test('a new name closes the old one and both stay known', async () => {
  const renamed = {
    ...files,
    agencies: files.agencies.map((entry) => (entry.slug === 'so-y-te' ? { ...entry, name: 'Sở Sức khỏe' } : entry)),
  }
  await database.db.write((tx) => importOrganisation(tx, renamed))
  const after = await agency('so-y-te')
  assert.equal(after.name, 'Sở Sức khỏe')
  assert.deepEqual(
    after.names.map((name) => name.name),
    ['Sở Y tế', 'Sở Sức khỏe'],
  )
  assert.equal(nameOn(after.names, '2025-12-31')?.name, 'Sở Y tế')
  await database.db.write((tx) => importOrganisation(tx, { ...files, agencies: renamed.agencies }))
  assert.equal((await agency('so-y-te')).names.length, 2)
})

test('tree questions', async () => {
  const tree = await agencyTree(database.db.read)
  const [province, ward, centre] = [
    await agency('ubnd-tinh'),
    await agency('phuong-pho-hien'),
    await agency('mot-cua-phuong-pho-hien'),
  ]
  assert.ok(tree.isWithin(centre.id, province.id))
  assert.ok(tree.isWithin(ward.id, ward.id))
  assert.ok(!tree.isWithin(ward.id, centre.id))
  assert.equal(tree.within(province.id).length, tree.all.length)
  assert.deepEqual(
    tree.lineOf(centre.id).map((each) => each.code),
    ['H33.11953.01', 'H33.11953', 'H33'],
  )
  assert.equal(oneStopCentreOf(tree, ward.id)?.id, centre.id)
  assert.equal(oneStopCentreOf(tree, centre.id)?.id, centre.id)
  const landOffice = await agency('van-phong-dang-ky-dat-dai')
  assert.equal((await getOneStopCentre(database.db.read, landOffice.id)).slug, 'mot-cua-tinh')
  assert.equal((await findAgencyByCode(database.db.read, 'H33.08'))?.slug, 'so-xay-dung')
  await assert.rejects(getAgency(database.db.read, newId<AgencyId>()), { code: 'organisation.agency_not_found' })
})

test('the stored path is the line of ids, and follows a move with all below', async () => {
  const [department, other, branch] = [
    await agency('so-nong-nghiep-moi-truong'),
    await agency('so-tai-chinh'),
    await agency('van-phong-dang-ky-dat-dai'),
  ]
  const below = (id: AgencyId) =>
    query<{ slug: string }>(
      database.db.read,
      `SELECT b.slug FROM organisation_agency a JOIN organisation_agency b ON b.path <@ a.path WHERE a.id = $1 ORDER BY 1`,
      [id],
    ).then((rows) => rows.map((row) => row.slug))
  const move = (id: AgencyId, parent: AgencyId) =>
    database.db.write((tx) => query(tx, 'UPDATE organisation_agency SET parent_id = $2 WHERE id = $1', [id, parent]))
  assert.deepEqual(await below(department.id), ['so-nong-nghiep-moi-truong', 'van-phong-dang-ky-dat-dai'])
  await move(department.id, other.id)
  assert.deepEqual(await below(other.id), ['so-nong-nghiep-moi-truong', 'so-tai-chinh', 'van-phong-dang-ky-dat-dai'])
  await assert.rejects(move(other.id, branch.id), { code: '23514' })
  await move(department.id, (await agency('ubnd-tinh')).id)
})

test('the database refuses what cannot be', async () => {
  const ward = await agency('phuong-pho-hien')
  const fails = (code: string, sql: string, values: unknown[] = []) =>
    assert.rejects(
      database.db.write((tx) => query(tx, sql, values)),
      { code },
      sql,
    )
  const name = `INSERT INTO organisation_agency_name VALUES ($1, 'x', 'x', 'x', $2, $3)`
  await fails('23P01', name, [ward.id, '2026-01-01', null])
  await fails('23514', name, [ward.id, '2020-01-02', '2020-01-01'])
  await fails('23P01', `INSERT INTO organisation_office_hours VALUES ('province-standard', 1, 600, 700)`)
  await fails('23514', `UPDATE organisation_agency SET code = 'h33' WHERE id = $1`, [ward.id])
  await fails('23514', `UPDATE organisation_agency SET code = 'H33.' || repeat('A', 40) WHERE id = $1`, [ward.id])
  await fails('23514', 'UPDATE organisation_agency SET parent_id = NULL WHERE id = $1', [ward.id])
  await fails('23505', `UPDATE organisation_agency SET slug = 'so-xay-dung' WHERE id = $1`, [ward.id])
  await fails('42501', 'DELETE FROM organisation_agency WHERE id = $1', [ward.id])
  await fails(
    '23505',
    `INSERT INTO organisation_calendar_day (id, on_date, kind, name_vi, name_en, decision)
     VALUES ($1, '2026-01-01', 'off', 'x', 'x', 'x')`,
    [newId()],
  )
})

const at = (text: string): number => parseInstant(text) ?? Number.NaN

test('a one-stop centre with a Saturday morning, and its committee without', async () => {
  const [ward, centre] = [await agency('phuong-pho-hien'), await agency('mot-cua-phuong-pho-hien')]
  const [office, counter] = [await calendarOf(database.db.read, ward.id), await calendarOf(database.db.read, centre.id)]
  const saturday = at('2026-11-21T08:00+07:00')
  assert.equal(counter.nextWorkingMoment(saturday), saturday)
  assert.equal(office.nextWorkingMoment(saturday), at('2026-11-23T07:00+07:00'))
  assert.equal(counter.isWorkingDay('2026-11-21'), false)
  assert.equal(office.workingMinutesOn('2026-11-20'), 480)
  assert.equal(office.isWorkingDay('2026-09-02'), false)
})

test('agencies with the same days share one compiled calendar; a day of one agency is its own', async () => {
  const [construction, justice] = [await agency('so-xay-dung'), await agency('so-tu-phap')]
  const before = await calendarOf(database.db.read, construction.id)
  assert.equal(await calendarOf(database.db.read, justice.id), before)
  await database.db.write((tx) =>
    query(
      tx,
      `INSERT INTO organisation_calendar_day (id, agency_id, on_date, kind, category, name_vi, name_en, decision)
       VALUES ($1, $2, '2026-11-24', 'off', 'closure', 'Chuyển trụ sở', 'Moving', 'thử')`,
      [newId(), construction.id],
    ),
  )
  forgetDirectory()
  const after = await calendarOf(database.db.read, construction.id)
  assert.notEqual(after.version, before.version)
  assert.deepEqual(
    [before, after, await calendarOf(database.db.read, justice.id)].map((each) => each.isWorkingDay('2026-11-24')),
    [true, false, true],
  )
})

test('what another process changed is seen when the copy in memory is looked at again', async () => {
  assert.equal((await agency('so-cong-thuong')).phone, null)
  await withOwner(database.ownerUrl, (client) =>
    client.query(`UPDATE organisation_agency SET phone = '0000' WHERE slug = 'so-cong-thuong'`),
  )
  forgetDirectory()
  assert.equal((await agency('so-cong-thuong')).phone, '0000')
})

test('a parent that is missing is a bug, said at once', () => {
  const orphan = { ...files.agencies[0], id: newId<AgencyId>(), parentId: newId<AgencyId>(), names: [] }
  assert.throws(() => buildAgencyTree([orphan as never]), /parent/)
})

test('refusals have texts', async () => {
  const { readFile } = await import('node:fs/promises')
  for (const locale of ['vi', 'en']) {
    const texts = JSON.parse(await readFile(`src/web/locales/${locale}/errors-organisation.json`, 'utf8')) as object
    const missing = [...definedRefusals.keys()].filter(
      (code) => code.startsWith('organisation.') && !(`error.${code}` in texts),
    )
    assert.deepEqual(missing, [], locale)
  }
})
