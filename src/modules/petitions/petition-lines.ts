import type { Reader } from '../../platform/db.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import { readStream, type StoredEvent } from '../../platform/ledger/index.ts'
import type { Directory } from '../casework/index.ts'
import { officerNames } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import type { PetitionsContext } from './context.ts'
import type { PetitionEvent } from './events.ts'
import type { RefusalGround } from './petition.ts'
import type { PetitionLine } from './view-types.ts'

/** What only officers of the agency read: drafts, looks, what the figures are told. */
const inner = [
  'PetitionAnswered',
  'PetitionIdentityOpened',
  'AttitudeComplaintJudged',
  'AttitudeJudgementWithdrawn',
  'PetitionBarred',
]

/** What happened to a petition, oldest first; for whoever wrote without the officers' names and without what is not for them. */
export async function petitionLines(
  context: PetitionsContext,
  petitionId: string,
  { forOfficers }: { forOfficers: boolean },
): Promise<PetitionLine[]> {
  const reader: Reader = context.db.read
  const events = (await readStream(reader, petitionId)).filter(({ type }) => forOfficers || !inner.includes(type))
  const directory = await context.directory()
  const texts = await readTexts(
    reader,
    context.keys,
    events.flatMap((event) => textIdOf(event) ?? []),
  )
  const names = forOfficers
    ? await officerNames(
        reader,
        events.flatMap(({ actorId }) => (actorId === null ? [] : [actorId as UserId])),
      )
    : new Map<UserId, string>()
  return events.map((event) => lineOf(event, { directory, texts, names }))
}

interface Known {
  directory: Directory
  texts: ReadonlyMap<string, string | null>
  names: ReadonlyMap<UserId, string>
}

function lineOf(event: StoredEvent, { directory, texts, names }: Known): PetitionLine {
  const payload = event.payload as Record<string, unknown>
  const textId = textIdOf(event)
  const toAgencyId = (payload.toAgencyId ??
    (event.type === 'PetitionEscalated' ? payload.agencyId : null)) as AgencyId | null
  return {
    type: event.type,
    at: event.recordedAt.getTime(),
    agencyName: event.agencyId === null ? '' : (directory.get(event.agencyId as AgencyId)?.name ?? ''),
    officerName: event.actorId === null ? null : (names.get(event.actorId as UserId) ?? null),
    text: textId === null ? null : (texts.get(textId) ?? null),
    ground: (payload.ground ?? null) as RefusalGround | null,
    toAgencyName: toAgencyId == null ? null : (directory.get(toAgencyId)?.name ?? null),
    reason: (payload.reason ?? null) as string | null,
  }
}

function textIdOf({ type, payload }: StoredEvent): string | null {
  const made = { type, payload } as unknown as PetitionEvent
  if ('note' in made.payload) return made.payload.note.valueId
  return made.type === 'PetitionAnswered' ? made.payload.answer.valueId : null
}
