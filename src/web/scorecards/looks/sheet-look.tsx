import type { SheetLook } from '../../../modules/scorecards/looks/view-types.ts'
import { useShell } from '../../shell.ts'
import { pointsText } from '../texts.ts'
import { AreaBars } from './area-bars.tsx'
import { AreaTable, barLegend, barRows, radarLabel, radarLines, SpreadTable } from './area-table.tsx'
import { gainedText, movedText } from './look-texts.ts'
import { LostCauses } from './lost-causes.tsx'
import { MovementTable } from './movement-table.tsx'
import { RadarChart } from './radar-chart.tsx'

export interface SheetLookProps {
  look: SheetLook
  lineTo(key: string): string
  onePage: string
}

/** Below a unit's sheet: its areas drawn, beside the others, why points were lost, and what moved since the year before. */
export function SheetCharts({ look, lineTo, onePage }: SheetLookProps) {
  const shell = useShell()
  const { t } = shell
  const { areas, scheme, spread, unit } = look
  const own = { name: unit.name, areas }
  return (
    <div className="looks no-print">
      <p>
        <a href={onePage}>{t('looks.one_page.link')}</a>
      </p>
      <section>
        <h2 id="linh-vuc">{t('looks.areas.title')}</h2>
        <div className="look-pair">
          <RadarChart axes={areas} lines={radarLines(areas, shell)} label={radarLabel(areas, unit.name, shell)} />
          <AreaTable areas={areas} scheme={scheme} areaTo={(key) => `#muc-${key}`} />
        </div>
      </section>
      {spread !== null && (
        <section>
          <h2>{t('looks.spread.title')}</h2>
          <p className="soft small">{t('looks.spread.text', { kind: t(`scorecards.unit_kind.${unit.kind}`) })}</p>
          <div className="look-pair">
            <AreaBars
              id="so-sanh"
              rows={barRows({ spread, own, scheme }, shell)}
              legend={barLegend(own, shell)}
              label={t('looks.spread.label', { name: unit.name })}
            />
            <SpreadTable spread={spread} own={own} scheme={scheme} />
          </div>
        </section>
      )}
      <section>
        <h2 id="diem-mat">{t('looks.lost.title')}</h2>
        <LostCauses causes={look.lost} scheme={scheme} lineTo={(_, key) => lineTo(key)} />
      </section>
      <Moved look={look} />
    </div>
  )
}

function Moved({ look }: { look: SheetLook }) {
  const shell = useShell()
  const { t } = shell
  const { movement, scheme, year } = look
  return (
    <section>
      <h2 id="thay-doi">{t('looks.movement.title')}</h2>
      {movement === null && <p className="soft">{t('looks.movement.none')}</p>}
      {movement === 'unit_missing' && <p className="soft">{t('looks.movement.unit_missing')}</p>}
      {movement !== null && movement !== 'unit_missing' && (
        <>
          <p>
            {t('looks.movement.total', {
              before: pointsText(movement.total.before, scheme, shell),
              year: movement.year,
              now: pointsText(movement.total.now, scheme, shell),
              change: movedText(movement.total, scheme, shell),
            })}{' '}
            {movement.place.now !== null &&
              movement.place.before !== null &&
              t('looks.movement.place', {
                before: `${movement.place.before}/${movement.place.of}`,
                now: `${movement.place.now}/${look.of}`,
                gained: gainedText(movement.place.gained, shell),
              })}
          </p>
          <MovementTable
            caption={t('looks.movement.title')}
            total={movement.total}
            lines={movement.lines}
            column={movement.column}
            years={{ before: movement.year, now: year }}
            scheme={scheme}
          />
        </>
      )}
    </section>
  )
}
