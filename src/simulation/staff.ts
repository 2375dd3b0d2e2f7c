import type { OfficerActor, Role } from '../modules/organisation/index.ts'
import type { AgencyId, OfficerId } from '../platform/ids.ts'
import type { Random } from './random.ts'

export type NamedOfficer = OfficerActor & { displayName: string }

/** The officers who can be played, by what they may do where. */
export class Staff {
  readonly #desks = new Map<string, NamedOfficer[]>()
  readonly #officers = new Map<OfficerId, NamedOfficer>()

  /** `officers` in an order that does not change from run to run. */
  constructor(officers: readonly NamedOfficer[]) {
    for (const officer of officers) {
      this.#officers.set(officer.officerId, officer)
      for (const mandate of officer.mandates) {
        const key = `${mandate.agencyId} ${mandate.role}`
        const desk = this.#desks.get(key) ?? []
        if (!desk.includes(officer)) desk.push(officer)
        this.#desks.set(key, desk)
      }
    }
  }

  at(agencyId: AgencyId, role: Role): readonly NamedOfficer[] {
    return this.#desks.get(`${agencyId} ${role}`) ?? []
  }

  has(agencyId: AgencyId, role: Role): boolean {
    return this.at(agencyId, role).length > 0
  }

  pick(agencyId: AgencyId, role: Role, random: Random): NamedOfficer {
    return random.pick(this.at(agencyId, role))
  }

  get(officerId: OfficerId): NamedOfficer {
    const officer = this.#officers.get(officerId)
    if (officer === undefined) throw new Error(`no officer ${officerId}`)
    return officer
  }

  named(displayName: string, agencyId: AgencyId, role: Role): NamedOfficer | undefined {
    return this.at(agencyId, role).find((officer) => officer.displayName === displayName)
  }
}
