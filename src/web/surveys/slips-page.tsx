import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RoundView } from '../../modules/surveys/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  Tag,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { answersIn, QuestionFields } from './question-fields.tsx'
import { titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = getDesk(context)
  const id = params.id ?? ''
  const round = await services.surveys.round(actor, id)
  return {
    round,
    questionnaire: await services.surveys.questionnaireOf(id),
    slips: await services.surveys.slips(actor, id),
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, services } = getDesk(context)
  const roundId = params.id ?? ''
  const form = await readForm(request)
  const back = (key: string, named: Record<string, string> = {}) =>
    redirect(`/lam-viec/khao-sat/${roundId}/giay`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key, params: named }) },
    })
  return attemptWork(form, async () => {
    if (form.text('viec') === 'phong-bi') {
      await services.surveys.openEnvelope(actor, { roundId, reference: form.text('reference') })
      return back('surveys.slips.envelope_done')
    }
    const number = form.text('number')
    const typed = { roundId, number, stratum: form.text('stratum'), raw: answersIn(form) }
    const outcome = await services.surveys.typeSlip(actor, typed)
    return back(`surveys.slips.outcome.${outcome.kind}`, {
      number,
      count: outcome.kind === 'differs' ? String(outcome.questions.length) : '0',
    })
  })
}

/** Paper: an envelope is ticked off and its slip put among the others; then two persons type each slip, a third where they differ. */
export default function SlipsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { round, questionnaire, slips } = loaderData
  const state = actionData?.form
  const ofEnvelope = state?.values.viec?.[0] === 'phong-bi'
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: titleOf(round, locale), to: `/lam-viec/khao-sat/${round.id}` },
          { label: t('surveys.slips.title') },
        ]}
      />
      <PageHeading faulty={state !== undefined}>{t('surveys.slips.title')}</PageHeading>
      <h2>{t('surveys.slips.envelope')}</h2>
      <p>{t('surveys.slips.envelope_text')}</p>
      <PageForm state={ofEnvelope ? state : undefined} id="phong-bi">
        <input type="hidden" name="viec" value="phong-bi" />
        <TextField name="reference" label={t('surveys.counter.reference')} maxLength={100} />
        <SecondButton>{t('surveys.slips.envelope_take')}</SecondButton>
      </PageForm>
      <h2>{t('surveys.slips.waiting')}</h2>
      {slips.length === 0 && <EmptyState title={t('surveys.slips.none')} />}
      <ul className="list">
        {slips.map(({ number, stratum, readings, isOwn }) => (
          <li key={number}>
            <b className="num">{number}</b> ·{' '}
            {titleOf(round.strata.find((one) => one.stratum === stratum) ?? round, locale)}{' '}
            <Tag tone={isOwn ? 'plain' : 'wait'}>
              {t(isOwn ? 'surveys.slips.other_person' : readings > 1 ? 'surveys.slips.third' : 'surveys.slips.second')}
            </Tag>
          </li>
        ))}
      </ul>
      <h2>{t('surveys.slips.type')}</h2>
      <p>{t('surveys.slips.type_text')}</p>
      <SlipForm round={round} questionnaire={questionnaire} state={ofEnvelope ? undefined : state} />
    </div>
  )
}

function SlipForm({
  round,
  questionnaire,
  state,
}: Pick<Parameters<typeof QuestionFields>[0], 'questionnaire'> & { round: RoundView; state: FormState | undefined }) {
  const { t, locale } = useShell()
  return (
    <PageForm state={state} id="phieu">
      <TextField
        name="number"
        label={t('surveys.slips.number')}
        hint={t('surveys.slips.number_hint')}
        size="short"
        maxLength={20}
      />
      <SelectField
        name="stratum"
        label={t('surveys.round.stratum')}
        choices={round.strata.map((one) => ({ value: one.stratum, label: titleOf(one, locale) }))}
      />
      <QuestionFields questionnaire={questionnaire} />
      <Actions>
        <Button>{t('surveys.slips.save')}</Button>
      </Actions>
    </PageForm>
  )
}
