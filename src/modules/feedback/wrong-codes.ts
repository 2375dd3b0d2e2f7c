import { type Db, query, type Transaction } from '../../platform/db.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'

/** Wrong codes before one must wait; the column's CHECK says the same number. */
const MOST_WRONG = 10
/** How long they count: of one address (a machine at the exit), and of one dossier from wherever. */
const MINUTES = { address: 15, dossier: 60 } as const

export interface CodeTry {
  address: string
  /** The dossier's code as it is searched for. */
  dossierCode: string
}

/**
 * Counts a code before it is looked at, so that codes sent at once cannot slip past the limit. Undefined when it may be looked at; otherwise
 * the instant from which the next may be typed. `takeBackTry` takes the count back when the code was right.
 */
export async function countTry(db: Db, keys: Keyring, tried: CodeTry): Promise<Date | undefined> {
  return db.write(async (tx) => {
    // One after the other, always in this order: two machines never wait for each other.
    const fromAddress = await countOne(tx, sourcesOf(keys, tried)[0], MINUTES.address)
    if (fromAddress !== undefined) return fromAddress
    return countOne(tx, sourcesOf(keys, tried)[1], MINUTES.dossier)
  })
}

/** The row never passes the limit: where it would, nothing is written and the end of the window is told. */
async function countOne(tx: Transaction, source: Buffer, minutes: number): Promise<Date | undefined> {
  const counted = await query(
    tx,
    `INSERT INTO feedback_wrong_code AS w (source_index, tries, ends_at)
     VALUES ($1, 1, platform_now() + make_interval(mins => $2))
     ON CONFLICT (source_index) DO UPDATE SET
       tries = CASE WHEN w.ends_at <= platform_now() THEN 1 ELSE w.tries + 1 END,
       ends_at = CASE WHEN w.ends_at <= platform_now() THEN excluded.ends_at ELSE w.ends_at END
     WHERE w.ends_at <= platform_now() OR w.tries < $3
     RETURNING tries`,
    [source, minutes, MOST_WRONG],
  )
  if (counted.length > 0) return undefined
  const [row] = await query<{ endsAt: Date }>(
    tx,
    'SELECT ends_at AS "endsAt" FROM feedback_wrong_code WHERE source_index = $1',
    [source],
  )
  return row?.endsAt ?? new Date()
}

/** The code was right: it was none of the wrong ones. */
export async function takeBackTry(db: Db, keys: Keyring, tried: CodeTry): Promise<void> {
  await db.write(async (tx) => {
    for (const source of sourcesOf(keys, tried)) {
      await query(tx, 'UPDATE feedback_wrong_code SET tries = tries - 1 WHERE source_index = $1 AND tries > 0', [
        source,
      ])
    }
  })
}

/** Forgets what no limit counts any more. */
export function forgetWrongCodes(tx: Transaction): Promise<unknown> {
  return query(tx, 'DELETE FROM feedback_wrong_code WHERE ends_at < platform_now()')
}

function sourcesOf(keys: Keyring, { address, dossierCode }: CodeTry): [Buffer, Buffer] {
  const index = (of: string) => blindIndex(keys, 'feedback/wrong-code', of)
  return [index(`address/${address}`), index(`dossier/${dossierCode}`)]
}
