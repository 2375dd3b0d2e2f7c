import { DAY_MS, localDay, startOfLocalDay } from '../../platform/civil-date.ts'
import { type Db, query, type Reader, type Transaction } from '../../platform/db.ts'
import type { PersonId, UserId } from '../../platform/ids.ts'
import { type Actor, anonymous, type SystemActor } from './actor.ts'
import { findOfficerActor } from './officer-store.ts'
import { findToken, touchToken } from './token-store.ts'

const FRESH_MS = 5_000
const MOST_KEPT = 20_000

interface Kept<Value> {
  value: Value
  until: number
}

/** Turns accounts and tokens into actors, from memory where it asked at most five seconds ago. One object per process. */
export interface ActorResolver {
  /** The officer or citizen behind an account; anonymous when it is disabled or stands for nobody. */
  resolveUser(userId: UserId): Promise<Actor>
  /** The system behind a token; null for a token that is unknown, revoked or run out. */
  resolveToken(token: string): Promise<SystemActor | null>
  /** Forgets what it knows: of one account, or of all; call it after mandates or tokens were changed. */
  forget(userId?: UserId): void
}

export function createActorResolver(db: Db, freshMilliseconds = FRESH_MS): ActorResolver {
  const users = new Map<string, Kept<Actor>>()
  const tokens = new Map<string, Kept<SystemActor | null>>()
  const freshUntil = (): number => {
    const now = Date.now()
    // Mandates begin and end at midnight: nothing is kept across it.
    return Math.min(now + freshMilliseconds, startOfLocalDay(localDay(now)) + DAY_MS)
  }
  return {
    resolveUser: (userId) => remembered(users, userId, freshUntil, () => loadActor(db.read, userId)),
    resolveToken: (token) =>
      remembered(tokens, token, freshUntil, async () => {
        const known = await findToken(db.read, token)
        if (known?.useIsOld) await db.write((tx) => touchToken(tx, known.id))
        return known?.actor ?? null
      }),
    forget: (userId) => {
      tokens.clear()
      if (userId === undefined) users.clear()
      else users.delete(userId)
    },
  }
}

async function remembered<Value>(
  kept: Map<string, Kept<Value>>,
  key: string,
  freshUntil: () => number,
  load: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(key)
  if (known !== undefined && known.until > Date.now()) return known.value
  const until = freshUntil()
  const value = await load()
  kept.delete(key)
  if (kept.size >= MOST_KEPT) {
    const oldest = kept.keys().next()
    if (!oldest.done) kept.delete(oldest.value)
  }
  kept.set(key, { value, until })
  return value
}

/** The actor behind an account, straight from the tables: officer first, else citizen, else anonymous. */
export async function loadActor(reader: Reader, userId: UserId): Promise<Actor> {
  const officer = await findOfficerActor(reader, userId)
  if (officer !== null) return officer
  const rows = await query<{ personId: PersonId }>(
    reader,
    `SELECT p.person_id AS "personId" FROM account_person p JOIN account_user u ON u.id = p.user_id
     WHERE p.user_id = $1 AND u.disabled_at IS NULL`,
    [userId],
  )
  const person = rows[0]
  return person === undefined ? anonymous : { kind: 'citizen', userId, personId: person.personId }
}

/** Says which person of the vault a citizen's account stands for. A second link of either is a unique violation (23505). */
export async function linkPerson(tx: Transaction, userId: UserId, personId: PersonId): Promise<void> {
  await query(tx, 'INSERT INTO account_person (user_id, person_id) VALUES ($1, $2)', [userId, personId])
}
