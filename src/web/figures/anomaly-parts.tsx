import type { DetectorLine } from '../../modules/indicators/anomalies/view-types.ts'
import { useShell } from '../shell.ts'

/** How many were found, and of how many: a number by itself would say nothing. */
export function DetectorRate({ line: { found, base, key } }: { line: DetectorLine }) {
  const { t, format } = useShell()
  const whole = t(`anomalies.${key}.base`, { base: format.number(base) })
  if (base === 0) return <span className="soft small">{whole}</span>
  return (
    <>
      <b className="num">{format.number(found)}</b>
      <div className="soft small">
        {`/ ${whole}`}
        <br />
        {format.percent(found, base)}
      </div>
    </>
  )
}
