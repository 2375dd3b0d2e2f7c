import type { LoaderFunctionArgs } from 'react-router'
import type { OpenFigureKey, OpenShare, PublicFigures } from '../../../modules/indicators/open-data/view-types.ts'
import { periodWord } from '../../../modules/indicators/reporting-period.ts'
import { periodChoices, periodName } from '../../figures/texts.ts'
import type { PageProps } from '../../page-props.ts'
import { type Shell, useShell } from '../../shell.ts'
import {
  Actions,
  ButtonLink,
  DataTable,
  EmptyState,
  Facts,
  Figure,
  Figures,
  PageForm,
  PageHeading,
  PrintHint,
  SecondButton,
  SelectField,
} from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import type { AvoidedLine } from '../services/avoided-papers.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { portal } = publicPage(context)
  const search = new URL(request.url).searchParams
  // `thang`: as the page named a month before there were other periods.
  const word = search.get('ky') ?? search.get('thang')
  const figures = await portal.open.figures(word)
  const { kind } = figures.period
  // Day by day only for a month: a longer period would be a list of hundreds.
  const reused = kind === 'month' ? await portal.open.reused(periodWord(figures.period)) : { total: 0, lines: [] }
  return { figures, reused }
}

/** A period of the province in public, from the same counts that open data is made of. Every share shows its numbers. */
export default function FiguresPage({ loaderData: { figures, reused } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      <PageHeading>{t('portal.figures.title', { period: periodName(figures.period, shell) })}</PageHeading>
      <p>{t(figures.isRunning ? 'portal.figures.running' : 'portal.figures.closed')}</p>
      <Choices figures={figures} />
      <Main figures={figures} />
      <Actions>
        <ButtonLink to="/so-lieu/du-lieu-mo" second>
          {t('open-data.more')}
        </ButtonLink>
        <ButtonLink to="/khao-sat" second>
          {t('surveys.public.title')}
        </ButtonLink>
      </Actions>
      <h2>{t('portal.figures.others')}</h2>
      <Facts
        facts={OTHERS.map((key) => ({ term: t(`open-data.figure.${key}`), value: shareOf(figures.total[key], shell) }))}
      />
      <h2>{t('portal.figures.by_office')}</h2>
      <Offices figures={figures} />
      <AvoidedTable lines={reused.lines} />
      <p className="small soft">{t('portal.figures.rule')}</p>
      <PrintHint />
    </>
  )
}

const OTHERS = [
  'received_online',
  'late',
  'waiting',
  'refused',
  'withdrawn',
  'stopped',
  'paid_online',
  'digital',
  'reused',
] as const satisfies readonly OpenFigureKey[]

function Choices({ figures: { period, periods } }: { figures: PublicFigures }) {
  const shell = useShell()
  const { t } = shell
  return (
    <PageForm method="get" state={{ values: { ky: [periodWord(period)] }, faults: [] }}>
      <div className="filters no-print">
        <SelectField name="ky" label={t('figures.solving.period')} choices={periodChoices(periods, shell)} />
        <SecondButton>{t('portal.figures.show')}</SecondButton>
      </div>
    </PageForm>
  )
}

function Main({ figures: { total } }: { figures: PublicFigures }) {
  const { t, format } = useShell()
  const { in_time, overdue } = total
  const of = ({ numerator, denominator }: OpenShare) =>
    t('portal.figures.of', { part: format.number(numerator), whole: format.number(denominator ?? 0) })
  return (
    <Figures>
      <Figure
        value={in_time.denominator ? format.percent(in_time.numerator, in_time.denominator) : t('portal.figures.none')}
        label={t('portal.figures.in_time')}
        of={of(in_time)}
      />
      <Figure value={format.number(total.received.numerator)} label={t('portal.figures.received')} />
      <Figure value={format.number(overdue.numerator)} label={t('open-data.figure.overdue')} of={of(overdue)} />
      <Figure
        value={format.number(total.extended.numerator)}
        label={t('portal.home.extended')}
        link={{ to: '/xin-loi', label: t('portal.home.apologies') }}
      />
    </Figures>
  )
}

type Office = PublicFigures['offices'][number]

function Offices({ figures }: { figures: PublicFigures }) {
  const shell = useShell()
  const { t, format } = shell
  const number = (key: OpenFigureKey, label: string) => ({
    key,
    label,
    align: 'right' as const,
    cell: ({ shares }: Office) => format.number(shares[key].numerator),
  })
  return (
    <DataTable
      caption={t('portal.figures.by_office')}
      rows={figures.offices}
      rowKey={(office) => office.id}
      dense
      first={15}
      columns={[
        { key: 'name', label: t('portal.figures.office'), lead: true, cell: (office) => office.name },
        number('received', t('portal.figures.received')),
        number('late', t('portal.figures.late')),
        number('overdue', t('open-data.figure.overdue')),
        {
          key: 'share',
          label: t('portal.figures.share'),
          align: 'right',
          cell: ({ shares }) => shareOf(shares.in_time, shell),
        },
      ]}
      empty={<EmptyState title={t('portal.figures.nothing')} />}
    />
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

/** "98,41 %" with its two numbers below; a number by itself; or that nothing was measured. */
function shareOf({ numerator, denominator }: OpenShare, { t, format }: Shell) {
  if (denominator === null) return format.number(numerator)
  if (denominator === 0) return <span className="soft">{t('portal.figures.none')}</span>
  return (
    <>
      {format.percent(numerator, denominator)}
      <div className="small soft num">{`${format.number(numerator)} / ${format.number(denominator)}`}</div>
    </>
  )
}
