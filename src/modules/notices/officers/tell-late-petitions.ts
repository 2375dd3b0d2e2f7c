import type { OfficerId, UserId } from '../../../platform/ids.ts'
import type { Directory } from '../../casework/index.ts'
import { listOfficerActors } from '../../organisation/index.ts'
import { barredFrom, listToldUpwards, type PetitionState } from '../../petitions/index.ts'
import type { NoticesContext } from '../context.ts'
import { timeText } from '../dossier-facts.ts'
import { headsOf, leadersOf } from './heads.ts'
import { tellOfficers } from './tell-officers.ts'

/** What fell due longer ago is told no more: it stands in the lists. */
const OLDEST_DAYS = 10

/**
 * A petition that is late is told to the head of the agency in charge, and two working days later to the leaders of the province; once each for
 * each time that was not kept. By its number alone: nothing of what was written, and never to whom it complains of. Safe to run twice or at
 * once. Returns how many officers were told.
 */
export async function tellLatePetitions(context: NoticesContext): Promise<number> {
  const { db, publicUrl, casework } = context
  const petitions = await listToldUpwards(casework, OLDEST_DAYS)
  if (petitions.length === 0) return 0
  const directory = await casework.directory()
  const users = new Map((await listOfficerActors(db.read)).map(({ officerId, userId }) => [officerId, userId]))
  let told = 0
  for (const petition of petitions) {
    const { petitionId, code, agencyId, stageDueAt, escalation } = petition
    const facts = {
      dossier: code,
      agency: directory.get(agencyId)?.name ?? '',
      due: timeText(stageDueAt ?? 0),
      link: `${publicUrl}/lam-viec/phan-anh/${petitionId}`,
    }
    const officerIds = (await toldAt(context, directory, petition)).filter((id) => !isAbout(petition, users.get(id)))
    const thing = `${petitionId}/${stageDueAt}/${escalation}`
    const telling = { kind: 'petition_late', thing, officerIds, agencyId, dossierId: null, facts } as const
    told += await db.write((tx) => tellOfficers(context, tx, telling))
  }
  return told
}

function toldAt({ db }: NoticesContext, directory: Directory, petition: PetitionState): Promise<OfficerId[]> {
  const { agencyId, escalation } = petition
  return escalation === 2
    ? leadersOf(db.read, directory, directory.province().id)
    : headsOf(db.read, directory, agencyId)
}

function isAbout(petition: PetitionState, userId: UserId | undefined): boolean {
  return userId !== undefined && barredFrom(petition).includes(userId)
}
