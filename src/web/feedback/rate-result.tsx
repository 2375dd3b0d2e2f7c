import type { OwnOccasion } from '../../modules/feedback/view-types.ts'
import { useShell } from '../shell.ts'
import { Actions, PageForm, QrCode, SecondButton } from '../ui/index.ts'

/** On the page of one's own dossier whose result was handed over: one's own link to rate by, here or on a phone. */
export function RateResult({
  dossierId,
  occasion,
  publicUrl,
}: {
  dossierId: string
  occasion: OwnOccasion
  publicUrl: string
}) {
  const { t } = useShell()
  const { event, isGiven, token } = occasion
  return (
    <section className="rate-result">
      <h2>{t('feedback.result.title')}</h2>
      <p>{t(isGiven ? 'feedback.result.given' : 'feedback.result.text')}</p>
      <PageForm action={`/ho-so/${dossierId}/danh-gia`}>
        <input type="hidden" name="event" value={event} />
        <Actions>
          <SecondButton>{t(isGiven ? 'feedback.occasions.again' : 'feedback.occasions.rate')}</SecondButton>
        </Actions>
      </PageForm>
      {token !== null && (
        <QrCode
          value={`${publicUrl}/danh-gia/${token}`}
          label={t('feedback.result.qr')}
          caption={t('feedback.result.caption')}
        />
      )}
    </section>
  )
}

/** On a sheet that one prints: as on the slips of the counter, whoever holds it rates once. */
export function RateBySheet({ occasion: { slip, event }, publicUrl }: { occasion: OwnOccasion; publicUrl: string }) {
  const { t } = useShell()
  return (
    <section className="rate-by-sheet">
      <QrCode
        value={`${publicUrl}/danh-gia/${slip.token}`}
        label={t('feedback.title')}
        caption={t('feedback.receipt.caption', { code: slip.code })}
      />
      <div>
        <h3>
          {t('feedback.title')} <span className="soft">({t(`feedback.event.${event}`)})</span>
        </h3>
        <p className="small">{t('feedback.receipt.text')}</p>
      </div>
    </section>
  )
}
