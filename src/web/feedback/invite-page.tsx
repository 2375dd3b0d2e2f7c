import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, attemptForm, Button, EMPTY_FORM, PageForm, PageHeading, QrCode, readForm } from '../ui/index.ts'
import { dossierIdOf, getDesk } from '../workspace/guard.ts'
import { nameIn } from '../workspace/texts.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { desk, actor, locale, services } = getDesk(context)
  const { code, procedure } = await desk.getDossierPage(actor, dossierIdOf(params.id), locale)
  return { code, procedure, publicUrl: services.surveys.publicUrl }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  let token = ''
  const answer = await attemptForm(form, async () => {
    token = await services.ratings.inviteAtDesk(actor, dossierIdOf(params.id))
    return new Response()
  })
  return answer instanceof Response ? { token, form: EMPTY_FORM } : answer
}

/** At the return desk: a code for the phone of whoever has just been handed the result, or for the hall's tablet. This screen is an officer's and takes none. */
export default function InvitePage({ loaderData, actionData, params }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { code, procedure, publicUrl } = loaderData
  const token = actionData !== undefined && 'token' in actionData ? actionData.token : null
  const address = token === null ? null : `${publicUrl}/danh-gia/${token}`
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined && token === null} kicker={code ?? ''}>
        {t('feedback.invite.title')}
      </PageHeading>
      <p>{nameIn(procedure.name, locale)}</p>
      <p>{t('feedback.invite.text')}</p>
      {address === null ? (
        <PageForm state={actionData?.form}>
          <Actions>
            <Button>{t('feedback.invite.open')}</Button>
          </Actions>
        </PageForm>
      ) : (
        <>
          <QrCode value={address} label={t('feedback.invite.qr')} caption={t('feedback.invite.scan')} />
          <p>
            <code>{address}</code>
          </p>
        </>
      )}
      <p>
        <a href={`/lam-viec/ho-so/${params.id}`}>{t('feedback.invite.back')}</a>
      </p>
    </div>
  )
}
