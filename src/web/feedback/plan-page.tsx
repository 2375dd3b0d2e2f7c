import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { DEFAULT_PLAN } from '../../modules/feedback/rating.ts'
import type { CentrePlan } from '../../modules/feedback/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  type FormState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

const HERE = '/lam-viec/danh-gia/cach-hoi'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const plans = await services.ratings.plans(actor)
  const asked = new URL(request.url).searchParams.get('noi')
  const chosen = plans.length === 1 ? plans[0] : plans.find(({ slug }) => slug === asked)
  if (plans.length === 0) throw data(null, { status: 404 })
  return { plans, chosen: chosen ?? null }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  return attemptForm(form, async () => {
    await services.ratings.changePlan(actor, {
      centre: form.text('centre'),
      steps: Number(form.text('steps')),
      answerDays: Number(form.text('answerDays')),
      version: Number(form.text('version')),
    })
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'feedback.plan.done' }) } })
  })
}

/** How a centre asks for ratings: three or five steps, and how long a head has for an answer. */
export default function RatingPlanPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { plans, chosen } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('feedback.plan.title')}</PageHeading>
      <p>{t('feedback.plan.text')}</p>
      {chosen === null ? <Choice plans={plans} /> : <PlanForm plan={chosen} state={actionData?.form} />}
      <p>
        <a href={plans.length > 1 && chosen !== null ? HERE : '/lam-viec'}>{t('feedback.plan.back')}</a>
      </p>
    </div>
  )
}

/** Many centres are chosen from a list; those that do not ask as the product does by itself are named. */
function Choice({ plans }: { plans: readonly CentrePlan[] }) {
  const { t } = useShell()
  const own = plans.filter(({ version }) => version > 0)
  return (
    <>
      <PageForm method="get">
        <SelectField
          name="noi"
          label={t('feedback.plan.centre')}
          choices={plans.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        <Actions>
          <Button>{t('feedback.plan.open')}</Button>
        </Actions>
      </PageForm>
      <h2>{t('feedback.plan.own')}</h2>
      <p>
        {t(own.length === 0 ? 'feedback.plan.nobody' : 'feedback.plan.others', {
          steps: DEFAULT_PLAN.steps,
          days: DEFAULT_PLAN.answerDays,
        })}
      </p>
      <ul className="list">
        {own.map(({ slug, name, steps, answerDays }) => (
          <li key={slug}>
            <a href={`?noi=${slug}`}>{name}</a>
            <p className="soft small">{t('feedback.plan.now', { steps, days: answerDays })}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

function PlanForm({ plan, state }: { plan: CentrePlan; state: FormState | undefined }) {
  const { t } = useShell()
  return (
    <>
      <h2>{plan.name}</h2>
      <PageForm state={state} action={`${HERE}?noi=${plan.slug}`}>
        <input type="hidden" name="centre" value={plan.slug} />
        <input type="hidden" name="version" value={plan.version} />
        <RadioField
          name="steps"
          label={t('feedback.plan.steps')}
          hint={t('feedback.plan.steps_hint')}
          initial={String(plan.steps)}
          choices={[5, 3].map((steps) => ({ value: String(steps), label: t(`feedback.plan.steps_${steps}`) }))}
        />
        <TextField
          name="answerDays"
          label={t('feedback.plan.days')}
          hint={t('feedback.plan.days_hint')}
          initial={String(plan.answerDays)}
          inputMode="numeric"
          size="short"
        />
        <Actions>
          <Button>{t('feedback.plan.save')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
