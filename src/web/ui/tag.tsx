import type { ReactNode } from 'react'

/** The states that have a colour: in time, soon, late, waiting. `plain` has none. */
export type Tone = 'plain' | 'ok' | 'soon' | 'late' | 'wait'

/** A word about a state. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>
}

export interface Chip {
  label: string
  count?: string
  tone?: Tone
  /** Absent: the chip only tells. */
  to?: string
  current?: boolean
}

/** Counts by state, each the way to its list. */
export function Chips({ chips, label }: { chips: readonly Chip[]; label: string }) {
  return (
    <ul className="chips" aria-label={label}>
      {chips.map((chip) => (
        <li key={chip.label}>
          {chip.to === undefined ? (
            <span className="chip-still">
              <ChipBody {...chip} />
            </span>
          ) : (
            <a href={chip.to} aria-current={chip.current === true ? 'true' : undefined}>
              <ChipBody {...chip} />
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

function ChipBody({ label, count, tone = 'plain' }: Chip) {
  return (
    <span className={`chip ${tone}`}>
      {label} {count !== undefined && <span className="num">{count}</span>}
    </span>
  )
}
