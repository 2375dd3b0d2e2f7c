import { type Db, query, type Reader, type Transaction } from '../../platform/db.ts'
import { cleanFileName } from '../../platform/files/file-name.ts'
import { readFiles } from '../../platform/files/file-records.ts'
import { filesSentBy } from '../../platform/files/file-senders.ts'
import { extensionOf } from '../../platform/files/file-types.ts'
import { type AgencyId, type FileHash, isUuid, newId, type UserId } from '../../platform/ids.ts'
import type { Actor, OfficerActor } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { countFigures } from './fill-figures.ts'
import { clockIn, type Places, readPlaces } from './place.ts'
import { decidingMandate, organiserMandate, rightsOn } from './policy.ts'
import type { Round } from './round.ts'
import { getScorecard } from './scheme-store.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { evolveSheet, type SheetEvent, type SheetState } from './sheet.ts'
import { type ActFacts, decideOnSheet, type LineActKind, lineActs, type SheetAct } from './sheet-acts.ts'
import { isScored, type SheetLine, sheetLines } from './sheet-line.ts'
import { findRound, findSheet, keepStatement, lockSheet, readStatements, writeSheet } from './sheet-store.ts'
import {
  at,
  type EvidenceFile,
  hasEvidence,
  isEmptyStatement,
  readStatement,
  type TypedStatement,
} from './statement.ts'
import { readScore, type TypedScore } from './typed-score.ts'

/** What was pressed on a sheet, with all that was typed. */
export type SheetWish =
  | { kind: 'fill' | 'submit' | 'accept_rest' | 'finish' | 'agree' }
  | { kind: 'assign'; userId: string }
  /** `to` empty: nobody in their place. */
  | { kind: 'replace'; from: string; to: string; statement: TypedStatement }
  | ({ kind: LineActKind; key: string; seen: number; statement: TypedStatement } & TypedScore)
  | { kind: 'confirm_survey'; key: string; seen: number }
  | { kind: 'plan'; key: string; agencyId: string; dueOn: string | null; statement: TypedStatement }
  | { kind: 'done'; id: string; statement: TypedStatement }

export interface SheetRequest {
  actor: Actor
  sheetId: string
  wish: SheetWish
}

/** Roles whose holders may be given sheets to verify. */
export const VERIFIER_ROLES = ['handler', 'reviewer', 'approver', 'agency_leader'] as const

/**
 * Does one thing on a sheet: what may be done is `decideOnSheet`'s to say. Refuses `scorecards.not_found` to whoever may not see the sheet,
 * and what was typed wrongly at its field.
 */
export async function actOnSheet(db: Db, { actor, sheetId, wish }: SheetRequest): Promise<void> {
  if (actor.kind !== 'officer' || !isUuid(sheetId)) throw refusals.not_found()
  const places = await readPlaces(db.read)
  const sheet = await findSheet(db.read, sheetId)
  const round = sheet === undefined ? undefined : await findRound(db.read, sheet.state.roundId)
  if (sheet === undefined || round === undefined) throw refusals.not_found()
  if (!rightsOn(actor, sheet.state, places.of(sheet.state.agencyId)).sees) throw refusals.not_found()
  const scheme = await getScorecard(db.read, round.schemeKey, round.schemeVersion)
  const work: Work = { db, actor, places, round, scheme, sheetId, lines: sheetLines(scheme) }
  // Counted again as it is handed in: a unit does not choose the day of its figures.
  const figures = wish.kind === 'fill' || wish.kind === 'submit' ? await filled(work, sheet.state) : null
  await db.write(async (tx) => {
    const held = await lockSheet(tx, sheetId)
    if (held === undefined) throw refusals.not_found()
    const { now, today } = await clockIn(tx)
    const rights = rightsOn(actor, held.state, places.of(held.state.agencyId))
    const acts = [
      ...(figures === null ? [] : [figures]),
      ...(wish.kind === 'fill' ? [] : [await actOf(tx, work, held.state, wish)]),
    ]
    const dates = (await findRound(tx, round.id)) ?? round
    const facts = { lines: work.lines, dates, today, actor: actor.userId, rights }
    const events = decideAll(held.state, acts, facts)
    const stamp = { recordedAt: now, actorId: actor.userId, ...mandateOf(actor, places, held.state), commandId: null }
    await writeSheet(tx, held, stamp, events)
  })
}

/** The events of several acts, each on what the ones before it made. */
function decideAll(state: SheetState, acts: readonly SheetAct[], facts: ActFacts): SheetEvent[] {
  const made = { by: facts.actor, at: '' }
  const all: SheetEvent[] = []
  let now = state
  for (const act of acts) {
    const events = decideOnSheet(now, act, facts)
    now = events.reduce((before, event) => evolveSheet(before, event, made), now)
    all.push(...events)
  }
  return all
}

interface Work {
  db: Db
  actor: OfficerActor
  places: Places
  round: Round
  scheme: FullScorecard
  sheetId: string
  lines: readonly SheetLine[]
}

async function filled({ db, places, round, scheme }: Work, { agencyId }: SheetState): Promise<SheetAct> {
  const { today } = await clockIn(db.read)
  return countFigures(db.read, scheme, { agencyId, tree: places.tree, year: round.year, today })
}

