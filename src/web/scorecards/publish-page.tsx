import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, Button, ConfirmPanel, type FormState, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, roundPath } from './addresses.ts'
import { SchemeNotice } from './sheet-parts.tsx'
import { pointsText } from './texts.ts'

/** The last look before a result is published. Not there for who does not publish. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const view = await page.services.scorecards.round(page.actor, params.id ?? '')
  if (!view.mayPublish) throw data(null, { status: 404 })
  return { view }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const roundId = params.id ?? ''
  return attemptWork(form, async () => {
    await page.services.scorecards.publish({ actor: page.actor, roundId, hash: form.text('hash') })
    return redirect(roundPath(roundId), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'scorecards.done.published' }) },
    })
  })
}

export default function PublishPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: `${said(view.scheme.name, shell)} ${view.year}`, to: roundPath(view.id) },
          { label: t('scorecards.publish.title') },
        ]}
      />
      <PageHeading faulty={state !== undefined}>{t('scorecards.publish.title')}</PageHeading>
      <SchemeNotice scheme={view.scheme} />
      <ConfirmPanel
        facts={[
          ...view.units.map(({ unit, total }) => ({ term: unit, value: pointsText(total.final, view.scheme, shell) })),
          { term: t('scorecards.publish.hash'), value: <span className="hash">{view.hash}</span> },
        ]}
        consequence={t('scorecards.publish.consequence')}
        back={{ to: roundPath(view.id), label: t('scorecards.publish.back') }}
      >
        <PageForm state={state}>
          <input type="hidden" name="hash" value={view.hash} />
          <Button>{t('scorecards.publish.button')}</Button>
        </PageForm>
      </ConfirmPanel>
    </>
  )
}
