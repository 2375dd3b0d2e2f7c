import type { Db } from '../../../platform/db.ts'
import type { FieldFault } from '../../../platform/errors.ts'
import type { Actor } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { FREE_FIGURES, findSection, type SectionOutline } from './outline.ts'
import { mayWriteReport } from './policy.ts'
import { getSeenReport } from './report-access.ts'
import { findSigned, keepSection, lockReport } from './report-store.ts'
import { figureField, figureFields, isEmptyFigure, readFigure, type TypedFigure } from './typed-figure.ts'

export interface SaveSectionRequest {
  actor: Actor
  reportId: string
  section: string
  /** The revision it was written on; 0 when nothing was kept yet. */
  revision: number
  narrative: string
  figures: readonly TypedFigure[]
}

const MOST_NARRATIVE = 20_000
const MOST_TEXT = 300

/**
 * Keeps what was typed into a section and gives its new revision. Refuses, with all faults at their fields, figures that cannot be: a percentage that no whole number gives, a sum that
 * is not the sum; and a section that somebody else has kept meanwhile (`indicators.report_section_stale`).
 */
export async function saveSection(db: Db, request: SaveSectionRequest): Promise<number> {
  const { actor, reportId } = request
  const { report, place } = await getSeenReport(db.read, actor, { id: reportId })
  const outline = findSection(report.kind, request.section)
  if (outline === undefined) throw indicatorsRefusals.report_not_found()
  if (actor.kind !== 'officer' || !mayWriteReport(actor, report.kind, place)) {
    throw indicatorsRefusals.report_not_yours_to_write()
  }
  const narrative = storable(request.narrative)
  const figures = request.figures.map(storableFigure).filter((figure) => !isEmptyFigure(figure))
  const faults = faultsOf(outline, narrative, figures)
  if (faults.length > 0) throw indicatorsRefusals.report_faulty({}, faults)
  return db.write(async (tx) => {
    await lockReport(tx, reportId)
    if ((await findSigned(tx, reportId)) !== undefined) throw indicatorsRefusals.report_signed()
    const { section, revision } = request
    const kept = await keepSection(tx, { reportId, section, revision, narrative, figures, savedBy: actor.officerId })
    if (kept === undefined) throw indicatorsRefusals.report_section_stale()
    return kept
  })
}

function faultsOf(outline: SectionOutline, narrative: string, figures: readonly TypedFigure[]): FieldFault[] {
  const tooLong = (path: string, most: number): FieldFault => {
    return { path, code: 'indicators.report_too_long', params: { most } }
  }
  const keys: readonly string[] = [...outline.typed, ...FREE_FIGURES]
  if (figures.some(({ key }) => !keys.includes(key))) throw indicatorsRefusals.report_not_found()
  return [
    ...(narrative.length > MOST_NARRATIVE ? [tooLong('narrative', MOST_NARRATIVE)] : []),
    ...figures.flatMap((figure) => {
      const long = figureFields.filter((field) => figure[field].length > MOST_TEXT)
      if (long.length > 0) return long.map((field) => tooLong(figureField(figure.key, field), MOST_TEXT))
      return readFigure(figure, outline.typed.includes(figure.key)).faults
    }),
  ]
}

/** Texts without what neither a ledger nor an office file may hold: control characters other than line ends, halves of letters. */
function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '')
}

function storableFigure({ key, ...texts }: TypedFigure): TypedFigure {
  const { name, numerator, denominator, percent, parts } = texts
  return {
    key,
    name: storable(name),
    numerator: storable(numerator),
    denominator: storable(denominator),
    percent: storable(percent),
    parts: storable(parts),
  }
}
