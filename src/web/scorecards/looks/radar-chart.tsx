import { ringPath, type Spot, shareOf, spotOn } from './chart-geometry.ts'

export interface RadarAxis {
  /** Short: "III"; its full name stands in the table beside the drawing. */
  key: string
  max: number
}

/** A line of the radar: how it is drawn tells it apart without colour. */
export interface RadarLine {
  look: 'self' | 'verified' | 'final'
  name: string
  points: readonly (number | null)[]
}

export interface RadarChartProps {
  axes: readonly RadarAxis[]
  lines: readonly RadarLine[]
  /** What the drawing shows, in a sentence: read aloud in its place. */
  label: string
}

const MIDDLE: Spot = { x: 180, y: 166 }
const RADIUS = 122
const RINGS = [0.25, 0.5, 0.75, 1]
const GRID = '#c3cad4'

const STROKES = {
  self: { stroke: '#8a5300', strokeWidth: 1.6, strokeDasharray: '7 4' },
  verified: { stroke: '#5a4b9a', strokeWidth: 1.6, strokeDasharray: '1.5 3.5' },
  final: { stroke: '#14365f', strokeWidth: 2.6 },
} as const

/** Areas as axes from 0 to their maximum. Drawn by the server; its numbers stand in a table beside it. */
export function RadarChart({ axes, lines, label }: RadarChartProps) {
  const place = (axis: number, share: number, radius = RADIUS) =>
    spotOn(axis, { axes: axes.length, share, radius, middle: MIDDLE })
  return (
    <figure className="radar">
      <svg viewBox="0 0 360 328" role="img" aria-label={label}>
        {RINGS.map((ring) => (
          <path key={ring} d={ringPath(axes.map((_, at) => place(at, ring)))} fill="none" stroke={GRID} />
        ))}
        {axes.map(({ key }, at) => {
          const rim = place(at, 1)
          const name = place(at, 1, RADIUS + 24)
          return (
            <g key={key}>
              <line x1={MIDDLE.x} y1={MIDDLE.y} x2={rim.x} y2={rim.y} stroke={GRID} />
              <text x={name.x} y={name.y + 5} textAnchor="middle" fontSize="15" fontWeight="600" fill="#16202e">
                {key}
              </text>
            </g>
          )
        })}
        {RINGS.filter((ring) => ring % 0.5 === 0).map((ring) => (
          <text
            key={ring}
            x={MIDDLE.x + 5}
            y={place(0, ring).y + 13}
            fontSize="11"
            fill="#4a5666"
            stroke="#ffffff"
            strokeWidth="3"
            paintOrder="stroke"
          >
            {`${ring * 100}%`}
          </text>
        ))}
        {lines.toReversed().map((line) => (
          <Line key={line.look} line={line} axes={axes} place={place} />
        ))}
      </svg>
      <figcaption>
        <ul className="chart-legend">
          {lines.map(({ look, name }) => (
            <li key={look}>
              <svg viewBox="0 0 36 14" aria-hidden="true">
                <path d="M1 7L35 7" fill="none" {...STROKES[look]} />
                <Mark look={look} spot={{ x: 18, y: 7 }} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

interface LineProps {
  line: RadarLine
  axes: readonly RadarAxis[]
  place(axis: number, share: number): Spot
}

function Line({ line, axes, place }: LineProps) {
  const spots = axes.map(({ max }, at) => {
    const share = shareOf(line.points[at] ?? null, max)
    return share === null ? null : place(at, share)
  })
  const isWhole = spots.every((spot) => spot !== null)
  return (
    <g>
      <path
        d={ringPath(spots)}
        fill={line.look === 'final' && isWhole ? '#14365f' : 'none'}
        fillOpacity="0.1"
        strokeLinejoin="round"
        {...STROKES[line.look]}
      />
      {spots.map((spot, at) => (spot === null ? null : <Mark key={axes[at]?.key} look={line.look} spot={spot} />))}
    </g>
  )
}

/** A form of its own for each line, one inside the other where they meet: circle around square around triangle. */
function Mark({ look, spot: { x, y } }: { look: RadarLine['look']; spot: Spot }) {
  const { stroke } = STROKES[look]
  if (look === 'self') return <circle cx={x} cy={y} r="6.5" fill="none" stroke={stroke} strokeWidth="1.6" />
  if (look === 'verified') {
    return <rect x={x - 4} y={y - 4} width="8" height="8" fill="none" stroke={stroke} strokeWidth="1.6" />
  }
  return <path d={`M${x} ${y - 4}l4 7h-8z`} fill={stroke} />
}
