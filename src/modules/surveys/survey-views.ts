import { query, type Reader } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { managerOf, type SurveysContext, surveyPlaces } from './context.ts'
import { drawSample } from './draw-sample.ts'
import { refusals } from './errors.ts'
import { managingMandate, mayHandleBallots, publishingMandate } from './policy.ts'
import { getRight } from './rights.ts'
import { getRound, listRounds, listStrata, type Round, takesBallots } from './round-store.ts'
import type { BallotPage, Found, PublicRoundLine, RoundLine, RoundView, SurveySample } from './view-types.ts'

/** What the actor may do with surveys, for the buttons of pages. */
export interface SurveyRights {
  manages: boolean
  publishes: boolean
  handles: boolean
}

export async function surveyRights(context: SurveysContext, actor: Actor): Promise<SurveyRights> {
  const places = await surveyPlaces(context.db.read)
  return {
    manages: managingMandate(actor, places) !== null,
    publishes: publishingMandate(actor, places) !== null,
    handles: mayHandleBallots(actor, places),
  }
}

function lineOf(round: Round): RoundLine {
  const { id, nameVi, nameEn, state, drawnOn, endsOn, closedOn, seedHash } = round
  return { id, nameVi, nameEn, state, drawnOn, endsOn, closedOn, seedHash }
}

/** Rounds for who works with them; for others there is no such page. */
export async function listRoundLines(context: SurveysContext, actor: Actor): Promise<RoundLine[]> {
  if (!mayHandleBallots(actor, await surveyPlaces(context.db.read))) throw refusals.round_not_found()
  return (await listRounds(context.db.read)).map(lineOf)
}

/** All rounds, for everybody: that there is one, by which seed, and what the published ones found. */
export async function listPublicRounds(context: SurveysContext): Promise<PublicRoundLine[]> {
  const rows = await query<Found & { id: string }>(
    context.db.read,
    `SELECT id, population, formula, result::jsonb #> ARRAY['whole', formula] AS figure, (result::jsonb ->> 'asked')::int AS asked,
       (result::jsonb ->> 'ballots')::int AS ballots
     FROM surveys_round WHERE state = 'published' ORDER BY prepared_at DESC LIMIT 100`,
  )
  const found = new Map(rows.map(({ id, ...one }) => [id, one]))
  return (await listRounds(context.db.read)).map((round) => ({ ...lineOf(round), found: found.get(round.id) ?? null }))
}

/** A round for who works with it. Refuses `surveys.round_not_found`. */
export async function getRoundView(context: SurveysContext, actor: Actor, roundId: string): Promise<RoundView> {
  if (!mayHandleBallots(actor, await surveyPlaces(context.db.read))) throw refusals.round_not_found()
  return viewOf(context.db.read, await getRound(context.db.read, roundId))
}

/** A round as everybody sees it: without who of which stratum has answered while that could tell something. */
export async function getPublicRound(context: SurveysContext, roundId: string): Promise<RoundView> {
  const view = await viewOf(context.db.read, await getRound(context.db.read, roundId))
  return { ...view, strata: view.strata.map((stratum) => ({ ...stratum, used: 0 })) }
}

async function viewOf(reader: Reader, round: Round): Promise<RoundView> {
  const strata = await listStrata(reader, round.id)
  const rights = await query<{ stratum: string; standing: keyof RoundView['standings']; count: number }>(
    reader,
    'SELECT stratum, standing, count(*)::int AS count FROM surveys_right WHERE round_id = $1 GROUP BY 1, 2',
    [round.id],
  )
  const [version] = await query<{ id: string }>(
    reader,
    'SELECT questionnaire_id AS id FROM surveys_round WHERE id = $1',
    [round.id],
  )
  const standings = { open: 0, used: 0, refused: 0, taken_along: 0 }
  for (const { standing, count } of rights) standings[standing] += count
  const drawn = strata.filter(({ stratum }) => stratum !== 'merged_at_close')
  const { questionnaire } = round
  return {
    ...lineOf(round),
    questionnaire: {
      id: version?.id ?? '',
      key: questionnaire.key,
      version: round.questionnaireVersion,
      nameVi: questionnaire.name.vi,
      nameEn: questionnaire.name.en,
    },
    asks: questionnaire.sections
      .filter(({ questions }) => questions.some(({ kind }) => kind === 'scale'))
      .map(({ name }) => ({ nameVi: name.vi, nameEn: name.en })),
    population: round.population,
    strataBy: round.strataBy,
    fromOn: round.fromOn,
    toOn: round.toOn,
    perStratum: round.perStratum,
    formula: round.formula,
    seed: round.state === 'prepared' ? null : round.seed,
    frameHash: round.frameHash,
    frameKey: round.state === 'closed' || round.state === 'published' ? round.frameKey : null,
    resultHash: round.resultHash,
    units: drawn.reduce((sum, one) => sum + one.units, 0),
    asked: drawn.reduce((sum, one) => sum + one.drawn, 0),
    standings,
    strata: drawn.map(({ stratum, nameVi, nameEn, units, drawn: count }) => ({
      stratum,
      nameVi,
      nameEn,
      units,
      drawn: count,
      used: rights
        .filter((row) => row.stratum === stratum && row.standing === 'used')
        .reduce((sum, row) => sum + row.count, 0),
    })),
    takesBallots: takesBallots(round),
  }
}

