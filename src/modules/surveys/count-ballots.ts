import { query, type Reader } from '../../platform/db.ts'
import { questionsOf } from './answers.ts'
import type { OtherCounts } from './make-result.ts'
import type { Questionnaire } from './questionnaire.ts'
import { type CountedBallot, makeTally, type Tally } from './tally.ts'

const AT_ONCE = 25_000

/** Counts all ballots of a round in one pass, so many at a time. */
export async function countBallots(
  reader: Pick<Reader, 'executeQuery'>,
  { roundId, questionnaire }: { roundId: string; questionnaire: Questionnaire },
): Promise<{ tally: Tally; others: OtherCounts }> {
  const counting = makeTally(questionnaire)
  const others: OtherCounts = { options: new Map(), numbers: new Map() }
  const asks = questionsOf(questionnaire).some(({ kind }) => kind !== 'scale')
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await query<CountedBallot & { id: string; others: Record<string, unknown> | null }>(
      reader,
      `SELECT id, stratum, marks, ${asks ? 'others' : 'NULL AS others'} FROM surveys_ballot
       WHERE round_id = $1 AND id > $2 ORDER BY id LIMIT ${AT_ONCE}`,
      [roundId, after],
    )
    for (const row of rows) {
      counting.add(row)
      if (row.others !== null) addOthers(questionnaire, row.others, others)
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return { tally: counting.tally, others }
  }
}

function addOthers(
  questionnaire: Questionnaire,
  said: Record<string, unknown>,
  { options, numbers }: OtherCounts,
): void {
  for (const { key, kind } of questionsOf(questionnaire)) {
    const value = said[key]
    if (value === undefined) continue
    if (kind === 'number' && typeof value === 'number') {
      const known = numbers.get(key) ?? { count: 0, sum: 0 }
      numbers.set(key, { count: known.count + 1, sum: known.sum + value })
    }
    if (kind !== 'choice' && kind !== 'choices') continue
    const counts = options.get(key) ?? new Map<string, number>()
    for (const option of [value].flat()) counts.set(String(option), (counts.get(String(option)) ?? 0) + 1)
    options.set(key, counts)
  }
}
