import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { seedTestProvince, type TestOfficer, type TestProvince } from '../../../../test/support/province.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { sealHorizon } from '../../../platform/ledger/index.ts'
import { componentsToSupply } from '../../catalogue/index.ts'
import { anonymous } from '../../organisation/index.ts'
import { followLedger } from '../follow-ledger.ts'
import { getAnomalies, getFindings } from './anomaly-views.ts'
import { type DetectorKey, detectors } from './detectors.ts'

const PERMIT = '1.013225'
const OTHER = '1.004873'
const words = 'Vì cần thiết'
const PERIOD = '2026-09'

let database: TestDatabase
let province: TestProvince
let chairman: TestOfficer
let desk: TestOfficer
/** What was planted, by detector: the dossiers that must be found. */
const planted: Record<DetectorKey, DossierId[]> = {
  supplement_last_day: [],
  refused_then_new: [],
  bulk_after_hours: [],
  regular_steps: [],
  extensions_one_officer: [],
  result_before_opinion: [],
}

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  chairman = await province.newOfficer('Chủ tịch', [{ agencySlug: 'ubnd-tinh', role: 'province_leader' }])
  desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  await plantSupplements()
  await plantRefusals()
  await plantBulk()
  await plantRegular()
  await plantExtensions()
  await plantOpinions()
  province.setClock(null)
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
})

after(async () => {
  await province.close()
  await database.close()
})

async function accepted(local: string, procedureCode = PERMIT): Promise<DossierId> {
  province.setClock(local)
  const { dossierId } = await province.submit({ procedureCode, desk })
  await province.act(dossierId, 'accept', desk)
  return dossierId
}

const iso = (at: number) => new Date(at).toISOString()

/** One on the due day, one the day after receipt. */
async function plantSupplements(): Promise<void> {
  const { document } = await province.procedure(PERMIT)
  const [component] = componentsToSupply(document, document.cases[0]?.key ?? null).filter(
    ({ kind }) => kind === 'paper',
  )
  const ask = (dossierId: DossierId) =>
    province.act(dossierId, 'request_supplement', desk, {
      componentKeys: [component?.key],
      reason: words,
      legalGround: words,
      until: iso(province.now() + 5 * 86_400_000),
    })
  const late = await accepted('2026-09-01T08:30')
  const due = (await province.walk(late, 'tiep-nhan')).state.dueAt ?? 0
  const early = await accepted('2026-09-01T08:40')
  province.setClock('2026-09-02T09:00')
  await ask(early)
  const day = new Date(due + 7 * 3_600_000).toISOString().slice(0, 10)
  assert.ok(day <= '2026-09-30', day)
  province.setClock(`${day}T09:00`)
  await ask(late)
  planted.supplement_last_day.push(late)
}

/** One filed again by the same person, one not, one followed by another procedure. */
async function plantRefusals(): Promise<void> {
  for (const [hour, again] of [
    ['08:00', PERMIT],
    ['08:10', null],
    ['08:20', OTHER],
  ] as const) {
    province.setClock(`2026-09-03T${hour}`)
    const { dossierId, citizen } = await province.submit({ procedureCode: PERMIT })
    await province.act(dossierId, 'refuse_intake', desk, { reason: words, legalBasis: words })
    if (again === PERMIT) planted.refused_then_new.push(dossierId)
    province.setClock('2026-09-08T09:00')
    if (again !== null) await province.submit({ procedureCode: again, citizen })
  }
}

/** Five results in one evening, four in another, two at work. */
async function plantBulk(): Promise<void> {
  for (const [local, times] of [
    ['2026-09-10T20:15', 5],
    ['2026-09-11T20:15', 4],
    ['2026-09-14T10:00', 2],
  ] as const) {
    for (let n = 0; n < times; n += 1) {
      const dossierId = await accepted('2026-09-09T09:00')
      await province.walk(dossierId, 'ky-duyet')
      province.setClock(local)
      await province.walk(dossierId)
      if (times === 5) planted.bulk_after_hours.push(dossierId)
    }
  }
}

