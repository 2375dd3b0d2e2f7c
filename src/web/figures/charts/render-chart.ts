import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, SankeyChart, GridComponent, LegendComponent, SVGRenderer])

/** Colours of look.md's tokens, as charts need them written out. */
export const CHART_COLOURS = { line: '#1a4f8f', ok: '#1d7a4c', late: '#b3261e', soft: '#8a93a3', grid: '#dbdee4' }

export interface ChartRequest {
  width: number
  height: number
  option: EChartsCoreOption
  /** What the chart shows, in a sentence: read aloud in its place. */
  label: string
}

/** A chart as SVG text that stands in a page without any style of its own: the policy of the pages forbids those. */
export function renderChart({ width, height, option, label }: ChartRequest): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'Be Vietnam Pro, sans-serif' }, ...option })
    return withoutStyles(chart.renderToSVGString(), label)
  } finally {
    chart.dispose()
  }
}

function withoutStyles(svg: string, label: string): string {
  return svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ class="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/<svg width="\d+" height="\d+"/, `<svg role="img" aria-label="${escapeText(label)}"`)
}

/** `font-size:12px;font-family:…` as attributes. */
function attributesOf(style: string): string {
  return style
    .split(';')
    .flatMap((part) => {
      const [name = '', value = ''] = part.split(':')
      return name.trim() === '' ? [] : [` ${name.trim()}="${value.trim()}"`]
    })
    .join('')
}

/** For the text and the attributes of a drawing. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
