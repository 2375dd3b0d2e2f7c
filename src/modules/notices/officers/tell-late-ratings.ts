import { listLateRatings } from '../../feedback/index.ts'
import type { NoticesContext } from '../context.ts'
import { timeText } from '../dossier-facts.ts'
import { headsOf, leadersOf } from './heads.ts'
import { tellOfficers } from './tell-officers.ts'

/** What was due longer ago is told no more: it stands in the lists. */
const OLDEST_DAYS = 5

/**
 * A low rating that was not answered in time is told to its head, and to the leaders above, to whom it has come; once each. Nothing in it says
 * who rated, or which dossier it was. Safe to run twice or at once. Returns how many officers were told.
 */
export async function tellLateRatings(context: NoticesContext): Promise<number> {
  const { db, publicUrl } = context
  const directory = await context.casework.directory()
  let told = 0
  for (const { ratingId, agencyId, dueAt } of await listLateRatings(db.read, OLDEST_DAYS)) {
    const above = directory.get(agencyId)?.parentId ?? agencyId
    const officerIds = [
      ...(await headsOf(db.read, directory, agencyId)),
      ...(await leadersOf(db.read, directory, above)),
    ]
    const facts = {
      agency: directory.get(agencyId)?.name ?? '',
      due: timeText(dueAt.getTime()),
      link: `${publicUrl}/lam-viec/danh-gia`,
    }
    const telling = { kind: 'rating_late', thing: ratingId, officerIds, agencyId, dossierId: null, facts } as const
    told += await db.write((tx) => tellOfficers(context, tx, telling))
  }
  return told
}
