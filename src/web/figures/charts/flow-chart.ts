import { CHART_COLOURS, escapeText } from './render-chart.ts'

export interface FlowPlace {
  key: string
  name: string
  /** On the way from receipt to return; else beside it. */
  onTheWay: boolean
}

export interface FlowLink {
  from: string
  to: string
  n: number
  back: boolean
}

interface Box {
  x: number
  y: number
  width: number
}

const WIDTH = 420
const BOX = { width: 168, height: 40, gap: 44 }
const SIDE = { width: 108, height: 34 }
const MIDDLE_X = 96
const SIDE_X = WIDTH - SIDE.width
const THICKEST = 16

/**
 * The way of dossiers from top to bottom, lines as thick as many took them: ahead down the middle, over steps on the left, what was sent
 * back on the left in red and dashed, waiting and other ends on the right. Null without a move. The table beside it holds every number.
 */
export function flowChart(places: readonly FlowPlace[], links: readonly FlowLink[], label: string): string | null {
  if (links.length === 0) return null
  const boxes = placeBoxes(places, links)
  const most = Math.max(...links.map(({ n }) => n))
  const lines = [...links]
    .sort((a, b) => b.n - a.n)
    .map((link) => drawLink(link, boxes, 1 + (THICKEST * link.n) / most))
  const height = Math.max(...[...boxes.values()].map(({ y }) => y)) + BOX.height + 8
  const drawn = places.flatMap((place) => {
    const box = boxes.get(place.key)
    if (box === undefined) return []
    const sum = (end: 'from' | 'to') => links.reduce((all, link) => (link[end] === place.key ? all + link.n : all), 0)
    const passed = Math.max(sum('to'), sum('from'))
    return [drawBox(place.onTheWay ? place : { ...place, name: `${passed} · ${place.name}` }, box)]
  })
  const head = `<svg role="img" aria-label="${escapeText(label)}" viewBox="0 0 ${WIDTH} ${height}" font-family="Be Vietnam Pro, sans-serif">`
  return `${head}${lines.join('')}${drawn.join('')}</svg>`
}

/** Those beside the way stand as high as the step from which most come, below one another where they would meet. */
function placeBoxes(places: readonly FlowPlace[], links: readonly FlowLink[]): Map<string, Box> {
  const boxes = new Map<string, Box>()
  const way = places.filter(({ onTheWay }) => onTheWay)
  for (const [at, { key }] of way.entries()) {
    boxes.set(key, { x: MIDDLE_X, y: 4 + at * (BOX.height + BOX.gap), width: BOX.width })
  }
  const bottom = (way.length - 1) * (BOX.height + BOX.gap)
  const wanted = places
    .filter(({ onTheWay }) => !onTheWay)
    .map(({ key }) => {
      const [source] = links.filter(({ to }) => to === key).sort((a, b) => b.n - a.n)
      return { key, y: (boxes.get(source?.from ?? '')?.y ?? bottom) + 24 }
    })
    .sort((a, b) => a.y - b.y)
  let free = 0
  for (const { key, y } of wanted) {
    const top = Math.max(y, free)
    boxes.set(key, { x: SIDE_X, y: top, width: SIDE.width })
    free = top + SIDE.height + 10
  }
  return boxes
}

function drawLink({ from, to, n, back }: FlowLink, boxes: ReadonlyMap<string, Box>, thick: number): string {
  const [source, target] = [boxes.get(from), boxes.get(to)]
  if (source === undefined || target === undefined) return ''
  const colour = back ? CHART_COLOURS.late : CHART_COLOURS.line
  const style = `fill="none" stroke="${colour}" stroke-opacity="0.45" stroke-width="${thick.toFixed(1)}"${back ? ' stroke-dasharray="6 4"' : ''}`
  const [y1, y2] = [source.y + BOX.height / 2, target.y + BOX.height / 2]
  if (source.width !== target.width) {
    const [x1, x2] = source.x < target.x ? [source.x + source.width, target.x] : [source.x, target.x + target.width]
    return `<path d="M${x1} ${y1} C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}" ${style}/>`
  }
  if (target.y - source.y === BOX.height + BOX.gap && !back) {
    const x = source.x + source.width / 2
    const text = drawText(`${n}`, { x: x + thick / 2 + 6, y: target.y - BOX.gap / 2 + 4, colour })
    return `<path d="M${x} ${source.y + BOX.height} V${target.y}" ${style}/>${text}`
  }
  const reach = Math.min(88, 26 + Math.abs(y2 - y1) / 8) + (back ? 8 : 0)
  const x = source.x - reach
  const text = drawText(`${n}`, { x: source.x - reach * 0.75 - 4, y: (y1 + y2) / 2 + 4, colour, anchor: 'end' })
  return `<path d="M${source.x} ${y1} C${x} ${y1} ${x} ${y2} ${target.x} ${y2}" ${style}/>${text}`
}

function drawBox({ name, onTheWay }: FlowPlace, { x, y, width }: Box): string {
  const height = onTheWay ? BOX.height : SIDE.height
  const [line, fill] = onTheWay ? [CHART_COLOURS.line, '#ffffff'] : [CHART_COLOURS.soft, '#f3f4f7']
  const lines = wrapped(name, Math.floor(width / 6.6))
  const first = y + height / 2 + 4 - (lines.length - 1) * 7
  const texts = lines.map((text, at) =>
    drawText(text, { x: x + width / 2, y: first + at * 14, colour: '#1b2230', anchor: 'middle' }),
  )
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${fill}" stroke="${line}"/>`
  return `<g><title>${escapeText(name)}</title>${box}${texts.join('')}</g>`
}

interface TextPlace {
  x: number
  y: number
  colour: string
  anchor?: 'start' | 'middle' | 'end'
}

function drawText(text: string, { x, y, colour, anchor = 'start' }: TextPlace): string {
  return `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" font-size="12" text-anchor="${anchor}" fill="${colour}">${escapeText(text)}</text>`
}

/** At most two lines of so many letters, the rest cut off: the whole name stands in the title and the table. */
function wrapped(name: string, letters: number): string[] {
  const lines = ['']
  for (const word of name.split(' ')) {
    const last = lines.at(-1) ?? ''
    const longer = last === '' ? word : `${last} ${word}`
    if (longer.length <= letters) lines[lines.length - 1] = longer
    else if (lines.length < 2) lines.push(word)
    else {
      lines[1] = `${last.slice(0, letters - 1)}…`
      break
    }
  }
  return lines
}
