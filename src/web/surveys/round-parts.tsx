import type { RoundState } from '../../modules/surveys/round.ts'
import type { RoundView } from '../../modules/surveys/view-types.ts'
import type { Locale } from '../locales/translate.ts'
import { useShell } from '../shell.ts'
import { DataTable, Facts, Tag, type Tone } from '../ui/index.ts'

const tones: Record<RoundState, Tone> = { prepared: 'wait', open: 'ok', closed: 'soon', published: 'plain' }

export function RoundTag({ state }: { state: RoundState }) {
  const { t } = useShell()
  return <Tag tone={tones[state]}>{t(`surveys.state.${state}`)}</Tag>
}

export function titleOf(round: { nameVi: string; nameEn: string }, locale: Locale): string {
  return locale === 'en' ? round.nameEn : round.nameVi
}

/** What a round asks whom, and how its sample is drawn. */
export function RoundFacts({ round }: { round: RoundView }) {
  const { t, locale, format } = useShell()
  const { questionnaire, formula, strataBy, perStratum } = round
  return (
    <Facts
      facts={[
        { term: t('surveys.round.state'), value: <RoundTag state={round.state} /> },
        {
          term: t('surveys.round.questionnaire'),
          value: t('surveys.round.version', { name: titleOf(questionnaire, locale), version: questionnaire.version }),
        },
        {
          term: t('surveys.round.population'),
          value: t(`surveys.population.${round.population}`, {
            from: format.date(round.fromOn),
            to: format.date(round.toOn),
          }),
        },
        {
          term: t('surveys.round.sample'),
          value: t('surveys.round.sample_text', {
            by: t(`surveys.strata.${strataBy}`),
            count: format.number(perStratum),
          }),
          ...(round.units === 0
            ? {}
            : {
                note: t('surveys.round.drawn', {
                  drawn: format.number(round.asked),
                  units: format.number(round.units),
                }),
              }),
        },
        { term: t('surveys.round.endsOn'), value: format.date(round.endsOn) },
        { term: t('surveys.round.formula'), value: t(`surveys.formula.${formula}`) },
      ]}
    />
  )
}

/** The strata of a round's sample; beyond the first ones they open on demand. */
export function StrataTable({ round, withUsed }: { round: RoundView; withUsed: boolean }) {
  const { t, locale, format } = useShell()
  const used = {
    key: 'used',
    label: t('surveys.round.used'),
    align: 'right' as const,
    cell: (row: RoundView['strata'][number]) => format.number(row.used),
  }
  return (
    <DataTable
      caption={t('surveys.round.strata')}
      rows={round.strata}
      rowKey={({ stratum }) => stratum}
      first={12}
      columns={[
        { key: 'name', label: t('surveys.round.stratum'), lead: true, cell: (row) => titleOf(row, locale) },
        { key: 'units', label: t('surveys.round.units'), align: 'right', cell: (row) => format.number(row.units) },
        { key: 'drawn', label: t('surveys.round.asked'), align: 'right', cell: (row) => format.number(row.drawn) },
        ...(withUsed ? [used] : []),
      ]}
    />
  )
}
