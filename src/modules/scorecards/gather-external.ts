import type { Reader } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { readPlaces } from './place.ts'
import { organiserMandate } from './policy.ts'
import { getScorecard, listScorecards } from './scheme-store.ts'
import { identityOf, type ScorecardFile } from './scorecard-scheme.ts'
import { lineOf } from './sheet.ts'
import { isScored } from './sheet-line.ts'
import { scoreSheet } from './sheet-score.ts'
import { findRound, listSheets, readStatements, type SheetRow } from './sheet-store.ts'
import type { ExternalScorecard, GatheredLine } from './view-types.ts'

/**
 * The province's own index of a year, its areas filled with what the units of a round handed in for the same areas: points, counted parts,
 * words, files and links. For whoever organises; refuses `scorecards.not_found` also where the round follows no such index.
 */
export async function gatherExternal(reader: Reader, actor: Actor, roundId: string): Promise<ExternalScorecard> {
  const places = await readPlaces(reader)
  const round = isUuid(roundId) ? await findRound(reader, roundId) : undefined
  if (round === undefined || organiserMandate(actor, places) === null) throw refusals.not_found()
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  const followed = (await listScorecards(reader)).find((one) => identityOf(one).key === scheme.follows)
  if (followed === undefined) throw refusals.not_found()
  const sheets = await Promise.all(
    (await listSheets(reader, roundId)).map(async (sheet) => ({
      sheet,
      score: scoreSheet(scheme, sheet.state),
      statements: await readStatements(reader, sheet.id),
    })),
  )
  const gathered = (keys: readonly string[]): GatheredLine[] =>
    sheets.flatMap(({ sheet, score, statements }) =>
      score.lines
        .filter(({ line }) => isScored(line) && keys.includes(line.key))
        .map(({ line, points }) => ({
          sheetId: sheet.id,
          unit: places.nameOf(sheet.state.agencyId),
          key: line.key,
          name: line.name,
          points: points.final ?? points.verified ?? points.self,
          max: line.max,
          numerator: lineOf(sheet.state, line.key).figure?.numerator ?? null,
          denominator: lineOf(sheet.state, line.key).figure?.denominator ?? null,
          statement: statements.get(saidOf(sheet, line.key)) ?? null,
        })),
    )
  const own = sheets[0]?.score.lines ?? []
  return {
    scorecard: frameOf(followed),
    year: round.year,
    areas: areasOf(followed).map(({ key, name, max }) => ({
      key,
      name,
      max,
      lines: gathered(own.find(({ line }) => line.kind === 'area' && line.key === key)?.line.parts ?? []),
    })),
  }
}

/** An index of which only the frame is known has no points; a published version of it has. */
function areasOf(file: ScorecardFile): { key: string; name: { vi: string; en: string }; max: number | null }[] {
  return file.kind === 'full' ? file.tree.areas : file.areas
}

function frameOf(file: ScorecardFile): ExternalScorecard['scorecard'] {
  const { key, version } = identityOf(file)
  const { name, source, note } = file.kind === 'full' ? file.tree : file
  return { key, version, name, source, note: note ?? null }
}

/** What the unit itself said for a line. */
function saidOf({ state }: SheetRow, key: string): string {
  return lineOf(state, key).self?.statement ?? lineOf(state, key).survey?.statement ?? ''
}
