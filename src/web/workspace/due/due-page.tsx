import { data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  DateField,
  type FormFault,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  RadioField,
  SelectField,
  Steps,
  TextField,
} from '../../ui/index.ts'
import { getDesk } from '../guard.ts'
import { formStateOf } from '../query-form.ts'
import { REASONS, readQuestion, UNITS, WAITS } from './read-question.ts'

/** The deadline calculator: the same counting as `motcua due`, for an officer. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const typed = new URL(request.url).searchParams
  const offices = await page.desk.listOffices()
  const chosen = offices.find((office) => office.code === typed.get('co-quan'))
  const question = readQuestion(typed)
  const faults: FormFault[] = question.kind === 'faulty' ? question.faults : []
  const own = page.actor.mandates[0]?.agencyCode
  const initial = { office: offices.find((office) => office.code === own)?.code ?? '', now: Date.now() }
  if (question.kind !== 'none' && chosen === undefined) {
    faults.push({ path: 'co-quan', key: 'workspace.due.e_office' })
  }
  if (question.kind !== 'asked' || chosen === undefined) {
    const body = { offices, initial, form: formStateOf(typed, faults), answer: null }
    return data(body, { status: faults.length > 0 ? 422 : 200 })
  }
  const answer = await page.desk.calculateDue({ agencyId: chosen.id, clock: question.clock, locale: page.locale })
  if (answer.kind === 'due') return data({ offices, initial, form: formStateOf(typed, []), answer }, { status: 200 })
  const key = `workspace.due.e_${answer.because}`
  const path = answer.because === 'limit' ? 'so' : answer.because === 'outside' ? 'bat-dau' : 'cho-den-1'
  return data({ offices, initial, form: formStateOf(typed, [{ path, key }]), answer: null }, { status: 422 })
}

export default function DuePage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { offices, initial, form, answer } = loaderData
  const now = new Date(initial.now)
  return (
    <>
      <PageHeading faulty={form.faults.length > 0}>{t('workspace.due.title')}</PageHeading>
      <p className="soft">{t('workspace.due.lead')}</p>
      {answer !== null && <DueAnswerView {...answer} />}
      <PageForm method="get" state={form}>
        <div className="side-by-side">
          <DateField name="bat-dau" label={t('workspace.due.start')} initial={format.date(now)} />
          <TextField
            name="gio"
            label={t('workspace.due.time')}
            hint={t('workspace.due.time_hint')}
            initial={format.clock(now)}
            size="short"
          />
        </div>
        <div className="side-by-side">
          <TextField
            name="so"
            label={t('workspace.due.limit')}
            hint={t('workspace.due.limit_hint')}
            inputMode="decimal"
            size="short"
          />
          <SelectField
            name="don-vi"
            label={t('workspace.due.unit')}
            initial="wd"
            choices={UNITS.map((unit) => ({ value: unit, label: t(`workspace.unit.${unit}`) }))}
          />
        </div>
        <SelectField
          name="co-quan"
          label={t('workspace.due.office')}
          hint={t('workspace.due.office_hint')}
          initial={initial.office}
          choices={offices.map((office) => ({ value: office.code, label: office.name }))}
        />
        <Waits state={form} />
        <RadioField
          name="che-do"
          label={t('workspace.due.mode')}
          initial="restart"
          choices={[
            { value: 'restart', label: t('workspace.due.restart'), hint: t('workspace.due.restart_hint') },
            { value: 'resume', label: t('workspace.due.resume'), hint: t('workspace.due.resume_hint') },
          ]}
        />
        <Actions>
          <Button>{t('workspace.due.count')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}

function DueAnswerView(answer: { dueAt: number; lines: string[]; provisional: boolean; office: string }) {
  const { t, format } = useShell()
  return (
    <section className="done-panel" aria-labelledby="han">
      <p className="soft small">{t('workspace.due.answer', { office: answer.office })}</p>
      <h2 className="code" id="han">
        {format.weekdayTime(new Date(answer.dueAt), 'with-year')}
      </h2>
      {answer.provisional && <Notice tone="soon">{t('due.provisional')}</Notice>}
      <h3>{t('due.why')}</h3>
      <Steps
        close
        items={answer.lines.map((line, at) => ({
          title: line,
          plain: true,
          state: at === answer.lines.length - 1 ? 'now' : 'done',
        }))}
      />
    </section>
  )
}

function Waits({ state }: { state: FormState }) {
  const { t } = useShell()
  const used = WAITS.filter((row) =>
    [`cho-tu-${row}`, `cho-den-${row}`].some((name) => (state.values[name]?.[0] ?? '') !== ''),
  )
  return (
    <details className="disclosure" open={used.length > 0}>
      <summary>{t('workspace.due.waits')}</summary>
      {WAITS.map((row) => (
        <fieldset key={row} className="field">
          <legend>{t('workspace.due.wait', { row })}</legend>
          <div className="side-by-side">
            <DateField name={`cho-tu-${row}`} label={t('workspace.due.wait_from')} optional />
            <TextField name={`cho-tu-gio-${row}`} label={t('workspace.due.time')} size="short" optional />
            <DateField name={`cho-den-${row}`} label={t('workspace.due.wait_to')} optional />
            <TextField name={`cho-den-gio-${row}`} label={t('workspace.due.time')} size="short" optional />
          </div>
          <SelectField
            name={`cho-vi-${row}`}
            label={t('workspace.due.wait_for')}
            optional
            choices={REASONS.map((reason) => ({ value: reason, label: t(`deadline.reason.${reason}`) }))}
          />
        </fieldset>
      ))}
    </details>
  )
}
