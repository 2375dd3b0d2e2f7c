import { linePathOf, type Spot } from '../looks/chart-geometry.ts'

export interface SeriesPoint {
  year: number
  /** 0 to 1 of the axis; null: nothing known of the year. */
  share: number | null
  /** What stands at the mark. */
  text: string
  goal: number | null
  goalText: string
}

export interface SeriesChartProps {
  points: readonly SeriesPoint[]
  /** What stands at the top and at the bottom of the axis. */
  ends: { top: string; bottom: string }
  legend: { figure: string; goal: string }
  label: string
}

const LEFT = 44
const RIGHT = 336
const TOP = 24
const BOTTOM = 150
const INK = '#14365f'
const SOFT = '#4a5666'

/** A figure over the years, oldest left; a year without a figure breaks the line. Goals are hollow marks. */
export function SeriesChart({ points, ends, legend, label }: SeriesChartProps) {
  const x = (at: number) =>
    points.length < 2 ? (LEFT + RIGHT) / 2 : LEFT + 20 + ((RIGHT - LEFT - 40) * at) / (points.length - 1)
  const spot = (at: number, share: number | null): Spot | null =>
    share === null ? null : { x: Math.round(x(at)), y: Math.round(BOTTOM - (BOTTOM - TOP) * share) }
  const figures = points.map(({ share }, at) => spot(at, share))
  const hasGoal = points.some(({ goal }) => goal !== null)
  return (
    <figure className="series-chart">
      <svg viewBox="0 0 360 176" role="img" aria-label={label}>
        {[TOP, (TOP + BOTTOM) / 2, BOTTOM].map((y) => (
          <line key={y} x1={LEFT} x2={RIGHT} y1={y} y2={y} stroke="#d5dbe3" />
        ))}
        <text x={LEFT - 6} y={TOP + 4} textAnchor="end" fontSize="11" fill={SOFT}>
          {ends.top}
        </text>
        <text x={LEFT - 6} y={BOTTOM + 4} textAnchor="end" fontSize="11" fill={SOFT}>
          {ends.bottom}
        </text>
        <path d={linePathOf(figures)} fill="none" stroke={INK} strokeWidth="2.4" />
        {points.map(({ year, text, goal, goalText }, at) => {
          const mark = figures[at] ?? null
          const wish = spot(at, goal)
          return (
            <g key={year}>
              <text x={x(at)} y={BOTTOM + 20} textAnchor="middle" fontSize="12" fill="#16202e">
                {year}
              </text>
              {mark !== null && <circle cx={mark.x} cy={mark.y} r="4" fill={INK} />}
              {mark !== null && (
                <text x={mark.x} y={mark.y - 9} textAnchor="middle" fontSize="12" fontWeight="600" fill={INK}>
                  {text}
                </text>
              )}
              {wish !== null && <Goal spot={wish} />}
              {wish !== null && (
                <text x={wish.x} y={wish.y + 20} textAnchor="middle" fontSize="12" fill="#8a5300">
                  {goalText}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <figcaption>
        <ul className="chart-legend">
          <li>
            <svg viewBox="0 0 36 14" aria-hidden="true">
              <path d="M1 7L35 7" stroke={INK} strokeWidth="2.4" />
              <circle cx="18" cy="7" r="4" fill={INK} />
            </svg>
            {legend.figure}
          </li>
          {hasGoal && (
            <li>
              <svg viewBox="0 0 36 14" aria-hidden="true">
                <Goal spot={{ x: 18, y: 7 }} />
              </svg>
              {legend.goal}
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  )
}

function Goal({ spot: { x, y } }: { spot: Spot }) {
  return (
    <path d={`M${x} ${y - 6}l6 6l-6 6l-6-6z`} fill="#ffffff" stroke="#8a5300" strokeWidth="1.6" strokeDasharray="3 2" />
  )
}
