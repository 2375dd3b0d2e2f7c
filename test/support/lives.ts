import { assertFeeEntry, type FeeEntry } from '../../src/modules/casework/fees/fee-standing.ts'
import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import { sealedRef } from './builders.ts'
import { file, Play, start, words } from './play.ts'
import { fc } from './properties.ts'
import { type Stride, strides, walk, worlds } from './walks.ts'

/** A whole life of a dossier: a walk with all that is no verb about it. */
export interface Life {
  play: Play
  verbs: readonly VerbName[]
}

interface Circumstances {
  offlineMinutes: number | null
  postMinutes: number | null
  isGroup: boolean
  reused: boolean
  registry: boolean
  online: boolean
  /** What the cash desk and the system itself do after each step. */
  desk: readonly number[]
}

const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  offlineMinutes: fc.option(fc.integer({ min: 0, max: 6000 })),
  postMinutes: fc.option(fc.integer({ min: 0, max: 6000 })),
  isGroup: fc.boolean(),
  reused: fc.boolean(),
  registry: fc.boolean(),
  online: fc.boolean(),
  desk: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }),
})

/** What a life is made of: give it to `live`. */
export const seedsOfLives = fc.tuple(worlds, strides, circumstances)
type SeedOfLife = readonly [world: ConstructorParameters<typeof Play>[0], path: Stride[], about: Circumstances]

/** Lives through a life; the same seed gives the same one, but for identifiers. */
export function live([world, path, about]: SeedOfLife): Life {
  const play = new Play({
    ...world,
    submitted: submission(about, world?.channel === 'post'),
    ...(about.offlineMinutes === null || world?.channel === 'post' ? {} : { offlineMinutes: about.offlineMinutes }),
  })
  const verbs: VerbName[] = []
  walk(play, path, (_, verb) => {
    verbs.push(verb)
    deskActs(play, about.desk[verbs.length % about.desk.length] ?? 0)
    returnByItself(play, about)
  })
  return { play, verbs }
}

function submission({ isGroup, reused, registry, postMinutes }: Circumstances, isPost: boolean): object {
  return {
    ...(isGroup ? { groupId: newId() } : {}),
    ...(reused ? { attachments: [{ componentKey: 'ban-ve', ...file, round: 0, paperId: newId() }] } : {}),
    ...(registry ? { fromRegistries: [registryAnswer()] } : {}),
    ...(isPost && postMinutes !== null ? { filedAt: start - postMinutes * 60_000 } : {}),
  }
}

function registryAnswer(): object {
  const answer = sealedRef()
  return { componentKey: 'giay-to', round: 0, typeCode: 'thu', registry: words, askedAt: start, answer }
}

/** Signed and wanted electronically: the system returns it, with nobody pressing. */
function returnByItself(play: Play, { online }: Circumstances): void {
  const { event } = play.history.at(-1) ?? {}
  if (!online || event?.type !== 'Completed' || (play.state.fees?.due ?? 0) > 0) return
  const { signedBy } = event.payload.result
  const cause = { version: play.history.length, type: 'Completed' as const, signedBy }
  const payload = { to: sealedRef(), by: 'online' as const, evidence: null, handover: null, cause }
  play.tell({ type: 'ResultReturned', payload })
}

const afterReturn = new Set<FeeEntry['type']>(['FeeSettled', 'FeeRefunded', 'UnpaidReviewed'])
const mayBeNothing = new Set<FeeEntry['type']>(['FeeAssessed', 'UnpaidReviewed'])

/** About every second time the cash desk tells something, as far as the dossier's own figures allow it. */
function deskActs(play: Play, die: number): void {
  const { due = 0, paid = 0 } = play.state.fees ?? {}
  const rest = Math.floor(die / 16)
  const some = 1000 * (1 + (rest % 7))
  const [ofDue, ofPaid] = [Math.min(due, some), Math.min(paid, some)]
  const method = (['cash', 'bank', 'platform'] as const)[rest % 3] ?? 'cash'
  const entries: (FeeEntry | null)[] = [
    { type: 'FeeAssessed', payload: { amount: rest % 5 === 0 ? 0 : some, waived: rest % 4 === 0 ? 500 : 0 } },
    { type: 'FeeSettled', payload: { paymentId: newId(), amount: ofDue, method, receipts: [] } },
    { type: 'FeeWaived', payload: { amount: ofDue, reason: sealedRef() } },
    { type: 'FeeWaiverProposed', payload: { waiverId: newId(), amount: ofDue, basis: sealedRef() } },
    { type: 'FeeWaiverRefused', payload: { waiverId: newId(), amount: ofDue, reason: sealedRef() } },
    { type: 'FeeReleased', payload: { amount: due, basis: 'thu' } },
    { type: 'FeeRefunded', payload: { refundId: newId(), amount: ofPaid, method: 'cash' } },
    { type: 'UnpaidReviewed', payload: { decision: 'acknowledged', amount: due, note: null } },
    { type: 'FeeAssessed', payload: { amount: some, waived: 0 } },
    ...Array.from({ length: 7 }, () => null),
  ]
  const isLast = play.state.legal === 'returned'
  const entry = entries.filter((each) => !isLast || each === null || afterReturn.has(each.type))[
    die % (isLast ? 4 : 16)
  ]
  if (entry == null || (entry.payload.amount === 0 && !mayBeNothing.has(entry.type))) return
  try {
    assertFeeEntry(play.state, entry)
  } catch (error) {
    if (error instanceof Refusal) return
    throw error
  }
  play.tell(entry)
}
