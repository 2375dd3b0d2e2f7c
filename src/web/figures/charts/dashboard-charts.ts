import type { DashboardView } from '../../../modules/indicators/view-types.ts'
import { CHART_COLOURS, renderChart } from './render-chart.ts'

const WIDTH = 480
const HEIGHT = 260
const grid = { left: 48, right: 16, top: 60, bottom: 28 }

/** What the charts are drawn from; names in the reader's language. */
export interface ChartedView extends Pick<DashboardView, 'months'> {
  steps: readonly { procedureName: string; stepName: string; minutes: number }[]
}

/** Words of the charts in the page's language. */
export interface ChartWords {
  received: string
  inTime: string
  late: string
  open: string
  overdue: string
  monthsLabel: string
  standingLabel: string
  flowLabel: string
}

export interface DashboardCharts {
  months: string
  standing: string
  /** Null where no working time was measured. */
  flow: string | null
}

export function dashboardCharts({ months, steps }: ChartedView, words: ChartWords): DashboardCharts {
  const names = months.map(({ month }) => `${Number(month.slice(5))}/${month.slice(2, 4)}`)
  const bars = (name: string, data: number[], color: string, stack?: string) => ({
    type: 'bar',
    name,
    data,
    itemStyle: { color },
    ...(stack === undefined ? {} : { stack }),
  })
  const line = (name: string, data: number[], color: string) => ({
    type: 'line',
    name,
    data,
    symbolSize: 6,
    itemStyle: { color },
    lineStyle: { color, width: 2 },
  })
  const axes = {
    grid,
    legend: { top: 0, left: 0, itemHeight: 10 },
    xAxis: { type: 'category', data: names },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: CHART_COLOURS.grid } } },
  }
  return {
    months: renderChart({
      width: WIDTH,
      height: HEIGHT,
      label: words.monthsLabel,
      option: {
        ...axes,
        series: [
          bars(
            words.inTime,
            months.map(({ inTime }) => inTime),
            CHART_COLOURS.ok,
            'solved',
          ),
          bars(
            words.late,
            months.map(({ late }) => late),
            CHART_COLOURS.late,
            'solved',
          ),
          line(
            words.received,
            months.map(({ received }) => received),
            CHART_COLOURS.line,
          ),
        ],
      },
    }),
    standing: renderChart({
      width: WIDTH,
      height: HEIGHT,
      label: words.standingLabel,
      option: {
        ...axes,
        series: [
          line(
            words.open,
            months.map(({ open }) => open),
            CHART_COLOURS.line,
          ),
          line(
            words.overdue,
            months.map(({ overdue }) => overdue),
            CHART_COLOURS.late,
          ),
        ],
      },
    }),
    flow: flowChart(steps, words.flowLabel),
  }
}

const MOST_PROCEDURES = 6

/** From procedures to steps, as wide as the working time spent: where it is lost. */
function flowChart(steps: ChartedView['steps'], label: string): string | null {
  if (steps.length === 0) return null
  const byProcedure = [...Map.groupBy(steps, ({ procedureName }) => procedureName)]
    .map(([name, lines]) => ({ name, lines, minutes: lines.reduce((sum, { minutes }) => sum + minutes, 0) }))
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, MOST_PROCEDURES)
  const links = byProcedure.flatMap(({ name, lines }) =>
    [...Map.groupBy(lines, ({ stepName }) => stepName)].map(([stepName, some]) => ({
      source: shortened(name),
      target: `${stepName} `,
      value: Math.max(1, Math.round(some.reduce((sum, { minutes }) => sum + minutes, 0) / 60)),
    })),
  )
  const nodes = [...new Set(links.flatMap(({ source, target }) => [source, target]))].map((name) => ({ name }))
  return renderChart({
    width: WIDTH,
    height: 360,
    label,
    option: {
      series: [
        {
          type: 'sankey',
          data: nodes,
          links,
          left: 8,
          right: 180,
          nodeGap: 10,
          itemStyle: { color: CHART_COLOURS.line },
          lineStyle: { color: CHART_COLOURS.soft, opacity: 0.35 },
          label: { fontSize: 11, width: 170, overflow: 'break' },
        },
      ],
    },
  })
}

const MOST_LETTERS = 34

function shortened(name: string): string {
  return name.length <= MOST_LETTERS ? name : `${name.slice(0, MOST_LETTERS - 1)}…`
}
