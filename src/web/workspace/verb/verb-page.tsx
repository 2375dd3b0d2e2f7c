import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { newId } from '../../../platform/ids.ts'
import { flashCookie } from '../../flash.ts'
import { makeFormat } from '../../format.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { textIn } from '../../text.ts'
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
} from '../../ui/index.ts'
import { DESK, dossierPath, verbOfSlug } from '../addresses.ts'
import { attemptWork } from '../attempt.ts'
import { DossierSummary } from '../dossier/dossier-summary.tsx'
import { dossierIdOf, getDesk } from '../guard.ts'
import { collectFiles, EnterButton, HiddenFiles } from '../kept-files.tsx'
import { Consequence } from './consequence.tsx'
import { atField, readInput } from './read-input.ts'
import { withWay } from './return-way.ts'
import { VerbFields } from './verb-fields.tsx'

/** Verbs that take something away from the applicant or end the dossier. */
const GRAVE: readonly VerbName[] = ['refuse_intake', 'stop', 'withdraw']

function verbOf(slug: string | undefined): VerbName {
  const verb = verbOfSlug(slug)
  if (verb === undefined) throw data(null, { status: 404 })
  return verb
}

export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const verb = verbOf(params.verb)
  const dossier = await page.desk.getDossierPage(page.actor, dossierIdOf(params.id), page.locale)
  const preview = await page.desk.previewDue(dossier.dossierId, verb)
  return { verb, dossier, preview, commandId: newId() }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const verb = verbOf(params.verb)
  const form = await readForm(request)
  const files = await collectFiles(page, form)
  const again = { ...form, values: files.values }
  if (files.faults.length > 0) return faultyForm(again, files.faults)
  if (form.text('remove') !== '') return data({ form: { values: files.values, faults: [] } as FormState })
  if (form.text('way') !== '')
    return data({ form: { values: withWay(files.values, form.text('way')), faults: [] } as FormState })
  const dossier = await page.desk.getDossierPage(page.actor, dossierIdOf(params.id), page.locale)
  const format = makeFormat(page.locale, textIn(page.locale))
  const read = readInput(verb, { form: again, files: files.kept, dossier, today: localDate(Date.now()), format })
  if (read.faults.length > 0) return faultyForm(again, read.faults)
  const answer = await attemptWork(again, async () => {
    const { state } = await page.desk.carryOut(page.actor, {
      dossierId: dossier.dossierId,
      verb,
      input: read.input,
      expectedVersion: Number(form.text('version')),
      commandId: form.text('commandId'),
    })
    const flash = flashCookie({ key: `workspace.done.${verb}`, params: { code: state.code ?? '' } })
    // Sent on to another place, it may not be seen here any more.
    const next = verb === 'redirect' ? DESK : dossierPath(dossier.dossierId)
    return redirect(next, { headers: { 'set-cookie': flash } })
  })
  if (answer instanceof Response) return answer
  return faultyForm(again, answer.data.form.faults.map(atField))
}

export default function VerbPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { verb, dossier, preview, commandId } = loaderData
  const state = actionData?.form
  const view = dossier.verbs.find((one) => one.verb === verb)
  const allowed = view?.allowed === true
  const stale = state?.faults.some((fault) => fault.key === 'error.casework.stale_version') === true
  // The notice says it once; there is nothing to correct in the form.
  const formState = stale && state !== undefined ? { ...state, faults: [] } : state
  return (
    <>
      <Breadcrumbs
        crumbs={[
          {
            label: dossier.code ?? dossier.applicant?.fullName ?? t('workspace.no_code'),
            to: dossierPath(dossier.dossierId),
          },
          { label: t(`verb.${verb}`) },
        ]}
      />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t(`verb.${verb}`)}</PageHeading>
      <DossierSummary dossier={dossier} />
      {stale && <StaleNotice id={dossier.dossierId} />}
      {!allowed && (
        <NotNow
          id={dossier.dossierId}
          reason={view === undefined ? 'error.casework.not_yours_to_do' : `error.casework.${reasonOf(view)}`}
          state={state}
        />
      )}
      {allowed && (
        <PageForm
          state={formState}
          files={TAKES_FILES.includes(verb)}
          keep={`${verb}-${dossier.dossierId}`}
          commandId={commandId}
        >
          {verb !== 'correct' && <input type="hidden" name="version" value={dossier.version} />}
          <EnterButton />
          <HiddenFiles state={state} />
          <VerbFields verb={verb} dossier={dossier} state={state} />
          <Consequence verb={verb} dossier={dossier} preview={preview} />
          <Actions>
            <Button tone={GRAVE.includes(verb) ? 'danger' : 'plain'}>{t(`verb.${verb}`)}</Button>
            <a href={dossierPath(dossier.dossierId)}>{t('workspace.verb.back')}</a>
          </Actions>
        </PageForm>
      )}
      <Enhance script="keep-typed" />
      {TAKES_FILES.includes(verb) && <Enhance script="upload" />}
    </>
  )
}

const TAKES_FILES: readonly VerbName[] = ['supply', 'approve', 'complete', 'return_result']

function reasonOf(view: { allowed: boolean; code?: string }): string {
  return view.code ?? 'not_possible_in_state'
}

/** Somebody acted while one was typing: says so, and leads to what changed. The form below stands on the new state. */
function StaleNotice({ id }: { id: string }) {
  const { t } = useShell()
  return (
    <Notice tone="soon" title={t('workspace.verb.stale')} urgent>
      <p>
        {t('workspace.verb.stale_text')} <a href={`${dossierPath(id)}#dien-bien`}>{t('workspace.verb.what_changed')}</a>
      </p>
    </Notice>
  )
}

/** Why this cannot be done now; what was typed stays readable, to be copied. */
function NotNow({ id, reason, state }: { id: string; reason: string; state: FormState | undefined }) {
  const { t } = useShell()
  const typed = Object.entries(state?.values ?? {})
    .filter(([name]) => !['version', 'commandId', 'kept'].includes(name))
    .flatMap(([, values]) => values.filter((value) => value.trim().length > 2))
  return (
    <>
      <Notice tone="soon" title={t('workspace.verb.not_now')} urgent>
        <p>{t(reason)}</p>
        <p>
          <a href={dossierPath(id)}>{t('workspace.verb.to_dossier')}</a>
        </p>
      </Notice>
      {typed.length > 0 && (
        <section aria-labelledby="da-nhap">
          <h2 id="da-nhap">{t('workspace.verb.typed')}</h2>
          {typed.map((text) => (
            <p key={text} className="typed">
              {text}
            </p>
          ))}
        </section>
      )}
    </>
  )
}
