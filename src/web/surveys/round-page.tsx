import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { SurveyRights } from '../../modules/surveys/index.ts'
import type { RoundView } from '../../modules/surveys/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  ButtonLink,
  CheckboxField,
  Facts,
  type FormState,
  LinkGrid,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  TextAreaField,
  WhyNot,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { InvitationSection } from './invitations.tsx'
import { RoundFacts, StrataTable, titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = getDesk(context)
  const { surveys } = services
  const id = params.id ?? ''
  const rights = await surveys.rights(actor)
  return {
    round: await surveys.round(actor, id),
    rights,
    interviews: await surveys.interviews(actor, id),
    invitations: rights.manages ? await surveys.invitations(actor, id) : null,
  }
}

const done: Record<string, string> = {
  rut: 'surveys.done.draw',
  moi: 'surveys.done.invite',
  nhac: 'surveys.done.remind',
  dong: 'surveys.done.close',
  'cong-bo': 'surveys.done.publish',
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const { surveys } = services
  const roundId = params.id ?? ''
  const form = await readForm(request)
  const task = form.text('viec')
  // What is closed stays closed: one press in passing does not do it.
  if (task === 'dong' && !form.all('chac').includes('1')) {
    return data(
      { form: { values: form.values, faults: [{ path: 'chac', key: 'surveys.round.close_unsure' }] } },
      { status: 422 },
    )
  }
  return attemptWork(form, async () => {
    if (task === 'rut') await surveys.draw(actor, { roundId, list: form.values.list?.[0] ?? '' })
    else if (task === 'moi') await surveys.invite(actor, roundId)
    else if (task === 'nhac') await surveys.remind(actor, roundId)
    else if (task === 'dong') await surveys.close(actor, roundId)
    else if (task === 'cong-bo') await surveys.publish(actor, roundId)
    const key = done[task]
    const headers = key === undefined ? undefined : { 'set-cookie': flashCookie({ key }) }
    return redirect(`/lam-viec/khao-sat/${roundId}`, { status: 303, ...(headers === undefined ? {} : { headers }) })
  })
}

/** A round at work: what can be done with it now, how far it is. */
export default function RoundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  const { round, rights, interviews, invitations } = loaderData
  const { standings } = round
  const isInviting = ['moi', 'nhac'].includes(actionData?.form.values.viec?.[0] ?? '')
  const [inviting, other] = isInviting ? [actionData?.form, undefined] : [undefined, actionData?.form]
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('surveys.rail'), to: '/lam-viec/khao-sat' }, { label: titleOf(round, locale) }]}
      />
      <PageHeading faulty={actionData !== undefined}>{titleOf(round, locale)}</PageHeading>
      <Next round={round} rights={rights} interviews={interviews} state={other} />
      <RoundFacts round={round} />
      <p>
        <a href={`/khao-sat/dot/${round.id}`}>{t('surveys.round.public_page')}</a>
      </p>
      {invitations !== null && round.takesBallots && round.population === 'dossiers' && (
        <InvitationSection invitations={invitations} state={inviting} />
      )}
      {round.state !== 'prepared' && (
        <>
          <h2>{t('surveys.round.progress')}</h2>
          <Facts
            facts={(['used', 'taken_along', 'refused', 'open'] as const).map((standing) => ({
              term: t(`surveys.standing.${standing}`),
              value: `${format.number(standings[standing])} / ${format.number(round.asked)}`,
            }))}
          />
          <StrataTable round={round} withUsed />
        </>
      )}
    </>
  )
}

interface NextProps {
  round: RoundView
  rights: SurveyRights
  /** The actor was named to interview in this round. */
  interviews: boolean
  state: FormState | undefined
}

function Next({ round, rights, interviews, state }: NextProps) {
  const { t } = useShell()
  if (round.state === 'prepared') {
    if (!rights.manages) return <WhyNot>{t('surveys.round.not_drawn')}</WhyNot>
    return (
      <PageForm state={state}>
        <input type="hidden" name="viec" value="rut" />
        <p>{t('surveys.round.draw_text')}</p>
        {round.population !== 'dossiers' && (
          <TextAreaField name="list" label={t('surveys.round.list')} hint={t('surveys.round.list_hint')} rows={8} />
        )}
        <Actions>
          <Button>{t('surveys.round.draw')}</Button>
        </Actions>
      </PageForm>
    )
  }
  if (round.state === 'open') return <OpenRound round={round} rights={rights} interviews={interviews} state={state} />
  return (
    <>
      {round.state === 'closed' && rights.publishes && (
        <PageForm state={state}>
          <input type="hidden" name="viec" value="cong-bo" />
          <p>{t('surveys.round.publish_text')}</p>
          <Actions>
            <Button>{t('surveys.round.publish')}</Button>
          </Actions>
        </PageForm>
      )}
      {rights.manages && (
        <Actions>
          <ButtonLink to={`/lam-viec/khao-sat/${round.id}/ket-qua`} second>
            {t('surveys.result.title')}
          </ButtonLink>
        </Actions>
      )}
    </>
  )
}

function OpenRound({ round, rights, interviews, state }: NextProps) {
  const { t } = useShell()
  const here = `/lam-viec/khao-sat/${round.id}`
  const links = [
    ...(rights.manages
      ? [{ to: `${here}/thu`, label: t('surveys.letters.title'), detail: t('surveys.letters.detail') }]
      : []),
    { to: `${here}/tai-quay`, label: t('surveys.counter.title'), detail: t('surveys.counter.detail') },
    ...(rights.manages
      ? [
          {
            to: `${here}/nguoi-phong-van`,
            label: t('surveys.interviewers.title'),
            detail: t('surveys.interviewers.detail'),
          },
        ]
      : []),
    ...(interviews
      ? [{ to: `${here}/phong-van`, label: t('surveys.interview.title'), detail: t('surveys.interview.detail') }]
      : []),
    { to: `${here}/giay`, label: t('surveys.slips.title'), detail: t('surveys.slips.detail') },
  ]
  return (
    <>
      <LinkGrid links={links} />
      {rights.manages && (
        <PageForm state={state}>
          <input type="hidden" name="viec" value="dong" />
          <p>{t('surveys.round.close_text')}</p>
          <CheckboxField
            name="chac"
            label={t('surveys.round.close_sure_label')}
            choices={[{ value: '1', label: t('surveys.round.close_sure') }]}
          />
          <Actions>
            <SecondButton>{t('surveys.round.close')}</SecondButton>
          </Actions>
        </PageForm>
      )}
    </>
  )
}
