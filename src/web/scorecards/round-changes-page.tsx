import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RoundChange, RoundChangesView } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import { parseTypedDate } from '../format.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  DataTable,
  DateField,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  type SentForm,
  TextAreaField,
  WhyNot,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, roundPath } from './addresses.ts'

/** Moves the days of a round and takes verifiers off, each with a reason; and tells every such change. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.roundChanges(page.actor, params.id ?? '') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const roundId = params.id ?? ''
  const { actor } = page
  const { scorecards } = page.services
  const isDates = form.text('viec') === 'lich'
  return attemptWork(form, async () => {
    if (isDates) {
      const dates = datesOf(form)
      await scorecards.moveDates({ actor, roundId, seen: form.text('seen'), dates, reason: form.text('ly-do-doi-han') })
    } else {
      const [sheetId = '', from = ''] = form.text('nguoi-cu').split(' ')
      const statement = { text: form.text('ly-do'), files: [], links: '', year: '' }
      await scorecards.act({ actor, sheetId, wish: { kind: 'replace', from, to: form.text('nguoi'), statement } })
    }
    return redirect(`${roundPath(roundId)}/thay-doi`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: `scorecards.changes.done.${isDates ? 'dates' : 'verifier'}` }) },
    })
  })
}

function datesOf(form: SentForm) {
  const date = (name: string) => parseTypedDate(form.text(name))
  return { selfUntil: date('tu-cham'), verifyUntil: date('tham-dinh'), appealUntil: date('kien-nghi') }
}

export default function RoundChangesPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const stateOf = (act: string) => (state?.values.viec?.[0] === act ? state : undefined)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: `${said(view.scheme.name, shell)} ${view.year}`, to: roundPath(view.id) },
          { label: t('scorecards.changes.title') },
        ]}
      />
      <PageHeading faulty={state !== undefined}>{t('scorecards.changes.title')}</PageHeading>
      {view.isOpen ? (
        <div className="narrow">
          <MoveDates view={view} state={stateOf('lich')} />
          <Replace view={view} state={stateOf('nguoi')} />
        </div>
      ) : (
        <WhyNot>{t('error.scorecards.published')}</WhyNot>
      )}
      <History view={view} />
    </>
  )
}

interface FormProps {
  view: RoundChangesView
  state: FormState | undefined
}

function MoveDates({ view, state }: FormProps) {
  const { t, format } = useShell()
  const { selfUntil, verifyUntil, appealUntil } = view.dates
  const isMoved = state?.faults.some(({ key }) => key === 'error.scorecards.round_moved') ?? false
  return (
    <section>
      <h2>{t('scorecards.changes.dates')}</h2>
      <p className="soft">{t('scorecards.changes.dates_text')}</p>
      <PageForm state={state} id="lich">
        <input type="hidden" name="seen" value={isMoved ? view.seen : (state?.values.seen?.[0] ?? view.seen)} />
        <DateField name="tu-cham" label={t('scorecards.open.self_until')} initial={format.date(selfUntil)} />
        <DateField name="tham-dinh" label={t('scorecards.open.verify_until')} initial={format.date(verifyUntil)} />
        <DateField name="kien-nghi" label={t('scorecards.open.appeal_until')} initial={format.date(appealUntil)} />
        <TextAreaField name="ly-do-doi-han" label={t('scorecards.changes.reason')} rows={2} />
        <Actions>
          <Button name="viec" value="lich">
            {t('scorecards.changes.dates_button')}
          </Button>
        </Actions>
      </PageForm>
    </section>
  )
}

function Replace({ view, state }: FormProps) {
  const { t } = useShell()
  const held = view.units.flatMap(({ sheetId, unit, verifiers }) =>
    verifiers.map(({ userId, name }) => ({ value: `${sheetId} ${userId}`, label: name, group: unit })),
  )
  return (
    <section>
      <h2>{t('scorecards.changes.verifier')}</h2>
      <p className="soft">{t('scorecards.changes.verifier_text')}</p>
      {held.length === 0 ? (
        <WhyNot>{t('scorecards.changes.no_verifier')}</WhyNot>
      ) : (
        <PageForm state={state} id="nguoi-tham-dinh">
          <SelectField name="nguoi-cu" label={t('scorecards.changes.old')} choices={held} />
          <SelectField
            name="nguoi"
            label={t('scorecards.changes.new')}
            hint={t('scorecards.changes.new_hint')}
            optional
            choices={view.choices.map(({ userId, name, agency }) => ({ value: userId, label: name, group: agency }))}
          />
          <TextAreaField name="ly-do" label={t('scorecards.changes.reason')} rows={2} />
          <Actions>
            <SecondButton name="viec" value="nguoi">
              {t('scorecards.changes.verifier_button')}
            </SecondButton>
          </Actions>
        </PageForm>
      )}
    </section>
  )
}

function History({ view }: { view: RoundChangesView }) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <section>
      <h2>{t('scorecards.history.title')}</h2>
      <DataTable<RoundChange>
        caption={t('scorecards.history.title')}
        rows={view.history}
        rowKey={({ kind, at, unit, person }) => `${kind} ${at.getTime()} ${unit} ${person}`}
        empty={<p className="soft">{t('scorecards.changes.none')}</p>}
        columns={[
          { key: 'what', label: t('scorecards.history.what'), lead: true, cell: (row) => <What row={row} /> },
          { key: 'by', label: t('scorecards.history.by'), cell: ({ by }) => by },
          { key: 'at', label: t('scorecards.history.at'), cell: ({ at }) => format.dateTime(at) },
          { key: 'why', label: t('scorecards.history.reason'), cell: ({ reason }) => reason || '–' },
        ]}
      />
    </section>
  )
}

function What({ row }: { row: RoundChange }) {
  const { t, format } = useShell()
  if (row.dates === null) {
    return t(`scorecards.changes.${row.kind}`, { person: row.person ?? '', unit: row.unit ?? '' })
  }
  const { before, after } = row.dates
  const moved = (
    [
      ['selfUntil', 'self_until'],
      ['verifyUntil', 'verify_until'],
      ['appealUntil', 'appeal_until'],
    ] as const
  ).filter(([key]) => before[key] !== after[key])
  return moved.map(([key, name]) => (
    <div key={key}>
      {t('scorecards.changes.moved', {
        phase: t(`scorecards.open.${name}`),
        before: format.date(before[key]),
        after: format.date(after[key]),
      })}
    </div>
  ))
}
