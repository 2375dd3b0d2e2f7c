import type { ToldWays } from '../../modules/feedback/satisfaction.ts'
import type { PaperSign, RatingWays } from '../../modules/feedback/view-types.ts'
import { useShell } from '../shell.ts'
import { EmptyState, Notice } from '../ui/index.ts'

/** By what ratings came, in one line: "liên kết 20 · phiếu 12 · cách khác 4". */
export function useWayText(): (ways: ToldWays) => string {
  const { t, format } = useShell()
  return ({ told, others }) => {
    const parts = told.map(({ way, ratings }) => `${t(`feedback.way.${way}`)} ${format.number(ratings)}`)
    // Nothing but small ways is no line: it would only say again how many ratings there are.
    if (parts.length === 0) return '–'
    if (others > 0) parts.push(`${t('feedback.way.others')} ${format.number(others)}`)
    return parts.join(' · ')
  }
}

/** By what the ratings of a head's agencies came, and how many the person then replaced. */
export function WayCounts({ ways }: { ways: RatingWays }) {
  const { t, format } = useShell()
  const wayText = useWayText()
  const isEmpty = ways.told.length === 0 && ways.others === 0
  return (
    <section>
      <h2>{t('feedback.way.title')}</h2>
      {isEmpty ? (
        <EmptyState title={t('feedback.way.empty')} />
      ) : (
        <>
          <p className="num">{wayText(ways)}</p>
          {ways.replaced > 0 && <p>{t('feedback.way.replaced', { ratings: format.number(ways.replaced) })}</p>}
          <p className="soft small">{t('feedback.way.text')}</p>
        </>
      )}
    </section>
  )
}

/** Many papers rated from one address in a short time: what was seen, and what it may mean. */
export function PaperSigns({ signs }: { signs: readonly PaperSign[] }) {
  const { t } = useShell()
  return (
    <section id="dau-hieu">
      <h2>{t('feedback.signs.title')}</h2>
      {signs.length === 0 ? (
        <p className="soft">{t('feedback.signs.empty')}</p>
      ) : (
        <>
          <Notice tone="plain">{t('feedback.signs.inform')}</Notice>
          <ul className="list">
            {signs.map((sign) => (
              <li key={sign.id}>
                <Sign sign={sign} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Sign({ sign }: { sign: PaperSign }) {
  const { t, format } = useShell()
  const { agencyName, officerName, way, ratings, best, beganAt, lastAt } = sign
  return (
    <>
      <b>
        {t(`feedback.signs.${way}`, {
          ratings: format.number(ratings),
          minutes: format.number(Math.max(1, Math.ceil((lastAt - beganAt) / 60_000))),
        })}
      </b>
      <div className="soft small num">
        {agencyName} · {format.weekdayTime(new Date(beganAt), 'with-year')}
      </div>
      <p>
        {officerName !== null && (
          <>
            {t('feedback.signs.officer', { officer: officerName })}
            <br />
          </>
        )}
        {t('feedback.signs.best', { best: format.number(best), ratings: format.number(ratings) })}
      </p>
    </>
  )
}