/** What stands behind a link. Refuses `surveys.link_not_found`. */
export async function getBallotPage(context: SurveysContext, token: string): Promise<BallotPage> {
  const right = await getRight(context.db.read, token)
  const round = await getRound(context.db.read, right.roundId)
  return {
    roundId: round.id,
    stratum: right.stratum,
    channel: right.channel,
    nameVi: round.nameVi,
    nameEn: round.nameEn,
    questionnaire: round.questionnaire,
    endsOn: round.endsOn,
    standing: right.standing === 'taken_along' ? 'used' : right.standing,
    isOpen: takesBallots(round),
  }
}

/** The drawn part of a frame, kept and drawn again from the seed: anybody may ask. */
export interface Redraw {
  seed: string
  units: number
  kept: string[]
  again: string[]
  isSame: boolean
}

/** Answers of so many rounds are remembered, each so long: a frame never changes, and anybody may ask as often as they like. */
const MOST_REMEMBERED = 50
const REMEMBERED_MS = 600_000
const remembered = new Map<string, { redraw: Promise<Redraw>; until: number }>()

/** As `redrawSample`, drawn anew at most once in ten minutes. */
export async function redrawForPage(reader: Reader, roundId: string): Promise<Redraw> {
  const now = Date.now()
  const known = remembered.get(roundId)
  if (known !== undefined && known.until > now) return known.redraw
  remembered.delete(roundId)
  const [oldest] = remembered.keys()
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  const redraw = redrawSample(reader, roundId)
  remembered.set(roundId, { redraw, until: now + REMEMBERED_MS })
  redraw.catch(() => remembered.delete(roundId))
  return redraw
}

export async function redrawSample(reader: Reader, roundId: string): Promise<Redraw> {
  const round = await getRound(reader, roundId)
  if (round.state === 'prepared') throw refusals.not_open()
  const frame = await query<{ unitKey: string; stratum: string; isDrawn: boolean }>(
    reader,
    'SELECT unit_key AS "unitKey", stratum, is_drawn AS "isDrawn" FROM surveys_frame WHERE round_id = $1',
    [roundId],
  )
  const kept = frame
    .filter(({ isDrawn }) => isDrawn)
    .map(({ unitKey }) => unitKey)
    .sort()
  const again = drawSample(frame, round)
  const isSame = kept.length === again.length && kept.every((key, at) => key === again[at])
  return { seed: round.seed, units: frame.length, kept, again, isSame }
}

/** The whole frame with the seed and the units drawn, for whoever draws again elsewhere. Refuses `surveys.not_open` before the draw. */
export async function getSample(reader: Reader, roundId: string): Promise<SurveySample> {
  const { seed, again, isSame } = await redrawForPage(reader, roundId)
  const { perStratum, frameHash } = await getRound(reader, roundId)
  const frame = await query<{ unitKey: string; stratum: string }>(
    reader,
    'SELECT unit_key AS "unitKey", stratum FROM surveys_frame WHERE round_id = $1 ORDER BY unit_key',
    [roundId],
  )
  return { seed, perStratum, frameHash, isSame, frame, drawn: again }
}

/** Free texts of a closed round in the order of what they say, for who runs it. They may tell who wrote: nobody else reads them. */
export async function listTexts(context: SurveysContext, actor: Actor, roundId: string): Promise<string[]> {
  await managerOf(context.db.read, actor)
  const round = await getRound(context.db.read, roundId)
  if (round.state === 'prepared' || round.state === 'open') return []
  const keys = round.questionnaire.sections
    .flatMap(({ questions }) => questions)
    .filter(({ kind }) => kind === 'line' || kind === 'text')
    .map(({ key }) => key)
  const rows = await query<{ text: string }>(
    context.db.read,
    `SELECT v.value AS text FROM surveys_ballot b, jsonb_each_text(b.others) v
     WHERE b.round_id = $1 AND v.key = ANY ($2::text[]) ORDER BY v.value LIMIT 500`,
    [roundId, keys],
  )
  return rows.map(({ text }) => text)
}
