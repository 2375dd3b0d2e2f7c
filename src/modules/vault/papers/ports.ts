import type { PersonProfile } from '../schemas.ts'

/** What a national registry answers about one paper. */
export interface RegistryAnswer {
  typeCode: string
  /** The registry's name, as it is cited in the dossier. */
  registry: string
  /** The registry's own number of the record, to be cited in the dossier. */
  reference: string
  title: string
  issuer: string
  /** `YYYY-MM-DD`. */
  issuedOn: string | null
  validTo: string | null
}

/** About whom a registry is asked: it finds people by number and compares the name. */
export type RegistryPerson = Pick<PersonProfile, 'kind' | 'identityNumber' | 'taxCode' | 'fullName'>

/**
 * A national registry or the national store of papers (domain: I16). Asked outside any transaction, for one person, one dossier
 * and only the types that the procedure needs: every question is logged there with its purpose.
 */
export interface PaperRegistry {
  /** `not_connected` and `unavailable` say why nothing is known: then the paper is asked for as ever. */
  find(asked: {
    person: RegistryPerson
    typeCodes: readonly string[]
    /** Code of the dossier or of the visit, as the registry logs it. */
    purpose: string
  }): Promise<{ status: 'answered'; papers: RegistryAnswer[] } | { status: 'not_connected' | 'unavailable' }>
}

/** The registry of an installation that is connected to none. */
export const noPaperRegistry: PaperRegistry = { find: async () => ({ status: 'not_connected' }) }
