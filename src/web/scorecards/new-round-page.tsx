import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import { parseTypedDate } from '../format.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  CheckboxField,
  DateField,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, roundPath } from './addresses.ts'

/** Opens a round: which scorecard, which year, which units, until when. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.newRound(page.actor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const date = (name: string) => parseTypedDate(form.text(name))
  return attemptWork(form, async () => {
    const id = await page.services.scorecards.open({
      actor: page.actor,
      scheme: form.text('bo-chi-so'),
      year: form.text('nam'),
      agencyIds: form.all('don-vi'),
      dates: { selfUntil: date('tu-cham'), verifyUntil: date('tham-dinh'), appealUntil: date('kien-nghi') },
    })
    return redirect(roundPath(id), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'scorecards.done.opened' }) },
    })
  })
}

export default function NewRoundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const without = t('scorecards.skeletons.no_points')
  return (
    <div className="narrow">
      <Breadcrumbs crumbs={[{ label: t('scorecards.title'), to: DESK }, { label: t('scorecards.open.title') }]} />
      <PageHeading faulty={state !== undefined}>{t('scorecards.open.title')}</PageHeading>
      <p className="soft">{t('scorecards.open.text')}</p>
      <PageForm state={state}>
        <SelectField
          name="bo-chi-so"
          label={t('scorecards.column.scheme')}
          choices={[
            ...view.schemes.map((one) => ({
              value: one.key,
              label: `${said(one.name, shell)}${one.example ? ` (${t('scorecards.example_short')})` : ''}`,
            })),
            ...view.skeletons.map((one) => ({ value: one.key, label: `${said(one.name, shell)} (${without})` })),
          ]}
        />
        <TextField
          name="nam"
          label={t('scorecards.open.year')}
          size="short"
          inputMode="numeric"
          initial={String(view.year)}
        />
        <DateField name="tu-cham" label={t('scorecards.open.self_until')} />
        <DateField name="tham-dinh" label={t('scorecards.open.verify_until')} />
        <DateField name="kien-nghi" label={t('scorecards.open.appeal_until')} />
        {kindsOf(view.units).map((kind) => (
          <details key={kind} className="disclosure" open={kind === 'department'}>
            <summary>{t(`scorecards.unit_kind.${kind}`)}</summary>
            <CheckboxField
              name="don-vi"
              label={t(`scorecards.open.units_${kind}`)}
              choices={view.units
                .filter((unit) => unit.kind === kind)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </details>
        ))}
        <Actions>
          <Button>{t('scorecards.open.button')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}

/** The kinds of units that can be chosen; the province itself only where a scheme is for it. */
function kindsOf(units: readonly { kind: string }[]) {
  const kinds = ['department', 'commune', 'province'] as const
  return kinds.filter((kind) => kind !== 'province' || units.some((unit) => unit.kind === kind))
}
