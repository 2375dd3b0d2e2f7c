import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../../platform/ids.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Enhance,
  type FormState,
  faultyForm,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  type SentForm,
} from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { attemptWork, faultsOf } from '../attempt.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { type CollectedFiles, collectFiles, EnterButton, HiddenFiles } from '../kept-files.tsx'
import { ApplicantFields } from './applicant-fields.tsx'
import { ComponentFields } from './component-fields.tsx'
import { CaseFields, PlaceFields } from './place-fields.tsx'
import { applicantOf, atThisPage, channelOf, countFaults, intakeOf, withProfile } from './read-intake.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return loadIntake(page, params.code ?? '', null)
}

async function loadIntake(page: DeskPage, code: string, form: SentForm | null) {
  const wanted = { code, caseKey: form?.text('caseKey') || null, channel: form === null ? 'counter' : channelOf(form) }
  const [procedure, communes, counters] = await Promise.all([
    page.desk.getCounterProcedure({ ...wanted, channel: wanted.channel === 'post' ? 'post' : 'counter' }),
    page.desk.listCommunes(),
    page.desk.listCounters(page.actor),
  ])
  if (counters.length === 0) throw data(null, { status: 404 })
  return { procedure, communes, counters, commandId: newId(), acceptCommandId: newId() }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const { procedure } = await loadIntake(page, params.code ?? '', form)
  const files = await collectFiles(page, form)
  const act = form.text('act')
  const again = { ...form, values: files.values }
  if (files.faults.length > 0) return { ...faultyForm(again, files.faults), procedure }
  if (act === 'find') return findApplicant(page, again, procedure)
  if (act !== 'submit' && act !== 'keep') return data({ form: stateOf(again), procedure, warnings: [] })
  return submit(page, { form: again, procedure, files })
}

function stateOf(form: SentForm): FormState {
  return { values: form.values, faults: [] }
}

type Procedure = Awaited<ReturnType<typeof loadIntake>>['procedure']

async function findApplicant(page: DeskPage, form: SentForm, procedure: Procedure) {
  const { kind } = applicantOf(form)
  const profile = await page.desk.lookUpApplicant({ kind, number: form.text('applicant/number') })
  const values = profile === null ? form.values : withProfile(form.values, profile)
  const known = profile === null ? ('unknown' as const) : ('known' as const)
  return data({ form: { values, faults: [] } as FormState, procedure, known })
}

async function submit(page: DeskPage, sent: { form: SentForm; procedure: Procedure; files: CollectedFiles }) {
  const { form, procedure, files } = sent
  const faults = countFaults(form)
  if (faults.length > 0) return withProcedure(faultyForm(form, faults), procedure)
  let doubtful: FormState | null = null
  const answer = await attemptWork(form, async () => {
    const received = await page.desk.receiveDossier(page.actor, {
      ...intakeOf(form, procedure, files.kept),
      accept: form.text('act') === 'submit',
      commandId: form.text('commandId'),
      acceptCommandId: form.text('acceptCommandId'),
    })
    if (received.kind === 'doubtful') {
      doubtful = { values: form.values, faults: atThisPage(faultsOfWarnings(received.warnings)) }
      return new Response(null)
    }
    return redirectAfter(received)
  })
  if (doubtful !== null) return data({ form: doubtful as FormState, procedure, doubtful: true }, { status: 422 })
  return answer instanceof Response ? answer : withProcedure(answer, procedure)
}

type Answered = Awaited<ReturnType<DeskPage['desk']['receiveDossier']>>

function faultsOfWarnings(warnings: Extract<Answered, { kind: 'doubtful' }>['warnings']) {
  return faultsOf({ name: 'Refusal', code: 'doubtful', kind: 'invalid', params: {}, faults: warnings })
}

function redirectAfter(received: Extract<Answered, { kind: 'received' }>): Response {
  const path = dossierPath(received.dossierId)
  if (received.code !== null) {
    const flash = flashCookie({ key: 'workspace.intake.accepted', params: { code: received.code } })
    return redirect(`${path}/giay-tiep-nhan`, { headers: { 'set-cookie': flash } })
  }
  const key = received.refusal === null ? 'workspace.intake.kept' : 'workspace.intake.not_accepted'
  const tone = received.refusal === null ? 'ok' : 'late'
  return redirect(path, { headers: { 'set-cookie': flashCookie({ key, tone }) } })
}

function withProcedure(answer: ReturnType<typeof faultyForm>, procedure: Procedure) {
  const form = { ...answer.data.form, faults: atThisPage(answer.data.form.faults) }
  return data({ form, procedure }, { status: 422 })
}

interface Acted {
  form?: FormState
  procedure?: Procedure
  known?: 'known' | 'unknown'
  doubtful?: boolean
}

export default function IntakePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const acted: Acted = actionData ?? {}
  const procedure = acted.procedure ?? loaderData.procedure
  const { communes, counters } = loaderData
  const state = acted.form
  const name = locale === 'en' ? (procedure.name.en ?? procedure.name.vi) : procedure.name.vi
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('workspace.intake.title'), to: '/lam-viec/tiep-nhan' }, { label: procedure.code }]}
      />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{name}</PageHeading>
      {!procedure.open && (
        <Notice tone="late" title={t('workspace.intake.not_open')}>
          <p>{t('workspace.intake.not_open_text')}</p>
        </Notice>
      )}
      {acted.known !== undefined && (
        <Notice tone={acted.known === 'known' ? 'ok' : 'plain'} urgent>
          <p>{t(`workspace.intake.${acted.known}`)}</p>
        </Notice>
      )}
      <PageForm state={state} files keep={`tiep-nhan-${procedure.code}`} commandId={loaderData.commandId}>
        <input
          type="hidden"
          name="acceptCommandId"
          value={state?.values.acceptCommandId?.[0] ?? loaderData.acceptCommandId}
        />
        <HiddenFiles state={state} />
        <EnterButton name="act" value="show" />
        <PlaceFields procedure={procedure} communes={communes} counters={counters} />
        <CaseFields procedure={procedure} />
        <ApplicantFields communes={communes} doubtful={acted.doubtful === true} />
        <ComponentFields procedure={procedure} state={state} />
        <Actions>
          <Button name="act" value="submit" disabled={!procedure.open}>
            {t('workspace.intake.submit')}
          </Button>
          <SecondButton name="act" value="keep">
            {t('workspace.intake.keep')}
          </SecondButton>
        </Actions>
        <p className="soft small">{t('workspace.intake.keep_hint')}</p>
      </PageForm>
      <Enhance script="upload" />
      <Enhance script="keep-typed" />
    </>
  )
}
