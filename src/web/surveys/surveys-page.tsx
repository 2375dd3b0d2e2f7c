import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RoundLine } from '../../modules/surveys/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { citizenPage } from '../portal/guard.ts'
import { useShell } from '../shell.ts'
import { attemptForm, Button, DataTable, EmptyState, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { FoundSentences } from './plain-result.tsx'
import { RoundTag, titleOf } from './round-parts.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor, services } = getPage(context)
  return {
    rounds: await services.surveys.publicRounds(),
    own: actor.kind === 'citizen' ? await services.surveys.ownInvitations(actor) : [],
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, page } = citizenPage(context)
  const form = await readForm(request)
  return attemptForm(form, async () => {
    const token = await page.services.surveys.linkOwn(actor, form.text('quyen'))
    return redirect(`/khao-sat/phieu/${encodeURIComponent(token)}`, 303)
  })
}

/** Surveys for everybody: what was found, how the sample was drawn; for a person who was drawn, the way to the ballot. */
export default function SurveysPage({ loaderData: { rounds, own } }: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  return (
    <>
      <PageHeading>{t('surveys.public.title')}</PageHeading>
      <p className="lead">{t('surveys.public.lead')}</p>
      {own.length > 0 && (
        <section>
          <h2>{t('surveys.own.title')}</h2>
          <p>{t('surveys.own.text')}</p>
          <ul className="list">
            {own.map((one) => (
              <li key={one.rightId}>
                <b>{titleOf(one, locale)}</b>
                <div className="soft small">
                  {t('surveys.own.line', { code: one.reference, date: format.date(one.endsOn) })}
                </div>
                <PageForm id={`moi-${one.rightId}`}>
                  <input type="hidden" name="quyen" value={one.rightId} />
                  <Button>{t('surveys.own.answer')}</Button>
                </PageForm>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{t('surveys.public.rounds')}</h2>
      {rounds.length === 0 && <EmptyState title={t('surveys.public.none')} text={t('surveys.public.none_text')} />}
      <ul className="list">
        {rounds.map((round) => (
          <li key={round.id}>
            <a href={`/khao-sat/dot/${round.id}`}>{titleOf(round, locale)}</a> <RoundTag state={round.state} />
            <div>
              {round.found === null ? (
                t('surveys.plain.until', { date: format.date(round.endsOn) })
              ) : (
                <FoundSentences found={round.found} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

export function RoundTable({ rounds, to }: { rounds: readonly RoundLine[]; to: string }) {
  const { t, locale, format } = useShell()
  return (
    <DataTable
      caption={t('surveys.public.rounds')}
      rows={rounds}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('surveys.public.none')} text={t('surveys.public.none_text')} />}
      columns={[
        {
          key: 'name',
          label: t('surveys.round.name'),
          lead: true,
          cell: (round) => <a href={`${to}/${round.id}`}>{titleOf(round, locale)}</a>,
        },
        { key: 'state', label: t('surveys.round.state'), cell: ({ state }) => <RoundTag state={state} /> },
        { key: 'ends', label: t('surveys.round.endsOn'), cell: ({ endsOn }) => format.date(endsOn) },
      ]}
    />
  )
}
