import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { DossierId } from '../../../platform/ids.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { EmptyState, Enhance, Notice, PageForm, PageHeading, readForm, type SentForm } from '../../ui/index.ts'
import { doScannerAct, takeTicked } from '../digitisation/scanner-acts.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { type CollectedFiles, collectFiles, EnterButton, HiddenFiles } from '../kept-files.tsx'
import { ApplicantFields, AuthorisedFields } from './applicant-fields.tsx'
import { BasketSection } from './basket-section.tsx'
import { BoxSection } from './box-section.tsx'
import { ComponentFields } from './component-fields.tsx'
import { type DoneIntake, DoneSection } from './done-section.tsx'
import { acts, choosePerson, chooseProcedure, takeOut } from './intake-acts.ts'
import { formOf, type Values } from './intake-values.ts'
import { drawIntake, type IntakeWork, type Press } from './intake-work.ts'
import { ArrivalFields } from './place-fields.tsx'
import { ProcedureSection } from './procedure-section.tsx'
import { isSendAct, sendIntake } from './send-intake.ts'
import { SettleFields } from './settle-fields.tsx'
import { SummaryColumn } from './summary-column.tsx'
import { VisitPanel } from './visit-panel.tsx'

/** A visitor is received on this one page: `?tt=` names the procedure, `?buu-chinh=` a line of a hand-over record. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const begun = await beginningOf(page, search)
  return { work: await drawIntake(page, begun), done: await doneOf(page, search) }
}

async function beginningOf(page: DeskPage, search: URLSearchParams): Promise<Press> {
  const code = search.get('tt')
  const item = await page.desk.findOpenPostItem(page.actor, search.get('buu-chinh') ?? '')
  if (item !== null) {
    const counters = page.actor.mandates.filter((one) => one.role === 'receptionist')
    const mandateId = counters.find((one) => one.agencyId === item.agencyId)?.id ?? ''
    const values = { channel: ['post'], postItem: [item.id], code: [item.procedureCode], mandateId: [mandateId] }
    return { values, focus: 'box' }
  }
  return { values: code === null ? {} : { code: [code] }, focus: 'box' }
}

async function doneOf(page: DeskPage, search: URLSearchParams): Promise<DoneIntake | null> {
  const id = search.get('xong')
  const groupId = search.get('nhom')
  if (groupId !== null) return { lines: await page.desk.listGroup(page.actor, groupId), groupId }
  if (id === null) return null
  const lines = await page.desk.listDossierLines(page.actor, [id as DossierId])
  if (lines.length === 0) return null
  const { due } = await page.services.money.page(page.actor, id)
  return { lines, groupId: null, dueNow: due.dueNow }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const sent = await readForm(request)
  if ((await page.desk.listCounters(page.actor)).length === 0) throw data(null, { status: 404 })
  const files = await collectFiles(page, sent)
  const outcome =
    files.faults.length > 0 ? { values: files.values, faults: files.faults } : await pressed(page, sent, files)
  if (outcome instanceof Response) return outcome
  const work = await drawIntake(page, outcome)
  return data({ work, done: null }, { status: work.form.faults.length > 0 || work.doubtful ? 422 : 200 })
}

/** Acts about the scanner's pages first: they change the form's files, and nothing else. */
async function pressed(page: DeskPage, sent: SentForm, { values }: CollectedFiles): Promise<Press | Response> {
  const component = /^scanner:(.+)$/.exec(sent.text('act'))?.[1]
  const acted =
    component === undefined
      ? await doScannerAct(page, sent, values)
      : await takeTicked(page, values, `tep/${component}`)
  return acted ?? press(page, values)
}

function press(page: DeskPage, values: Values): Promise<Press | Response> | Press {
  const form = formOf(values)
  const act = form.text('act')
  if (form.text('pick') !== '') return chooseProcedure(values, form.text('pick'))
  if (form.text('person') !== '') return choosePerson(page, values, form.text('person'))
  if (form.text('back') !== '') return takeOut(values, form.text('back'))
  if (isSendAct(act)) return sendIntake(page, values, act)
  return (acts[act === '' ? 'enter' : act] ?? acts.show ?? (() => ({ values })))(page, values) as Promise<
    Press | Response
  >
}

export default function IntakePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const shown = actionData ?? loaderData
  const { work, done } = shown
  if (work.counters.length === 0) {
    return (
      <>
        <PageHeading>{t('intake.title')}</PageHeading>
        <EmptyState title={t('intake.no_counter')} text={t('intake.no_counter_text')} />
      </>
    )
  }
  return (
    <>
      {done !== null && <DoneSection done={done} />}
      <VisitPanel visit={work.visit} />
      <PageHeading faulty={work.form.faults.length > 0}>{t('intake.title')}</PageHeading>
      {work.postItem !== null && (
        <Notice title={t('intake.post_item', { slip: work.postItem.slipNumber })}>
          <p>{t('intake.post_item_text')}</p>
        </Notice>
      )}
      <IntakeForm work={work} sent={actionData !== undefined} />
      <Enhance script="upload" />
      <Enhance script="intake" />
      <Enhance script="card-camera" />
    </>
  )
}

/** The form. Parts of other rooms stand as components of their own in its two columns. */
function IntakeForm({ work, sent }: { work: IntakeWork; sent: boolean }) {
  const { t } = useShell()
  const { form, procedure } = work
  return (
    <div data-intake={sent ? 'sent' : 'new'}>
      <PageForm state={form} files id="tiep-nhan" action="/lam-viec/tiep-nhan">
        <HiddenFiles state={form} />
        <EnterButton name="act" value="enter" />
        <div className="dossier-grid">
          <div>
            <BoxSection work={work} />
            <ProcedureSection work={work} />
            {procedure !== null && (
              <ComponentFields
                procedure={procedure}
                state={form}
                held={work.held}
                scanner={work.scanner}
                focused={work.focus === 'papers'}
              />
            )}
            <SettleFields work={work} />
            <ApplicantFields communes={work.communes} doubtful={work.doubtful} state={form} />
            <AuthorisedFields state={form} />
            <ArrivalFields work={work} />
            <BasketSection work={work} />
          </div>
          <SummaryColumn work={work} />
        </div>
      </PageForm>
      <p>
        <a href="/lam-viec/tiep-nhan" data-forget="">
          {t('intake.restart')}
        </a>
      </p>
    </div>
  )
}
