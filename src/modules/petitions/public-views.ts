import { query } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import { communeNameOf } from './commune.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { FEWEST_OF_COMMUNE, type PetitionKind, petitionKinds } from './petition.ts'
import { wordsOf } from './published-store.ts'
import type { CommuneTheme, PublicList, PublicPetition, ThemeMonth } from './view-types.ts'

const PAGE = 20
/** Of the newest that hold the rarest word, so many are looked at for the others: the cost does not grow with what was ever published. */
const LOOKED_AT = 2000
const MOST_WORDS = 6

type Row = Omit<PublicPetition, 'agencyName' | 'publishedAt'> & { publishedAt: Date }

const COLUMNS = `p.petition_id AS "petitionId", p.kind, p.agency_id AS "agencyId", p.title, p.question, p.answer, p.published_at AS "publishedAt"`

/** Answered petitions for everybody, newest first; with words, those that hold all of them, with or without diacritics. */
export async function listPublished(
  context: PetitionsContext,
  { text = '', after }: { text?: string; after?: string | undefined },
): Promise<PublicList> {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  const key = keyOf(after)
  const [first, ...more] = words
  const rows =
    first === undefined
      ? await query<Row>(context.db.read, NEWEST, key)
      : more.length === 0
        ? await query<Row>(context.db.read, SEARCH_ONE, [...key, first])
        : await query<Row>(context.db.read, SEARCH, [...key, await rarestFirst(context, words)])
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  const isMore = rows.length > PAGE && last !== undefined
  return { rows: await named(context, shown), next: isMore ? `${last.publishedAt.getTime()}_${last.petitionId}` : null }
}

/** The SQL of the list and of the search, for the test of its plan. */
export const NEWEST = `SELECT ${COLUMNS} FROM petitions_published p
  WHERE (p.published_at, p.petition_id) < ($1::timestamptz, $2::uuid)
  ORDER BY p.published_at DESC, p.petition_id DESC LIMIT ${PAGE + 1}`

/** The published of what was found: by the index of the list, where neighbours in time lie together, not by ids strewn over the archive. */
const FOUND = `CROSS JOIN LATERAL (SELECT * FROM petitions_published n
    WHERE (n.published_at, n.petition_id) <= (m.published_at, m.petition_id)
    ORDER BY n.published_at DESC, n.petition_id DESC LIMIT 1) p
  ORDER BY m.published_at DESC, m.petition_id DESC`

const WALKED = `AND (published_at, petition_id) < ($1::timestamptz, $2::uuid) ORDER BY published_at DESC, petition_id DESC`

/** The newest of one word: nothing else is asked. */
export const SEARCH_ONE = `SELECT ${COLUMNS} FROM (
    SELECT published_at, petition_id FROM petitions_word WHERE word = $3 ${WALKED} LIMIT ${PAGE + 1}) m ${FOUND}`

/** The newest of the first word in order, each asked for the other words, until a page is full. */
export const SEARCH = `SELECT ${COLUMNS} FROM (
    SELECT f.* FROM (
      SELECT published_at, petition_id FROM petitions_word WHERE word = ($3::text[])[1] ${WALKED} LIMIT ${LOOKED_AT}) f
    WHERE (SELECT bool_and(EXISTS (
      SELECT FROM petitions_word o WHERE o.word = w AND o.published_at = f.published_at AND o.petition_id = f.petition_id))
      FROM unnest(($3::text[])[2:]) w)
    ORDER BY f.published_at DESC, f.petition_id DESC LIMIT ${PAGE + 1}) m ${FOUND}`

/** The word that is found least often leads: of each at most so many are counted as are looked at. */
async function rarestFirst({ db }: PetitionsContext, words: readonly string[]): Promise<string[]> {
  const rows = await query<{ word: string }>(
    db.read,
    `SELECT w AS word FROM unnest($1::text[]) WITH ORDINALITY AS t (w, place) CROSS JOIN LATERAL (
       SELECT count(*) AS found FROM (SELECT FROM petitions_word WHERE word = w LIMIT ${LOOKED_AT}) f) c
     ORDER BY c.found, t.place`,
    [words],
  )
  return rows.map(({ word }) => word)
}

function keyOf(after: string | undefined): [Date, string] {
  const [at = '', id = ''] = after?.split('_') ?? []
  if (!/^\d{1,15}$/.test(at) || !isUuid(id)) return [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
  return [new Date(Number(at)), id]
}

async function named({ directory }: PetitionsContext, rows: readonly Row[]): Promise<PublicPetition[]> {
  const agencies = await directory()
  return rows.map((row) => ({
    ...row,
    agencyName: agencies.get(row.agencyId)?.name ?? '',
    publishedAt: row.publishedAt.getTime(),
  }))
}

/** One published petition. Refuses `petitions.not_found`. */
export async function getPublished(context: PetitionsContext, petitionId: string): Promise<PublicPetition> {
  if (!isUuid(petitionId)) throw refusals.not_found()
  const rows = await query<Row>(
    context.db.read,
    `SELECT ${COLUMNS} FROM petitions_published p WHERE p.petition_id = $1`,
    [petitionId],
  )
  const [found] = await named(context, rows)
  if (found === undefined) throw refusals.not_found()
  return found
}

const MONTHS = 12

/** What people write about, month by month: the published of the last year, by theme. */
export async function listThemes(context: PetitionsContext): Promise<ThemeMonth[]> {
  const rows = await query<{ month: string; kind: PetitionKind; count: number }>(
    context.db.read,
    `SELECT to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM') AS month, kind, count(*)::int AS count
     FROM petitions_published WHERE published_at > platform_now() - interval '${MONTHS} months' GROUP BY 1, 2 ORDER BY 1 DESC`,
  )
  const months = [...new Set(rows.map(({ month }) => month))]
  return months.map((month) => ({
    month,
    counts: Object.fromEntries(
      petitionKinds.map((kind) => [kind, rows.find((row) => row.month === month && row.kind === kind)?.count ?? 0]),
    ) as ThemeMonth['counts'],
  }))
}

/** What people write about, commune by commune: the published of the last year, the most first. */
export async function listCommuneThemes(context: PetitionsContext): Promise<CommuneTheme[]> {
  const rows = await query<{ code: string; kind: PetitionKind; count: number }>(
    context.db.read,
    `SELECT commune_code AS code, kind, count(*)::int AS count, sum(count(*)) OVER (PARTITION BY commune_code) AS whole
     FROM petitions_published
     WHERE commune_code IS NOT NULL AND published_at > platform_now() - interval '${MONTHS} months'
     GROUP BY commune_code, kind ORDER BY whole DESC, commune_code`,
  )
  const directory = await context.directory()
  return [...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, own]) => {
    const commune = directory.byUnitCode(code)
    const whole = own.reduce((sum, { count }) => sum + count, 0)
    if (commune === undefined || whole < FEWEST_OF_COMMUNE) return []
    const counts = Object.fromEntries(
      petitionKinds.map((kind) => [kind, own.find((row) => row.kind === kind)?.count ?? 0]),
    ) as CommuneTheme['counts']
    return [{ communeName: communeNameOf(commune), counts }]
  })
}
