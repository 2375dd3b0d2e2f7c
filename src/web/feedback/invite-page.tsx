import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, attemptForm, Button, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { dossierIdOf, getDesk } from '../workspace/guard.ts'
import { nameIn } from '../workspace/texts.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { desk, actor, locale } = getDesk(context)
  const { code, procedure } = await desk.getDossierPage(actor, dossierIdOf(params.id), locale)
  return { code, procedure }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  return attemptForm(form, async () => {
    const token = await services.ratings.inviteAtDesk(actor, dossierIdOf(params.id))
    return redirect(`/danh-gia/${token}`, 303)
  })
}

/** At the return desk: opens the rating on this screen, to be turned to whoever has just been handed the result. */
export default function InvitePage({ loaderData, actionData, params }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { code, procedure } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined} kicker={code ?? ''}>
        {t('feedback.invite.title')}
      </PageHeading>
      <p>{nameIn(procedure.name, locale)}</p>
      <p>{t('feedback.invite.text')}</p>
      <PageForm state={actionData?.form}>
        <Actions>
          <Button>{t('feedback.invite.open')}</Button>
        </Actions>
      </PageForm>
      <p>
        <a href={`/lam-viec/ho-so/${params.id}`}>{t('feedback.invite.back')}</a>
      </p>
    </div>
  )
}
