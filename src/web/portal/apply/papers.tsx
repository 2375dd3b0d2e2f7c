import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, ButtonLink, Enhance, type FormState, Notice, Tag } from '../../ui/index.ts'
import { PaperRow } from '../paper-row.tsx'
import { areAlternatives, runsOf } from '../procedures/procedure-parts.tsx'
import type { DraftPage } from '../services/drafts.ts'
import { official } from '../texts.ts'
import { HeldChoice, RegistryAnswers } from './held-choice.tsx'
import { loadDraft } from './section-form.ts'
import { StepHead } from './step-frame.tsx'
import { besidePath } from './steps.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { draft, page, portal } = await loadDraft(args)
  const state = page.posted?.kind === 'upload' ? page.posted.form : undefined
  return { draft, state, mostBytes: portal.uploads.mostBytes }
}

/** Step 4: the papers, each with its own form, so that a fault at one never costs another. Files go to a route of their own. */
export default function PapersStep({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { draft, state, mostBytes } = loaderData
  const askable = draft.components.filter((component) => component.kind === 'paper' || component.kind === 'form')
  const papers = askable.filter((component) => component.kind === 'paper')
  const forms = askable.filter((component) => component.kind === 'form')
  return (
    <div className="narrow">
      <StepHead draft={draft} section="papers" faulty={(state?.faults.length ?? 0) > 0} />
      <p>{t('portal.apply.papers.how', { size: format.fileSize(mostBytes) })}</p>
      {runsOf(papers).map((run) => (
        <PaperRun key={run[0]?.key} run={run} draft={draft} state={state} />
      ))}
      {papers.length === 0 && <p>{t('portal.apply.papers.none')}</p>}
      {forms.length > 0 && <Forms draft={draft} state={state} />}
      <Held draft={draft} />
      <StrayFiles draft={draft} />
      <Actions>
        <ButtonLink to={besidePath(draft.id, 'papers', 1) ?? '/ho-so'}>{t('portal.apply.next')}</ButtonLink>
        <ButtonLink to="/ho-so" second>
          {t('portal.apply.later')}
        </ButtonLink>
      </Actions>
      <Enhance script="upload" />
    </div>
  )
}

interface PaperRunProps {
  run: DraftPage['components']
  draft: DraftPage
  state: FormState | undefined
}

/** Papers one below the other; of alternatives the group is needed, not each of them. */
function PaperRun({ run, draft, state }: PaperRunProps) {
  const { t } = useShell()
  const alternatives = areAlternatives(run)
  const needed = run.some((component) => isNeeded(draft, component.key))
  return (
    <section>
      {alternatives && (
        <p className="one-of">
          {t('portal.procedure.one_of')} {needed && <Tag tone="soon">{t('portal.paper.needed')}</Tag>}
        </p>
      )}
      <ul className="list">
        {run.map((component) => (
          <PaperRow
            key={component.key}
            component={component}
            files={draft.files}
            before={
              <>
                <RegistryAnswers answered={draft.answered} componentKey={component.key} />
                <HeldChoice of={draft} componentKey={component.key} to={`/nop/nhap/${draft.id}/giay-to/kho`} />
              </>
            }
            needless={isNeedless(draft, component.key)}
            needed={!alternatives && isNeeded(draft, component.key)}
            state={state}
            uploadTo={`/nop/nhap/${draft.id}/giay-to`}
            removeTo={`/nop/nhap/${draft.id}/giay-to/bo`}
          />
        ))}
      </ul>
    </section>
  )
}

function isNeedless({ held, answered }: DraftPage, key: string): boolean {
  const isHeld = held.some((one) => one.componentKey === key && one.standing.length > 0)
  return isHeld || answered.some((one) => one.componentKey === key)
}

function isNeeded(draft: DraftPage, key: string): boolean {
  return draft.faults.some(({ section, fault }) => section === 'papers' && fault.path === `components/${key}`)
}

/** Legal forms: what was typed takes their place; somebody who has one filled in may add it. */
function Forms({ draft, state }: Pick<Awaited<ReturnType<typeof loader>>, 'draft' | 'state'>) {
  const { t } = useShell()
  const forms = draft.components.filter((component) => component.kind === 'form')
  const used = forms.some((form) => draft.files.some((file) => file.componentKey === form.key))
  return (
    <details className="disclosure" open={used || state !== undefined}>
      <summary>{t('portal.apply.papers.forms')}</summary>
      <ul className="list">
        {forms.map((component) => (
          <PaperRow
            key={component.key}
            component={component}
            files={draft.files}
            needed={false}
            state={state}
            uploadTo={`/nop/nhap/${draft.id}/giay-to`}
            removeTo={`/nop/nhap/${draft.id}/giay-to/bo`}
          />
        ))}
      </ul>
    </details>
  )
}

/** Papers nobody has to bring, because the authority holds them. */
function Held({ draft }: { draft: DraftPage }) {
  const { t, locale } = useShell()
  const held = draft.components.filter((component) => component.kind === 'data')
  if (held.length === 0) return null
  return (
    <Notice tone="ok" title={t('portal.apply.papers.held')}>
      <ul>
        {held.map((component) => (
          <li key={component.key}>{official(component.name, locale)}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** Files sent for another case than the one chosen now: kept, said, and not sent. */
function StrayFiles({ draft }: { draft: DraftPage }) {
  const { t } = useShell()
  const stray = draft.files.filter((file) => !draft.components.some((component) => component.key === file.componentKey))
  if (stray.length === 0) return null
  return (
    <Notice title={t('portal.apply.papers.stray')}>
      <ul>
        {stray.map((file) => (
          <li key={file.id}>{file.name}</li>
        ))}
      </ul>
    </Notice>
  )
}
