import type { Reader } from '../../platform/db.ts'
import { readTexts } from '../vault/index.ts'
import type { PetitionContent } from './check-petition.ts'
import type { PetitionsContext } from './context.ts'
import type { PetitionState } from './petition.ts'

/** What was written, of each; empty where the key was erased. */
export async function contentsOf(
  reader: Reader,
  { keys }: Pick<PetitionsContext, 'keys'>,
  petitions: readonly PetitionState[],
): Promise<PetitionContent[]> {
  const texts = await readTexts(
    reader,
    keys,
    petitions.map(({ text }) => text.valueId),
  )
  const none: PetitionContent = { subject: '', text: '', place: '', spot: null, about: '', dossierCode: '' }
  return petitions.map(({ text }) => ({ ...none, ...(JSON.parse(texts.get(text.valueId) ?? '{}') as object) }))
}
