import type { LineForm } from '../../modules/scorecards/line-forms.ts'
import type { LineView, SurveyFigure } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, type FormState, Notice, PageForm, RadioField, TextAreaField, TextField } from '../ui/index.ts'
import { EnterButton, HiddenFiles, KeptFileField } from '../workspace/kept-files.tsx'

const STALE = 'error.scorecards.stale'

/** A line with what survey rounds gave on it. */
type FormView = LineView & { surveys: readonly SurveyFigure[] }

/**
 * The forms of a line, at most two. What was typed on an older line stays; after the writer was told what others did, it counts for the new.
 */
export function LineForms({ view, state }: { view: FormView; state: FormState | undefined }) {
  const pressed = state?.values.viec?.[0]
  // What can no longer be done keeps what was typed for it in sight.
  const forms = pressed !== undefined && !isOffered(view, pressed) ? [...view.forms, pressed as LineForm] : view.forms
  return forms.map((form) => (
    <OneForm key={form} form={form} view={view} state={pressed === form ? state : undefined} />
  ))
}

function isOffered(view: LineView, pressed: string): boolean {
  return view.forms.some((form) => form === pressed)
}

function OneForm({ form, view, state }: { form: LineForm; view: FormView; state: FormState | undefined }) {
  const { t } = useShell()
  const isStale = state?.faults.some(({ key }) => key === STALE) ?? false
  const seen = isStale ? view.seen : (state?.values.seen?.[0] ?? view.seen)
  return (
    <section>
      <h2>{t(`scorecards.form.${form}`)}</h2>
      <p className="soft">{t(`scorecards.form.${form}_text`)}</p>
      <PageForm state={state} files id={`viec-${form}`}>
        <EnterButton name="viec" value={form} />
        <input type="hidden" name="seen" value={seen} />
        {isStale && (
          <Notice tone="wait">
            <p>{t('scorecards.form.stale')}</p>
          </Notice>
        )}
        {form !== 'confirm_survey' && <ScoreFields form={form} view={view} state={state} />}
        <Actions>
          <Button name="viec" value={form}>
            {t(`scorecards.form.${form}_button`)}
          </Button>
        </Actions>
      </PageForm>
    </section>
  )
}

function ScoreFields({ form, view, state }: { form: LineForm; view: FormView; state: FormState | undefined }) {
  const shell = useShell()
  const { t, format } = shell
  const { line } = view.line
  const asksParts =
    form === 'self' && (line.leaf?.method.kind === 'checklist' || line.leaf?.method.kind === 'deduction')
  const hasEvidence = form !== 'survey' && form !== 'decide'
  const files = state ?? (form === 'self' ? filesBefore(view) : undefined)
  return (
    <>
      {asksParts ? (
        <PartFields view={view} />
      ) : (
        <TextField
          name="diem"
          label={t('scorecards.column.points')}
          hint={t('scorecards.form.points_hint', {
            max: format.number(line.max),
            decimals: view.sheet.scheme.decimals,
          })}
          size="short"
          inputMode="decimal"
          autoComplete="off"
          initial={initialPoints(form, view, shell)}
        />
      )}
      <TextAreaField
        name="ly-do"
        label={t(`scorecards.form.${form}_reason`)}
        rows={4}
        optional={form === 'verify'}
        initial={form === 'self' ? (view.self?.text ?? '') : form === 'survey' ? surveySource(view, shell) : ''}
      />
      {hasEvidence && (
        <>
          <HiddenFiles state={files} />
          <KeptFileField
            name="tep"
            label={t('scorecards.evidence.files')}
            state={files}
            optional={form !== 'self' || !line.needsEvidence}
            multiple
          />
          <TextAreaField
            name="lien-ket"
            label={t('scorecards.evidence.links')}
            hint={t('scorecards.evidence.links_hint')}
            rows={2}
            optional
            initial={form === 'self' ? (view.self?.links.join('\n') ?? '') : ''}
          />
          <TextField
            name="nam"
            label={t('scorecards.evidence.year')}
            hint={t('scorecards.evidence.year_hint', { year: view.sheet.year })}
            size="short"
            inputMode="numeric"
            optional
            initial={String(view.self?.year ?? view.sheet.year)}
          />
        </>
      )}
    </>
  )
}

/** Files of the last self-score go on with the next, until somebody takes them away. */
function filesBefore({ self }: FormView): FormState {
  const kept = (self?.files ?? []).map((file) => JSON.stringify({ ...file, field: 'tep' }))
  return { values: { kept }, faults: [] }
}

/** The one survey round of the year, as the source of what it gave; where there are several, whoever enters chooses. */
function surveySource({ line, surveys }: FormView, shell: ReturnType<typeof useShell>): string {
  const [only, ...others] = surveys
  if (only === undefined || others.length > 0 || line.line.survey === null) return ''
  return shell.t('scorecards.survey.source', { name: said(only.name, shell), id: only.roundId })
}

function initialPoints(form: LineForm, { line, surveys }: FormView, { format }: ReturnType<typeof useShell>): string {
  // Filled in where the scheme says which survey answers the line.
  const survey = surveys.length === 1 && line.line.survey !== null ? surveys[0]?.points : null
  const shown = { self: line.points.self, verify: line.points.self, decide: line.points.verified, survey }[
    form as 'self'
  ]
  const isUnsaid = shown === null || shown === undefined
  return isUnsaid ? '' : format.number(shown)
}

/** The lines of a checklist to tick, or how often each of a deduction happened. */
function PartFields({ view }: { view: LineView }) {
  const shell = useShell()
  const { t, format } = shell
  const method = view.line.line.leaf?.method
  if (method?.kind === 'checklist') {
    return method.items.map(({ key, name, points }) => (
      <Tick
        key={key}
        name={`muc/${key}`}
        label={t('scorecards.form.tick', { name: said(name, shell), points: format.number(points) })}
        isTicked={view.items?.[key] === 1}
      />
    ))
  }
  if (method?.kind !== 'deduction') return null
  return method.less.map(({ key, name, points }) => (
    <TextField
      key={key}
      name={`muc/${key}`}
      label={t('scorecards.form.count', { name: said(name, shell), points: format.number(points) })}
      size="short"
      inputMode="numeric"
      autoComplete="off"
      initial={String(view.items?.[key] ?? '')}
    />
  ))
}

function Tick({ name, label, isTicked }: { name: string; label: string; isTicked: boolean }) {
  const { t } = useShell()
  return (
    <RadioField
      name={name}
      label={label}
      choices={[
        { value: '1', label: t('scorecards.form.yes') },
        { value: '0', label: t('scorecards.form.no') },
      ]}
      initial={isTicked ? '1' : '0'}
    />
  )
}
