import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  EMPTY_FORM,
  type FormState,
  PageForm,
  PageHeading,
  QrCode,
  readForm,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = getDesk(context)
  return { round: await services.surveys.round(actor, params.id ?? ''), publicUrl: services.surveys.publicUrl }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, services } = getDesk(context)
  const form = await readForm(request)
  let token = ''
  const answer = await attemptWork(form, async () => {
    token = await services.surveys.linkAtCounter(actor, { roundId: params.id ?? '', reference: form.text('reference') })
    return new Response()
  })
  if (!(answer instanceof Response)) return answer
  const state: FormState = EMPTY_FORM
  return data({ form: state, token })
}

/** At a counter: the code of a dossier that was drawn gives a QR code for the person's own phone, or opens the ballot on the tablet. */
export default function CounterPage({
  loaderData: { round, publicUrl },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const token = actionData !== undefined && 'token' in actionData ? String(actionData.token) : null
  const faults = actionData?.form.faults ?? []
  const address = token === null ? null : `${publicUrl}/khao-sat/phieu/${token}`
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: titleOf(round, locale), to: `/lam-viec/khao-sat/${round.id}` },
          { label: t('surveys.counter.title') },
        ]}
      />
      <PageHeading faulty={faults.length > 0}>{t('surveys.counter.title')}</PageHeading>
      <p>{t('surveys.counter.text')}</p>
      {address !== null && (
        <section>
          <QrCode value={address} label={t('surveys.letters.qr')} caption={t('surveys.counter.scan')} />
          <p>{t('surveys.counter.tablet')}</p>
          <p>
            <code>{address}</code>
          </p>
        </section>
      )}
      <PageForm state={actionData?.form}>
        <TextField name="reference" label={t('surveys.counter.reference')} maxLength={100} />
        <Actions>
          <Button>{t('surveys.counter.make')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}
