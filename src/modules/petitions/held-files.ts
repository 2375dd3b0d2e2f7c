import { randomBytes } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import type { AcceptedFile } from '../../platform/files/accept-upload.ts'
import type { FileRecord } from '../../platform/files/file-records.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { FileHash } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'

/** The most files, and bytes, one address or account leaves with forms in an hour: five files for each petition it may send. */
const MOST_HELD = 100
const MOST_HELD_BYTES = 1_000_000_000
const HELD_FOR = '24 hours'
const AT_ONCE = 500

/** The form with which files came. Its command is client-made and stays the same until it is taken. */
export interface FileHolder {
  commandId: string
  /** The account, where there is one: nobody else's form gets at its files. */
  userId: string | null
  /** From where; null for what an officer types. */
  address: string | null
}

function tokenIndex(keys: Keyring, { commandId, userId }: FileHolder, token: string): Buffer {
  return blindIndex(keys, 'petition/held', `${token.slice(0, 40)}\n${commandId}\n${userId ?? ''}`)
}

function senderIndex(keys: Keyring, { address, userId }: FileHolder): Buffer {
  return blindIndex(keys, 'petition/held-by', address ?? `account/${userId}`)
}

/** Refuses `petitions.too_many_held` where a form may leave no more; to be asked before a file is looked into and stored. */
export async function assertMayHold({ db, keys }: PetitionsContext, holder: FileHolder): Promise<void> {
  await db.write((tx) => assertWithinHour(tx, senderIndex(keys, holder)))
}

async function assertWithinHour(tx: Transaction, sender: Buffer): Promise<void> {
  const [row] = await query<{ held: number; bytes: number }>(
    tx,
    `SELECT count(*)::int AS held, coalesce(sum(size), 0)::bigint AS bytes FROM petitions_held_file
     WHERE sender_index = $1 AND held_at > platform_now() - interval '1 hour'`,
    [sender],
  )
  if ((row?.held ?? 0) >= MOST_HELD || (row?.bytes ?? 0) >= MOST_HELD_BYTES) throw refusals.too_many_held()
}

/**
 * Keeps a file for a form until it is taken, at most a day. Gives the token by which that form alone gets it back. Refuses
 * `petitions.too_many_held` beyond the limit of an hour.
 */
export async function holdFile(
  { db, keys }: PetitionsContext,
  holder: FileHolder,
  file: AcceptedFile,
): Promise<string> {
  const token = randomBytes(16).toString('base64url')
  const sender = senderIndex(keys, holder)
  await db.write(async (tx) => {
    // Those sent at once wait for each other, so that none slips past the count.
    await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sender.toString('hex')])
    await assertWithinHour(tx, sender)
    await query(
      tx,
      `INSERT INTO petitions_held_file (token_index, sender_index, hash, size, media_type, page_count, is_new)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [tokenIndex(keys, holder, token), sender, file.hash, file.size, file.mediaType, file.pages, file.isNew],
    )
  })
  return token
}

/** Of these tokens, those that still stand for a file of this form. */
export async function aliveTokens(
  { db, keys }: PetitionsContext,
  holder: FileHolder,
  tokens: readonly string[],
): Promise<Set<string>> {
  if (tokens.length === 0) return new Set()
  const byIndex = new Map(tokens.map((token) => [tokenIndex(keys, holder, token).toString('hex'), token]))
  const indexes = [...byIndex.keys()].map((index) => Buffer.from(index, 'hex'))
  const rows = await db.write((tx) =>
    query<{ index: string }>(
      tx,
      `SELECT encode(token_index, 'hex') AS index FROM petitions_held_file
       WHERE token_index = ANY ($1::bytea[]) AND held_at > platform_now() - $2::interval`,
      [indexes, HELD_FOR],
    ),
  )
  return new Set(rows.map(({ index }) => byIndex.get(index) ?? ''))
}

/** Takes files out of the waiting, in the order of the tokens. Refuses `petitions.held_gone` where one is not there for this form. */
export async function takeHeld(
  tx: Transaction,
  keys: Keyring,
  holder: FileHolder,
  tokens: readonly string[],
): Promise<FileRecord[]> {
  const taken: FileRecord[] = []
  for (const token of new Set(tokens)) {
    const [file] = await query<FileRecord>(
      tx,
      `DELETE FROM petitions_held_file WHERE token_index = $1 AND held_at > platform_now() - $2::interval
       RETURNING hash, size, media_type AS "mediaType", page_count AS pages`,
      [tokenIndex(keys, holder, token), HELD_FOR],
    )
    if (file === undefined) throw refusals.held_gone({}, [{ path: 'tep', code: 'petitions.held_gone' }])
    taken.push(file)
  }
  return taken
}

/**
 * Clears what no form came back for within a day: the content first, where this brought it and nothing else stands on it, then the note of it, so
 * that a death between the two is mended by the next run. The same bytes held by a younger form wait for that one. Returns how many went.
 */
export async function clearHeld(
  { db }: Pick<PetitionsContext, 'db'>,
  files: Pick<FileStore, 'remove'>,
): Promise<number> {
  const old = await db.write((tx) =>
    query<{ hash: FileHash; isOurs: boolean }>(
      tx,
      `SELECT h.hash, bool_or(h.is_new) AND NOT EXISTS (SELECT FROM platform_file f WHERE f.hash = h.hash) AS "isOurs"
       FROM petitions_held_file h WHERE h.hash IN (
         SELECT hash FROM petitions_held_file WHERE held_at <= platform_now() - $1::interval ORDER BY held_at LIMIT ${AT_ONCE})
       GROUP BY h.hash HAVING bool_and(h.held_at <= platform_now() - $1::interval)`,
      [HELD_FOR],
    ),
  )
  for (const { hash, isOurs } of old) {
    if (isOurs) await files.remove(hash)
    await db.write((tx) =>
      query(tx, 'DELETE FROM petitions_held_file WHERE hash = $1 AND held_at <= platform_now() - $2::interval', [
        hash,
        HELD_FOR,
      ]),
    )
  }
  return old.filter(({ isOurs }) => isOurs).length
}
