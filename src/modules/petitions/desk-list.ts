import { query } from '../../platform/db.ts'
import { type AgencyId, isUuid } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import type { PetitionsContext } from './context.ts'
import { wordToken } from './desk-words.ts'
import { refusals } from './errors.ts'
import { overseenBy } from './overseen.ts'
import {
  type ListState,
  type PetitionKind,
  type PetitionState,
  type PetitionStateName,
  petitionKinds,
  petitionStates,
} from './petition.ts'
import { rowsOf } from './petition-views.ts'
import { maySee } from './policy.ts'
import { wordsOf } from './published-store.ts'
import type { PetitionRow } from './view-types.ts'

const PAGE = 50
/** Of an agency's newest that hold the longest word, so many are looked at for the others. */
const LOOKED_AT = 2000
const MOST_WORDS = 6

const RUNNING = "p.state IN ('received', 'processing', 'waiting', 'drafted', 'approved')"
const conditions: Readonly<Record<ListState, string>> = {
  open: RUNNING,
  late: `${RUNNING} AND p.stage_due_at < platform_now()`,
  mine: `${RUNNING} AND p.officer_user_id = $3`,
  escalated: `${RUNNING} AND p.stage_due_at IS NOT NULL AND p.escalation > 0`,
  publish: "p.state = 'approved'",
  done: "p.state IN ('published', 'refused', 'merged', 'lapsed')",
}

export interface ListQuestion {
  list: ListState
  /** `PA-2026-…`; shows that one alone. */
  code?: string
  /** Words that all stand in it, with or without diacritics. */
  text?: string
  kind?: string
  /** One state, whatever the list. */
  state?: string
  /** One agency of those the actor works in or oversees. */
  agencyId?: string
  communeCode?: string
  /** The key after which to go on. */
  after?: string
}

export interface DeskList {
  rows: PetitionRow[]
  next: string | null
  /** Where the actor may look. */
  agencies: { id: AgencyId; name: string }[]
}

/** What an officer's desk shows: of the own agencies and of those one oversees, newest first. Nothing one may not see is in it. */
export async function listPetitions(context: PetitionsContext, actor: Actor, asked: ListQuestion): Promise<DeskList> {
  if (actor.kind !== 'officer') throw refusals.not_found()
  const overseen = await overseenBy(context, actor)
  const scope = [...new Set([...actor.mandates.map(({ agencyId }) => agencyId), ...overseen])]
  const agencyIds = asked.agencyId === undefined ? scope : scope.filter((id) => id === asked.agencyId)
  const [at, id] = keyOf(asked.after)
  const words = wordsOf(asked.text ?? '')
    .toSorted((one, other) => other.length - one.length)
    .slice(0, MOST_WORDS)
  const values = [agencyIds, PAGE + 1, actor.userId, at, id, ...filterValues(asked)]
  const tokens = agencyIds.flatMap((agency) => words.map((word) => wordToken(context.keys, agency, word)))
  const rows = await query<{ document: PetitionState }>(
    context.db.read,
    listSql(asked, words.length),
    words.length === 0 ? values : [...values, tokens],
  )
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)?.document
  const visible = shown.map(({ document }) => document).filter((petition) => maySee(actor, petition, overseen))
  const directory = await context.directory()
  return {
    rows: await rowsOf(context, visible),
    next: rows.length > PAGE && last !== undefined ? `${last.receivedAt}_${last.petitionId}` : null,
    agencies: scope.map((one) => ({ id: one, name: directory.get(one)?.name ?? '' })),
  }
}

function filterValues({ code, kind, state, communeCode }: ListQuestion): (string | null)[] {
  const known = {
    kind: petitionKinds.includes(kind as PetitionKind) ? (kind ?? null) : null,
    state: petitionStates.includes(state as PetitionStateName) ? (state ?? null) : null,
  }
  return [code ?? null, known.kind, known.state, communeCode ?? null]
}

/** The SQL of the desk; with words (`$10`: of each agency in turn its tokens) it walks those of the first one. */
export function listSql({ list, code, state }: Pick<ListQuestion, 'list' | 'code' | 'state'>, words: number): string {
  const isOfState = petitionStates.includes(state as PetitionStateName)
  const condition = code !== undefined || isOfState ? 'true' : conditions[list]
  const source =
    words === 0
      ? 'petitions_petition p WHERE p.agency_id = a.id AND (p.received_at, p.id) < ($4::timestamptz, $5::uuid)'
      : `(SELECT w.received_at, w.petition_id FROM petitions_desk_word w
            WHERE w.token = ($10::bytea[])[(a.place - 1) * ${words} + 1]
              AND (w.received_at, w.petition_id) < ($4::timestamptz, $5::uuid)
            ORDER BY w.received_at DESC, w.petition_id DESC LIMIT ${LOOKED_AT}) f
         JOIN petitions_petition p ON p.id = f.petition_id
         WHERE p.agency_id = a.id AND (SELECT coalesce(bool_and(EXISTS (SELECT FROM petitions_desk_word o
            WHERE o.token = t AND o.received_at = f.received_at AND o.petition_id = f.petition_id)), true)
            FROM unnest(($10::bytea[])[(a.place - 1) * ${words} + 2 : a.place * ${words}]) t)`
  return `SELECT p.document FROM unnest($1::uuid[]) WITH ORDINALITY a (id, place) CROSS JOIN LATERAL (
       SELECT p.document, p.received_at, p.id FROM ${source}
         AND ${condition} AND NOT ($3 = ANY (p.about_user_ids))
         AND ($6::text IS NULL OR p.code = $6) AND ($7::text IS NULL OR p.kind = $7)
         AND ($8::text IS NULL OR p.state = $8) AND ($9::text IS NULL OR p.commune_code = $9)
       ORDER BY p.received_at DESC, p.id DESC LIMIT $2) p
     ORDER BY p.received_at DESC, p.id DESC LIMIT $2`
}

function keyOf(after: string | undefined): [Date, string] {
  const [at = '', id = ''] = after?.split('_') ?? []
  if (!/^\d{1,15}$/.test(at) || !isUuid(id)) return [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
  return [new Date(Number(at)), id]
}
