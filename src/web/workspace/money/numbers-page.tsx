import type { LoaderFunctionArgs } from 'react-router'
import type { NumberPage, NumberRange } from '../../../modules/money/numbers/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { DataTable, EmptyState, PageHeading, SecondButton, Tag } from '../../ui/index.ts'
import { getDesk } from '../guard.ts'
import { AgencyChoice, chosenAgency } from './agency-choice.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const agencies = await money.overseen(page.actor)
  const agency = chosenAgency(request, agencies)
  const typed = new URL(request.url).searchParams.get('nam') ?? ''
  const year = /^20\d\d$/.test(typed) ? Number(typed) : Number(localDate(Date.now()).slice(0, 4))
  const numbers = agency === null ? null : await money.numbers(page.actor, agency.agencyId, year)
  return { agencies, agency, year, numbers }
}

/** The numbers of an agency for a year: given, used, void, and what explains each gap. */
export default function NumbersPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { agencies, agency, year, numbers } = loaderData
  return (
    <>
      <PageHeading>{t('money.numbers.title')}</PageHeading>
      <AgencyChoice agencies={agencies} chosen={agency} />
      {agency === null && <EmptyState title={t('money.no_agency')} text={t('money.no_agency_text')} />}
      {agency !== null && (
        <form method="get" className="search">
          <input type="hidden" name="co-quan" value={agency.agencyId} />
          <label htmlFor="nam">{t('money.numbers.year')}</label>
          <input id="nam" name="nam" defaultValue={year} inputMode="numeric" maxLength={4} />
          <SecondButton>{t('money.show')}</SecondButton>
        </form>
      )}
      {numbers !== null && <Series numbers={numbers} />}
      {numbers !== null && <Ranges numbers={numbers} />}
    </>
  )
}

function Series({ numbers: { series } }: { numbers: NumberPage }) {
  const { t, format } = useShell()
  const count = (value: number) => format.number(value, 0)
  return (
    <section aria-labelledby="bien-lai">
      <h2 id="bien-lai">{t('money.numbers.series')}</h2>
      <DataTable
        caption={t('money.numbers.series')}
        rows={series}
        rowKey={(row) => row.kind}
        empty={<p>{t('money.numbers.no_series')}</p>}
        columns={[
          { key: 'kind', label: t('money.numbers.kind'), lead: true, cell: (row) => t(`money.kind.${row.kind}`) },
          ...(['last', 'used', 'cancelled', 'reserved'] as const).map((key) => ({
            key,
            label: t(`money.numbers.${key}`),
            align: 'right' as const,
            cell: (row: NumberPage['series'][number]) => count(row[key]),
          })),
          {
            key: 'missing',
            label: t('money.numbers.missing'),
            align: 'right',
            cell: (row) => (row.missing === 0 ? '0' : <Tag tone="late">{count(row.missing)}</Tag>),
          },
        ]}
      />
    </section>
  )
}

function Ranges({ numbers: { ranges } }: { numbers: NumberPage }) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="giu-rieng">
      <h2 id="giu-rieng">{t('money.numbers.ranges')}</h2>
      <p className="small soft">{t('money.numbers.void_text')}</p>
      <DataTable<NumberRange>
        caption={t('money.numbers.ranges')}
        rows={ranges}
        rowKey={(row) => row.id}
        empty={<p>{t('money.numbers.no_ranges')}</p>}
        columns={[
          {
            key: 'range',
            label: t('money.numbers.range'),
            lead: true,
            cell: (row) => (
              <>
                <b>
                  {row.first}–{row.last}
                </b>{' '}
                <Tag tone={row.isOpen && row.left > 0 ? 'wait' : 'plain'}>
                  {t(row.isOpen && row.left > 0 ? 'money.numbers.open' : 'money.numbers.closed')}
                </Tag>
                <div className="small soft">
                  {t(`money.numbers.of_${row.of}`)}
                  {row.kind !== null && ` · ${t(`money.kind.${row.kind}`)}`} · {format.dateTime(row.at)}
                </div>
              </>
            ),
          },
          {
            key: 'for',
            label: t('money.numbers.for'),
            cell: (row) => (row.of === 'receipt' ? row.counter : t('money.numbers.machine', { ordinal: row.counter })),
          },
          { key: 'used', label: t('money.numbers.used'), align: 'right', cell: (row) => format.number(row.used, 0) },
          { key: 'void', label: t('money.numbers.void'), align: 'right', cell: (row) => format.number(row.isVoid, 0) },
          { key: 'left', label: t('money.numbers.left'), align: 'right', cell: (row) => format.number(row.left, 0) },
        ]}
      />
    </section>
  )
}
