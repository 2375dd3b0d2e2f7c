import type { ReactNode } from 'react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { returnWays } from '../../../modules/casework/dossier.ts'
import { flashCookie } from '../../flash.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  CheckboxField,
  ComponentList,
  type Fact,
  Facts,
  type FormFault,
  faultyForm,
  Notice,
  PageForm,
  readForm,
} from '../../ui/index.ts'
import { citizenPage, publicPage } from '../guard.ts'
import { paperLine } from '../papers/paper-parts.tsx'
import type { DraftPage } from '../services/drafts.ts'
import { faultKey } from '../texts.ts'
import { parkAndLogIn } from './parked.ts'
import { caseName, communeName, DraftFacts } from './place.tsx'
import { loadDraft } from './section-form.ts'
import { StepHead } from './step-frame.tsx'
import { type ApplySection, stepPath } from './steps.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { draft } = await loadDraft(args)
  return { draft }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const form = await readForm(request)
  const { page, portal } = publicPage(context)
  const draftId = params.draftId ?? ''
  if (page.actor.kind === 'anonymous') return parkAndLogIn(portal, stepPath(draftId, 'review'), form.values)
  const { actor } = citizenPage(context)
  try {
    const { dossierId, repeated } = await portal.drafts.submit(actor, draftId, form.text('declared') === 'yes')
    const flash = { key: repeated ? 'portal.apply.sent_before' : 'portal.apply.sent' }
    return redirect(`/ho-so/${dossierId}`, { status: 303, headers: { 'set-cookie': flashCookie(flash) } })
  } catch (error) {
    if (!isRefusal(error) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error
    const faults = error.faults.length === 0 ? [{ path: '', code: error.code, params: error.params }] : error.faults
    // What is to be mended in earlier steps is listed on the page itself, each with the way there.
    const here = faults.filter(({ path }) => path === '' || path === 'declared')
    return faultyForm(
      form,
      here.map((fault) => ({
        path: fault.path,
        key: faultKey(fault.code),
        ...(fault.params === undefined ? {} : { params: fault.params }),
      })),
    )
  }
}

