import type { GroupLook, RankedUnit, RoundLook } from '../../../modules/scorecards/looks/view-types.ts'
import { normaliseVietnamese } from '../../../platform/vietnamese.ts'
import { useShell } from '../../shell.ts'
import { type Column, DataTable, EmptyState, PageForm, SecondButton, SelectField, TextField } from '../../ui/index.ts'
import { formStateOf } from '../../workspace/query-form.ts'
import { pointsText } from '../texts.ts'
import { changeText, gainedText } from './look-texts.ts'

export interface RankingProps {
  look: RoundLook
  sheetTo(sheetId: string): string
  /** "nhom" and "tim" of the address. */
  search: URLSearchParams
}

/** Groups and units that the address asks for: a kind, and words that stand in the unit's name, marks or not. */
function chosenGroups(look: RoundLook, search: URLSearchParams): GroupLook[] {
  return look.groups
    .map((group) => ({ ...group, units: group.units.filter((unit) => isAsked(unit, search)) }))
    .filter(({ units }) => units.length > 0)
}

/** Whether a unit is of the kind and has the words that the address asks for. */
export function isAsked({ name, kind }: { name: string; kind: string }, search: URLSearchParams): boolean {
  const asked = search.get('nhom') ?? ''
  return (asked === '' || kind === asked) && hasWords(name, search.get('tim') ?? '')
}

function hasWords(name: string, words: string): boolean {
  return normaliseVietnamese(name).includes(normaliseVietnamese(words))
}

/** Units by place, departments and communes apart, with the rule for equal points. */
export function Ranking({ look, sheetTo, search }: RankingProps) {
  const { t } = useShell()
  const groups = chosenGroups(look, search)
  return (
    <>
      <UnitFilter kinds={look.groups.map(({ kind }) => kind)} search={search} />
      {groups.length === 0 && <EmptyState title={t('looks.ranking.none')} />}
      {groups.map((group) => (
        <section key={group.kind}>
          <h2>{t(`scorecards.unit_kind.${group.kind}`)}</h2>
          <GroupTable group={group} look={look} sheetTo={sheetTo} />
        </section>
      ))}
      <p className="soft small">{t('scorecards.tie_rule')}</p>
    </>
  )
}

/** A kind of unit and words of its name, sent by GET. */
export function UnitFilter({ kinds, search }: { kinds: readonly string[]; search: URLSearchParams }) {
  const { t } = useShell()
  return (
    <PageForm method="get" state={formStateOf(search, [])}>
      <div className="filters no-print">
        {kinds.length > 1 && (
          <SelectField
            name="nhom"
            label={t('looks.ranking.group')}
            optional
            choices={kinds.map((kind) => ({ value: kind, label: t(`scorecards.unit_kind.${kind}`) }))}
          />
        )}
        <TextField name="tim" type="search" label={t('looks.ranking.find')} optional />
        <SecondButton>{t('looks.ranking.show')}</SecondButton>
      </div>
    </PageForm>
  )
}

function GroupTable({ group, look, sheetTo }: { group: GroupLook } & Pick<RankingProps, 'look' | 'sheetTo'>) {
  const shell = useShell()
  const { t } = shell
  const { scheme } = look
  const points = (key: 'self' | 'verified' | 'survey'): Column<RankedUnit> => ({
    key,
    label: t(`scorecards.column.${key}`),
    align: 'right',
    cell: ({ total }) => pointsText(total[key], scheme, shell),
  })
  const moved: Column<RankedUnit>[] =
    group.movement === null
      ? []
      : [
          {
            key: 'change',
            label: t('looks.movement.since', { year: group.movement.year }),
            align: 'right',
            cell: ({ sheetId, change, gained }) => (
              <a href={`${sheetTo(sheetId)}#thay-doi`}>
                {changeText(change, scheme, shell)}
                {gained !== null && `; ${gainedText(gained, shell)}`}
              </a>
            ),
          },
        ]
  return (
    <DataTable<RankedUnit>
      caption={t(`scorecards.unit_kind.${group.kind}`)}
      rows={group.units}
      rowKey={({ sheetId }) => sheetId}
      columns={[
        {
          key: 'place',
          label: t('scorecards.column.place'),
          cell: ({ place, shared }) => (
            <>
              {place ?? '–'}
              {shared && <span className="soft small"> {t('looks.ranking.shared')}</span>}
            </>
          ),
        },
        {
          key: 'unit',
          label: t('scorecards.column.unit'),
          lead: true,
          cell: ({ sheetId, name }) => <a href={sheetTo(sheetId)}>{name}</a>,
        },
        points('self'),
        points('verified'),
        points('survey'),
        {
          key: 'final',
          label: t('scorecards.column.final'),
          align: 'right',
          cell: ({ sheetId, total }) => (
            <a href={`${sheetTo(sheetId)}#linh-vuc`}>
              <b>{pointsText(total.final, scheme, shell)}</b>
            </a>
          ),
        },
        {
          key: 'corrected',
          label: t('scorecards.column.corrected'),
          align: 'right',
          cell: ({ total }) => (total.corrected === total.final ? '–' : pointsText(total.corrected, scheme, shell)),
        },
        {
          key: 'lost',
          label: t('looks.lost.column'),
          align: 'right',
          cell: ({ sheetId, lost }) => (
            <a href={`${sheetTo(sheetId)}#diem-mat`}>
              {lost[0] === undefined ? '–' : t(`looks.cause.${lost[0].cause}`)}
            </a>
          ),
        },
        ...moved,
      ]}
    />
  )
}
