import type { LoaderFunctionArgs } from 'react-router'
import type { PublicSheetView } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { publicRoundPath } from './addresses.ts'
import { SheetCharts } from './looks/sheet-look.tsx'
import { PublishedNotice, SchemeNotice } from './sheet-parts.tsx'
import { lineName, pointsText } from './texts.ts'

/** The published sheet of one unit: every line with its points and, where it was counted, its two numbers. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { scorecards } = getPage(context).services
  const asked = [params.id ?? '', params.sheet ?? ''] as const
  const [view, look] = await Promise.all([scorecards.publicSheet(...asked), scorecards.publicSheetLook(...asked)])
  return { view, look }
}

type Line = PublicSheetView['lines'][number]

export default function PublicSheetPage({ loaderData: { view, look } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format, locale } = shell
  const { scheme, unit } = view
  const title = t('scorecards.desk.sheet', { unit: unit.name, year: view.year })
  return (
    <div className="sheet-page">
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.public.title'), to: '/chi-so' },
          { label: `${said(scheme.name, shell)} ${view.year}`, to: publicRoundPath(view.id) },
          { label: unit.name },
        ]}
      />
      <PageHeading kicker={said(scheme.name, shell)}>{title}</PageHeading>
      <SchemeNotice scheme={scheme} />
      <PublishedNotice published={view.published} />
      <p>
        {t('scorecards.public.total', {
          points: pointsText(unit.total.final, scheme, shell),
          max: format.number(scheme.max),
          place: unit.place ?? '–',
        })}
      </p>
      {view.corrections.length > 0 && (
        <Notice tone="late" title={t('scorecards.public.corrected_title')}>
          <ul>
            {view.corrections.map(({ key, points, at }) => (
              <li key={`${key} ${at.getTime()}`}>
                {t('scorecards.public.corrected', {
                  key,
                  points: pointsText(points, scheme, shell),
                  at: format.dateTime(at),
                })}
              </li>
            ))}
          </ul>
          <p>{t('scorecards.total_corrected', { points: pointsText(unit.now, scheme, shell) })}</p>
        </Notice>
      )}
      <div className="sheet">
        <DataTable<Line>
          caption={title}
          rows={view.lines}
          rowKey={({ line }) => line.key}
          dense
          columns={[
            {
              key: 'line',
              label: t('scorecards.column.line'),
              lead: true,
              cell: ({ line }) => {
                const name = lineName(line, locale)
                return <span id={`muc-${line.key}`}>{line.kind === 'area' ? <b>{name}</b> : name}</span>
              },
            },
            {
              key: 'parts',
              label: t('scorecards.column.parts'),
              cell: ({ numerator, denominator }) =>
                numerator === null || denominator === null
                  ? ''
                  : `${format.number(numerator)} / ${format.number(denominator)}`,
            },
            {
              key: 'max',
              label: t('scorecards.column.max'),
              align: 'right',
              cell: ({ line }) => format.number(line.max),
            },
            ...(['self', 'verified', 'survey', 'final'] as const).map((column) => ({
              key: column,
              label: t(`scorecards.column.${column}`),
              align: 'right' as const,
              cell: ({ points }: Line) => pointsText(points[column], scheme, shell),
            })),
          ]}
        />
      </div>
      <SheetCharts
        look={look}
        lineTo={(key) => `#muc-${encodeURIComponent(key)}`}
        onePage={`${publicRoundPath(view.id)}/${unit.sheetId}/mot-trang`}
      />
      <PrintHint />
    </div>
  )
}