/** Step 5: everything once more, what is still missing with the way there, the declaration, and the one button. */
export default function ReviewStep({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { draft } = loaderData
  const missing = draft.faults
  return (
    <div className="narrow">
      <StepHead draft={draft} section="review" faulty={actionData !== undefined} />
      {missing.length > 0 && <StillMissing draft={draft} />}
      {missing.length === 0 && draft.warnings.length > 0 && <LookAgain draft={draft} />}
      <Summary draft={draft} />
      {missing.length === 0 && (
        <PageForm state={actionData?.form}>
          <CheckboxField
            name="declared"
            label={t('portal.apply.review.declaration')}
            choices={[{ value: 'yes', label: t('portal.apply.review.declare') }]}
          />
          <p className="small soft">{t('portal.apply.review.privacy')}</p>
          <Actions>
            <Button>{t('portal.apply.review.send')}</Button>
          </Actions>
        </PageForm>
      )}
    </div>
  )
}

function StillMissing({ draft }: { draft: DraftPage }) {
  const { t } = useShell()
  return (
    <div className="fault-summary" role="alert">
      <h2>{t('portal.apply.review.missing', { count: draft.faults.length })}</h2>
      <ul>
        {draft.faults.map(({ section, fault }) => (
          <li key={`${section} ${fault.path} ${fault.code}`}>
            <a href={mendPath(draft.id, section, fault)}>{t(faultKey(fault.code), fault.params)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function mendPath(draftId: string, section: ApplySection, { path }: Pick<FormFault, 'path'>): string {
  if (section !== 'papers') return `${stepPath(draftId, section)}?sua=1#f-${path.replace(/[^A-Za-z0-9]+/g, '-')}`
  return `${stepPath(draftId, section)}#f-tep-${path.replace(/^components\//, '').replace(/[^A-Za-z0-9]+/g, '-')}-hang`
}

function LookAgain({ draft }: { draft: DraftPage }) {
  const { t } = useShell()
  return (
    <Notice tone="soon" title={t('portal.apply.applicant.look_again')}>
      <ul>
        {draft.warnings.map((warning) => (
          <li key={warning.code}>{t(warning.code, warning.params)}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Summary({ draft }: { draft: DraftPage }) {
  const shell = useShell()
  const { t, format } = shell
  const { request = {} } = draft.sections
  const stored = papersInStore(draft)
  const notHandedIn = [
    ...stored.map(({ name, paper }) => ({ name, detail: `${t('papers.from_store')}: ${paperLine(paper, shell)}` })),
    ...answeredBesides(draft, stored).map(({ name, answer: { registry, title, reference } }) => ({
      name,
      detail: `${t('papers.from_registry', { registry })}: ${title} · ${t('papers.number_short', { number: reference })}`,
    })),
  ]
  return (
    <>
      <Part title={t('portal.apply.place.title')} to={stepPath(draft.id, 'place')}>
        <Facts facts={placeFacts(draft, useShell())} />
        <DraftFacts draft={draft} />
      </Part>
      <Part title={t('portal.apply.applicant.title')} to={stepPath(draft.id, 'applicant')}>
        <Facts facts={applicantFacts(draft, t)} />
      </Part>
      <Part title={t('portal.apply.request.title')} to={stepPath(draft.id, 'request')}>
        <p className="typed">{request.content || '–'}</p>
      </Part>
      <Part title={t('portal.apply.result_by')} to={stepPath(draft.id, 'request')}>
        <p>{t(`workspace.returned_by.${returnWays.find((way) => way === request.resultBy) ?? 'counter'}`)}</p>
      </Part>
      <Part title={t('portal.apply.papers.title')} to={stepPath(draft.id, 'papers')}>
        {notHandedIn.length > 0 && <ComponentList items={notHandedIn} />}
        {draft.files.length === 0 && notHandedIn.length > 0 ? null : draft.files.length === 0 ? (
          <p>{t('portal.apply.review.no_files')}</p>
        ) : (
          <ComponentList
            items={filesByPaper(draft).map(({ name, files }) => ({
              name,
              detail: files.map((file) => `${file.name} (${format.fileSize(file.size)})`).join(', '),
            }))}
          />
        )}
      </Part>
    </>
  )
}

function Part({ title, to, children }: { title: string; to: string; children: ReactNode }) {
  const { t } = useShell()
  return (
    <section>
      <h2>
        {title}{' '}
        <a className="small mend" href={to}>
          {t('portal.apply.review.mend')} <span className="visually-hidden">{title}</span>
        </a>
      </h2>
      {children}
    </section>
  )
}

/** What will be taken from the store when this is sent: what was chosen, and what is not asked for because it is held. */
function papersInStore(draft: DraftPage) {
  return draft.components.flatMap(({ key, name, required }) => {
    const held = draft.held.find((one) => one.componentKey === key)
    const chosen = [...(held?.standing ?? []), ...(held?.earlier ?? [])].find(({ id }) => id === draft.chosen[key])
    const sent = draft.files.some((file) => file.componentKey === key)
    const paper = chosen ?? (sent || required === 'when' ? undefined : held?.standing[0])
    return paper === undefined ? [] : [{ key, name: name.vi, paper }]
  })
}

/** What a registry answered, and neither a file nor the store brings: it goes along by itself. */
function answeredBesides(draft: DraftPage, stored: readonly { key: string }[]) {
  return draft.components.flatMap(({ key, name, required }) => {
    const answer = draft.answered.find((one) => one.componentKey === key)?.answer
    const there = stored.some((one) => one.key === key) || draft.files.some((file) => file.componentKey === key)
    return answer === undefined || there || required === 'when' ? [] : [{ name: name.vi, answer }]
  })
}

function filesByPaper(draft: DraftPage) {
  return draft.components
    .map((component) => ({
      name: component.name.vi,
      files: draft.files.filter((file) => file.componentKey === component.key),
    }))
    .filter(({ files }) => files.length > 0)
}

function placeFacts(draft: DraftPage, { t, locale }: ReturnType<typeof useShell>): Fact[] {
  const { place = {} } = draft.sections
  return [
    ...(draft.cases.length > 1
      ? [{ term: t('portal.apply.place.case'), value: caseName(draft, place.caseKey, locale) }]
      : []),
    ...(draft.needsCommune
      ? [{ term: t('portal.apply.place.commune'), value: communeName(draft, place.communeCode) }]
      : []),
    ...(draft.needsProcessingCommune
      ? [{ term: t('portal.apply.place.processing'), value: communeName(draft, place.processingCommuneCode) }]
      : []),
  ]
}

function applicantFacts(draft: DraftPage, t: ReturnType<typeof useShell>['t']): Fact[] {
  const { applicant = {} } = draft.sections
  const kind = applicant.kind === 'organisation' ? 'organisation' : 'citizen'
  const sex = applicant.sex === 'male' || applicant.sex === 'female' ? t(`portal.field.${applicant.sex}`) : ''
  const address =
    applicant['address/line'] === undefined
      ? ''
      : `${applicant['address/line']}, ${communeName(draft, applicant['address/communeCode'])}`
  const facts = [
    { term: t(`portal.field.name.${kind}`), value: applicant.fullName },
    { term: t('portal.field.number'), value: kind === 'citizen' ? applicant.identityNumber : applicant.taxCode },
    { term: t('portal.field.birth'), value: kind === 'citizen' ? applicant.birthDate : '' },
    { term: t('portal.field.sex'), value: kind === 'citizen' ? sex : '' },
    { term: t('portal.field.phone'), value: applicant.phone },
    { term: t('portal.field.email'), value: applicant.email },
    { term: t('portal.field.address'), value: address },
  ]
  return facts.filter((fact) => fact.value !== undefined && fact.value !== '')
}
