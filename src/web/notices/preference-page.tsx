import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { outerChannels } from '../../modules/notices/delivery.ts'
import type { PreferenceView } from '../../modules/notices/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { citizenPage } from '../portal/guard.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  CheckboxField,
  Enhance,
  type FormState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  type SentForm,
} from '../ui/index.ts'
import { QuietFields, quietIn } from './quiet-fields.tsx'

const HERE = '/tai-khoan/thong-bao'

export async function loader({ context }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  return { preference: await page.services.notices.preference(actor), commandId: crypto.randomUUID() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const form = await readForm(request)
  const { notices } = page.services
  const acts: Record<string, () => Promise<void>> = {
    trial: () => notices.sendTrial(actor, form.text('commandId')),
    device: () => notices.addDevice(actor, form.text('subscription')),
    forget: () => notices.removeDevices(actor),
  }
  const wanted = form.text('do')
  const act = acts[wanted]
  return attemptForm(form, async () => {
    await (act === undefined ? notices.choosePreference(actor, chosenIn(form)) : act())
    const key = act === undefined ? 'notices.preference.saved' : `notices.preference.done.${wanted}`
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  })
}

function chosenIn(form: SentForm) {
  return {
    channels: form.all('channels'),
    locale: form.text('locale'),
    quiet: quietIn(form),
  }
}

/** How a citizen wants to be told. */
export default function PreferencePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { preference, commandId } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('notices.preference.title')}</PageHeading>
      <p>{t('notices.preference.text')}</p>
      <PreferenceForm preference={preference} state={actionData?.form} />
      <h2>{t('notices.preference.trial_title')}</h2>
      <p>{t('notices.preference.trial_text')}</p>
      <form method="post">
        <input type="hidden" name="commandId" value={commandId} />
        <Actions>
          <SecondButton name="do" value="trial">
            {t('notices.preference.trial')}
          </SecondButton>
        </Actions>
      </form>
      <Devices preference={preference} />
      <p>
        <a href="/thong-bao">{t('notices.preference.back')}</a>
      </p>
    </div>
  )
}

function PreferenceForm({ preference, state }: { preference: PreferenceView; state: FormState | undefined }) {
  const { t } = useShell()
  const known: Partial<Record<string, string | null>> = {
    email: preference.email,
    sms: preference.phone,
    zalo: preference.phone,
  }
  const channels = outerChannels.filter((channel) => preference.offered.includes(channel))
  return (
    <PageForm state={state}>
      <CheckboxField
        name="channels"
        label={t('notices.preference.channels')}
        hint={t('notices.preference.channels_hint')}
        optional
        initial={preference.channels}
        choices={channels.map((channel) => ({
          value: channel,
          label: t(`notices.channel.${channel}`),
          hint:
            channel === 'push'
              ? t('notices.preference.push_hint')
              : (known[channel] ?? t('notices.preference.no_address')),
        }))}
      />
      <QuietFields quiet={preference.quiet} hint={t('notices.preference.quiet_hint')} from={21 * 60} />
      <RadioField
        name="locale"
        label={t('notices.preference.locale')}
        initial={preference.locale}
        choices={[
          { value: 'vi', label: t('notices.preference.locale_vi') },
          { value: 'en', label: t('notices.preference.locale_en') },
        ]}
      />
      <Actions>
        <Button>{t('notices.preference.save')}</Button>
      </Actions>
    </PageForm>
  )
}

/** Showing notices in this browser needs a script and the person's yes; without either nothing is offered that does not work. */
function Devices({ preference }: { preference: PreferenceView }) {
  const { t } = useShell()
  if (preference.pushKey === null) return null
  return (
    <section>
      <h2>{t('notices.preference.devices')}</h2>
      <p>{t('notices.preference.devices_text', { count: preference.devices })}</p>
      <form method="post" data-push={preference.pushKey} data-push-refused={t('notices.preference.push_refused')}>
        <input type="hidden" name="subscription" value="" />
        <p className="soft small" data-push-missing="">
          {t('notices.preference.push_missing')}
        </p>
        <div data-push-button="" hidden>
          <Actions>
            <SecondButton name="do" value="device">
              {t('notices.preference.push_here')}
            </SecondButton>
          </Actions>
        </div>
      </form>
      {preference.devices > 0 && (
        <form method="post">
          <Actions>
            <SecondButton name="do" value="forget">
              {t('notices.preference.forget')}
            </SecondButton>
          </Actions>
        </form>
      )}
      <Enhance script="push" />
    </section>
  )
}
