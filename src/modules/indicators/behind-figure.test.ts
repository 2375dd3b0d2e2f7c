import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../test/support/figures.ts'
import type { DossierId } from '../../platform/ids.ts'
import { type DossierBehind, type Figure, listBehindFigure } from './behind-figure.ts'
import { flowConditions } from './facts/fact-conditions.ts'
import { type CohortMeasure, measureNames, measures, type stockMeasures } from './facts/measure.ts'
import { readCohort, readFlows, readStocks } from './figures-reader.ts'

let province: FigureProvince

before(async () => {
  province = await figureProvince({ dossiers: 400, days: 120, until: '2026-11-20T10:20:00+07:00' })
})

after(() => province.close())

const PERIODS = [
  { from: '2026-09-01', to: '2026-09-30' },
  { from: '2026-10-15', to: '2026-11-14' },
]
/** Sums of something else than dossiers: they open to the dossiers they come from. */
const SUMS = ['components', 'components_digital', 'components_reused', 'resolved_minutes']

async function all(figure: Figure): Promise<DossierBehind[]> {
  const found: DossierBehind[] = []
  for (let last: DossierId | null = null; ; last = found.at(-1)?.id ?? null) {
    const page = await listBehindFigure(province.db.read, figure, { after: last, limit: 37 })
    found.push(...page)
    if (page.length < 37) return found
  }
}

test('every figure opens to as many dossiers as it says, each once', async () => {
  const root = province.directory.province().id
  const agencyIds = province.all
  let some = 0
  for (const period of PERIODS) {
    const flows = await readFlows(province.db.read, root, period)
    const stocks = await readStocks(province.db.read, root, period.to)
    for (const measure of measureNames) {
      const { kind } = measures[measure]
      if (kind === 'flow' && flowConditions[measure] === undefined) continue
      const said =
        kind === 'flow'
          ? flows[measure]
          : kind === 'stock'
            ? stocks[measure as (typeof stockMeasures)[number]]
            : await readCohort(province.db.read, root, measure as CohortMeasure, period)
      const behind = await all({ measure, agencyIds, period })
      assert.equal(new Set(behind.map(({ id }) => id)).size, behind.length, measure)
      if (SUMS.includes(measure)) assert.equal(behind.length > 0, said > 0, measure)
      else assert.equal(behind.length, said, `${measure} from ${period.from}`)
      some += Number(said > 0)
    }
  }
  assert.ok(some > 30, `${some} figures are not zero`)
})
