import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { DraftLine, SchemeLine } from '../../../modules/scorecards/schemes/view-types.ts'
import { said } from '../../figures/texts.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  DataTable,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK } from '../addresses.ts'
import { draftPath, schemePath } from './addresses.ts'

/** All schemes, the drafts of their next versions, and where a new one begins. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.schemes.list(page.actor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const wish = { actor: page.actor, from: form.text('tu'), key: form.text('ma') }
    return redirect(draftPath(await page.services.scorecards.schemes.start(wish)), { status: 303 })
  })
}

export default function SchemeListPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.title'), to: DESK }, { label: t('scorecards.schemes.title') }]} />
      <PageHeading faulty={state !== undefined}>{t('scorecards.schemes.title')}</PageHeading>
      <p className="soft">{t('scorecards.schemes.text')}</p>
      {view.drafts.length > 0 && <Drafts drafts={view.drafts} />}
      <h2>{t('scorecards.schemes.published')}</h2>
      <DataTable<SchemeLine>
        caption={t('scorecards.schemes.published')}
        rows={view.schemes}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            label: t('scorecards.column.scheme'),
            lead: true,
            cell: ({ key, name }) => <a href={schemePath(key)}>{said(name, shell)}</a>,
          },
          { key: 'key', label: t('scorecards.column.key'), cell: ({ key }) => key },
          { key: 'version', label: t('scorecards.schemes.version'), cell: ({ version }) => version },
          {
            key: 'state',
            label: t('scorecards.schemes.state'),
            cell: ({ isFrame, example }) =>
              isFrame ? (
                <Tag tone="wait">{t('scorecards.schemes.frame')}</Tag>
              ) : example ? (
                <Tag>{t('scorecards.example_short')}</Tag>
              ) : (
                <Tag tone="ok">{t('scorecards.schemes.usable')}</Tag>
              ),
          },
        ]}
      />
      <section className="narrow">
        <h2>{t('scorecards.schemes.start')}</h2>
        <p className="soft">{t('scorecards.schemes.start_text')}</p>
        <PageForm state={state}>
          <SelectField
            name="tu"
            label={t('scorecards.schemes.from')}
            hint={t('scorecards.schemes.from_hint')}
            optional
            choices={view.schemes.map((one) => ({
              value: one.key,
              label: `${said(one.name, shell)} (${one.isFrame ? t('scorecards.schemes.frame') : one.version})`,
            }))}
          />
          <TextField
            name="ma"
            label={t('scorecards.schemes.own_key')}
            hint={t('scorecards.schemes.own_key_hint')}
            optional
            autoComplete="off"
            maxLength={60}
          />
          <Actions>
            <Button>{t('scorecards.schemes.start_button')}</Button>
          </Actions>
        </PageForm>
      </section>
    </>
  )
}

function Drafts({ drafts }: { drafts: readonly DraftLine[] }) {
  const { t, format } = useShell()
  return (
    <section>
      <h2>{t('scorecards.schemes.drafts')}</h2>
      <DataTable<DraftLine>
        caption={t('scorecards.schemes.drafts')}
        rows={drafts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('scorecards.column.scheme'),
            lead: true,
            cell: ({ id, key, name }) => <a href={draftPath(id)}>{name || key}</a>,
          },
          {
            key: 'problems',
            label: t('scorecards.schemes.problems'),
            cell: ({ problems }) =>
              problems === 0 ? (
                <Tag tone="ok">{t('scorecards.schemes.whole')}</Tag>
              ) : (
                <Tag tone="wait">{t('scorecards.schemes.problem_count', { count: problems })}</Tag>
              ),
          },
          {
            key: 'saved',
            label: t('scorecards.schemes.saved'),
            cell: ({ savedBy, savedAt }) => `${savedBy}, ${format.dateTime(savedAt)}`,
          },
        ]}
      />
    </section>
  )
}
