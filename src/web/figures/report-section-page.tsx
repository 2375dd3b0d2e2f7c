import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { FREE_FIGURES } from '../../modules/indicators/reports/outline.ts'
import { figureField } from '../../modules/indicators/reports/typed-figure.ts'
import type { SectionView } from '../../modules/indicators/reports/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Enhance,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { reportListPath, reportPath } from './report-addresses.ts'
import { typedSection } from './report-form.ts'
import { typedName } from './report-texts.ts'
import { periodName } from './texts.ts'

/** One section of a draft: its words and the figures typed for it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.reports.section(page.actor, params.id ?? '', params.section ?? '') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const { reports } = page.services
  const form = await readForm(request)
  const [reportId, section] = [params.id ?? '', params.section ?? '']
  const { typed } = await reports.section(page.actor, reportId, section)
  return attemptWork(form, async () => {
    await reports.save({ actor: page.actor, reportId, section, ...typedSection(form, typed) })
    return redirect(reportPath(reportId), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'reports.done.saved' }) },
    })
  })
}

const STALE = 'error.indicators.report_section_stale'

export default function ReportSectionPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const isStale = state?.faults.some(({ key }) => key === STALE) ?? false
  const { report } = view
  const section = t(`reports.section.${view.key}`)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('reports.title'), to: reportListPath(report) },
          { label: t(`reports.kind.${report.kind}`), to: reportPath(report.id) },
          { label: section },
        ]}
      />
      <PageHeading kicker={`${report.agency.name} · ${periodName(report.period, shell)}`} faulty={state !== undefined}>
        {t('reports.edit.title', { section })}
      </PageHeading>
      <UnitWords view={view} />
      <SectionForm view={view} state={state} isStale={isStale} />
      {isStale && <Theirs view={view} />}
    </>
  )
}

/** The words of the units' signed reports, to be drawn on for the consolidated one. */
function UnitWords({ view }: { view: SectionView }) {
  const { t, format } = useShell()
  if (view.units.length === 0) return null
  return (
    <details className="disclosure">
      <summary>{t('reports.edit.units', { count: format.number(view.units.length) })}</summary>
      {view.units.map(({ agencyId, name, narrative }) => (
        <section key={agencyId}>
          <h2>{name}</h2>
          <p className="typed">{narrative}</p>
        </section>
      ))}
    </details>
  )
}

interface SectionFormProps {
  view: SectionView
  state: FormState | undefined
  isStale: boolean
}

function SectionForm({ view, state, isStale }: SectionFormProps) {
  const { t, format } = useShell()
  // What was written on an older text stays so until its writer has been told.
  const revision = isStale ? view.revision : (state?.values.revision?.[0] ?? view.revision)
  return (
    <PageForm state={state} id="muc">
      <input type="hidden" name="revision" value={revision} />
      {view.saved !== null && (
        <p className="soft small">
          {t('reports.edit.saved_by', { by: view.saved.by, at: format.dateTime(view.saved.at) })}
        </p>
      )}
      <TextAreaField name="narrative" label={t('reports.edit.narrative')} rows={12} optional initial={view.narrative} />
      <h2>{t('reports.edit.figures')}</h2>
      <p className="soft">{t('reports.edit.how')}</p>
      {view.typed.map((key) => (
        <FigureFields key={key} name={key} view={view} />
      ))}
      <details className="disclosure" open={view.typed.length === 0 || hasFree(view, state)}>
        <summary>{t('reports.edit.free')}</summary>
        {FREE_FIGURES.map((key) => (
          <FigureFields key={key} name={key} view={view} isFree />
        ))}
      </details>
      <p
        className="soft small"
        role="status"
        data-autosave={`${reportPath(view.report.id)}/muc/${view.key}/tu-luu`}
        data-saved={t('reports.edit.autosaved')}
        data-failed={t('reports.edit.not_saved')}
      />
      <Actions>
        <Button>{t('reports.edit.save')}</Button>
      </Actions>
      <Enhance script="autosave" />
    </PageForm>
  )
}

function hasFree(view: SectionView, state: FormState | undefined): boolean {
  const kept = view.figures.some(({ key }) => (FREE_FIGURES as readonly string[]).includes(key))
  return kept || (state?.faults.some(({ path }) => path.startsWith('figure.free_')) ?? false)
}

const NUMBERS = ['numerator', 'denominator', 'percent', 'parts'] as const

function FigureFields({ name, view, isFree = false }: { name: string; view: SectionView; isFree?: boolean }) {
  const shell = useShell()
  const { t } = shell
  const kept = view.figures.find(({ key }) => key === name)
  return (
    <fieldset className="field">
      <legend>{typedName(name, shell)}</legend>
      {isFree && (
        <TextField
          name={figureField(name, 'name')}
          label={t('reports.edit.name')}
          optional="unsaid"
          maxLength={300}
          initial={kept?.name}
        />
      )}
      <div className="side-by-side">
        {NUMBERS.map((field) => (
          <TextField
            key={field}
            name={figureField(name, field)}
            label={t(`reports.edit.${field}`)}
            optional="unsaid"
            inputMode={field === 'parts' ? 'text' : 'decimal'}
            autoComplete="off"
            initial={kept?.[field]}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** What the other person saved, beside what was typed here. */
function Theirs({ view }: { view: SectionView }) {
  const shell = useShell()
  const { t } = shell
  const figures = view.figures.map(({ key, name, numerator, denominator, percent, parts }) => ({
    key,
    text: [
      name || typedName(key, shell),
      [numerator, denominator].filter(Boolean).join('/'),
      percent && `${percent} %`,
      parts,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <Notice tone="wait" title={t('reports.edit.theirs_title')}>
      <p>{t('reports.edit.theirs')}</p>
      <p className="typed">{view.narrative}</p>
      <ul>
        {figures.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </Notice>
  )
}
