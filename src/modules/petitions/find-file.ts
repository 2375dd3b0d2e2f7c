import { query } from '../../platform/db.ts'
import type { FileHash } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { getVisible } from './petition-views.ts'

/** One attached file of a petition the actor may see. Refuses `petitions.not_found`. */
export async function findPetitionFile(
  context: PetitionsContext,
  actor: Actor,
  { petitionId, position }: { petitionId: string; position: number },
): Promise<{ hash: FileHash; mediaType: string; size: number }> {
  await getVisible(context, actor, petitionId)
  const [file] = await query<{ hash: FileHash; mediaType: string; size: number }>(
    context.db.read,
    `SELECT f.hash, p.media_type AS "mediaType", p.size FROM petitions_file f JOIN platform_file p ON p.hash = f.hash
     WHERE f.petition_id = $1 AND f.position = $2`,
    [petitionId, Number.isInteger(position) && position > 0 && position < 100 ? position : 0],
  )
  if (file === undefined) throw refusals.not_found()
  return file
}
