import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { type Directory, type DossierState, findDossier, punctualityOf } from '../casework/index.ts'
import { getPersonKey, insertSealedValues, readTexts, sealPersonText } from '../vault/index.ts'
import type { PetitionsContext } from './context.ts'
import type { PetitionState, PetitionVerb } from './petition.ts'
import { contentsOf } from './petition-contents.ts'
import type { AboutDossier, VerbInput } from './verb.ts'

interface Asked {
  petition: PetitionState
  verb: PetitionVerb
  input: VerbInput
  now: number
}

/**
 * The dossier a petition is about: in sorting, the one whose code whoever wrote gave, where the agency has a part in it; in approving, the one an
 * officer confirmed. Its id is sealed with the petition: whoever reads tables or ledger does not learn whose dossier it is.
 */
export async function aboutDossier(
  context: PetitionsContext,
  tx: Transaction,
  { petition, verb, input, now }: Asked,
): Promise<AboutDossier | null> {
  if (verb === 'classify' && input.isDossierConfirmed === true) return named(context, tx, petition, now)
  if (verb === 'approve' && petition.dossier != null && petition.upheld === true)
    return confirmed(context, tx, petition)
  if (verb === 'reopen' && (petition.judged?.timePoints ?? 0) > 0) await release(context, tx, petition)
  return null
}

/** The judgement is withdrawn: what it took is there for the next one to take. */
async function release({ keys }: PetitionsContext, tx: Transaction, { dossier: ref }: PetitionState): Promise<void> {
  const id = ref == null ? null : (await readTexts(tx as Reader, keys, [ref.valueId])).get(ref.valueId)
  if (id == null) return
  await query(tx, 'DELETE FROM petitions_judged_dossier WHERE dossier_index = $1', [indexOf(keys, id)])
}

function indexOf(keys: Keyring, dossierId: string): Buffer {
  return blindIndex(keys, 'petition/judged-dossier', dossierId)
}

async function named(
  context: PetitionsContext,
  tx: Transaction,
  petition: PetitionState,
  now: number,
): Promise<AboutDossier | null> {
  const [content] = await contentsOf(tx as Reader, context, [petition])
  const code = content?.dossierCode.replace(/\s/g, '').toUpperCase() ?? ''
  const dossier = code === '' ? undefined : await findDossier(tx, { code })
  if (dossier === undefined || !isOf(await context.directory(), dossier, petition.agencyId)) return null
  const key = await getPersonKey(tx, context.keys, petition.text.personId as PersonId)
  const { row, ref } = sealPersonText(key, dossier.id, now)
  await insertSealedValues(tx, [row])
  return { ref, agencyId: dossier.units.competent, procedureCode: dossier.procedureCode, timePoints: 0 }
}

/** Whether the agency decides the dossier or received it, itself or by its counter. */
function isOf(directory: Directory, { units }: DossierState, agencyId: AgencyId): boolean {
  return [units.competent, units.intake].some((unit) => directory.line(unit).includes(agencyId))
}

/** The confirmed dossier with the points it got for its time, taken once: by a second complaint there is nothing more to take. */
async function confirmed(
  { keys }: PetitionsContext,
  tx: Transaction,
  { dossier: ref }: PetitionState,
): Promise<AboutDossier | null> {
  if (ref == null) return null
  const id = (await readTexts(tx as Reader, keys, [ref.valueId])).get(ref.valueId)
  const dossier = id == null ? undefined : await findDossier(tx, { id: id as DossierId })
  if (dossier === undefined) return null
  const punctuality = punctualityOf(dossier)
  const got = punctuality === null ? 0 : ({ early: 2, on_time: 1, late: 0 } as const)[punctuality]
  const isFirst = got > 0 && (await takeOnce(tx, indexOf(keys, dossier.id)))
  const { procedureCode, units } = dossier
  return { ref, agencyId: units.competent, procedureCode, timePoints: isFirst ? got : 0 }
}

async function takeOnce(tx: Transaction, index: Buffer): Promise<boolean> {
  const rows = await query(
    tx,
    'INSERT INTO petitions_judged_dossier (dossier_index) VALUES ($1) ON CONFLICT DO NOTHING RETURNING dossier_index',
    [index],
  )
  return rows.length === 1
}
