import { hash } from 'node:crypto'
import type { Db, Reader } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import { canonicalJson } from '../../platform/ledger/index.ts'
import type { Actor } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { clockIn, type Places, readPlaces } from './place.ts'
import { decidingMandate } from './policy.ts'
import type { Round } from './round.ts'
import { getScorecard } from './scheme-store.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { decimalText, lineOf } from './sheet.ts'
import { isReady } from './sheet-acts.ts'
import { sheetLines } from './sheet-line.ts'
import { columns, type LinePoints, placesOf, scoreSheet } from './sheet-score.ts'
import { findPublished, findRound, listSheets, type SheetRow, writePublished, writeSheet } from './sheet-store.ts'

type PointsText = Record<(typeof columns)[number], string | null>

/** All that the result of a round says: what is published is the canonical JSON of this. Points are decimals as text. */
export interface RoundSnapshot {
  format: 'motcua-scorecard-v1'
  scheme: { key: string; version: number; example: boolean; max: string }
  year: number
  units: {
    sheetId: string
    agencyId: string
    name: string
    kind: string
    place: number | null
    total: PointsText
    lines: { key: string; points: PointsText; numerator: string | null; denominator: string | null }[]
  }[]
}

export function makeSnapshot(
  scheme: FullScorecard,
  { round, sheets, places }: { round: Round; sheets: readonly SheetRow[]; places: Places },
): RoundSnapshot {
  const units = sheets.map(({ id, state }) => {
    const { lines, total } = scoreSheet(scheme, state)
    const agency = places.tree.byId(state.agencyId)
    return {
      sheetId: id,
      agencyId: state.agencyId,
      name: agency?.name ?? '',
      kind: agency?.kind ?? '',
      final: total.final,
      total: textOf(total),
      lines: lines.map(({ line, points }) => {
        const { figure } = lineOf(state, line.key)
        const told = (value: number | null | undefined) => (value == null ? null : decimalText(value))
        return {
          key: line.key,
          points: textOf(points),
          numerator: told(figure?.numerator),
          denominator: told(figure?.denominator),
        }
      }),
    }
  })
  const placed = units.map(({ final, ...unit }) => {
    const alike = units.filter(({ kind }) => kind === unit.kind)
    const place = placesOf(alike.map((one) => one.final))[alike.findIndex(({ sheetId }) => sheetId === unit.sheetId)]
    return { ...unit, place: place ?? null }
  })
  const { key, version, max } = scheme.tree
  return {
    format: 'motcua-scorecard-v1',
    scheme: { key, version, example: scheme.example, max: decimalText(max) },
    year: round.year,
    units: placed.sort(
      (a, b) =>
        a.kind.localeCompare(b.kind) || (a.place ?? 999) - (b.place ?? 999) || a.name.localeCompare(b.name, 'vi'),
    ),
  }
}

function textOf(points: LinePoints): PointsText {
  return Object.fromEntries(
    columns.map((column) => [column, points[column] === null ? null : decimalText(points[column])]),
  ) as PointsText
}

export function sealRound(snapshot: RoundSnapshot): { text: string; hash: string } {
  const text = canonicalJson(snapshot)
  return { text, hash: hash('sha256', text, 'hex') }
}

/** What keeps a round from being published, by unit. */
export async function unreadyUnits(reader: Reader, round: Round, places: Places): Promise<string[]> {
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  const lines = sheetLines(scheme)
  const { today } = await clockIn(reader)
  const sheets = await listSheets(reader, round.id)
  return sheets
    .filter(({ state }) => !isReady(state, lines, { ...round, today }))
    .map(({ state }) => places.nameOf(state.agencyId))
}

/**
 * Publishes the result of a round: from now on nothing in it changes. Only who decides on appeals, only once every unit is verified, every appeal
 * decided and every survey part confirmed, and the unit agreed or its days
 * to appeal are over. What moved since it was shown is shown again (`scorecards.moved`).
 */
export async function publishRound(
  db: Db,
  { actor, roundId, hash: shown }: { actor: Actor; roundId: string; hash: string },
): Promise<void> {
  const places = await readPlaces(db.read)
  const mandate = decidingMandate(actor, places)
  const round = isUuid(roundId) ? await findRound(db.read, roundId) : undefined
  if (actor.kind !== 'officer' || mandate === null || round === undefined) throw refusals.not_found()
  const scheme = await getScorecard(db.read, round.schemeKey, round.schemeVersion)
  await db.write(async (tx) => {
    const sheets = await listSheets(tx, roundId, 'hold')
    if ((await findPublished(tx, roundId)) !== undefined) throw refusals.published()
    const { now, today } = await clockIn(tx)
    const lines = sheetLines(scheme)
    const unready = sheets.filter(({ state }) => !isReady(state, lines, { ...round, today }))
    const names = unready.map(({ state }) => places.nameOf(state.agencyId)).join('; ')
    if (unready.length > 0) throw refusals.round_unready({ units: names })
    const { text, hash } = sealRound(makeSnapshot(scheme, { round, sheets, places }))
    if (hash !== shown) throw refusals.moved()
    const stamp = {
      recordedAt: now,
      actorId: actor.userId,
      mandateId: mandate.id,
      agencyId: mandate.agencyId,
      commandId: null,
    }
    for (const sheet of sheets) {
      await writeSheet(tx, sheet, stamp, [{ type: 'SheetPublished', payload: { sha256: hash } }])
    }
    await writePublished(tx, roundId, stamp, { snapshot: text, hash, position: mandate.position })
  })
}
