import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  ConfirmPanel,
  PageForm,
  PageHeading,
  readForm,
  TextAreaField,
} from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { official } from '../texts.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { portal, actor, page } = citizenPage(context)
  const dossier = await portal.dossiers.get(actor, params.id ?? '', page.locale)
  if (!dossier.verbs.some((one) => one.verb === 'withdraw' && one.allowed))
    throw redirect(`/ho-so/${dossier.dossierId}`)
  return { dossier, commandId: crypto.randomUUID() }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const form = await readForm(request)
  const id = params.id ?? ''
  return attemptForm(form, async () => {
    const version = Number(form.text('version')) || 0
    await portal.dossiers.withdraw(actor, id, {
      reason: form.text('reason'),
      version,
      commandId: form.text('commandId'),
    })
    return redirect(`/ho-so/${id}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'portal.withdraw.done' }) },
    })
  })
}

/** Asks once more before a dossier is taken back. */
export default function WithdrawPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { dossier, commandId } = loaderData
  return (
    <>
      <PageHeading faulty={actionData !== undefined}>{t('portal.withdraw.title')}</PageHeading>
      <ConfirmPanel
        facts={[
          { term: t('portal.dossier.procedure'), value: official(dossier.procedure.name, locale) },
          { term: t('portal.dossier.code'), value: dossier.code ?? t('portal.dossier.no_code') },
          { term: t('portal.dossier.state'), value: t(`portal.state.${dossier.legal}`) },
        ]}
        consequence={t('portal.withdraw.consequence')}
        back={{ to: `/ho-so/${dossier.dossierId}`, label: t('portal.withdraw.keep') }}
      >
        <PageForm state={actionData?.form} commandId={commandId}>
          <input type="hidden" name="version" value={dossier.version} />
          <TextAreaField name="reason" label={t('portal.withdraw.reason')} optional rows={3} />
          <Actions>
            <Button tone="danger">{t('portal.withdraw.do')}</Button>
          </Actions>
        </PageForm>
      </ConfirmPanel>
    </>
  )
}
