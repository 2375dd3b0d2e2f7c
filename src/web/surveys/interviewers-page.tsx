import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { managerPage } from './manager-page.ts'
import { titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = await managerPage(context)
  const id = params.id ?? ''
  return {
    round: await services.surveys.round(actor, id),
    interviewers: await services.surveys.interviewers(actor, id),
    choices: await services.surveys.interviewerChoices(actor),
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, services } = await managerPage(context)
  const roundId = params.id ?? ''
  const form = await readForm(request)
  return attemptWork(form, async () => {
    await services.surveys.nameInterviewer(actor, {
      roundId,
      officerId: form.text('officer'),
      stratum: form.text('stratum'),
      ballots: Number(form.text('ballots')),
    })
    const headers = { 'set-cookie': flashCookie({ key: 'surveys.interviewers.done' }) }
    return redirect(`/lam-viec/khao-sat/${roundId}/nguoi-phong-van`, { status: 303, headers })
  })
}

/** Who interviews in a round, in which stratum, how many people. */
export default function InterviewersPage({
  loaderData: { round, interviewers, choices },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: titleOf(round, locale), to: `/lam-viec/khao-sat/${round.id}` },
          { label: t('surveys.interviewers.title') },
        ]}
      />
      <PageHeading faulty={actionData !== undefined}>{t('surveys.interviewers.title')}</PageHeading>
      <p>{t('surveys.interviewers.text')}</p>
      <DataTable
        caption={t('surveys.interviewers.title')}
        rows={interviewers}
        rowKey={({ officerId, stratum }) => `${officerId} ${stratum}`}
        empty={<EmptyState title={t('surveys.interviewers.none')} />}
        columns={[
          { key: 'name', label: t('surveys.interviewers.officer'), lead: true, cell: ({ name }) => name },
          { key: 'stratum', label: t('surveys.round.stratum'), cell: (row) => titleOf(row, locale) },
          {
            key: 'taken',
            label: t('surveys.interviewers.taken'),
            align: 'right',
            cell: ({ taken, ballots }) => `${format.number(taken)} / ${format.number(ballots)}`,
          },
        ]}
      />
      {round.takesBallots && (
        <>
          <h2>{t('surveys.interviewers.name')}</h2>
          <PageForm state={actionData?.form}>
            <SelectField
              name="officer"
              label={t('surveys.interviewers.officer')}
              choices={choices.map(({ officerId, name, agency }) => ({
                value: officerId,
                label: `${agency} · ${name}`,
              }))}
            />
            <SelectField
              name="stratum"
              label={t('surveys.round.stratum')}
              choices={round.strata.map((one) => ({ value: one.stratum, label: titleOf(one, locale) }))}
            />
            <TextField
              name="ballots"
              label={t('surveys.interviewers.ballots')}
              hint={t('surveys.interviewers.ballots_hint')}
              size="short"
              inputMode="numeric"
              maxLength={3}
            />
            <Actions>
              <Button>{t('surveys.interviewers.save')}</Button>
            </Actions>
          </PageForm>
        </>
      )}
    </div>
  )
}
