import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Enhance,
  faultyForm,
  PageForm,
  PageHeading,
  SecondButton,
} from '../../ui/index.ts'
import { HeldChoice, RegistryAnswers } from '../apply/held-choice.tsx'
import { citizenPage } from '../guard.ts'
import { PaperRow } from '../paper-row.tsx'
import type { SupplyPage as SupplyPageView } from '../services/dossiers.ts'
import { official } from '../texts.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { portal, actor, page } = citizenPage(context)
  try {
    const supply = await portal.dossiers.supply(actor, params.id ?? '')
    const state = page.posted?.kind === 'upload' ? page.posted.form : undefined
    return { supply, state, mostBytes: portal.uploads.mostBytes }
  } catch (error) {
    // Answered already, or not asked any more: the dossier's page says how it stands.
    if (isRefusal(error) && error.code === 'casework.no_supplement_open') throw redirect(`/ho-so/${params.id ?? ''}`)
    throw error
  }
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const id = params.id ?? ''
  const supply = await portal.dossiers.supply(actor, id)
  const missing = supply.components.filter(({ key }) => !isThere(supply, key))
  if (missing.length > 0) {
    const faults = missing.map((one) => ({
      path: `tep/${one.key}`,
      key: 'draft.paper_missing',
      params: { name: one.name.vi },
    }))
    return faultyForm({ values: {} }, faults)
  }
  await portal.dossiers.sendSupply(actor, id)
  return redirect(`/ho-so/${id}`, {
    status: 303,
    headers: { 'set-cookie': flashCookie({ key: 'portal.supply.sent' }) },
  })
}

function isAnswered({ answered }: SupplyPageView, key: string): boolean {
  return answered.some(({ componentKey }) => componentKey === key)
}

/** Sent, chosen from the store, or answered by a registry. */
function isThere(supply: SupplyPageView, key: string): boolean {
  const isSent = supply.files.some(({ componentKey }) => componentKey === key)
  return isSent || supply.chosen[key] !== undefined || isAnswered(supply, key)
}

/** Handing in what was asked: file by file, each kept at once, then sent together. */
export default function SupplyPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  const { supply, state, mostBytes } = loaderData
  return (
    <div className="narrow">
      <PageHeading
        kicker={`${official(supply.procedureName, locale)} · ${supply.code ?? t('portal.dossier.no_code')}`}
        faulty={state !== undefined || actionData !== undefined}
      >
        {t('portal.supply.title')}
      </PageHeading>
      <p className="lead">{t('portal.supply.until', { date: format.weekdayDate(new Date(supply.until)) })}</p>
      <p>{t('portal.apply.papers.how', { size: format.fileSize(mostBytes) })}</p>
      <ul className="list">
        {supply.components.map((component) => (
          <PaperRow
            key={component.key}
            component={component}
            files={supply.files}
            before={
              <>
                <RegistryAnswers answered={supply.answered} componentKey={component.key} />
                <HeldChoice
                  of={supply}
                  componentKey={component.key}
                  to={`/ho-so/${supply.dossierId}/bo-sung/kho`}
                  byItself={false}
                />
              </>
            }
            needless={supply.chosen[component.key] !== undefined || isAnswered(supply, component.key)}
            needed={!isThere(supply, component.key)}
            state={state}
            uploadTo={`/ho-so/${supply.dossierId}/bo-sung`}
            removeTo={`/ho-so/${supply.dossierId}/bo-sung/bo`}
          />
        ))}
      </ul>
      {supply.mayAsk && (
        <form method="post" action={`/ho-so/${supply.dossierId}/bo-sung/kho`}>
          <input type="hidden" name="act" value="ask" />
          <p>{t('papers.registry_ask_hint')}</p>
          <SecondButton>{t('papers.registry_ask')}</SecondButton>
        </form>
      )}
      <PageForm action={`/ho-so/${supply.dossierId}/bo-sung/gui`} state={actionData?.form}>
        <Actions>
          <Button>{t('portal.supply.send')}</Button>
          <ButtonLink to={`/ho-so/${supply.dossierId}`} second>
            {t('portal.supply.later')}
          </ButtonLink>
        </Actions>
      </PageForm>
      <Enhance script="upload" />
    </div>
  )
}
