import { carryOut } from '../../../modules/casework/index.ts'
import type { OfficerActor } from '../../../modules/organisation/actor.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'

/** The most dossiers one press may act on. */
export const MOST_AT_ONCE = 50

export interface ManyRequest {
  verb: 'accept' | 'assign'
  input: unknown
  /** Each with the version that was on the screen and its own command id, so that a second press repeats nothing. */
  dossiers: readonly { id: DossierId; version: number; commandId: string }[]
}

export type OneOutcome =
  | { id: DossierId; done: true; code: string | null; dueAt: number | null }
  | { id: DossierId; done: false; refusal: string; params: Readonly<Record<string, string | number>> }

/** Carries the verb out on each dossier by itself, one after the other; a refusal of one stops no other. */
export async function carryOutMany(
  context: DeskContext,
  actor: OfficerActor,
  { verb, input, dossiers }: ManyRequest,
): Promise<OneOutcome[]> {
  const outcomes: OneOutcome[] = []
  for (const { id, version, commandId } of dossiers.slice(0, MOST_AT_ONCE)) {
    try {
      const request = { dossierId: id, verb, input, actor, expectedVersion: version, commandId }
      const { state } = await carryOut(context.casework, request)
      if (verb === 'accept') await context.accepted?.(id)
      outcomes.push({ id, done: true, code: state.code, dueAt: state.dueAt })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcomes.push({ id, done: false, refusal: error.code, params: error.params })
    }
  }
  return outcomes
}
