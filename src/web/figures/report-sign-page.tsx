import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Breadcrumbs,
  Button,
  ConfirmPanel,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  WhyNot,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { reportListPath, reportPath } from './report-addresses.ts'
import { cellName } from './report-texts.ts'
import { periodName } from './texts.ts'

/** The last look before a report is signed. Not there for who does not sign. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const view = await page.services.reports.get(page.actor, params.id ?? '')
  if (!view.maySign) throw data(null, { status: 404 })
  return { view }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const reportId = params.id ?? ''
  return attemptWork(form, async () => {
    await page.services.reports.sign({ actor: page.actor, reportId, hash: form.text('hash') })
    return redirect(reportPath(reportId), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'reports.done.signed' }) },
    })
  })
}

export default function ReportSignPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const report = t(`reports.kind.${view.kind}`)
  const unverified = view.snapshot.sections.flatMap(({ cells }) =>
    cells.filter(({ standing }) => standing === 'unverified'),
  )
  const names = unverified.map((cell) => cellName(cell, shell)).join('; ')
  const empty = view.snapshot.sections.filter(({ cells, narrative }) => cells.length === 0 && narrative.trim() === '')
  const unwritten = empty.map(({ key }) => t(`reports.section.${key}`)).join('; ')
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('reports.title'), to: reportListPath(view) },
          { label: report, to: reportPath(view.id) },
          { label: t('reports.sign.title') },
        ]}
      />
      <PageHeading faulty={state !== undefined}>{t('reports.sign.title')}</PageHeading>
      <ConfirmPanel
        facts={[
          { term: t('reports.sign.report'), value: report },
          { term: t('reports.sign.agency'), value: view.agency.name },
          { term: t('reports.sign.period'), value: periodName(view.period, shell) },
          ...(names === '' ? [] : [{ term: t('reports.sign.unverified'), value: names }]),
          ...(unwritten === '' ? [] : [{ term: t('reports.sign.empty'), value: unwritten }]),
          { term: t('reports.sign.hash'), value: <span className="hash">{view.hash}</span> },
        ]}
        consequence={t('reports.sign.consequence')}
        back={{ to: reportPath(view.id), label: t('reports.sign.back') }}
      >
        {view.whyNot !== null && (
          <WhyNot>{t(`reports.page.why.${view.whyNot}`, { day: format.date(view.period.to) })}</WhyNot>
        )}
        {(view.whyNot === null || state !== undefined) && (
          <PageForm state={state}>
            <input type="hidden" name="hash" value={view.hash} />
            <Button>{t('reports.sign.button')}</Button>
          </PageForm>
        )}
      </ConfirmPanel>
    </>
  )
}
