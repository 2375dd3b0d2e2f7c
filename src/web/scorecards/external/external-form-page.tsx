import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { EntryKind, ExternalIndexView, FigureView } from '../../../modules/scorecards/external/view-types.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  type SentForm,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK } from '../addresses.ts'
import { UnsureNotice } from './external-parts.tsx'
import { EXTERNAL_DESK, externalDeskPath } from './external-paths.ts'
import { indexName } from './external-texts.ts'

/** A figure or a goal of one year, with its source. A year that has one already is corrected beside it. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const view = await page.services.external.deskOne(page.actor, params.index ?? '')
  const year = Number(search.get('nam') ?? '')
  const kind: EntryKind = search.get('loai') === 'muc-tieu' ? 'goal' : 'figure'
  return { view, year: Number.isInteger(year) && year > 0 ? year : null, kind }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const index = params.index ?? ''
  const kind: EntryKind = new URL(request.url).searchParams.get('loai') === 'muc-tieu' ? 'goal' : 'figure'
  return attemptWork(form, async () => {
    const typed = typedOf(form, kind)
    const view = await page.services.external.deskOne(page.actor, index)
    const year = view.years.find((one) => String(one.year) === typed.year)
    // Drawn for this year: on what it was then; typed by hand: on what it is now.
    const seen = form.text('seen-nam') === typed.year ? Number(form.text('seen')) : (year?.seen ?? 0)
    await page.services.external.enter({ actor: page.actor, index, typed, seen })
    return redirect(externalDeskPath(index), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'external.done.entered' }) },
    })
  })
}

function typedOf(form: SentForm, kind: EntryKind) {
  const parts = Object.keys(form.values).filter((name) => name.startsWith('phan/'))
  return {
    kind,
    year: form.text('nam'),
    value: form.text('gia-tri'),
    max: form.text('thang'),
    rank: form.text('hang'),
    ranked: form.text('so-tinh'),
    parts: Object.fromEntries(parts.map((name) => [name.slice('phan/'.length), form.text(name)])),
    document: form.text('van-ban'),
    link: form.text('lien-ket'),
    page: form.text('trang'),
    note: form.text('ghi-chu'),
    reason: form.text('ly-do'),
  }
}

export default function ExternalFormPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view, kind, year } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const name = indexName(view.key, shell)
  const title = t(kind === 'goal' ? 'external.enter_goal' : 'external.enter')
  const known = view.years.find((one) => one.year === year)
  const current = (kind === 'goal' ? known?.goal : known?.figure) ?? null
  const asksReason = current !== null || state?.faults.some(({ path }) => path === 'ly-do') === true
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: t('external.title'), to: EXTERNAL_DESK },
          { label: name, to: externalDeskPath(view.key) },
          { label: title },
        ]}
      />
      <PageHeading kicker={name} faulty={state !== undefined}>
        {title}
      </PageHeading>
      <UnsureNotice view={view} />
      {asksReason && (
        <Notice tone="soon">
          <p>{t('external.correct_text')}</p>
        </Notice>
      )}
      <PageForm state={state}>
        <input type="hidden" name="seen" value={known?.seen ?? 0} />
        <input type="hidden" name="seen-nam" value={year ?? ''} />
        <Numbers view={view} kind={kind} year={year} current={current} opened={hasTypedParts(state)} />
        <SourceFields current={current} kind={kind} />
        {asksReason && <TextAreaField name="ly-do" label={t('external.reason')} rows={2} />}
        <Actions>
          <Button>{t('external.save')}</Button>
        </Actions>
      </PageForm>
      <p className="soft small">{t('external.two')}</p>
    </div>
  )
}

interface NumbersProps {
  view: ExternalIndexView
  kind: EntryKind
  year: number | null
  current: FigureView | null
  /** Parts were typed before: what is wrong with them must be seen. */
  opened: boolean
}

function hasTypedParts(state: FormState | undefined): boolean {
  return Object.entries(state?.values ?? {}).some(([name, [text]]) => name.startsWith('phan/') && (text ?? '') !== '')
}

function Numbers({ view, kind, year, current, opened }: NumbersProps) {
  const { t, format } = useShell()
  const text = (value: number | null | undefined) => (value == null ? '' : format.number(value, 4).replaceAll('.', ''))
  const max = current?.max ?? view.max
  return (
    <>
      <TextField
        name="nam"
        label={t('external.year')}
        hint={t(kind === 'goal' ? 'external.year_goal_hint' : 'external.year_hint')}
        size="short"
        inputMode="numeric"
        initial={year === null ? '' : String(year)}
      />
      <TextField
        name="gia-tri"
        label={t('external.value')}
        hint={t('external.value_hint')}
        size="short"
        inputMode="decimal"
        optional="unsaid"
        initial={text(current?.value)}
      />
      <TextField
        name="thang"
        label={t('external.scale')}
        hint={
          view.max === null ? t('external.scale_hint') : t('external.scale_known', { max: format.number(view.max) })
        }
        size="short"
        inputMode="decimal"
        optional="unsaid"
        initial={text(max)}
      />
      <TextField
        name="hang"
        label={t('external.rank')}
        size="short"
        inputMode="numeric"
        optional="unsaid"
        initial={text(current?.rank)}
      />
      <TextField
        name="so-tinh"
        label={t('external.ranked')}
        hint={t('external.ranked_hint')}
        size="short"
        inputMode="numeric"
        optional="unsaid"
        initial={text(current?.ranked)}
      />
      {kind === 'figure' && view.parts.length > 0 && (
        <details className="disclosure" open={opened || (current?.parts.length ?? 0) > 0}>
          <summary>{t('external.parts_enter')}</summary>
          {view.parts.map((part) => (
            <TextField
              key={part.key}
              name={`phan/${part.key}`}
              label={t(`external.part.${view.key}.${part.key}`)}
              hint={part.max === null ? undefined : t('external.part_max', { max: format.number(part.max) })}
              size="short"
              inputMode="decimal"
              optional="unsaid"
              initial={text(current?.parts.find(({ key }) => key === part.key)?.value)}
            />
          ))}
        </details>
      )}
    </>
  )
}

function SourceFields({ current, kind }: { current: FigureView | null; kind: EntryKind }) {
  const { t } = useShell()
  return (
    <>
      <TextField
        name="van-ban"
        label={t('external.document')}
        hint={t(kind === 'goal' ? 'external.document_goal_hint' : 'external.document_hint')}
        initial={current?.source.document}
      />
      <TextField name="lien-ket" label={t('external.link')} optional initial={current?.source.link} />
      <TextField name="trang" label={t('external.page_field')} size="short" optional initial={current?.source.page} />
      <TextAreaField name="ghi-chu" label={t('external.note')} rows={2} optional initial={current?.source.note} />
    </>
  )
}
