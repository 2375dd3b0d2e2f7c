import { shareOf } from './chart-geometry.ts'

export type BarLook = 'own' | 'mean' | 'best'

export interface BarRow {
  key: string
  name: string
  max: number
  bars: readonly { look: BarLook; points: number | null; text: string }[]
}

export interface AreaBarsProps {
  /** Of this drawing alone on its page: its hatching is found by it. */
  id: string
  rows: readonly BarRow[]
  legend: readonly { look: BarLook; name: string }[]
  label: string
}

const WIDTH = 360
const TRACK = 286
const BAR = 11
const STEP = 15
const HEAD = 20
const GAP = 12
const INK = '#14365f'

/** Bars of an area below its name, each out of the area's maximum: filled, hatched or hollow, so that grey tells them apart. */
export function AreaBars({ id, rows, legend, label }: AreaBarsProps) {
  const [first] = rows
  if (first === undefined) return null
  const height = HEAD + first.bars.length * STEP + GAP
  return (
    <figure className="area-bars">
      <svg viewBox={`0 0 ${WIDTH} ${rows.length * height}`} role="img" aria-label={label}>
        <Hatch id={id} />
        {rows.map((row, at) => (
          <g key={row.key} transform={`translate(0 ${at * height})`}>
            <text x="0" y="14" fontSize="13" fill="#16202e">
              {shortened(row.name)}
            </text>
            {row.bars.map(({ look, points, text }, place) => {
              const y = HEAD + place * STEP
              return (
                <g key={look}>
                  <rect x="0.5" y={y} width={TRACK} height={BAR} fill="#f4f6f9" stroke="#d5dbe3" />
                  <BarOf id={id} look={look} y={y} width={TRACK * (shareOf(points, row.max) ?? 0)} />
                  <text x={TRACK + 7} y={y + 10} fontSize="12" fill="#16202e">
                    {text}
                  </text>
                </g>
              )
            })}
          </g>
        ))}
      </svg>
      <figcaption>
        <ul className="chart-legend">
          {legend.map(({ look, name }) => (
            <li key={look}>
              <svg viewBox="0 0 36 14" aria-hidden="true">
                <BarOf id={id} look={look} y={2} width={35} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

function BarOf({ id, look, y, width }: { id: string; look: BarLook; y: number; width: number }) {
  const fill = { own: INK, mean: `url(#${id}-hatch)`, best: '#ffffff' }[look]
  if (width <= 0) return null
  return <rect x="0.5" y={y} width={width} height={BAR} fill={fill} stroke={INK} strokeWidth="1.2" />
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="#ffffff" />
        <rect width="2" height="5" fill={INK} />
      </pattern>
    </defs>
  )
}

const MOST_LETTERS = 48

function shortened(name: string): string {
  return name.length <= MOST_LETTERS ? name : `${name.slice(0, MOST_LETTERS - 1)}…`
}
