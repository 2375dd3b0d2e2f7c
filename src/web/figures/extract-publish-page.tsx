import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, Button, ConfirmPanel, type FormState, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'

const LIST = '/lam-viec/so-lieu/du-lieu-mo'

/** The last look before the open data of a month is published for good. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const months = await page.services.reports.extractMonths(page.actor)
  const found = months.find(({ month }) => month === params.month)
  if (found === undefined) throw data(null, { status: 404 })
  return { month: found }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    await page.services.reports.askExtract({ actor: page.actor, month: params.month ?? '' })
    return redirect(LIST, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'open-data.office.done' }) } })
  })
}

export default function ExtractPublishPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const state = (actionData as { form: FormState } | undefined)?.form
  const month = loaderData.month.month.split('-').reverse().join('/')
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('open-data.office.title'), to: LIST }, { label: t('open-data.month', { month }) }]}
      />
      <PageHeading faulty={state !== undefined}>{t('open-data.office.confirm', { month })}</PageHeading>
      <ConfirmPanel
        facts={[
          { term: t('open-data.office.month'), value: month },
          { term: t('open-data.office.holds'), value: t('open-data.office.holds_text') },
        ]}
        consequence={t('open-data.office.consequence')}
        back={{ to: LIST, label: t('open-data.office.back') }}
      >
        <PageForm state={state}>
          <Button>{t('open-data.office.publish')}</Button>
        </PageForm>
      </ConfirmPanel>
    </>
  )
}
