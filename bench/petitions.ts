import { openDirectory } from '../src/modules/casework/index.ts'
import { loadActor } from '../src/modules/organisation/index.ts'
import { wordToken } from '../src/modules/petitions/desk-words.ts'
import { listPetitions, listPublished, type PetitionsContext } from '../src/modules/petitions/index.ts'
import { NEWEST, SEARCH, SEARCH_ONE } from '../src/modules/petitions/public-views.ts'
import { openDb, query } from '../src/platform/db.ts'
import type { AgencyId, UserId } from '../src/platform/ids.ts'
import { importProvince, makeDemonstration } from '../src/simulation/province.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median, simulationOn } from './environment.ts'
import { addressIn, cloneDatabase } from './two-sizes.ts'

const LARGE = Number(process.env.MOTCUA_BENCH_PETITIONS ?? 500_000)
const SMALL = Math.min(5000, Math.floor(LARGE / 2))
const ROUNDS = 60
const AT_MOST = 1.5
const QUESTIONS = ['list', 'search', 'searchWords', 'desk', 'deskWords'] as const
type Question = (typeof QUESTIONS)[number]

/**
 * The public list, its search by one word and by three, an officer's desk and its search by two words at 500,000 petitions against 5,000, each size a database of its
 * own on one server, asked in turns. The ratio is the worst of the medians.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  const request = await simulationOn(environment, server.simulatorUrl, { dossiers: 20 })
  await importProvince(request.db, DATA_FOLDER)
  await makeDemonstration(request)
  await request.db.close()
  await cloneDatabase(server.ownerUrl, 'bench_large')
  const small = await fill(environment, request.keys, { name: 'motcua', petitions: SMALL })
  const large = await fill(environment, request.keys, { name: 'bench_large', petitions: LARGE })
  try {
    const times = Object.fromEntries(QUESTIONS.map((question) => [question, [[], []]])) as unknown as Times
    for (let round = 0; round < ROUNDS; round++) {
      for (const question of QUESTIONS) {
        for (const [place, side] of [small, large].entries()) {
          const begun = performance.now()
          await ask(side, question, round)
          times[question][place]?.push(performance.now() - begun)
        }
      }
    }
    const medians = Object.fromEntries(QUESTIONS.map((one) => [one, times[one].map(median)])) as Record<
      Question,
      number[]
    >
    for (const one of QUESTIONS) {
      const [few = 0, many = 0] = medians[one]
      say(`${one}: ${few.toFixed(2)} ms at ${SMALL}, ${many.toFixed(2)} ms at ${LARGE} petitions`)
    }
    await explain(large, say)
    const ratios = Object.fromEntries(
      QUESTIONS.map((one) => [one, Number(((medians[one][1] ?? 0) / (medians[one][0] ?? 1)).toFixed(2))]),
    )
    const ratio = Math.max(...Object.values(ratios))
    return { bench: 'petitions', ratio, limit: AT_MOST, ...ratios, small: SMALL, large: LARGE }
  } finally {
    await small.context.db.close()
    await large.context.db.close()
  }
}

type Times = Record<Question, [number[], number[]]>

interface Side {
  context: PetitionsContext
  actor: Awaited<ReturnType<typeof loadActor>>
}

async function ask({ context, actor }: Side, question: Question, round: number): Promise<void> {
  if (question === 'list') await listPublished(context, {})
  if (question === 'search') await listPublished(context, { text: `tu${round % 40}` })
  if (question === 'searchWords') await listPublished(context, { text: `tu${round % 40} thoat nuoc` })
  if (question === 'desk') await listPetitions(context, actor, { list: 'open' })
  if (question === 'deskWords') await listPetitions(context, actor, { list: 'done', text: 'thoat nuoc' })
}

/** Rows of the shape that the verbs write: the first petition of the demonstration, many times, at other times and places. */
async function fill(
  { server, say }: BenchEnvironment,
  keys: PetitionsContext['keys'],
  { name, petitions }: { name: string; petitions: number },
): Promise<Side> {
  const begun = performance.now()
  const owner = openDb({ url: addressIn(server.ownerUrl, name), poolSize: 1, applicationName: 'motcua bench' })
  await query(owner.read, FILL, [petitions])
  await query(owner.read, FILL_PUBLISHED)
  await query(owner.read, FILL_WORDS)
  const [agency] = await query<{ id: AgencyId }>(
    owner.read,
    "SELECT id FROM organisation_agency WHERE slug = 'phuong-pho-hien'",
  )
  if (agency === undefined) throw new Error('no agency')
  const tokens = ['thoat', 'nuoc'].map((word) => wordToken(keys, agency.id, word))
  await query(owner.read, FILL_DESK_WORDS, [tokens, agency.id])
  await query(owner.read, 'VACUUM ANALYZE')
  await owner.close()
  say(`${petitions} petitions filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const db = openDb({ url: addressIn(server.appUrl, name), poolSize: 2, applicationName: 'motcua bench' })
  const [user] = await query<{ id: UserId }>(
    db.read,
    "SELECT id FROM account_user WHERE demo_key = 'chu-tich-pho-hien'",
  )
  if (user === undefined) throw new Error('no demonstration head')
  const context = { db, keys, directory: openDirectory(db.read) }
  return { context, actor: await loadActor(db.read, user.id) }
}

/** Nine of ten are published, the others open; one in a hundred at each of a hundred agencies, all written in four years. */
const FILL = `
  INSERT INTO petitions_petition (id, code, follow_index, version, head_hash, state, kind, channel, agency_id, person_id, text_value_id,
    is_anonymous, document, likeness, received_at, stage_due_at, process_due_at, published_at)
  SELECT n.id, 'PB-' || n.n, decode(md5('f' || n.n), 'hex'), 1, p.head_hash, n.state, p.kind, p.channel, n.agency_id, p.person_id,
    p.text_value_id, p.is_anonymous,
    p.document || jsonb_build_object('petitionId', n.id, 'code', 'PB-' || n.n, 'state', n.state, 'agencyId', n.agency_id,
      'receivedAt', (extract(epoch FROM n.at) * 1000)::bigint),
    ARRAY(SELECT (i << 26) | (hashint4(n.n * 32 + i) & 67108863) FROM generate_series(0, 31) i), n.at, n.at + interval '3 days',
    n.at + interval '20 days', CASE n.state WHEN 'published' THEN n.at + interval '15 days' END
  FROM (SELECT * FROM petitions_petition WHERE merged_into IS NULL ORDER BY code LIMIT 1) p,
    LATERAL (SELECT n, gen_random_uuid() AS id, CASE n % 10 WHEN 0 THEN 'processing' ELSE 'published' END AS state,
      (SELECT array_agg(id ORDER BY slug) FROM organisation_agency)[1 + n / 10 % 100] AS agency_id,
      now() - make_interval(secs => n * (126144000.0 / $1::int)) AS at FROM generate_series(1, $1::int) n) n`

const FILL_PUBLISHED = `
  INSERT INTO petitions_published (petition_id, kind, agency_id, title, question, answer, published_at)
  SELECT id, kind, agency_id, 'Cống thoát nước bị tắc ' || code, repeat('Nước tràn vào nhà. ', 8), repeat('Đã nạo vét. ', 8), published_at
  FROM petitions_petition WHERE state = 'published' AND code LIKE 'PB-%'`

/** Eight words each: two that all hold, one of forty, the rest rare. */
const FILL_WORDS = `
  INSERT INTO petitions_word (word, published_at, petition_id)
  SELECT w, published_at, petition_id FROM petitions_published p,
    LATERAL (SELECT abs(hashtext(petition_id::text)) AS h) h,
    LATERAL unnest(ARRAY['thoat', 'nuoc', 'tu' || h % 40, 'tu' || h % 37, 'hiem' || h % 5000, 'ngo' || h % 900, 'duong' || h % 300]) w
  ON CONFLICT DO NOTHING`

/** Ten words each that no other petition has, and in one agency two that all have. */
const FILL_DESK_WORDS = `
  INSERT INTO petitions_desk_word (token, received_at, petition_id)
  SELECT t, received_at, id FROM petitions_petition p,
    LATERAL (SELECT substr(decode(md5(id::text || n), 'hex'), 1, 8) FROM generate_series(1, 10) n
      UNION ALL SELECT unnest($1::bytea[]) WHERE p.agency_id = $2) w (t)
  WHERE code LIKE 'PB-%'`

async function explain({ context }: Side, say: (line: string) => void): Promise<void> {
  const key = [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
  for (const [sql, values] of [
    [NEWEST, key] as const,
    [SEARCH_ONE, [...key, 'tu3']] as const,
    [SEARCH, [...key, ['tu3', 'nuoc']]] as const,
  ]) {
    const rows = await query<{ 'QUERY PLAN': string }>(context.db.read, `EXPLAIN (ANALYZE, COSTS OFF) ${sql}`, values)
    for (const row of rows) say(row['QUERY PLAN'])
  }
}
