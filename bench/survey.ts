import { randomUUID } from 'node:crypto'
import { scalesOf } from '../src/modules/surveys/answers.ts'
import { countBallots } from '../src/modules/surveys/count-ballots.ts'
import { importQuestionnaires, listQuestionnaires } from '../src/modules/surveys/index.ts'
import { makeResult } from '../src/modules/surveys/make-result.ts'
import { listStrata } from '../src/modules/surveys/round-store.ts'
import { openDb, query } from '../src/platform/db.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median } from './environment.ts'

const BALLOTS = 200_000
const STRATA = 100
const TIMES = 5
const MOST = 5

/**
 * How long it takes to tally 200,000 ballots under both formulas, with weights, margins, factors, strata and small groups left out, against one
 * SQL aggregate over the same rows: the count and sum of each question by stratum.
 */
export async function run({ server, say }: BenchEnvironment): Promise<BenchResult> {
  const db = openDb({ url: server.appUrl, poolSize: 2, applicationName: 'motcua bench' })
  try {
    await importQuestionnaires(db, DATA_FOLDER)
    const sipas = (await listQuestionnaires(db.read)).find(({ key }) => key === 'sipas')
    if (sipas === undefined) throw new Error('no questionnaire')
    const roundId = randomUUID()
    const scales = scalesOf(sipas.document)
    await db.write(async (tx) => {
      await query(
        tx,
        `INSERT INTO surveys_round (id, questionnaire_id, name_vi, name_en, population, strata_by, from_on, to_on, per_stratum, ends_on,
           formula, state, seed, seed_hash, frame_hash, drawn_on, closed_on)
         VALUES ($1, $2, 'Đo', 'Bench', 'businesses', 'list', '2026-01-01', '2026-06-30', 2000, '2026-07-01', 'top_two', 'closed',
           'bench-seed', repeat('0', 64), repeat('0', 64), '2026-07-01', '2026-07-31')`,
        [roundId, sipas.id],
      )
      await query(
        tx,
        `INSERT INTO surveys_stratum (round_id, stratum, name_vi, name_en, units, drawn)
         SELECT $1, 'S' || n, 'S' || n, 'S' || n, 5000 + n, 2000 FROM generate_series(1, ${STRATA}) n`,
        [roundId],
      )
      await query(
        tx,
        `INSERT INTO surveys_ballot (id, round_id, stratum, marks, others)
         SELECT gen_random_uuid(), $1, 'S' || (1 + n % ${STRATA}),
           (SELECT string_agg((1 + floor(random() * 5))::int::text, '') FROM generate_series(1, ${scales.length}) WHERE n > 0),
           jsonb_build_object('wish', 'time')
         FROM generate_series(1, ${BALLOTS}) n`,
        [roundId],
      )
    })
    const asked = scales.map(
      (_, at) => `sum(substr(marks, ${at + 1}, 1)::int), count(nullif(substr(marks, ${at + 1}, 1), '0'))`,
    )
    const plain = `SELECT stratum, count(*), ${asked.join(', ')} FROM surveys_ballot WHERE round_id = $1 GROUP BY stratum`
    const strata = await listStrata(db.read, roundId)
    const tallies: number[] = []
    const aggregates: number[] = []
    let share: number | undefined
    for (let time = 0; time <= TIMES; time += 1) {
      const aggregate = await secondsOf(() => query(db.read, plain, [roundId]))
      const tally = await secondsOf(async () => {
        const counted = await countBallots(db.read, { roundId, questionnaire: sipas.document })
        share = makeResult({ questionnaire: sipas.document, strata, ...counted }).whole.top_two?.share
      })
      // The first pass warms both.
      if (time === 0) continue
      tallies.push(tally)
      aggregates.push(aggregate)
    }
    const [ours, theirs] = [median(tallies), median(aggregates)]
    say(`${BALLOTS} phiếu / ballots: ${ours.toFixed(2)} s; SQL: ${theirs.toFixed(2)} s; ${share}`)
    return {
      bench: 'survey',
      ballots: BALLOTS,
      tallySeconds: ours,
      sqlSeconds: theirs,
      ratio: ours / theirs,
      limit: MOST,
    }
  } finally {
    await db.close()
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
