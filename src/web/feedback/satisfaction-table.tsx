import { LEAST_SHOWN, type SatisfactionBy, satisfactionBy, toldWays } from '../../modules/feedback/satisfaction.ts'
import type { Satisfaction, SatisfactionLine } from '../../modules/feedback/view-types.ts'
import { capitalised } from '../format.ts'
import { official } from '../portal/texts.ts'
import { useShell } from '../shell.ts'
import { Button, DataTable, EmptyState, PageForm, SelectField } from '../ui/index.ts'
import { useWayText } from './rating-ways.tsx'

export interface SatisfactionChoice {
  by: SatisfactionBy
  year: number | null
}

const FIRST_YEAR = 2020
const LAST_YEAR = 2100

/** What an address asks for; words that are none ask for the first. */
export function readSatisfactionChoice(url: string): SatisfactionChoice {
  const search = new URL(url).searchParams
  const year = Number(search.get('nam'))
  const isYear = Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR
  return { by: satisfactionBy.find((one) => one === search.get('theo')) ?? 'agency', year: isYear ? year : null }
}

/** How content people were: each share with its two numbers, and what is too small to be told only together. */
export function SatisfactionTable({ satisfaction, year }: { satisfaction: Satisfaction; year: number | null }) {
  const { t, format, locale, requestedAt } = useShell()
  const wayText = useWayText()
  const { by, lines, rest } = satisfaction
  const thisYear = requestedAt.getFullYear()
  const nameOf = ({ key, name }: SatisfactionLine) => {
    if (name !== null) return official(name, locale)
    if (by === 'way') return capitalised(t(`feedback.way.${key}`))
    return by === 'event' ? capitalised(t(`feedback.event.${key}`)) : key.split('-').reverse().join('/')
  }
  const small = rest === null ? [] : [{ ...rest, key: '', name: null }]
  const share = (part: number, whole: number) => `${format.percent(part, whole)} (${format.number(part)})`
  return (
    <>
      <PageForm method="get">
        <div className="filters">
          <SelectField
            name="theo"
            label={t('feedback.satisfaction.by')}
            initial={by}
            choices={satisfactionBy.map((one) => ({ value: one, label: t(`feedback.satisfaction.by_${one}`) }))}
          />
          <SelectField
            name="nam"
            label={t('feedback.satisfaction.year')}
            initial={year === null ? '12' : String(year)}
            choices={[
              { value: '12', label: t('feedback.satisfaction.last') },
              ...[thisYear, thisYear - 1, thisYear - 2].map((one) => ({ value: String(one), label: String(one) })),
            ]}
          />
          <Button>{t('feedback.satisfaction.show')}</Button>
        </div>
      </PageForm>
      <p className="small soft">{t('feedback.satisfaction.small', { least: LEAST_SHOWN })}</p>
      <DataTable
        caption={t('feedback.satisfaction.title')}
        rows={[...lines, ...small]}
        rowKey={({ key }) => key}
        dense
        first={10}
        columns={[
          {
            key: 'name',
            label: t(`feedback.satisfaction.by_${by}`),
            lead: true,
            cell: (row) => (row.key === '' ? t('feedback.satisfaction.rest') : nameOf(row)),
          },
          {
            key: 'ratings',
            label: t('feedback.satisfaction.ratings'),
            align: 'right',
            cell: (row) => format.number(row.ratings),
          },
          {
            key: 'satisfied',
            label: t('feedback.satisfaction.satisfied'),
            align: 'right',
            cell: (row) => share(row.satisfied, row.ratings),
          },
          {
            key: 'low',
            label: t('feedback.satisfaction.low'),
            align: 'right',
            cell: (row) => share(row.low, row.ratings),
          },
          ...(by === 'way'
            ? []
            : [
                {
                  key: 'ways',
                  label: t('feedback.way.column'),
                  wide: true,
                  cell: (row: SatisfactionLine) => <span className="small">{wayText(toldWays(row.ways))}</span>,
                },
              ]),
        ]}
        empty={<EmptyState title={t('feedback.satisfaction.empty')} text={t('feedback.satisfaction.empty_text')} />}
      />
    </>
  )
}
