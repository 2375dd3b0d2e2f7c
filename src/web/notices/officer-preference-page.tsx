import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { mailableKinds, unsilencedKinds } from '../../modules/notices/officers/officer-preference.ts'
import type { OfficerPreferenceView } from '../../modules/notices/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  CheckboxField,
  type FormState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  TextField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { clockText } from './clock-text.ts'
import { QuietFields, quietIn } from './quiet-fields.tsx'

const HERE = '/lam-viec/thong-bao/cach-nhan'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  return { preference: await services.notices.officerPreference(actor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  return attemptForm(form, async () => {
    await services.notices.chooseOfficerPreference(actor, {
      mailKinds: form.all('mailKinds'),
      digest: form.text('digest') !== 'no',
      digestAt: form.text('digestAt'),
      quiet: quietIn(form),
    })
    const headers = { 'set-cookie': flashCookie({ key: 'notices.preference.saved' }) }
    return redirect(HERE, { status: 303, headers })
  })
}

/** How an officer wants to be told: what cannot be turned off and why, then what can be chosen. */
export default function OfficerPreferencePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('notices.preference.title')}</PageHeading>
      <h2>{t('notices.officer.always')}</h2>
      <p>{t('notices.officer.always_text')}</p>
      <ul className="list">
        {unsilencedKinds.map((kind) => (
          <li key={kind}>
            <b>{t(`notices.kind.${kind}`)}</b>
            <div className="soft small">{t(`notices.officer.why.${kind}`)}</div>
          </li>
        ))}
      </ul>
      <h2>{t('notices.officer.choice')}</h2>
      <ChoiceForm preference={loaderData.preference} state={actionData?.form} />
      <p>
        <a href="/lam-viec/thong-bao">{t('notices.preference.back')}</a>
      </p>
    </div>
  )
}

function ChoiceForm({ preference, state }: { preference: OfficerPreferenceView; state: FormState | undefined }) {
  const { t } = useShell()
  const { email, hasMail } = preference
  const reach = hasMail && email !== null ? t('notices.officer.mail_hint', { email }) : t('notices.officer.mail_none')
  return (
    <PageForm state={state}>
      <RadioField
        name="digest"
        label={t('notices.officer.digest')}
        hint={t('notices.officer.digest_hint')}
        initial={preference.digest ? 'yes' : 'no'}
        choices={[
          { value: 'yes', label: t('notices.officer.digest_yes') },
          { value: 'no', label: t('notices.officer.digest_no') },
        ]}
      />
      <TextField
        name="digestAt"
        label={t('notices.officer.digest_at')}
        hint={t('notices.officer.digest_at_hint')}
        size="short"
        initial={clockText(preference.digestMinute)}
      />
      <CheckboxField
        name="mailKinds"
        label={t('notices.officer.mail')}
        hint={reach}
        optional
        initial={preference.mailKinds}
        choices={mailableKinds.map((kind) => ({ value: kind, label: t(`notices.kind.${kind}`) }))}
      />
      <QuietFields quiet={preference.quiet} hint={t('notices.officer.quiet_hint')} from={18 * 60} />
      <Actions>
        <Button>{t('notices.preference.save')}</Button>
      </Actions>
    </PageForm>
  )
}
