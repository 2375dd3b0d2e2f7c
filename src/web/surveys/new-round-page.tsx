import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { formulas, populations, strataChoices } from '../../modules/surveys/round.ts'
import { flashCookie } from '../flash.ts'
import { parseTypedDate } from '../format.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  DateField,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { managerPage } from './manager-page.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services } = await managerPage(context)
  const all = await services.surveys.questionnaires()
  return { published: all.filter(({ state }) => state === 'published') }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = await managerPage(context)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const seed = form.text('seed')
    const id = await services.surveys.prepare(actor, {
      questionnaireId: form.text('questionnaire'),
      nameVi: form.text('nameVi'),
      nameEn: form.text('nameEn') || form.text('nameVi'),
      population: form.text('population'),
      strataBy: form.text('strataBy'),
      fromOn: parseTypedDate(form.text('fromOn')),
      toOn: parseTypedDate(form.text('toOn')),
      perStratum: /^\d{1,6}$/.test(form.text('perStratum')) ? Number(form.text('perStratum')) : Number.NaN,
      endsOn: parseTypedDate(form.text('endsOn')),
      formula: form.text('formula'),
      seed: seed === '' ? null : seed,
    })
    const headers = { 'set-cookie': flashCookie({ key: 'surveys.new.done' }) }
    return redirect(`/lam-viec/khao-sat/${id}`, { status: 303, headers })
  })
}

/** A new round: what is asked, of whom, how many. The seed is fixed here, before anybody knows the frame. */
export default function NewRoundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[{ label: t('surveys.rail'), to: '/lam-viec/khao-sat' }, { label: t('surveys.new.title') }]}
      />
      <PageHeading faulty={actionData !== undefined}>{t('surveys.new.title')}</PageHeading>
      <PageForm state={actionData?.form}>
        <SelectField
          name="questionnaire"
          label={t('surveys.round.questionnaire')}
          choices={loaderData.published.map(({ id, document, version }) => ({
            value: id,
            label: t('surveys.round.version', { name: document.name[locale], version }),
          }))}
        />
        <TextField name="nameVi" label={t('surveys.new.nameVi')} maxLength={300} />
        <TextField name="nameEn" label={t('surveys.new.nameEn')} optional maxLength={300} />
        <RadioField
          name="population"
          label={t('surveys.round.population')}
          initial="dossiers"
          choices={populations.map((value) => ({ value, label: t(`surveys.new.population.${value}`) }))}
        />
        <DateField name="fromOn" label={t('surveys.new.fromOn')} />
        <DateField name="toOn" label={t('surveys.new.toOn')} />
        <SelectField
          name="strataBy"
          label={t('surveys.new.strataBy')}
          hint={t('surveys.new.strata_hint')}
          initial="agency"
          choices={strataChoices.map((value) => ({ value, label: t(`surveys.strata.${value}`) }))}
        />
        <TextField
          name="perStratum"
          label={t('surveys.new.perStratum')}
          hint={t('surveys.new.perStratum_hint')}
          size="short"
          inputMode="numeric"
          maxLength={4}
        />
        <DateField name="endsOn" label={t('surveys.round.endsOn')} />
        <RadioField
          name="formula"
          label={t('surveys.round.formula')}
          initial="top_two"
          choices={formulas.map((value) => ({
            value,
            label: t(`surveys.formula.${value}`),
            hint: t(`surveys.formula_text.${value}`),
          }))}
        />
        <TextField
          name="seed"
          label={t('surveys.redraw.seed')}
          hint={t('surveys.new.seed_hint')}
          optional
          maxLength={200}
        />
        <Actions>
          <Button>{t('surveys.new.save')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}
