import type { Reader } from '../../platform/db.ts'
import { type FileHash, isUuid, type UserId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import { type Actor, officerNames } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { formsOn } from './line-forms.ts'
import { clockIn, type Places, readPlaces } from './place.ts'
import { rightsOn, type SheetRights } from './policy.ts'
import type { Round } from './round.ts'
import { getScorecard } from './scheme-store.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { briefOf, publishedView } from './scorecard-views.ts'
import { lineOf, type SheetState } from './sheet.ts'
import { isScored, type SheetLine } from './sheet-line.ts'
import { difference, type LinePoints, lostPoints, scoreSheet } from './sheet-score.ts'
import { findRound, findSheet, readStatements } from './sheet-store.ts'
import type { EvidenceFile, Statement } from './statement.ts'
import type { LineHistory, LineView, RemedyView, SheetLineView, SheetView } from './view-types.ts'

interface Seen {
  id: string
  state: SheetState
  round: Round
  scheme: FullScorecard
  places: Places
  rights: SheetRights
  today: string
}

/** A sheet that the actor may see. Refuses `scorecards.not_found` for every other. */
async function getSeen(reader: Reader, actor: Actor, id: string): Promise<Seen> {
  const sheet = isUuid(id) ? await findSheet(reader, id) : undefined
  const round = sheet === undefined ? undefined : await findRound(reader, sheet.state.roundId)
  if (sheet === undefined || round === undefined) throw refusals.not_found()
  const places = await readPlaces(reader)
  const { state } = sheet
  const rights = rightsOn(actor, state, places.of(state.agencyId))
  if (!rights.sees) throw refusals.not_found()
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  return { id, state, round, scheme, places, rights, today: (await clockIn(reader)).today }
}

export async function getSheet(reader: Reader, actor: Actor, id: string): Promise<SheetView> {
  return sheetView(reader, await getSeen(reader, actor, id))
}

async function sheetView(reader: Reader, seen: Seen): Promise<SheetView> {
  const { id, state, round, scheme, places, rights, today } = seen
  const score = scoreSheet(scheme, state)
  const agency = places.tree.byId(state.agencyId)
  const names = await officerNames(reader, state.verifiers)
  const { phase } = state
  const verifies = phase === 'verifying' && rights.verifies && today <= round.verifyUntil
  const scores = phase === 'scoring' && today <= round.selfUntil
  return {
    id,
    roundId: round.id,
    scheme: briefOf(scheme),
    year: round.year,
    selfUntil: round.selfUntil,
    verifyUntil: round.verifyUntil,
    appealUntil: round.appealUntil,
    unit: { id: state.agencyId, name: agency?.name ?? '', kind: agency?.kind ?? '' },
    phase,
    agreed: state.agreed,
    today,
    filled: state.filled === null ? null : { ...state.filled, at: new Date(state.filled.at) },
    verifiers: state.verifiers.map((one) => names.get(one) ?? ''),
    lines: score.lines.map(({ line, points }) => lineView(state, line, points)),
    total: score.total,
    bonus: score.bonus,
    penalty: score.penalty,
    lost: lostPoints(score).map(({ line, lost }) => ({ key: line.key, name: line.name, lost })),
    remedies: await remedyViews(reader, seen),
    may: {
      fill: scores && rights.scores,
      submit: scores && rights.submits,
      acceptRest: verifies,
      finish: verifies,
      agree: phase === 'verified' && rights.submits && !state.agreed,
      plan: phase === 'published' && rights.scores,
    },
    published: phase === 'published' ? await publishedView(reader, round) : null,
  }
}

function lineView(state: SheetState, line: SheetLine, points: LinePoints): SheetLineView {
  const own = lineOf(state, line.key)
  return {
    line,
    points,
    difference: difference(points.self, points.verified),
    figure: own.figure,
    hasOpenAppeal: own.appeal !== null && own.decision === null,
    corrected: points.corrected !== points.final,
  }
}

async function remedyViews(reader: Reader, { id, state, places, today }: Seen): Promise<RemedyView[]> {
  if (state.remedies.length === 0) return []
  const statements = await readStatements(reader, id)
  const people = state.remedies.flatMap(({ by, done }) => (done === null ? [by] : [by, done.by]))
  const names = await officerNames(reader, people)
  return state.remedies.map(({ id: remedyId, key, agencyId, dueOn, statement, by, done }) => ({
    id: remedyId,
    key,
    agency: places.nameOf(agencyId),
    dueOn,
    task: statements.get(statement)?.text ?? '',
    by: names.get(by) ?? '',
    isLate: done === null && today > dueOn,
    done:
      done === null
        ? null
        : { at: new Date(done.at), by: names.get(done.by) ?? '', product: statements.get(done.statement) ?? null },
  }))
}

/** One line of a sheet with all that was said of it, by whom, when and why. */
export async function getLine(
  reader: Reader,
  actor: Actor,
  { sheetId, key }: { sheetId: string; key: string },
): Promise<LineView> {
  const seen = await getSeen(reader, actor, sheetId)
  const sheet = await sheetView(reader, seen)
  const line = sheet.lines.find((one) => one.line.key === key && isScored(one.line))
  if (line === undefined || actor.kind !== 'officer') throw refusals.not_found()
  const own = lineOf(seen.state, key)
  const statements = await readStatements(reader, sheetId)
  const facts = { dates: seen.round, today: seen.today, actor: actor.userId, rights: seen.rights }
  return {
    sheet,
    line,
    items: own.self?.items ?? null,
    seen: own.seen,
    forms: formsOn(seen.state, line.line, facts),
    history: await historyOf(reader, { sheetId, key, statements }),
    self: own.self === null ? null : (statements.get(own.self.statement ?? '') ?? null),
  }
}

async function historyOf(
  reader: Reader,
  { sheetId, key, statements }: { sheetId: string; key: string; statements: ReadonlyMap<string, Statement> },
): Promise<LineHistory[]> {
  const events = (await readStream(reader, sheetId)).filter(
    ({ type, payload }) =>
      payload.key === key || (type === 'FiguresFilled' && Object.hasOwn(Object(payload.figures), key)),
  )
  const names = await officerNames(
    reader,
    events.flatMap(({ actorId }) => (actorId === null ? [] : [actorId as UserId])),
  )
  return events
    .filter(({ type }) => !type.startsWith('Remedy'))
    .map(({ type, payload, actorId, recordedAt }) => {
      const figures = payload.figures as Record<string, { points: string | null }> | undefined
      const points = type === 'FiguresFilled' ? (figures?.[key]?.points ?? null) : payload.points
      return {
        act: type,
        points: typeof points === 'string' ? Number(points) : null,
        by: names.get(actorId as UserId) ?? '',
        at: recordedAt,
        statement: statements.get(String(payload.statement)) ?? null,
      }
    })
}

/** A file that stands as evidence on a sheet the actor may see. Refuses `scorecards.not_found`. */
export async function getEvidence(
  reader: Reader,
  actor: Actor,
  { sheetId, hash }: { sheetId: string; hash: string },
): Promise<EvidenceFile & { hash: FileHash }> {
  await getSeen(reader, actor, sheetId)
  for (const { files } of (await readStatements(reader, sheetId)).values()) {
    const found = files.find((file) => file.hash === hash)
    if (found !== undefined) return { ...found, hash: found.hash as FileHash }
  }
  throw refusals.not_found()
}