/** Twenty dossiers that all take 95 minutes at one step, and as long as they take at the next. */
async function plantRegular(): Promise<void> {
  for (let n = 0; n < 20; n += 1) {
    const dossierId = await accepted('2026-09-15T08:00')
    await province.walk(dossierId, 'tham-dinh')
    province.setClock('2026-09-15T09:35')
    await province.walk(dossierId, 'tham-tra')
    province.setClock(`2026-09-${16 + (n % 10)}T${n < 10 ? '09:00' : '14:30'}`)
    await province.walk(dossierId, 'ky-duyet')
    planted.regular_steps.push(dossierId)
  }
}

/** Five by one head, one by another. */
async function plantExtensions(): Promise<void> {
  const heads = await Promise.all(
    ['Trưởng một', 'Trưởng hai'].map((name) =>
      province.newOfficer(name, [{ agencySlug: 'phuong-pho-hien', role: 'agency_leader' }]),
    ),
  )
  for (const head of [0, 0, 0, 0, 0, 1]) {
    const dossierId = await accepted('2026-09-21T09:00')
    await province.act(dossierId, 'extend', heads[head] as TestOfficer, {
      newDueAt: iso(province.now() + 60 * 86_400_000),
      reason: words,
    })
    if (head === 0) planted.extensions_one_officer.push(dossierId)
  }
}

/** One answered before the signature, one not at all. */
async function plantOpinions(): Promise<void> {
  const agencyId = province.directory.bySlug('so-xay-dung')?.id
  for (const answered of [true, false]) {
    const dossierId = await accepted('2026-09-22T09:00')
    await province.walk(dossierId, 'tham-dinh')
    const handler = province.officerIn('phuong-pho-hien', 'handler')
    const { state } = await province.act(dossierId, 'ask_opinion', handler, {
      agencyIds: [agencyId],
      question: words,
      workingDays: 1,
    })
    province.setClock('2026-09-25T09:00')
    if (answered) {
      const opinionId = state.opinions[0]?.id
      await province.act(dossierId, 'answer_opinion', province.officerIn('so-xay-dung', 'handler'), {
        opinionId,
        answer: words,
        agrees: true,
      })
    } else planted.result_before_opinion.push(dossierId)
    province.setClock('2026-09-25T10:00')
    await province.walk(dossierId)
  }
}

const bases: Record<DetectorKey, number> = {
  supplement_last_day: 2,
  refused_then_new: 3,
  bulk_after_hours: 13,
  regular_steps: 42,
  extensions_one_officer: 6,
  result_before_opinion: 2,
}

for (const { key } of detectors) {
  test(`${key} finds exactly what was planted, and of how many`, async () => {
    const asked = { agencyId: null, period: PERIOD, detector: key, after: null }
    const { lines, detector } = await getFindings(province.context.db.read, chairman, asked)
    assert.deepEqual(lines.map(({ dossierId }) => dossierId).sort(), planted[key].toSorted())
    assert.deepEqual([detector.found, detector.base], [planted[key].length, bases[key]])
  })
}

test('nothing is found in another period or another agency, and others than leaders find no list', async () => {
  const { read } = province.context.db
  const elsewhere = province.directory.bySlug('xa-van-giang')?.id ?? null
  for (const asked of [
    { agencyId: null, period: '2026-07' },
    { agencyId: elsewhere, period: PERIOD },
  ]) {
    const { detectors: lines } = await getAnomalies(read, chairman, asked)
    for (const { key, found } of lines) assert.equal(found, 0, key)
  }
  for (const actor of [anonymous, desk, province.officerIn('phuong-pho-hien', 'handler')]) {
    await assert.rejects(getAnomalies(read, actor, { agencyId: null, period: null }), {
      code: 'indicators.figures_not_found',
    })
  }
})
