import type { CentreView } from '../../../modules/indicators/view-types.ts'
import { CHART_COLOURS, renderChart } from './render-chart.ts'

export interface CentreWords {
  online: string
  counter: string
  post: string
  returned: string
  label: string
}

/** What came in at a centre by month and way, stacked, and what was given back. */
export function centreChart(months: CentreView['months'], words: CentreWords): string {
  const bars = (key: 'online' | 'counter' | 'post', color: string) => ({
    type: 'bar',
    name: words[key],
    stack: 'in',
    data: months.map((line) => line[key]),
    itemStyle: { color },
  })
  return renderChart({
    width: 480,
    height: 264,
    label: words.label,
    option: {
      grid: { left: 48, right: 16, top: 64, bottom: 28 },
      legend: { top: 0, left: 0, itemHeight: 10 },
      xAxis: { type: 'category', data: months.map(({ month }) => `${Number(month.slice(5))}/${month.slice(2, 4)}`) },
      yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: CHART_COLOURS.grid } } },
      series: [
        bars('online', CHART_COLOURS.line),
        bars('counter', CHART_COLOURS.soft),
        bars('post', CHART_COLOURS.grid),
        {
          type: 'line',
          name: words.returned,
          data: months.map(({ returned }) => returned),
          symbolSize: 6,
          itemStyle: { color: CHART_COLOURS.ok },
          lineStyle: { color: CHART_COLOURS.ok, width: 2 },
        },
      ],
    },
  })
}
