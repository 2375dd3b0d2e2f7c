import type { GroupLook, RoundLook } from '../../../modules/scorecards/looks/view-types.ts'
import { useShell } from '../../shell.ts'
import { PageForm, SecondButton, SelectField } from '../../ui/index.ts'
import { formStateOf } from '../../workspace/query-form.ts'
import { pointsText } from '../texts.ts'
import { AreaBars } from './area-bars.tsx'
import { barLegend, barRows, SpreadTable } from './area-table.tsx'
import { movedText } from './look-texts.ts'
import { LostCauses } from './lost-causes.tsx'
import { MovementTable } from './movement-table.tsx'

export interface RoundChartsProps {
  look: RoundLook
  lineTo(sheetId: string, key: string): string
  /** "don-vi" of the address: the unit whose bars stand first. */
  search: URLSearchParams
}

/** A round of the whole province: bars by area, lost points by cause, and what moved, by kind of unit. */
export function RoundCharts({ look, lineTo, search }: RoundChartsProps) {
  const { t } = useShell()
  const chosen = search.get('don-vi') ?? ''
  return (
    <>
      <PageForm method="get" state={formStateOf(search, [])}>
        <div className="filters no-print">
          <SelectField
            name="don-vi"
            label={t('looks.round.own')}
            optional
            choices={look.groups.flatMap(({ kind, units }) =>
              units.map(({ sheetId, name }) => ({
                value: sheetId,
                label: name,
                group: t(`scorecards.unit_kind.${kind}`),
              })),
            )}
          />
          <SecondButton>{t('looks.ranking.show')}</SecondButton>
        </div>
      </PageForm>
      {look.groups.map((group) => (
        <Group key={group.kind} group={group} look={look} chosen={chosen} lineTo={lineTo} />
      ))}
    </>
  )
}

interface GroupProps extends Pick<RoundChartsProps, 'look' | 'lineTo'> {
  group: GroupLook
  chosen: string
}

function Group({ group, look, chosen, lineTo }: GroupProps) {
  const shell = useShell()
  const { t, format } = shell
  const { scheme } = look
  const own = group.units.find(({ sheetId }) => sheetId === chosen)
  const kind = t(`scorecards.unit_kind.${group.kind}`)
  const { spread, movement } = group
  const scored = group.units.filter(({ total }) => total.final !== null).length
  return (
    <section className="looks">
      <h2>{`${kind} (${t('looks.units', { n: format.number(group.units.length) })})`}</h2>
      <h3>{t('looks.round.areas')}</h3>
      <p className="soft small">
        {t('looks.round.scored', { n: format.number(scored), of: format.number(group.units.length) })}
      </p>
      {scored > 0 ? (
        <div className="look-pair">
          <AreaBars
            id={`so-sanh-${group.kind}`}
            rows={barRows({ spread, own, scheme }, shell)}
            legend={barLegend(own, shell)}
            label={t('looks.spread.label', { name: own?.name ?? kind })}
          />
          <SpreadTable spread={spread} own={own} scheme={scheme} />
        </div>
      ) : (
        <p className="soft">{t('looks.spread.none')}</p>
      )}
      <h3>{t('looks.lost.title')}</h3>
      <LostCauses causes={group.lost} scheme={scheme} lineTo={lineTo} withUnits />
      <h3>{t('looks.movement.title')}</h3>
      {movement === null ? (
        <p className="soft">{t('looks.movement.none')}</p>
      ) : (
        <>
          <p>
            {t('looks.movement.group', {
              n: format.number(movement.units),
              year: movement.year,
              before: pointsText(movement.total.before, scheme, shell),
              now: pointsText(movement.total.now, scheme, shell),
              change: movedText(movement.total, scheme, shell),
            })}
          </p>
          <MovementTable
            caption={`${t('looks.movement.title')} · ${kind}`}
            total={movement.total}
            lines={movement.lines}
            column={movement.column}
            years={{ before: movement.year, now: look.year }}
            scheme={scheme}
          />
        </>
      )}
    </section>
  )
}
