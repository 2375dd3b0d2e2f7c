import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { agencyTree } from '../../organisation/index.ts'
import { type ColumnFigure, type ColumnKey, type DossierInColumn, listBehindColumn } from './behind-column.ts'
import { readSolvingByAgency, readSolvingByProcedure } from './read-solving.ts'
import { noColumns, type SolvingColumns } from './solving-columns.ts'

let province: FigureProvince

before(async () => {
  province = await figureProvince({ dossiers: 500, days: 120, until: '2026-11-20T10:20:00+07:00' })
})

after(() => province.close())

/** Two that have ended and one that runs. */
const BEFORE = { from: '2026-09-15', to: '2026-10-14' }
const ENDED = { from: '2026-10-15', to: '2026-11-14' }
const RUNNING = { from: '2026-11-15', to: '2026-11-30' }
const COLUMNS = Object.keys(noColumns) as ColumnKey[]

async function all(figure: ColumnFigure): Promise<DossierInColumn[]> {
  const found: DossierInColumn[] = []
  for (let last: DossierId | null = null; ; last = found.at(-1)?.id ?? null) {
    const page = await listBehindColumn(province.db.read, figure, { after: last, limit: 23 })
    found.push(...page)
    if (page.length < 23) return found
  }
}

/** Opens every column of a row; which columns held something is added to `seen`. */
async function openAll(columns: SolvingColumns, place: Omit<ColumnFigure, 'column'>, seen: Set<string>) {
  for (const column of COLUMNS) {
    const said = columns[column]
    const behind = await all({ column, ...place })
    const where = `${column} from ${place.period.from} of ${place.procedureCodes ?? place.agencyIds[0]}`
    assert.equal(new Set(behind.map(({ id }) => id)).size, behind.length, where)
    assert.equal(
      behind.reduce((sum, { weight }) => sum + weight, 0),
      said,
      where,
    )
    if (said !== 0) seen.add(column)
    if (behind.some(({ weight }) => weight < 0)) seen.add('taken back')
  }
}

test('every column of every row opens to exactly as many dossiers as it says', async () => {
  const { directory, all: agencyIds, db } = province
  const root = directory.province().id
  const tree = await agencyTree(db.read)
  const seen = new Set<string>()
  const units = await readSolvingByAgency(db.read, agencyIds, ENDED)
  assert.ok(units.length > 3)
  for (const { key, columns } of units) {
    const within = tree.within(key as AgencyId).map(({ id }) => id)
    await openAll(columns, { agencyIds: within, period: ENDED }, seen)
  }
  const before = await readSolvingByAgency(db.read, [root], BEFORE)
  await openAll(before[0]?.columns ?? noColumns, { agencyIds, period: BEFORE }, seen)
  const procedures = await readSolvingByProcedure(db.read, root, RUNNING)
  assert.ok(procedures.length > 3)
  for (const { key, columns } of procedures) {
    await openAll(columns, { agencyIds, procedureCodes: [key], period: RUNNING }, seen)
  }
  // Lives hold all that the form hides: what waits, was withdrawn, stopped, carried over and taken back.
  for (const column of COLUMNS.filter((one) => one !== 'undated')) assert.ok(seen.has(column), column)
})
