import type { Reader } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import type { RoundSnapshot } from './publish-round.ts'
import { getScorecard } from './scheme-store.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { briefOf, publishedView } from './scorecard-views.ts'
import { lineOf } from './sheet.ts'
import { sheetLines } from './sheet-line.ts'
import { columns, type LinePoints, scoreSheet } from './sheet-score.ts'
import { findPublished, findRound, listRounds, listSheets } from './sheet-store.ts'
import type { PublicRoundView, PublicSheetView, RoundBrief } from './view-types.ts'

/** Every published round, the newest first. */
export async function listPublicRounds(reader: Reader): Promise<RoundBrief[]> {
  const rounds = (await listRounds(reader)).filter(({ publishedAt }) => publishedAt !== null)
  return Promise.all(
    rounds.map(async ({ id, schemeKey, schemeVersion, year, publishedAt }) => ({
      id,
      scheme: briefOf(await getScorecard(reader, schemeKey, schemeVersion)),
      year,
      units: (await listSheets(reader, id)).length,
      publishedAt,
    })),
  )
}

/** What was published of a round, as it was, and the totals after counter-entries beside it. Refuses `scorecards.not_found`. */
export async function getPublicRound(reader: Reader, id: string): Promise<PublicRoundView> {
  const { scheme, snapshot, view } = await published(reader, id)
  const sheets = await listSheets(reader, id)
  const now = new Map(sheets.map((sheet) => [sheet.id, scoreSheet(scheme, sheet.state).total.corrected]))
  return {
    ...view,
    units: snapshot.units.map(({ sheetId, name, kind, place, total }) => ({
      sheetId,
      name,
      kind,
      place,
      total: pointsOf(total),
      now: now.get(sheetId) ?? null,
    })),
  }
}

/** The sheet of one unit of a published round. Refuses `scorecards.not_found`. */
export async function getPublicSheet(reader: Reader, id: string, sheetId: string): Promise<PublicSheetView> {
  const { units, ...round } = await getPublicRound(reader, id)
  const { scheme, snapshot } = await published(reader, id)
  const unit = units.find((one) => one.sheetId === sheetId)
  const kept = snapshot.units.find((one) => one.sheetId === sheetId)
  const sheet = (await listSheets(reader, id)).find((one) => one.id === sheetId)
  if (unit === undefined || kept === undefined || sheet === undefined) throw refusals.not_found()
  const number = (text: string | null) => (text === null ? null : Number(text))
  return {
    ...round,
    unit,
    lines: sheetLines(scheme).flatMap((line) => {
      const own = kept.lines.find(({ key }) => key === line.key)
      if (own === undefined) return []
      return [
        {
          line,
          points: pointsOf(own.points),
          numerator: number(own.numerator),
          denominator: number(own.denominator),
        },
      ]
    }),
    corrections: sheetLines(scheme).flatMap(({ key, leaf, kind }) =>
      leaf === null && kind !== 'bonus' && kind !== 'penalty'
        ? []
        : lineOf(sheet.state, key).corrections.map(({ points, at }) => ({ key, points, at: new Date(at) })),
    ),
  }
}

async function published(
  reader: Reader,
  id: string,
): Promise<{ scheme: FullScorecard; snapshot: RoundSnapshot; view: Omit<PublicRoundView, 'units'> }> {
  const round = isUuid(id) ? await findRound(reader, id) : undefined
  const row = round === undefined ? undefined : await findPublished(reader, id)
  const view = round === undefined ? null : await publishedView(reader, round)
  if (round === undefined || row === undefined || view === null) throw refusals.not_found()
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  const snapshot = JSON.parse(row.snapshot) as RoundSnapshot
  return { scheme, snapshot, view: { id, scheme: briefOf(scheme), year: round.year, published: view } }
}

function pointsOf(text: Record<keyof LinePoints, string | null>): LinePoints {
  return Object.fromEntries(
    columns.map((column) => [column, text[column] === null ? null : Number(text[column])]),
  ) as LinePoints
}
