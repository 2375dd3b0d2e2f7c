import type { CauseSum } from '../../../modules/scorecards/looks/view-types.ts'
import type { SchemeBrief } from '../../../modules/scorecards/view-types.ts'
import { said } from '../../figures/texts.ts'
import { useShell } from '../../shell.ts'
import { Bar } from '../../ui/index.ts'
import { pointsText } from '../texts.ts'

export interface LostCausesProps {
  causes: readonly CauseSum[]
  scheme: SchemeBrief
  /** Where a line's own page or place is. */
  lineTo(sheetId: string, key: string): string
  /** Of several units: each line says whose it is. */
  withUnits?: boolean
}

/** Lost points by cause: a bar a cause, opening to the lines they were lost at. */
export function LostCauses({ causes, scheme, lineTo, withUnits = false }: LostCausesProps) {
  const shell = useShell()
  const { t } = shell
  const most = causes[0]?.lost ?? 0
  if (causes.length === 0) return <p className="soft">{t('looks.lost.none')}</p>
  return (
    <div className="lost-causes">
      {causes.map(({ cause, lost, parts }) => (
        <details key={cause} className="disclosure">
          <summary>
            <span className="lost-line">
              <span>{t(`looks.cause.${cause}`)}</span>{' '}
              <b className="num">{t('scorecards.lost.points', { points: pointsText(lost, scheme, shell) })}</b>
            </span>
            <Bar share={lost / most} />
          </summary>
          <p className="soft small">{t(`looks.cause_text.${cause}`)}</p>
          <ul>
            {parts.map((part) => (
              <li key={`${part.sheetId} ${part.key}`}>
                {withUnits && `${part.unit}: `}
                <a href={lineTo(part.sheetId, part.key)}>{`${part.key}. ${said(part.name, shell)}`}</a>
                {', '}
                {t('scorecards.lost.points', { points: pointsText(part.lost, scheme, shell) })}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}
