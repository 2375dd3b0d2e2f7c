import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { said } from '../../figures/texts.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  CheckboxField,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { SCHEMES } from '../addresses.ts'
import { draftPath } from './addresses.ts'
import { readHead } from './draft-form.ts'
import { problemState, seenOf } from './draft-parts.tsx'

/** What stands above the tree of a draft: its name, source, years, points in all, whom it is for. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.schemes.draft(page.actor, params.id ?? '') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const id = params.id ?? ''
  return attemptWork(form, async () => {
    const edit = { kind: 'head' as const, head: readHead(form) }
    await page.services.scorecards.schemes.save({ actor: page.actor, id, seen: Number(form.text('seen')), edit })
    return redirect(draftPath(id), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'scorecards.draft.done.saved' }) },
    })
  })
}

export default function DraftHeadPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const { draft } = view
  const sent = (actionData as { form: FormState } | undefined)?.form
  const own = view.problems.filter(({ node }) => node === null)
  const label = (field: string) => t(`scorecards.draft.field.${field}`)
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.schemes.title'), to: SCHEMES },
          { label: draft.vi || draft.key, to: draftPath(view.id) },
          { label: t('scorecards.draft.head.title') },
        ]}
      />
      <PageHeading faulty={sent !== undefined}>{t('scorecards.draft.head.title')}</PageHeading>
      <PageForm state={sent ?? problemState(own, shell)} keep={`bo-tieu-chi-${view.id}`}>
        <input type="hidden" name="seen" value={seenOf(view, sent)} />
        <TextField name="vi" label={label('vi')} initial={draft.vi} />
        <TextField name="en" label={label('en')} hint={t('scorecards.draft.en_hint')} initial={draft.en} optional />
        <TextField
          name="source"
          label={label('source')}
          hint={t('scorecards.draft.source_hint')}
          initial={draft.source}
        />
        <TextAreaField name="noteVi" label={label('noteVi')} initial={draft.noteVi} rows={2} optional />
        <TextAreaField name="noteEn" label={label('noteEn')} initial={draft.noteEn} rows={2} optional />
        <CheckboxField
          name="units"
          label={label('units')}
          initial={draft.units}
          choices={(['department', 'commune', 'province'] as const).map((kind) => ({
            value: kind,
            label: t(`scorecards.unit_kind.${kind}`),
          }))}
        />
        <SelectField
          name="follows"
          label={label('follows')}
          hint={t('scorecards.draft.follows_hint')}
          initial={draft.follows}
          optional
          choices={view.follows.map(({ key, name }) => ({ value: key, label: said(name, shell) }))}
        />
        <TextField name="max" label={label('max')} initial={draft.max} size="short" inputMode="decimal" />
        <TextField
          name="survey"
          label={label('survey')}
          hint={t('scorecards.draft.survey_hint')}
          initial={draft.survey}
          size="short"
          inputMode="decimal"
          optional
        />
        <TextField
          name="cap"
          label={label('cap')}
          hint={t('scorecards.draft.cap_hint')}
          initial={draft.cap}
          size="short"
          inputMode="decimal"
          optional
        />
        <TextField
          name="decimals"
          label={label('decimals')}
          initial={draft.decimals}
          size="short"
          inputMode="numeric"
        />
        <TextField
          name="fromYear"
          label={label('fromYear')}
          initial={draft.fromYear}
          size="short"
          inputMode="numeric"
        />
        <TextField
          name="toYear"
          label={label('toYear')}
          initial={draft.toYear}
          size="short"
          inputMode="numeric"
          optional
        />
        <Actions>
          <Button>{t('scorecards.draft.save')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}
