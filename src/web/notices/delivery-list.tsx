import type { DeliveryState } from '../../modules/notices/delivery.ts'
import type { DeliveryView } from '../../modules/notices/view-types.ts'
import { useShell } from '../shell.ts'
import { Tag, type Tone } from '../ui/index.ts'

const tones: Record<DeliveryState, Tone> = {
  waiting: 'wait',
  sending: 'wait',
  sent: 'ok',
  delivered: 'ok',
  failed: 'late',
  bounced: 'late',
  no_address: 'plain',
}

/** By which ways a notice went and what became of it. */
export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const { t, format } = useShell()
  return (
    <div className="small">
      {deliveries.map(({ channel, state, at, attempts, code }) => (
        <div key={channel}>
          {t(`notices.channel.${channel}`)} <Tag tone={tones[state]}>{t(`notices.delivery.${state}`)}</Tag>{' '}
          <span className="soft num">
            {t(state === 'waiting' ? 'notices.delivery.next' : 'notices.delivery.at', {
              at: format.dateTime(new Date(at)),
            })}
            {attempts > 1 && ` · ${t('notices.delivery.attempts', { count: attempts })}`}
            {code !== null && ` · ${code}`}
          </span>
        </div>
      ))}
    </div>
  )
}
