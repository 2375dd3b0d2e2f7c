import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { Reader } from '../../../platform/db.ts'
import { periodWord } from '../reporting-period.ts'
import { ReportFiller } from './fill-report.ts'
import { FREE_FIGURES, outlines, type SectionOutline } from './outline.ts'
import { adjustmentsOf, type ReportCell, type ReportSection, type ReportSnapshot } from './report.ts'
import type { SeenReport } from './report-access.ts'
import { reportBefore, yearBefore } from './report-period.ts'
import { findSections, findSnapshotOf, type SectionRow } from './report-store.ts'
import { isEmptyFigure, readFigure } from './typed-figure.ts'

/** What the report says now: the system's figures as they are, and what was typed. */
export async function makeSnapshot(
  reader: Reader,
  { report, period, tree, agency }: Pick<SeenReport, 'report' | 'period' | 'tree' | 'agency'>,
): Promise<ReportSnapshot> {
  const { kind } = report
  const filler = new ReportFiller(reader, tree, { agencyId: agency.id, period })
  const typed = await findSections(reader, report.id)
  const earlier = async (other: typeof period | null) =>
    other === null ? undefined : findSnapshotOf(reader, { agencyId: agency.id, kind, period: other })
  const [before, yearAgo] = [await earlier(reportBefore(period)), await earlier(yearBefore(period))]
  const sections: ReportSection[] = []
  for (const outline of outlines[kind]) {
    const row = typed.find((one) => one.section === outline.key)
    const own = typedCells(outline, row).map((cell) => ({
      ...cell,
      before: partIn(before, outline.key, cell),
      yearAgo: partIn(yearAgo, outline.key, cell),
    }))
    sections.push({
      key: outline.key,
      narrative: row?.narrative ?? '',
      cells: [...(await filler.cells(outline)), ...own],
    })
  }
  const ended = new Date(startOfLocalDay(epochDayOf(period.to) + 1))
  return {
    format: 'motcua-report-v1',
    kind,
    agency: { id: agency.id, code: agency.code, name: agency.name },
    period: { word: periodWord(period), from: period.from, to: period.to },
    grid: outlines[kind].some(({ grid }) => grid) ? await filler.grid() : [],
    adjusted: kind === 'one_stop' ? [] : adjustmentsOf(await filler.reversedAfter(ended)),
    sections,
  }
}

/** Kept figures were read when they were kept; what cannot be read any more (an older rule) is left out. */
function typedCells(outline: SectionOutline, row: SectionRow | undefined): ReportCell[] {
  const keys = [...outline.typed, ...FREE_FIGURES]
  return keys.flatMap((key) => {
    const figure = row?.figures.find((one) => one.key === key)
    if (figure === undefined || isEmptyFigure(figure)) return []
    const { cell } = readFigure(figure, outline.typed.includes(key))
    return cell === null ? [] : [cell]
  })
}

/** The same figure in a signed report: by its key, or by its name where it has none. */
function partIn(snapshot: ReportSnapshot | undefined, section: string, cell: ReportCell): ReportCell['now'] {
  const cells = snapshot?.sections.find(({ key }) => key === section)?.cells ?? []
  const same = cells.find((one) => (cell.name === null ? one.key === cell.key : one.name === cell.name))
  return same?.now ?? null
}
