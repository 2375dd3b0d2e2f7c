import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../../platform/ids.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  CheckboxField,
  DateField,
  Enhance,
  type FormState,
  faultyForm,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { getDesk } from '../guard.ts'
import { EnterButton } from '../kept-files.tsx'
import { FIRST_LINES, linesIn, MOST_LINES, readHandover } from './read-handover.ts'

/** The record that post and counter sign: counted, line by line, with the number of each slip (QĐ 45/2016 Art. 7). */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const counters = await page.desk.listCounters(page.actor)
  if (counters.length === 0) throw data(null, { status: 404 })
  return { counters, commandId: newId(), now: Date.now() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  if (form.text('act') === 'more') {
    const lines = Math.min(MOST_LINES, linesIn(form) + FIRST_LINES)
    return data({ form: { values: { ...form.values, lines: [String(lines)] }, faults: [] } as FormState })
  }
  const read = readHandover(form)
  if ('faults' in read) return faultyForm(form, read.faults)
  return attemptWork(form, async () => {
    const { id } = await page.desk.recordHandover({
      actor: page.actor,
      mandateId: form.text('mandateId'),
      commandId: form.text('commandId'),
      ...read,
    })
    const flash = flashCookie({ key: 'intake.post.recorded', params: { count: read.items.length } })
    return redirect(`/lam-viec/buu-chinh/${id}`, { headers: { 'set-cookie': flash } })
  })
}

export default function NewHandoverPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { counters, commandId, now } = loaderData
  const state = actionData?.form
  const lines = Math.min(MOST_LINES, Number(state?.values.lines?.[0] ?? FIRST_LINES) || FIRST_LINES)
  const first = counters[0]?.mandateId
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('intake.post.title'), to: '/lam-viec/buu-chinh' }, { label: t('intake.post.new') }]}
      />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('intake.post.new')}</PageHeading>
      <PageForm state={state} commandId={commandId} keep="bien-ban-buu-chinh">
        <EnterButton />
        <input type="hidden" name="lines" value={lines} />
        <SelectField
          name="mandateId"
          label={t('intake.counter')}
          initial={first}
          choices={counters.map(({ mandateId, name }) => ({ value: mandateId, label: name }))}
        />
        <div className="side-by-side">
          <TextField name="postOffice" label={t('intake.post.office')} maxLength={200} />
          <TextField name="signedByPost" label={t('intake.post.signed_by')} maxLength={100} />
        </div>
        <div className="side-by-side">
          <DateField
            name="signedAt"
            label={t('intake.post.signed_on')}
            hint={t('intake.post.signed_hint')}
            initial={format.date(new Date(now))}
          />
          <TextField
            name="signedTime"
            label={t('workspace.due.time')}
            hint={t('workspace.due.time_hint')}
            initial={format.clock(new Date(now))}
            size="short"
          />
        </div>
        {Array.from({ length: lines }, (_, at) => (
          <HandoverLineFields key={`line-${at + 1}`} at={at} />
        ))}
        <Actions>
          <Button>{t('intake.post.record')}</Button>
          {lines < MOST_LINES && (
            <SecondButton name="act" value="more">
              {t('intake.post.more')}
            </SecondButton>
          )}
        </Actions>
        <p className="soft small">{t('intake.post.record_hint')}</p>
      </PageForm>
      <Enhance script="keep-typed" />
    </>
  )
}

function HandoverLineFields({ at }: { at: number }) {
  const { t } = useShell()
  return (
    <fieldset className="part">
      <legend>{t('intake.post.line', { line: at + 1 })}</legend>
      <div className="side-by-side">
        <TextField name={`slip/${at}`} label={t('intake.post.slip')} autoComplete="off" maxLength={40} optional />
        <TextField
          name={`procedure/${at}`}
          label={t('intake.post.procedure')}
          hint={t('intake.post.procedure_hint')}
          autoComplete="off"
          maxLength={20}
          optional
        />
        <CheckboxField
          name={`complete/${at}`}
          label={t('intake.post.complete')}
          initial="yes"
          optional
          choices={[{ value: 'yes', label: t('intake.post.complete_yes') }]}
        />
        <TextField name={`remark/${at}`} label={t('intake.post.remark')} maxLength={500} optional />
      </div>
    </fieldset>
  )
}
