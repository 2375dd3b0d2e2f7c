import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PlanView } from '../../../../modules/queue/schemas.ts'
import { newId } from '../../../../platform/ids.ts'
import { flashCookie } from '../../../flash.ts'
import { parseTypedDate } from '../../../format.ts'
import type { PageProps } from '../../../page-props.ts'
import { useShell } from '../../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  DateField,
  type FormState,
  faultyForm,
  PageForm,
  PageHeading,
  readForm,
  type SentForm,
  TextAreaField,
} from '../../../ui/index.ts'
import { attemptWork } from '../../attempt.ts'
import { type DeskPage, getDesk } from '../../guard.ts'
import { EnterButton } from '../../kept-files.tsx'
import { CounterFields, FieldFields, LineFields, RuleFields } from './plan-fields.tsx'
import { PlansToCome, VersionTable } from './plan-versions.tsx'
import { atRows, MOST_ROWS, readPlan, rowsIn } from './read-plan.ts'

const PATH = '/quan-tri/hang-cho'
const MORE = 4

export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.queue.getPlan(page.actor, params.centre ?? ''), commandId: newId() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const asked = { page, centre: params.centre ?? '', form: await readForm(request) }
  const act = asked.form.text('act')
  if (act === 'more-lines') return withMore(asked.form, 'lineRows')
  if (act === 'more-counters') return withMore(asked.form, 'counterRows')
  return act === 'withdraw' ? withdraw(asked) : publish(asked)
}

interface Asked {
  page: DeskPage
  centre: string
  form: SentForm
}

/** The same form with more empty rows. */
function withMore(form: SentForm, name: string) {
  const rows = Math.min(MOST_ROWS, (Number(form.text(name)) || 0) + MORE)
  return data({ form: { values: { ...form.values, [name]: [String(rows)] }, faults: [] } as FormState })
}

async function publish({ page, centre, form }: Asked) {
  const { fields } = await page.services.queue.getPlan(page.actor, centre)
  const typed = readPlan(form, fields)
  const validFrom = form.text('validFrom') === '' ? null : parseTypedDate(form.text('validFrom'))
  if (form.text('validFrom') !== '' && validFrom === null) {
    return faultyForm(form, [{ path: 'validFrom', key: 'queue.figures.e_date' }])
  }
  const answer = await attemptWork(form, async () => {
    const { inForce } = await page.services.queue.publishPlan(page.actor, {
      centre,
      plan: typed.plan,
      validFrom,
      note: form.text('note'),
      version: Number(form.text('version')) || 0,
      commandId: form.text('commandId'),
    })
    return told(centre, inForce ? 'queue.plan.done' : 'queue.plan.done_later')
  })
  if (answer instanceof Response) return answer
  const { form: state } = answer.data
  return faultyForm(form, atRows(state.faults, typed))
}

async function withdraw({ page, centre, form }: Asked) {
  const version = Number(form.text('withdrawn')) || 0
  const field = `withdrawNote.${version}`
  const answer = await attemptWork(form, async () => {
    const commandId = form.text('commandId')
    await page.services.queue.withdrawPlan(page.actor, { centre, version, note: form.text(field), commandId })
    return told(centre, 'queue.plan.withdrawn_now')
  })
  if (answer instanceof Response) return answer
  return faultyForm(
    form,
    answer.data.form.faults.map((fault) => (fault.path === 'note' ? { ...fault, path: field } : fault)),
  )
}

function told(centre: string, key: string): Response {
  return redirect(`${PATH}/${encodeURIComponent(centre)}`, {
    status: 303,
    headers: { 'set-cookie': flashCookie({ key }) },
  })
}

/** How a centre arranges its queue: lines, fields, counters, rules; from now or from a later day. */
export default function QueuePlanPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { view, commandId } = loaderData
  const state = actionData?.form
  const isWithdrawal = state?.values.act?.[0] === 'withdraw'
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('queue.plan.title'), to: PATH }, { label: view.centre.name }]} />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('queue.plan.title')}</PageHeading>
      <p className="lead">{t('queue.plan.lead')}</p>
      <PlansToCome view={view} commandId={commandId} state={isWithdrawal ? state : undefined} />
      <PlanForm view={view} commandId={commandId} state={isWithdrawal ? undefined : state} />
      <VersionTable versions={view.versions} />
    </>
  )
}

function PlanForm({ view, commandId, state }: { view: PlanView; commandId: string; state: FormState | undefined }) {
  const { t, format } = useShell()
  const rows = rowsIn(state?.values ?? {}, view.plan)
  const parts = { view, state, rows }
  return (
    <PageForm state={state} commandId={commandId}>
      <EnterButton />
      <input type="hidden" name="version" value={state?.values.version?.[0] ?? view.version} />
      <LineFields {...parts} />
      <FieldFields {...parts} />
      <CounterFields {...parts} />
      <RuleFields plan={view.plan} />
      <section aria-labelledby="ban-hanh">
        <h2 id="ban-hanh">{t('queue.plan.publish')}</h2>
        <TextAreaField name="note" label={t('queue.plan.note')} hint={t('queue.plan.note_hint')} rows={2} />
        <DateField
          name="validFrom"
          label={t('queue.plan.valid_from')}
          hint={t('queue.plan.valid_from_hint', { today: format.date(view.today) })}
          optional
        />
        <p className="consequence">{t('queue.plan.consequence')}</p>
        <Actions>
          <Button>{t('queue.plan.publish_now')}</Button>
        </Actions>
      </section>
    </PageForm>
  )
}
