import type { Translate } from '../locales/translate.ts'
import type { PetitionAgency } from './petition-services.ts'

const kinds = ['department', 'commune', 'one_stop_centre']

/** Agencies to choose from, by kind and name: there are more than two hundred. */
export function agencyChoices(
  t: Translate,
  agencies: readonly PetitionAgency[],
): { value: string; label: string; group: string }[] {
  return kinds.flatMap((kind) =>
    agencies
      .filter((agency) => agency.kind === kind)
      .sort((one, other) => one.name.localeCompare(other.name, 'vi'))
      .map(({ id, name }) => ({ value: id, label: name, group: t(`petitions.agency.${kind}`) })),
  )
}
