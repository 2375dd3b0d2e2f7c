import type { IsoDate } from '../../platform/civil-date.ts'
import type { AgencyId } from '../../platform/ids.ts'

export const agencyKinds = ['province', 'department', 'vertical', 'branch', 'commune', 'one_stop_centre'] as const

/**
 * `vertical`: an office of a national agency in the province (police, tax, social insurance); `branch`: a unit below a
 * department that decides procedures itself; `one_stop_centre`: the counters of the province or of a commune.
 */
export type AgencyKind = (typeof agencyKinds)[number]

export interface AgencyName {
  name: string
  shortName: string
  validFrom: IsoDate
  /** Exclusive; null while in force. */
  validTo: IsoDate | null
}

export interface Agency {
  id: AgencyId
  parentId: AgencyId | null
  kind: AgencyKind
  /** Dotted code in the form of QĐ 20/2020/QĐ-TTg; begins the codes of the dossiers this agency receives. */
  code: string
  slug: string
  /** Official code of the territory (QĐ 19/2025/QĐ-TTg) of a province or commune; null for other agencies. */
  unitCode: string | null
  unitType: string | null
  calendarKey: string
  address: string | null
  phone: string | null
  validFrom: IsoDate
  validTo: IsoDate | null
  /** The name in force when the tree was read (the last one for a closed agency). */
  name: string
  shortName: string
  /** All names by date, oldest first. */
  names: readonly AgencyName[]
}

/** Every agency there is or was, with the questions that need no database. */
export interface AgencyTree {
  readonly all: readonly Agency[]
  byId(id: AgencyId): Agency | undefined
  byCode(code: string): Agency | undefined
  bySlug(slug: string): Agency | undefined
  /** The people's committee of a commune (five digits) or of the province (two digits). */
  byUnitCode(unitCode: string): Agency | undefined
  childrenOf(id: AgencyId): readonly Agency[]
  /** The agency and all above it, itself first. */
  lineOf(id: AgencyId): readonly Agency[]
  /** Whether the agency is the ancestor or stands anywhere below it. */
  isWithin(id: AgencyId, ancestorId: AgencyId): boolean
  /** The agency and everything below it. */
  within(id: AgencyId): readonly Agency[]
}

/** Builds the tree from rows in any order. Throws for a parent that is not among them. */
export function buildAgencyTree(agencies: readonly Agency[]): AgencyTree {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]))
  const bySlug = new Map(agencies.map((agency) => [agency.slug, agency]))
  const byUnitCode = new Map(
    agencies.flatMap((agency) => (agency.unitCode === null ? [] : [[agency.unitCode, agency] as const])),
  )
  const children = new Map<AgencyId, Agency[]>()
  for (const agency of agencies) {
    if (agency.parentId === null) continue
    if (!byId.has(agency.parentId)) throw new Error(`agency ${agency.code}: its parent is not in the tree`)
    children.set(agency.parentId, [...(children.get(agency.parentId) ?? []), agency])
  }
  const childrenOf = (id: AgencyId): readonly Agency[] => children.get(id) ?? []
  const lineOf = (id: AgencyId): readonly Agency[] => {
    const agency = byId.get(id)
    if (agency === undefined) return []
    return agency.parentId === null ? [agency] : [agency, ...lineOf(agency.parentId)]
  }
  const within = (id: AgencyId): readonly Agency[] => {
    const agency = byId.get(id)
    return agency === undefined ? [] : [agency, ...childrenOf(id).flatMap((child) => within(child.id))]
  }
  return {
    all: agencies,
    byId: (id) => byId.get(id),
    byCode: (code) => byCode.get(code),
    bySlug: (slug) => bySlug.get(slug),
    byUnitCode: (unitCode) => byUnitCode.get(unitCode),
    childrenOf,
    lineOf,
    within,
    isWithin: (id, ancestorId) => lineOf(id).some((agency) => agency.id === ancestorId),
  }
}

/**
 * The counter where papers for an agency are handed in: its own one-stop centre, else that of the nearest agency above
 * (a department's is the province's). A centre is its own. Undefined when there is none up to the root.
 */
export function oneStopCentreOf(tree: AgencyTree, id: AgencyId): Agency | undefined {
  for (const agency of tree.lineOf(id)) {
    if (agency.kind === 'one_stop_centre') return agency
    const centre = tree
      .childrenOf(agency.id)
      .find((child) => child.kind === 'one_stop_centre' && child.validTo === null)
    if (centre !== undefined) return centre
  }
  return undefined
}

/** The name an agency bore on a date; the nearest one for a date outside its life. */
export function nameOn(names: readonly AgencyName[], date: IsoDate): AgencyName | undefined {
  const current = names.find((name) => name.validFrom <= date && (name.validTo === null || date < name.validTo))
  return current ?? names.findLast((name) => name.validFrom <= date) ?? names[0]
}
