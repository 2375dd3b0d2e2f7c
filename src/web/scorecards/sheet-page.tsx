import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { SheetView } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Facts,
  Figure,
  Figures,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  PrintHint,
  readForm,
  SecondButton,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, linePath, sheetPath } from './addresses.ts'
import { SheetCharts } from './looks/sheet-look.tsx'
import { PublishedNotice, SchemeNotice, SheetTable } from './sheet-parts.tsx'
import { pointsText } from './texts.ts'

/** The sheet of a unit: every line in its columns, and what can be done with the whole. It prints on one side of A4. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { scorecards } = page.services
  const id = params.id ?? ''
  const [view, look] = await Promise.all([scorecards.sheet(page.actor, id), scorecards.sheetLook(page.actor, id)])
  return { view, look }
}

const wishes = ['fill', 'submit', 'accept_rest', 'finish', 'agree'] as const

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const kind = wishes.find((one) => one === form.text('viec'))
  if (kind === undefined) throw data(null, { status: 400 })
  const sheetId = params.id ?? ''
  return attemptWork(form, async () => {
    await page.services.scorecards.act({ actor: page.actor, sheetId, wish: { kind } })
    return redirect(sheetPath(sheetId), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: `scorecards.done.${kind}` }) },
    })
  })
}

export default function SheetPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format } = shell
  const { view, look } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const { scheme, total } = view
  const title = t('scorecards.desk.sheet', { unit: view.unit.name, year: view.year })
  return (
    <div className="sheet-page">
      <Breadcrumbs crumbs={[{ label: t('scorecards.title'), to: DESK }, { label: view.unit.name }]} />
      <PageHeading kicker={said(scheme.name, shell)} faulty={state !== undefined}>
        {title}
      </PageHeading>
      <SchemeNotice scheme={scheme} />
      {view.published !== null && <PublishedNotice published={view.published} />}
      <Work view={view} state={state} />
      <Figures>
        {(['self', 'verified', 'survey', 'final'] as const).map((column) => (
          <Figure
            key={column}
            value={pointsText(total[column], scheme, shell)}
            label={t(`scorecards.column.${column}`)}
            of={column === 'survey' ? undefined : t('scorecards.of_max', { max: format.number(scheme.max) })}
          />
        ))}
      </Figures>
      <p className="small">
        {t('scorecards.total_rule', {
          bonus: pointsText(view.bonus, scheme, shell),
          penalty: pointsText(view.penalty, scheme, shell),
        })}
        {view.published !== null &&
          total.corrected !== total.final &&
          ` ${t('scorecards.total_corrected', { points: pointsText(total.corrected, scheme, shell) })}`}
      </p>
      <SheetTable view={view} />
      <Lost view={view} />
      <SheetCharts look={look} lineTo={(key) => linePath(view.id, key)} onePage={`${sheetPath(view.id)}/mot-trang`} />
      <Standing view={view} />
      <PrintHint />
    </div>
  )
}

/** What is to be done now, by whoever looks. */
function Work({ view, state }: { view: SheetView; state: FormState | undefined }) {
  const { t, format } = useShell()
  const { may, phase } = view
  const until = { scoring: view.selfUntil, verifying: view.verifyUntil, verified: view.appealUntil, published: null }
  const day = until[phase]
  return (
    <div className="no-print">
      <Notice tone={phase === 'published' ? 'plain' : 'soon'}>
        <p>
          <b>{t(`scorecards.phase.${phase}`)}.</b>{' '}
          {day !== null && t('scorecards.phase.until', { day: format.weekdayDate(day) })}
          {phase === 'verified' && view.agreed && ` ${t('scorecards.agreed')}`}
        </p>
        {may.fill && <p>{t(view.filled === null ? 'scorecards.fill.first' : 'scorecards.fill.again')}</p>}
      </Notice>
      <PageForm state={state}>
        <Actions>
          {may.fill && (
            <SecondButton name="viec" value="fill">
              {t('scorecards.act.fill')}
            </SecondButton>
          )}
          {may.submit && (
            <Button name="viec" value="submit">
              {t('scorecards.act.submit')}
            </Button>
          )}
          {may.acceptRest && (
            <SecondButton name="viec" value="accept_rest">
              {t('scorecards.act.accept_rest')}
            </SecondButton>
          )}
          {may.finish && (
            <Button name="viec" value="finish">
              {t('scorecards.act.finish')}
            </Button>
          )}
          {may.agree && (
            <Button name="viec" value="agree">
              {t('scorecards.act.agree')}
            </Button>
          )}
        </Actions>
      </PageForm>
    </div>
  )
}

const SHOWN_LOST = 6

/** Where points were lost, most first, and the plan to win them back. */
function Lost({ view }: { view: SheetView }) {
  const shell = useShell()
  const { t } = shell
  if (view.lost.length === 0) return null
  return (
    <section className="no-print">
      <h2>{t('scorecards.lost.title')}</h2>
      <ol>
        {view.lost.slice(0, SHOWN_LOST).map(({ key, name, lost }) => (
          <li key={key}>
            <a href={linePath(view.id, key)}>{`${key}. ${said(name, shell)}`}</a>:{' '}
            {t('scorecards.lost.points', { points: pointsText(lost, view.scheme, shell) })}
          </li>
        ))}
      </ol>
      {view.phase === 'published' && (
        <p>
          <a href={`${sheetPath(view.id)}/khac-phuc`}>{t('scorecards.remedy.link', { count: view.remedies.length })}</a>
        </p>
      )}
    </section>
  )
}

function Standing({ view }: { view: SheetView }) {
  const { t, format } = useShell()
  const { filled } = view
  return (
    <section>
      <h2>{t('scorecards.standing')}</h2>
      <Facts
        facts={[
          {
            term: t('scorecards.column.verifiers'),
            value: view.verifiers.join(', ') || t('scorecards.round.no_verifier'),
          },
          ...(filled === null
            ? []
            : [
                {
                  term: t('scorecards.fill.term'),
                  value: t('scorecards.fill.of', {
                    from: format.date(filled.from),
                    to: format.date(filled.to),
                    at: format.dateTime(filled.at),
                  }),
                  note: <span className="hash">{filled.sha256}</span>,
                },
              ]),
        ]}
      />
    </section>
  )
}
