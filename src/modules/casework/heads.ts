import { query, type Reader } from '../../platform/db.ts'
import type { StreamHead } from '../../platform/ledger/index.ts'

const BATCH = 5000
const FIRST = '00000000-0000-0000-0000-000000000000'

/** The head of every dossier as its current row keeps it, for comparing with the ledger: finds events gone from the end of a history. */
export async function* readHeads(reader: Reader): AsyncGenerator<StreamHead> {
  let after = FIRST
  for (;;) {
    const heads = await query<StreamHead>(
      reader,
      'SELECT id AS "streamId", version, head_hash AS hash FROM casework_dossier WHERE id > $1 ORDER BY id LIMIT $2',
      [after, BATCH],
    )
    yield* heads
    const last = heads.at(-1)
    if (last === undefined) return
    after = last.streamId
  }
}
