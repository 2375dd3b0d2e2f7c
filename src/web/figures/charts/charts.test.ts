import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dashboardCharts } from './dashboard-charts.ts'

const words = {
  received: 'Tiếp nhận',
  inTime: 'Đúng hạn',
  late: 'Quá hạn',
  open: 'Đang giải quyết',
  overdue: 'Quá hạn cuối kỳ',
  monthsLabel: 'Mười hai tháng "thử" <b>',
  standingLabel: 'Tồn',
  flowLabel: 'Bước',
}
const month = {
  month: '2026-10',
  received: 10,
  online: 5,
  inTime: 7,
  late: 1,
  open: 3,
  overdue: 1,
  components: 0,
  digital: 0,
  reused: 0,
  feeDossiers: 0,
  feeOnline: 0,
  resolved: 0,
  electronic: 0,
}
const step = { procedureCode: '1.1', step: 'a', visits: 3, minutes: 600, median: 200, ninetieth: 300 }

test('charts stand in a page whose policy forbids styles, and say what they show', () => {
  const steps = [{ ...step, procedureName: '<script>alert(1)</script>', stepName: 'Thẩm định' }]
  const { months, standing, flow } = dashboardCharts({ months: [month], steps }, words)
  for (const svg of [months, standing, flow ?? '']) {
    assert.doesNotMatch(svg, /\sstyle=|<style|<script/)
    assert.match(svg, /^<svg role="img" aria-label="/)
  }
  assert.ok(months.includes('aria-label="Mười hai tháng &quot;thử&quot; &lt;b>"'))
  assert.ok(months.includes('Tiếp nhận'))
})

test('nothing measured, nothing drawn', () => {
  assert.equal(dashboardCharts({ months: [month], steps: [] }, words).flow, null)
})