async function actOf(tx: Transaction, work: Work, state: SheetState, wish: SheetWish): Promise<SheetAct> {
  switch (wish.kind) {
    case 'fill':
      return filled(work, state)
    case 'submit':
    case 'accept_rest':
    case 'finish':
    case 'agree':
      return { kind: wish.kind }
    case 'assign':
      return { kind: 'assign', userId: await verifierOf(tx, work, state, wish.userId) }
    case 'replace': {
      const to = wish.to === '' ? null : await verifierOf(tx, work, state, wish.to)
      const { statement } = await stated(tx, work, wish.statement)
      return { kind: 'replace', from: wish.from as UserId, to, statement }
    }
    case 'confirm_survey':
      return { kind: wish.kind, line: scoredLine(work, wish.key), seen: wish.seen }
    case 'plan': {
      const line = scoredLine(work, wish.key)
      const agency = isUuid(wish.agencyId) ? work.places.tree.byId(wish.agencyId as AgencyId) : undefined
      if (agency === undefined) throw at('co-quan', 'unit_unfit', { unit: '', year: work.round.year })
      if (wish.dueOn === null) throw at('han', 'date_unreadable')
      const { statement, hasWords } = await stated(tx, work, wish.statement)
      if (statement === null || !hasWords) throw at('ly-do', 'reason_missing')
      return { kind: 'plan', line, id: newId(), agencyId: agency.id, dueOn: wish.dueOn, statement }
    }
    case 'done': {
      const said = await stated(tx, work, wish.statement)
      return { kind: 'done', id: wish.id, statement: said.statement ?? '', hasEvidence: said.hasEvidence }
    }
    default:
      return lineAct(tx, work, wish)
  }
}

async function lineAct(tx: Transaction, work: Work, wish: Extract<SheetWish, TypedScore>): Promise<SheetAct> {
  if (!lineActs.includes(wish.kind)) throw refusals.not_found()
  const line = scoredLine(work, wish.key)
  const read = readScore(line, wish, { decimals: work.scheme.tree.decimals, byParts: wish.kind === 'self' })
  const score = { ...read, ...(await stated(tx, work, wish.statement)) }
  return { kind: wish.kind, line, seen: wish.seen, score }
}

function scoredLine({ lines }: Work, key: string): SheetLine {
  const line = lines.find((one) => one.key === key && isScored(one))
  if (line === undefined) throw refusals.not_found()
  return line
}

/** Keeps the words and evidence; every file must have been sent by whoever names it, or stand on this sheet already. */
async function stated(tx: Transaction, { actor, round, sheetId }: Work, typed: TypedStatement) {
  const statement = readStatement({ ...typed, files: await asStored(tx, typed.files) }, round.year)
  if (isEmptyStatement(statement)) return { statement: null, hasWords: false, hasEvidence: false }
  const hashes = statement.files.map((file) => file.hash)
  const sent = await filesSentBy(tx, actor.userId, hashes)
  const strange = hashes.filter((one) => !sent.has(one as never))
  if (strange.length > 0) {
    const standing = [...(await readStatements(tx as Reader, sheetId)).values()].flatMap(({ files }) => files)
    if (strange.some((one) => standing.every(({ hash }) => hash !== one))) throw at('tep', 'evidence_unknown')
  }
  const kept = await keepStatement(tx, sheetId, statement)
  return { statement: kept, hasWords: statement.text !== '', hasEvidence: hasEvidence(statement) }
}

/** What the store knows of each file: a form carries size and type from press to press, and forms are forged. An unknown one is refused. */
async function asStored(tx: Transaction, files: TypedStatement['files']): Promise<EvidenceFile[]> {
  const known = await readFiles(
    tx as Reader,
    files.map(({ hash }) => hash as FileHash),
  )
  return files.map(({ hash, name }) => {
    const file = known.get(hash as FileHash)
    if (file === undefined) throw at('tep', 'evidence_unknown')
    const { size, mediaType } = file
    return { hash, name: cleanFileName(name, extensionOf(mediaType)), size, mediaType }
  })
}

/** Somebody who works for an agency of the province and holds nothing in the unit. */
async function verifierOf(tx: Transaction, { places }: Work, state: SheetState, userId: string): Promise<UserId> {
  if (!isUuid(userId)) throw at('nguoi', 'verifier_unfit')
  const rows = await query<{ agencyId: AgencyId }>(
    tx,
    `SELECT m.agency_id AS "agencyId" FROM organisation_mandate m JOIN organisation_officer o ON o.id = m.officer_id
     WHERE o.user_id = $1 AND m.role = ANY ($2::text[])
       AND daterange(m.valid_from, m.valid_to) @> (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`,
    [userId, VERIFIER_ROLES],
  )
  const { within } = places.of(state.agencyId)
  if (rows.length === 0 || rows.some(({ agencyId }) => within.includes(agencyId))) {
    throw at('nguoi', 'verifier_unfit')
  }
  return userId as UserId
}

/** Under which mandate somebody acts: in the unit, else as organiser, else the first they hold. */
function mandateOf(actor: OfficerActor, places: Places, { agencyId }: SheetState) {
  const own = actor.mandates.find((mandate) => mandate.agencyId === agencyId)
  const mandate = own ?? decidingMandate(actor, places) ?? organiserMandate(actor, places) ?? actor.mandates[0]
  return { mandateId: mandate?.id ?? null, agencyId }
}
