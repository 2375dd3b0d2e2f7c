import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { loadCatalogueFiles, type ProcedureDocument } from '../catalogue/index.ts'
import { type AssessmentRequest, assess, momentsReached, sumOf } from './assess.ts'
import { type FeeTable, personGroups } from './fee-table.ts'
import { loadFeeTableFile } from './fee-table-store.ts'

const DATA = join(import.meta.dirname, '../../../data')
let documents: ProcedureDocument[]
let table: FeeTable
before(async () => {
  documents = (await loadCatalogueFiles(DATA)).procedures
  table = await loadFeeTableFile(DATA)
})

function lines(code: string, more: Partial<AssessmentRequest> = {}) {
  const document = documents.find((each) => each.code === code)
  assert.ok(document, code)
  return assess({
    document,
    table,
    caseKey: null,
    channel: 'counter',
    groups: [],
    date: '2026-11-26',
    chosen: {},
    ...more,
  })
}

describe('what a dossier owes', () => {
  test('follows the channel and the case', () => {
    assert.equal(sumOf(lines('1.004222')), 20_000)
    assert.equal(sumOf(lines('1.004222', { channel: 'online' })), 10_000)
    assert.equal(sumOf(lines('1.004194', { channel: 'online', caseKey: 'theo-danh-sach' })), 5_000)
    assert.deepEqual(
      lines('1.004222', { channel: 'post' }).map((line) => line.status),
      ['open'],
    )
  })

  test('a fee left to the province has its amount from the province, marked as an example; without a table it is open, not free', () => {
    const [fee, charge] = lines('1.013225')
    assert.deepEqual([fee?.kind, fee?.amount, fee?.illustrative, fee?.collect], ['fee', 75_000, true, 'acceptance'])
    assert.deepEqual([charge?.kind, charge?.amount, charge?.collect], ['charge', 150_000, 'return'])
    for (const more of [{ table: null }, { date: '2025-06-30' }]) {
      assert.deepEqual(
        lines('1.013225', more).map((line) => [line.status, line.full, line.amount]),
        [['open', null, 0]],
      )
    }
  })

  test('what the source calls free is free; what hangs on a condition waits for an officer', () => {
    assert.deepEqual(
      lines('1.001193').map((line) => line.status),
      ['free'],
    )
    const open = lines('1.012821')
    assert.deepEqual(
      open.map((line) => line.status),
      ['choose', 'choose'],
    )
    const chosen = lines('1.012821', { chosen: { [open[1]?.key ?? '']: 1 } })
    assert.deepEqual(
      chosen.map((line) => [line.status, line.amount]),
      [
        ['choose', 0],
        ['owed', 300_000],
      ],
    )
    const perTime = lines('2.001610')
    assert.equal(perTime[0]?.status, 'choose')
    assert.equal(sumOf(lines('2.001610', { chosen: { [perTime[0]?.key ?? '']: 3 } })), 300_000)
  })

  test('a line for some people or a time stands for them and then only', () => {
    const base = documents.find((each) => each.code === '1.004222')
    assert.ok(base)
    const [line] = base.fees
    assert.ok(line)
    const only = {
      ...base,
      fees: [{ ...line, channel: null, groups: ['elderly'], validFrom: '2026-01-01', validTo: '2026-12-31' }],
    }
    const statuses = (more: Partial<AssessmentRequest>) =>
      assess({
        document: only,
        table: { ...table, waivers: [] },
        caseKey: null,
        channel: 'counter',
        groups: [],
        date: '2026-11-26',
        chosen: {},
        ...more,
      }).map((each) => each.status)
    assert.deepEqual(statuses({}), ['open'])
    assert.deepEqual(statuses({ groups: ['elderly'] }), ['owed'])
    assert.deepEqual(statuses({ groups: ['elderly'], date: '2027-01-01' }), ['open'])
  })
})

describe('waivers', () => {
  test('the highest counts, with its ground; a time-limited one only in its time', () => {
    const [digital] = lines('1.004222', { groups: ['digital_citizen'] })
    assert.deepEqual(
      [digital?.status, digital?.amount, digital?.waived, digital?.waiver?.percent],
      ['owed', 10_000, 10_000, 50],
    )
    const [both] = lines('1.004222', { groups: ['digital_citizen', 'child'] })
    assert.deepEqual([both?.status, both?.amount, both?.waiver?.group], ['waived', 0, 'child'])
    assert.equal(lines('1.004222', { groups: ['digital_citizen'], date: '2027-03-01' })[0]?.waiver, null)
    assert.match(digital?.waiver?.unsure ?? '', /thứ cấp/)
  })

  test('never make a line more, and one more group never makes it dearer', () => {
    fc.assert(
      fc.property(fc.subarray([...personGroups]), fc.constantFrom(...personGroups), (groups, one) => {
        const [less, more] = [groups, [...groups, one]].map((each) => sumOf(lines('1.013225', { groups: each })))
        assert.ok((more ?? 0) <= (less ?? 0) && (less ?? 0) <= 225_000)
      }),
    )
  })
})

test('what is due now follows where the dossier stands', () => {
  assert.deepEqual(momentsReached('accepted'), ['acceptance'])
  assert.deepEqual(momentsReached('in_process'), ['acceptance', 'later'])
  assert.deepEqual(momentsReached('resolved'), ['acceptance', 'later', 'return'])
})

test('every procedure of the catalogue can be assessed, and no line without an amount costs anything', () => {
  for (const { code } of documents) {
    for (const line of lines(code))
      assert.ok(line.status === 'owed' ? line.amount > 0 : line.amount === 0, `${code} ${line.key}`)
  }
})
