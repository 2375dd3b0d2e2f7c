import type { agencyTree, listOfficerActors, OfficerActor } from '../modules/organisation/index.ts'

/** Units of the demonstration's round and how far each one is. */
export const UNITS = [
  { slug: 'phuong-pho-hien', until: 'scoring' },
  { slug: 'xa-van-giang', until: 'verifying' },
  { slug: 'so-xay-dung', until: 'verifying' },
  { slug: 'so-tu-phap', until: 'verified' },
  { slug: 'so-tai-chinh', until: 'appealed' },
] as const

export function said(text: string) {
  return { text, files: [], links: '', year: '' }
}

/** The seeded officers by agency and role. */
export class People {
  readonly #officers: Awaited<ReturnType<typeof listOfficerActors>>
  readonly #tree: Awaited<ReturnType<typeof agencyTree>>

  constructor(officers: Awaited<ReturnType<typeof listOfficerActors>>, tree: Awaited<ReturnType<typeof agencyTree>>) {
    this.#officers = officers
    this.#tree = tree
  }

  agencyId(slug: string) {
    const agency = this.#tree.bySlug(slug)
    if (agency === undefined) throw new Error(`no agency ${slug}`)
    return agency.id
  }

  nameOf(slug: string): string {
    return this.#tree.bySlug(slug)?.name ?? ''
  }

  in(slug: string, role: string): OfficerActor {
    const id = this.agencyId(slug)
    const found = this.#officers.find(({ mandates }) =>
      mandates.some((mandate) => mandate.agencyId === id && mandate.role === role),
    )
    if (found === undefined) throw new Error(`no ${role} in ${slug}`)
    return found
  }
}
