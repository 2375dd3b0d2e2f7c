import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { overviewScope } from '../casework/index.ts'
import { type Actor, type Agency, type AgencyTree, agencyTree } from '../organisation/index.ts'
import { indicatorsRefusals } from './errors.ts'

export interface NamedAgency {
  id: AgencyId
  name: string
}

/** The agency whose figures are shown, and those the actor may choose from. */
export interface FigureScope {
  tree: AgencyTree
  agency: NamedAgency
  choices: NamedAgency[]
}

/**
 * The agency asked for, as far as the actor may see its figures: what they lead, with everything below it; the first of those when none
 * is asked for. Refuses `indicators.figures_not_found`: what one may not see is not found.
 */
export async function figureScope(reader: Reader, actor: Actor, agencyId: AgencyId | null): Promise<FigureScope> {
  const scope = await findFigureScope(reader, actor, agencyId)
  if (scope === null) throw indicatorsRefusals.figures_not_found()
  return scope
}

/** The same; null for what one may not see. */
export async function findFigureScope(
  reader: Reader,
  actor: Actor,
  agencyId: AgencyId | null,
): Promise<FigureScope | null> {
  const { all, agencyIds } = overviewScope(actor)
  const tree = await agencyTree(reader)
  const roots = all ? tree.all.filter(({ parentId }) => parentId === null).map(({ id }) => id) : agencyIds
  const agency = tree.byId(agencyId ?? roots[0] ?? ('' as AgencyId))
  if (agency === undefined || !roots.some((root) => tree.isWithin(agency.id, root))) return null
  const choices = roots.flatMap((root) => [tree.byId(root), ...tree.childrenOf(root)])
  return {
    tree,
    agency: { id: agency.id, name: agency.name },
    choices: choices.flatMap((one) => (one === undefined ? [] : [{ id: one.id, name: one.name }])),
  }
}

/** A one-stop centre decides nothing: its figures are of what it takes in and gives back (NĐ 118/2025/NĐ-CP). */
export function isCentre(agency: Pick<Agency, 'kind'> | undefined): boolean {
  return agency?.kind === 'one_stop_centre'
}
