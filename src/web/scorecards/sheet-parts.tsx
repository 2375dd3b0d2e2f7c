import type { Statement } from '../../modules/scorecards/statement.ts'
import type {
  PublishedView,
  SchemeBrief,
  SheetLineView,
  SheetView,
  SkeletonView,
} from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { useShell } from '../shell.ts'
import { DataTable, Notice, Tag } from '../ui/index.ts'
import { evidencePath, linePath } from './addresses.ts'
import { differenceText, lineName, pointsText } from './texts.ts'

/** That a scorecard was made up, and where it is from: on every page that speaks of it. */
export function SchemeNotice({ scheme }: { scheme: SchemeBrief }) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      {scheme.example && (
        <Notice tone="soon">
          <p>
            <b>{t('scorecards.example')}</b> {scheme.note !== null && said(scheme.note, shell)}
          </p>
        </Notice>
      )}
      {!scheme.example && <p className="soft small">{scheme.source}</p>}
    </>
  )
}

/** Scorecards of which only the frame is known: their areas, and that points are not. */
export function Skeletons({ skeletons }: { skeletons: readonly SkeletonView[] }) {
  const shell = useShell()
  const { t, format } = shell
  if (skeletons.length === 0) return null
  return (
    <section>
      <h2>{t('scorecards.skeletons.title')}</h2>
      <p className="soft">{t('scorecards.skeletons.text')}</p>
      {skeletons.map((one) => (
        <details key={one.key} className="disclosure">
          <summary>{said(one.name, shell)}</summary>
          <p>{said(one.note, shell)}</p>
          <p>
            {(['areas', 'criteria', 'components', 'points', 'survey'] as const)
              .map((what) => {
                const n = one.counts[what]
                return t(`scorecards.skeletons.${what}`, { n: n === null ? t('scorecards.unknown') : format.number(n) })
              })
              .join(' · ')}
          </p>
          <ul>
            {one.areas.map((area) => (
              <li key={area.key}>
                {lineName(area, shell.locale)}{' '}
                <span className="soft small">({t('scorecards.skeletons.no_points')})</span>
              </li>
            ))}
          </ul>
          <p className="soft small">{one.source}</p>
        </details>
      ))}
    </section>
  )
}

/** The sheet in all its columns; each scored line leads to its parts. */
export function SheetTable({ view }: { view: SheetView }) {
  const shell = useShell()
  const { t, format } = shell
  const { scheme } = view
  const column = (key: 'self' | 'verified' | 'survey' | 'final') => ({
    key,
    label: t(`scorecards.column.${key}`),
    align: 'right' as const,
    cell: (row: SheetLineView) => bold(row, pointsText(row.points[key], scheme, shell)),
  })
  return (
    <div className="sheet">
      <DataTable<SheetLineView>
        caption={t('scorecards.sheet.caption')}
        rows={view.lines}
        rowKey={({ line }) => line.key}
        dense
        columns={[
          {
            key: 'line',
            label: t('scorecards.column.line'),
            lead: true,
            cell: (row) => <LineName row={row} sheetId={view.id} />,
          },
          {
            key: 'max',
            label: t('scorecards.column.max'),
            align: 'right',
            cell: ({ line }) => format.number(line.max),
          },
          column('self'),
          column('verified'),
          {
            key: 'difference',
            label: t('scorecards.column.difference'),
            align: 'right',
            cell: ({ difference }) => differenceText(difference, scheme, shell) || '–',
          },
          column('survey'),
          column('final'),
        ]}
      />
    </div>
  )
}

function bold({ line }: SheetLineView, text: string) {
  return line.kind === 'area' ? <b>{text}</b> : text
}

function LineName({ row, sheetId }: { row: SheetLineView; sheetId: string }) {
  const { t, locale, format } = useShell()
  const { line, figure } = row
  const name = lineName(line, locale)
  if (line.kind === 'area') return <b id={`muc-${line.key}`}>{name}</b>
  if (line.kind === 'criterion') return name
  return (
    <>
      <a href={linePath(sheetId, line.key)}>{name}</a>{' '}
      {line.kind === 'bonus' && <Tag tone="ok">{t('scorecards.kind.bonus')}</Tag>}
      {line.kind === 'penalty' && <Tag tone="late">{t('scorecards.kind.penalty')}</Tag>}
      {row.hasOpenAppeal && <Tag tone="wait">{t('scorecards.appeal.open')}</Tag>}
      {row.corrected && <Tag tone="late">{t('scorecards.corrected')}</Tag>}
      {figure !== null && figure.numerator !== null && figure.denominator !== null && (
        <div className="soft small">
          {t('scorecards.figure.share', {
            part: format.number(figure.numerator),
            whole: format.number(figure.denominator),
            percent: format.percent(figure.numerator, figure.denominator),
          })}
        </div>
      )}
    </>
  )
}

/** Words, files and links that stand for a score. `sheetId` null: files are not opened from here. */
export function StatementText({ statement, sheetId }: { statement: Statement | null; sheetId: string }) {
  const { t, format } = useShell()
  if (statement === null) return null
  const { text, files, links, year } = statement
  return (
    <>
      {text !== '' && <p className="typed">{text}</p>}
      {(files.length > 0 || links.length > 0) && (
        <ul>
          {files.map(({ hash, name, size }) => (
            <li key={hash}>
              <a href={evidencePath(sheetId, hash)}>{name}</a>{' '}
              <span className="soft small">{format.fileSize(size)}</span>
            </li>
          ))}
          {links.map((link) => (
            <li key={link}>
              <a href={link} rel="noreferrer noopener nofollow">
                {link}
              </a>
            </li>
          ))}
        </ul>
      )}
      {year !== null && <p className="soft small">{t('scorecards.evidence.of_year', { year })}</p>}
    </>
  )
}

/** That a result was published, by whom, with its hash, and whether it is still what it was. */
export function PublishedNotice({ published }: { published: PublishedView }) {
  const { t, format } = useShell()
  const { by, position, at, hash, isIntact } = published
  return (
    <Notice tone={isIntact ? 'ok' : 'late'}>
      <p>
        {t('scorecards.published.by', { by, position, at: format.dateTime(at) })}{' '}
        {t(isIntact ? 'scorecards.published.intact' : 'scorecards.published.altered')}
      </p>
      <p className="hash">{t('scorecards.published.hash', { hash })}</p>
    </Notice>
  )
}
