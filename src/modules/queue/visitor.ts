import { localDate } from '../../platform/civil-date.ts'
import type { Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import type { PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { Actor } from '../organisation/index.ts'
import { checkPerson, insertPersons, insertSealedValues, makeSealedPerson, type PersonProfile } from '../vault/index.ts'
import { refusals } from './errors.ts'

/** As typed by who has no account. */
export interface VisitorInput {
  fullName?: string | undefined
  phone?: string | undefined
}

/** Who books: an account's person, or a name and a telephone number. */
export type Visitor = { kind: 'account'; personId: PersonId } | { kind: 'typed'; profile: PersonProfile }

/** The visitor, or what is wrong with what was typed, at its fields. Refuses officers and systems (`citizens_only`). */
export function readVisitor(actor: Actor, input: VisitorInput): Visitor | readonly FieldFault[] {
  if (actor.kind === 'citizen') return { kind: 'account', personId: actor.personId }
  if (actor.kind !== 'anonymous') throw refusals.citizens_only()
  const check = checkPerson(
    { kind: 'citizen', fullName: input.fullName ?? '', phone: input.phone ?? '' },
    { today: localDate(Date.now()), required: ['phone'] },
  )
  return check.ok ? { kind: 'typed', profile: check.profile } : check.faults
}

/** By which a visitor's bookings are found again without storing who it is. */
export function visitorIndex(keys: Keyring, visitor: Visitor): Buffer {
  return visitor.kind === 'account'
    ? blindIndex(keys, 'queue/account', visitor.personId)
    : blindIndex(keys, 'queue/phone', visitor.profile.phone ?? '')
}

/** The person behind the booking; what was typed is sealed as a person of its own, to be erased when the booking is forgotten. */
export async function recordVisitor(
  tx: Transaction,
  { keys, visitor, at }: { keys: Keyring; visitor: Visitor; at: number },
): Promise<{ personId: PersonId; profileId: string | null }> {
  if (visitor.kind === 'account') return { personId: visitor.personId, profileId: null }
  const made = makeSealedPerson(keys, visitor.profile, at)
  await insertPersons(tx, [made.personRow])
  await insertSealedValues(tx, made.valueRows)
  return { personId: made.personRow.id, profileId: made.ref.valueId }
}
