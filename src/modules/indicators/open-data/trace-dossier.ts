import { dateOfEpochDay, type IsoDate, localDate, localDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { type DossierFact, dueOf, overdueFrom, type Standing } from '../facts/fact.ts'
import { foldFact } from '../facts/fold-fact.ts'
import type { OpenDossier } from './open-dossier.ts'

/** What the extract needs of a dossier beyond its last fact: when things happened more than once, and how it stood when. */
export interface Trace {
  fact: DossierFact
  standings: { on: IsoDate; standing: Standing; overdueFrom: IsoDate | null }[]
  extendedOn: IsoDate[]
  components: { on: IsoDate; handedIn: number; digital: number; reused: number }[]
  undone: { measure: string; agencyId: AgencyId; countedOn: IsoDate; undoneOn: IsoDate }[]
}

/** The trace after an event entered at `at` (epoch milliseconds). Only days are kept: no hour of anybody's life is in the extract. */
export function traceEvent(trace: Trace | null, event: DossierEvent, at: number): Trace {
  const before = trace?.fact ?? null
  const { fact } = foldFact(before, event, at, () => 0)
  const next: Trace = trace ?? { fact, standings: [], extendedOn: [], components: [], undone: [] }
  next.fact = fact
  const on = localDate(at)
  traceStanding(next, on)
  if (event.type === 'Extended') next.extendedOn.push(on)
  if (fact.acceptedAt !== null) tracePieces(next, before, on)
  if (before !== null) traceUndone(next, before, on)
  return next
}

/** Of a day only how it stood at its end. */
function traceStanding({ fact, standings }: Trace, on: IsoDate): void {
  const from = overdueFrom(fact)
  const entry = { on, standing: fact.standing, overdueFrom: from === null ? null : dateOfEpochDay(localDay(from)) }
  const last = standings.at(-1)
  if (last?.on === on) standings.pop()
  const same = standings.at(-1)
  if (same?.standing === entry.standing && same.overdueFrom === entry.overdueFrom) return
  standings.push(entry)
}

function tracePieces({ fact, components }: Trace, before: DossierFact | null, on: IsoDate): void {
  const was = before?.acceptedAt === null ? null : before
  const all = (one: DossierFact | null) => (one === null ? 0 : new Set([...one.paperKeys, ...one.fileKeys]).size)
  const handedIn = all(fact) - all(was)
  const digital = fact.fileKeys.length - (was?.fileKeys.length ?? 0)
  const reused = fact.reusedKeys.length - (was?.reusedKeys.length ?? 0)
  if (handedIn !== 0 || digital !== 0 || reused !== 0) components.push({ on, handedIn, digital, reused })
}

/** What a counter-entry or a waiver took back: counted on its day, taken back on the day of the entry. */
function traceUndone({ fact, undone }: Trace, before: DossierFact, undoneOn: IsoDate): void {
  const { agencyId } = before
  const take = (measure: string, at: number) => {
    undone.push({ measure, agencyId, countedOn: localDate(at), undoneOn })
  }
  if (before.endedAt !== null && fact.endedAt === null) {
    const measure = endMeasure(before)
    if (measure !== null) take(measure, before.endedAt)
  }
  if (before.dutyAt !== null && fact.dutyAt === null) take('fee_dossiers', before.dutyAt)
}

/** The measure by which an end is counted; null for one that no public figure counts. */
function endMeasure({ ending, punctuality }: Pick<DossierFact, 'ending' | 'punctuality'>): string | null {
  if (ending === 'granted' || ending === 'declined') return `resolved_${punctuality ?? 'undated'}`
  return ending === 'ended_before_receipt' ? null : ending
}

const dateOrNull = (at: number | null) => (at === null ? null : localDate(at))

/** The dossier's line in the extract: no id, no code, no person, no hour. `slugOf` names agencies. */
export function openDossierOf(trace: Trace, slugOf: (agencyId: AgencyId) => string): OpenDossier {
  const { fact } = trace
  return {
    agency: slugOf(fact.agencyId),
    procedure: fact.procedureCode,
    channel: fact.channel,
    received_on: dateOrNull(fact.acceptedAt),
    due_on: fact.acceptedAt === null ? null : dateOrNull(dueOf(fact)),
    ended_on: dateOrNull(fact.endedAt),
    ending: fact.ending,
    punctuality: fact.punctuality,
    extended_on: list(trace.extendedOn),
    fee_due_on: dateOrNull(fact.dutyAt),
    paid_online_on: dateOrNull(fact.paidOnlineAt),
    components: list(
      trace.components.map(({ on, handedIn, digital, reused }) => `${on} ${handedIn} ${digital} ${reused}`),
    ),
    standings: trace.standings
      .map(({ on, standing, overdueFrom: from }) => `${on} ${standing}${from === null ? '' : ` ${from}`}`)
      .join(';'),
    undone: list(
      trace.undone.map(({ measure, agencyId, countedOn, undoneOn }) => {
        const elsewhere = agencyId === fact.agencyId ? '' : ` ${slugOf(agencyId)}`
        return `${measure} ${countedOn} ${undoneOn}${elsewhere}`
      }),
    ),
  }
}

function list(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join(';')
}
