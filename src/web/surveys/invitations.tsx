import { useShell } from '../shell.ts'
import { Actions, Facts, type FormState, PageForm, SecondButton } from '../ui/index.ts'
import type { Invitations } from './survey-services.ts'

/** Inviting the sample of an open round by message and reminding it once: the buttons, and what became of the messages. */
export function InvitationSection({ invitations, state }: { invitations: Invitations; state: FormState | undefined }) {
  const { t, format } = useShell()
  const { counts, deliveries } = invitations
  const isInvited = counts.some(({ turn }) => turn === 1)
  const isReminded = counts.some(({ turn }) => turn === 2)
  return (
    <section id="tin-moi">
      <h2>{t('surveys.invite.title')}</h2>
      <p>{t('surveys.invite.text')}</p>
      {counts.length > 0 && (
        <Facts
          facts={[
            ...counts.map(({ turn, told, queued, unreachable, dropped }) => ({
              term: t(`surveys.invite.turn.${turn}`),
              value: t('surveys.invite.counts', {
                told: format.number(told),
                queued: format.number(queued),
                unreachable: format.number(unreachable),
                dropped: format.number(dropped),
              }),
            })),
            ...deliveries.map(({ channel, states }) => ({
              term: t('surveys.invite.delivery', { channel: t(`notices.channel.${channel}`) }),
              value: t('surveys.invite.delivered', {
                sent: format.number((states.sent ?? 0) + (states.delivered ?? 0)),
                bounced: format.number(states.bounced ?? 0),
                failed: format.number(states.failed ?? 0),
                waiting: format.number((states.waiting ?? 0) + (states.sending ?? 0)),
                none: format.number(states.no_address ?? 0),
              }),
            })),
          ]}
        />
      )}
      {isReminded ? null : (
        <PageForm state={state}>
          <input type="hidden" name="viec" value={isInvited ? 'nhac' : 'moi'} />
          {isInvited && <p>{t('surveys.invite.remind_text')}</p>}
          <Actions>
            <SecondButton>{t(isInvited ? 'surveys.invite.remind' : 'surveys.invite.send')}</SecondButton>
          </Actions>
        </PageForm>
      )}
    </section>
  )
}
