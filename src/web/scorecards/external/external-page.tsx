import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { ExternalIndexView, ExternalYearView } from '../../../modules/scorecards/external/view-types.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  ButtonLink,
  Facts,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK } from '../addresses.ts'
import { ExternalSeries, Source, UnsureNotice } from './external-parts.tsx'
import { EXTERNAL_DESK, externalDeskPath, externalFormPath } from './external-paths.ts'
import { indexName, rankText, valueText } from './external-texts.ts'

/** One index at the desk: what waits for a second person, the series, and the ways to enter. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.external.deskOne(page.actor, params.index ?? '') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const index = params.index ?? ''
  const kind = form.text('loai')
  if (kind !== 'figure' && kind !== 'goal') throw data(null, { status: 400 })
  return attemptWork(form, async () => {
    const asked = { index, kind, year: Number(form.text('nam')), seen: Number(form.text('seen')) } as const
    await page.services.external.confirm({ actor: page.actor, ...asked })
    return redirect(externalDeskPath(index), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'external.done.confirmed' }) },
    })
  })
}

export default function ExternalPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const name = indexName(view.key, shell)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: t('external.title'), to: EXTERNAL_DESK },
          { label: name },
        ]}
      />
      <PageHeading faulty={state !== undefined}>{name}</PageHeading>
      <p className="soft">{t(`external.about.${view.key}`)}</p>
      <UnsureNotice view={view} />
      <Actions>
        <ButtonLink to={externalFormPath(view.key)}>{t('external.enter')}</ButtonLink>
        <ButtonLink second to={externalFormPath(view.key, { kind: 'goal' })}>
          {t('external.enter_goal')}
        </ButtonLink>
      </Actions>
      <Waiting view={view} state={state} />
      <ExternalSeries view={view} />
      <Corrections view={view} />
    </>
  )
}

function Waiting({ view, state }: { view: ExternalIndexView; state: FormState | undefined }) {
  const { t } = useShell()
  const waiting = view.years.flatMap((year) => year.pending.map((pending) => ({ year, pending })))
  if (waiting.length === 0) return null
  return (
    <section>
      <h2>{t('external.waiting_title')}</h2>
      {waiting.map(({ year, pending }) => (
        <Pending key={`${year.year} ${pending.kind}`} index={view.key} year={year} pending={pending} state={state} />
      ))}
    </section>
  )
}

interface PendingProps {
  index: string
  year: ExternalYearView
  pending: ExternalYearView['pending'][number]
  state: FormState | undefined
}

function Pending({ index, year, pending, state }: PendingProps) {
  const shell = useShell()
  const { t, format } = shell
  const { kind, parts } = pending
  const own = state?.values.nam?.[0] === String(year.year) && state.values.loai?.[0] === kind ? state : undefined
  return (
    <div className="panel">
      <h3>{t(`external.${kind}_of`, { year: year.year })}</h3>
      <Facts
        facts={[
          { term: t('external.value'), value: valueText(pending, shell) },
          { term: t('external.rank'), value: rankText(pending, shell) },
          ...(parts.length === 0
            ? []
            : [
                {
                  term: t('external.parts'),
                  value: parts
                    .map(({ key, value }) => `${t(`external.part.${index}.${key}`)}: ${format.number(value, 4)}`)
                    .join('; '),
                },
              ]),
          { term: t('external.source'), value: <Source figure={pending} /> },
        ]}
      />
      {pending.isOwn ? (
        <p className="soft">{t('external.own_waits')}</p>
      ) : (
        <PageForm state={own}>
          <input type="hidden" name="nam" value={year.year} />
          <input type="hidden" name="loai" value={kind} />
          <input type="hidden" name="seen" value={year.seen} />
          <Actions>
            <Button>{t('external.confirm', { year: year.year })}</Button>
          </Actions>
        </PageForm>
      )}
      <p>
        <a href={externalFormPath(index, { year: year.year, kind })}>{t('external.enter_again')}</a>
      </p>
    </div>
  )
}

/** The way to correct each year: beside what stands, with a reason. */
function Corrections({ view }: { view: ExternalIndexView }) {
  const { t } = useShell()
  const years = view.years.filter(({ figure }) => figure !== null)
  if (years.length === 0) return null
  return (
    <details className="disclosure">
      <summary>{t('external.correct')}</summary>
      <p className="soft">{t('external.correct_text')}</p>
      <ul>
        {years.map(({ year }) => (
          <li key={year}>
            <a href={externalFormPath(view.key, { year })}>{t('external.correct_year', { year })}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}
