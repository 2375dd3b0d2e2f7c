import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { lineActs } from '../../modules/scorecards/sheet-acts.ts'
import type { LineHistory, LineView, SchemeBrief, SurveyFigure } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, Facts, type FormState, Notice, PageHeading, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { collectFiles } from '../workspace/kept-files.tsx'
import { DESK, linePath, sheetPath } from './addresses.ts'
import { LineForms } from './line-form.tsx'
import { SchemeNotice, StatementText } from './sheet-parts.tsx'
import { differenceText, lineName, pointsText } from './texts.ts'

/** One line of a sheet: its rule, its parts, who gave which points when and why, and what can be done. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = { sheetId: params.id ?? '', key: params.key ?? '' }
  return { view: await page.services.scorecards.line(page.actor, asked) }
}

const ITEM = 'muc/'

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const [sheetId, key] = [params.id ?? '', params.key ?? '']
  const { kept, faults, values } = await collectFiles(page, form)
  const typed = { ...form, values }
  // Pressing "remove" or sending a file that is refused shows the form again with everything typed.
  if (faults.length > 0 || form.text('remove') !== '') return data({ form: { values, faults } }, { status: 422 })
  const seen = Number(form.text('seen'))
  const kind = lineActs.find((one) => one === form.text('viec'))
  const items = Object.fromEntries(
    Object.entries(form.values).flatMap(([name, [value = '']]) =>
      name.startsWith(ITEM) ? [[name.slice(ITEM.length), value]] : [],
    ),
  )
  return attemptWork(typed, async () => {
    const { act } = page.services.scorecards
    if (form.text('viec') === 'confirm_survey') {
      await act({ actor: page.actor, sheetId, wish: { kind: 'confirm_survey', key, seen } })
    } else {
      if (kind === undefined) throw data(null, { status: 400 })
      const statement = {
        text: form.text('ly-do'),
        files: kept.map(({ hash, name, size, mediaType }) => ({ hash, name, size, mediaType })),
        links: form.text('lien-ket'),
        year: form.text('nam'),
      }
      const wish = { kind, key, seen, points: form.text('diem'), items, statement }
      await act({ actor: page.actor, sheetId, wish })
    }
    return redirect(linePath(sheetId, key), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'scorecards.done.saved' }) },
    })
  })
}

export default function LinePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format, locale } = shell
  const { view } = loaderData
  const { sheet, line } = view
  const state = (actionData as { form: FormState } | undefined)?.form
  const { scheme } = sheet
  const { rule, leaf } = line.line
  const owner = leaf?.owner
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: sheet.unit.name, to: sheetPath(sheet.id) },
          { label: line.line.key },
        ]}
      />
      <PageHeading kicker={`${sheet.unit.name} · ${sheet.year}`} faulty={state !== undefined}>
        {lineName(line.line, locale)}
      </PageHeading>
      <SchemeNotice scheme={scheme} />
      {rule !== null && <p>{said(rule, shell)}</p>}
      {line.line.needsEvidence && <p className="soft">{t('scorecards.draft.evidence_yes')}</p>}
      <Facts
        facts={[
          { term: t('scorecards.column.max'), value: format.number(line.line.max) },
          ...(owner === undefined ? [] : [{ term: t('scorecards.draft.field.owner'), value: said(owner, shell) }]),
          ...(['self', 'verified', 'survey', 'final'] as const)
            .filter((column) => (column === 'survey') === (line.line.kind === 'survey') || column === 'final')
            .map((column) => ({
              term: t(`scorecards.column.${column}`),
              value: pointsText(line.points[column], scheme, shell),
              note:
                column === 'verified' && line.difference !== null && line.difference !== 0
                  ? t('scorecards.difference', { points: differenceText(line.difference, scheme, shell) })
                  : undefined,
            })),
          ...(line.corrected
            ? [
                {
                  term: t('scorecards.column.corrected'),
                  value: pointsText(line.points.corrected, scheme, shell),
                },
              ]
            : []),
        ]}
      />
      <Locked view={view} />
      {view.forms.includes('survey') && <SurveyFigures surveys={view.surveys} scheme={scheme} />}
      <LineForms view={view} state={state} />
      <History view={view} />
    </>
  )
}

/** The counted figure with its two numbers, its days and the hash that froze it. */
function Locked({ view }: { view: LineView }) {
  const { t, format } = useShell()
  const { figure, line } = view.line
  const { filled } = view.sheet
  if (line.kind !== 'counted') return null
  if (figure === null || filled === null) {
    return (
      <Notice tone="wait">
        <p>{t('scorecards.figure.not_filled')}</p>
      </Notice>
    )
  }
  const { numerator, denominator } = figure
  const facts = [
    { term: t('scorecards.column.numerator'), value: numerator === null ? '–' : format.number(numerator) },
    { term: t('scorecards.column.denominator'), value: denominator === null ? '–' : format.number(denominator) },
    {
      term: t('scorecards.figure.days'),
      value: t('scorecards.figure.from_to', { from: format.date(filled.from), to: format.date(filled.to) }),
    },
    { term: t('scorecards.figure.frozen'), value: <span className="hash">{filled.sha256}</span> },
  ]
  return (
    <section>
      <h2>{t('scorecards.figure.title')}</h2>
      <p className="soft">{t(`scorecards.figure.${figure.standing}`)}</p>
      <Facts facts={facts} />
    </section>
  )
}

/** What survey rounds of the year gave this unit: to be entered with the round as its source. */
function SurveyFigures({ surveys, scheme }: { surveys: readonly SurveyFigure[]; scheme: SchemeBrief }) {
  const shell = useShell()
  const { t, format } = shell
  if (surveys.length === 0) return <p className="soft">{t('scorecards.survey.none')}</p>
  return (
    <Notice title={t('scorecards.survey.title')}>
      <ul>
        {surveys.map(({ roundId, name, share, ballots, points }) => (
          <li key={roundId}>
            {t('scorecards.survey.gives', {
              name: said(name, shell),
              share: format.percent(share, 1),
              ballots: format.number(ballots),
              points: pointsText(points, scheme, shell),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function History({ view }: { view: LineView }) {
  const shell = useShell()
  const { t, format } = shell
  if (view.history.length === 0) return null
  return (
    <section>
      <h2>{t('scorecards.history.title')}</h2>
      <DataTable<LineHistory>
        caption={t('scorecards.history.title')}
        rows={view.history}
        rowKey={({ act, at }) => `${act} ${at.getTime()}`}
        columns={[
          {
            key: 'act',
            label: t('scorecards.history.what'),
            lead: true,
            cell: ({ act }) => t(`scorecards.event.${act}`),
          },
          {
            key: 'points',
            label: t('scorecards.column.points'),
            align: 'right',
            cell: ({ points }) => pointsText(points, view.sheet.scheme, shell),
          },
          { key: 'by', label: t('scorecards.history.by'), cell: ({ by }) => by },
          { key: 'at', label: t('scorecards.history.at'), cell: ({ at }) => format.dateTime(at) },
          {
            key: 'why',
            label: t('scorecards.history.why'),
            wide: true,
            cell: ({ statement }) => <StatementText statement={statement} sheetId={view.sheet.id} />,
          },
        ]}
      />
    </section>
  )
}
