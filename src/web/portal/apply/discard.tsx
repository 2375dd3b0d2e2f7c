import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, Button, ConfirmPanel, PageForm, PageHeading } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { official } from '../texts.ts'
import { loadDraft } from './section-form.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { draft } = await loadDraft(args)
  return { draft }
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  await portal.drafts.discard(actor, params.draftId ?? '')
  return redirect('/ho-so', { status: 303, headers: { 'set-cookie': flashCookie({ key: 'portal.discard.done' }) } })
}

/** Asks once more before a draft is thrown away. */
export default function DiscardPage({ loaderData: { draft } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  return (
    <>
      <PageHeading>{t('portal.discard.title')}</PageHeading>
      <ConfirmPanel
        facts={[
          { term: t('portal.dossier.procedure'), value: official(draft.procedure.name, locale) },
          { term: t('portal.discard.changed'), value: format.dateTime(draft.changedAt) },
          { term: t('portal.apply.papers.title'), value: format.number(draft.files.length) },
        ]}
        consequence={t('portal.discard.consequence')}
        back={{ to: '/ho-so', label: t('portal.discard.keep') }}
      >
        <PageForm>
          <Actions>
            <Button tone="danger">{t('portal.discard.do')}</Button>
          </Actions>
        </PageForm>
      </ConfirmPanel>
    </>
  )
}
