import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RemedyView, SheetView } from '../../modules/scorecards/view-types.ts'
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
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  Tag,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { collectFiles, HiddenFiles, KeptFileField } from '../workspace/kept-files.tsx'
import { DESK, sheetPath } from './addresses.ts'
import { StatementText } from './sheet-parts.tsx'
import { pointsText } from './texts.ts'

/** The plan to win back lost points: task, who, by when; done only with what came of it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const view = await page.services.scorecards.sheet(page.actor, params.id ?? '')
  if (view.phase !== 'published') throw data(null, { status: 404 })
  return { view }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const sheetId = params.id ?? ''
  const { kept, faults, values } = await collectFiles(page, form)
  if (faults.length > 0 || form.text('remove') !== '') return data({ form: { values, faults } }, { status: 422 })
  const files = kept.map(({ hash, name, size, mediaType }) => ({ hash, name, size, mediaType }))
  const isDone = form.text('viec') === 'done'
  return attemptWork({ values }, async () => {
    const statement = { text: form.text('ly-do'), files, links: form.text('lien-ket'), year: form.text('nam') }
    await page.services.scorecards.act({
      actor: page.actor,
      sheetId,
      wish: isDone
        ? { kind: 'done', id: form.text('nhiem-vu'), statement }
        : {
            kind: 'plan',
            key: form.text('tieu-chi'),
            agencyId: form.text('co-quan'),
            dueOn: parseTypedDate(form.text('han')),
            statement: { ...statement, links: '', files: [] },
          },
    })
    return redirect(`${sheetPath(sheetId)}/khac-phuc`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: `scorecards.done.${isDone ? 'remedied' : 'planned'}` }) },
    })
  })
}

export default function RemediesPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const stateOf = (act: string) => (state?.values.viec?.[0] === act ? state : undefined)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: view.unit.name, to: sheetPath(view.id) },
          { label: t('scorecards.remedy.title') },
        ]}
      />
      <PageHeading kicker={`${view.unit.name} · ${view.year}`} faulty={state !== undefined}>
        {t('scorecards.remedy.title')}
      </PageHeading>
      <Plan view={view} />
      {view.may.plan && view.lost.length > 0 && <NewRemedy view={view} state={stateOf('plan')} />}
      {view.may.plan && view.remedies.some(({ done }) => done === null) && (
        <Finish view={view} state={stateOf('done')} />
      )}
    </>
  )
}

function Plan({ view }: { view: SheetView }) {
  const { t, format } = useShell()
  return (
    <DataTable<RemedyView>
      caption={t('scorecards.remedy.title')}
      rows={view.remedies}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('scorecards.remedy.none')} />}
      columns={[
        { key: 'task', label: t('scorecards.remedy.task'), lead: true, cell: ({ key, task }) => `${key}: ${task}` },
        { key: 'agency', label: t('scorecards.remedy.agency'), cell: ({ agency }) => agency },
        { key: 'due', label: t('scorecards.remedy.due'), cell: ({ dueOn }) => format.date(dueOn) },
        {
          key: 'state',
          label: t('scorecards.remedy.state'),
          cell: ({ done, isLate }) =>
            done === null ? (
              <Tag tone={isLate ? 'late' : 'soon'}>
                {t(isLate ? 'scorecards.remedy.late' : 'scorecards.remedy.open')}
              </Tag>
            ) : (
              <>
                <Tag tone="ok">{t('scorecards.remedy.done', { at: format.dateTime(done.at), by: done.by })}</Tag>
                <StatementText statement={done.product} sheetId={view.id} />
              </>
            ),
        },
      ]}
    />
  )
}

function NewRemedy({ view, state }: { view: SheetView; state: FormState | undefined }) {
  const shell = useShell()
  const { t } = shell
  return (
    <section>
      <h2>{t('scorecards.remedy.new')}</h2>
      <PageForm state={state} id="ke-hoach">
        <input type="hidden" name="viec" value="plan" />
        <input type="hidden" name="co-quan" value={view.unit.id} />
        <SelectField
          name="tieu-chi"
          label={t('scorecards.column.line')}
          choices={view.lost.map(({ key, name, lost }) => ({
            value: key,
            label: `${key}. ${said(name, shell)} (${t('scorecards.lost.points', {
              points: pointsText(lost, view.scheme, shell),
            })})`,
          }))}
        />
        <TextAreaField name="ly-do" label={t('scorecards.remedy.task')} rows={3} />
        <DateField name="han" label={t('scorecards.remedy.due')} />
        <Actions>
          <SecondButton>{t('scorecards.remedy.add')}</SecondButton>
        </Actions>
      </PageForm>
    </section>
  )
}

function Finish({ view, state }: { view: SheetView; state: FormState | undefined }) {
  const { t } = useShell()
  const open = view.remedies.filter(({ done }) => done === null)
  return (
    <section>
      <h2>{t('scorecards.remedy.finish')}</h2>
      <p className="soft">{t('scorecards.remedy.finish_text')}</p>
      <PageForm state={state} files id="xong">
        <input type="hidden" name="viec" value="done" />
        <SelectField
          name="nhiem-vu"
          label={t('scorecards.remedy.task')}
          choices={open.map(({ id, key, task }) => ({ value: id, label: `${key}: ${task}` }))}
        />
        <HiddenFiles state={state} />
        <KeptFileField name="tep" label={t('scorecards.remedy.product')} state={state} optional multiple />
        <TextAreaField
          name="lien-ket"
          label={t('scorecards.evidence.links')}
          hint={t('scorecards.evidence.links_hint')}
          rows={2}
          optional
        />
        <TextField name="nam" label={t('scorecards.evidence.year')} size="short" inputMode="numeric" optional />
        <Actions>
          <Button>{t('scorecards.remedy.finish_button')}</Button>
        </Actions>
      </PageForm>
    </section>
  )
}
