import type { LoaderFunctionArgs } from 'react-router'
import type { PublicFigures } from '../../../modules/casework/views/index.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, ButtonLink, DataTable, EmptyState, Figure, Figures, PageHeading } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import type { AvoidedLine } from '../services/avoided-papers.ts'

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { portal } = publicPage(context)
  const asked = new URL(request.url).searchParams.get('thang') ?? ''
  const now = await portal.open.figures()
  const month = MONTH.test(asked) && asked <= now.month ? asked : now.month
  const figures = month === now.month ? now : await portal.open.figures(month)
  return { figures, thisMonth: now.month, reused: await portal.open.reused(month) }
}

type Office = PublicFigures['offices'][number]

/** A month of the province in public: each office with what came in and how it stood to its dates. Every share shows its numbers. */
export default function FiguresPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { figures, thisMonth, reused } = loaderData
  const { total } = figures
  const resolved = total.inTime + total.resolvedLate
  const current = figures.month === thisMonth
  return (
    <>
      <PageHeading>{t('portal.figures.title', { month: monthText(figures.month) })}</PageHeading>
      <p>{t(current ? 'portal.figures.running' : 'portal.figures.closed')}</p>
      <Figures>
        <Figure
          value={resolved === 0 ? t('portal.figures.none') : format.percent(total.inTime, resolved)}
          label={t('portal.figures.in_time')}
          of={t('portal.figures.of', { part: format.number(total.inTime), whole: format.number(resolved) })}
        />
        <Figure value={format.number(total.received)} label={t('portal.figures.received')} />
        <Figure value={format.number(reused.total)} label={t('papers.figure_reused')} />
        <Figure
          value={format.number(total.extended)}
          label={t('portal.home.extended')}
          link={{ to: '/xin-loi', label: t('portal.home.apologies') }}
        />
      </Figures>
      <h2>{t('portal.figures.by_office')}</h2>
      <DataTable
        caption={t('portal.figures.by_office')}
        rows={figures.offices}
        rowKey={(office) => office.id}
        dense
        first={15}
        columns={[
          { key: 'name', label: t('portal.figures.office'), lead: true, cell: (office) => office.name },
          {
            key: 'received',
            label: t('portal.figures.received'),
            align: 'right',
            cell: ({ numbers }) => format.number(numbers.received),
          },
          {
            key: 'inTime',
            label: t('portal.figures.in_time'),
            align: 'right',
            cell: ({ numbers }) => format.number(numbers.inTime),
          },
          {
            key: 'late',
            label: t('portal.figures.late'),
            align: 'right',
            cell: ({ numbers }) => format.number(numbers.resolvedLate),
          },
          {
            key: 'share',
            label: t('portal.figures.share'),
            align: 'right',
            cell: (office) => <Share office={office} />,
          },
        ]}
        empty={<EmptyState title={t('portal.figures.nothing')} />}
      />
      <AvoidedTable lines={reused.lines} />
      <Actions>
        <ButtonLink to={`/so-lieu?thang=${monthBeside(figures.month, -1)}`} second>
          {t('portal.figures.before', { month: monthText(monthBeside(figures.month, -1)) })}
        </ButtonLink>
        {!current && (
          <ButtonLink to={`/so-lieu?thang=${monthBeside(figures.month, 1)}`} second>
            {t('portal.figures.after', { month: monthText(monthBeside(figures.month, 1)) })}
          </ButtonLink>
        )}
      </Actions>
      <p className="small soft">{t('portal.figures.rule')}</p>
    </>
  )
}

/** What nobody was asked for, day by day: from the store, and from registries. */
function AvoidedTable({ lines }: { lines: readonly AvoidedLine[] }) {
  const { t, format } = useShell()
  if (lines.length === 0) return null
  return (
    <>
      <h2>{t('papers.avoided.by_day')}</h2>
      <DataTable
        caption={t('papers.avoided.by_day')}
        rows={lines}
        rowKey={({ day, agency }) => `${day} ${agency}`}
        dense
        first={15}
        columns={[
          {
            key: 'day',
            label: t('papers.avoided.day'),
            lead: true,
            cell: ({ day, agency }) => (
              <>
                {format.date(day)}
                <div className="small soft">{agency}</div>
              </>
            ),
          },
          {
            key: 'vault',
            label: t('papers.avoided.vault'),
            align: 'right',
            cell: ({ vault }) => format.number(vault),
          },
          {
            key: 'registry',
            label: t('papers.avoided.registry'),
            align: 'right',
            cell: ({ registry }) => format.number(registry),
          },
        ]}
        empty={null}
      />
    </>
  )
}

function Share({ office: { numbers } }: { office: Office }) {
  const { t, format } = useShell()
  const resolved = numbers.inTime + numbers.resolvedLate
  if (resolved === 0) return <span className="soft">{t('portal.figures.none')}</span>
  return (
    <>
      {format.percent(numbers.inTime, resolved)}
      <div className="small soft num">{`${format.number(numbers.inTime)} / ${format.number(resolved)}`}</div>
    </>
  )
}

function monthText(month: string): string {
  const [year, number] = month.split('-')
  return `${number}/${year}`
}

function monthBeside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
