import type { AgencyId } from '../../platform/ids.ts'
import { type AgencyTree, oneStopCentreOf } from './agency.ts'
import type { DemoNames, DemoPeople } from './demo-files.ts'
import type { Role } from './roles.ts'

export interface DemoOfficer {
  key: string
  name: string
  loginName: string
  listed: boolean
  mandates: { agencyId: AgencyId; role: Role; position: string }[]
}

/** All officers of the demonstration: those the file names, then one for every post of every agency. Pure. */
export function demoOfficers(people: DemoPeople, tree: AgencyTree): DemoOfficer[] {
  return [...namedOfficers(people, tree), ...generatedOfficers(people, tree)]
}

function namedOfficers(people: DemoPeople, tree: AgencyTree): DemoOfficer[] {
  return people.officers.map((officer) => ({
    key: officer.key,
    name: officer.name,
    loginName: officer.loginName,
    listed: officer.listed === true,
    mandates: officer.mandates.flatMap(({ agency: slug, roles, position }) => {
      const agency = tree.bySlug(slug)
      if (agency === undefined) throw new Error(`demonstration officer ${officer.key}: no agency ${slug}`)
      return roles.map((role) => ({ agencyId: agency.id, role, position }))
    }),
  }))
}

function generatedOfficers(people: DemoPeople, tree: AgencyTree): DemoOfficer[] {
  const posts = tree.all.flatMap((agency) =>
    people.posts
      .filter((post) => post.kinds.includes(agency.kind))
      .flatMap((post) => post.officers.map((officer) => ({ agency, ...officer }))),
  )
  return posts.map(({ agency, prefix, roles, position, atCentre }, index) => {
    const centre = atCentre === true ? oneStopCentreOf(tree, agency.id) : undefined
    const places = centre === undefined ? [agency.id] : [agency.id, centre.id]
    const loginName = `${prefix}.${agency.slug}`
    return {
      key: loginName,
      name: madeUpName(people.names, index),
      loginName,
      listed: false,
      mandates: places.flatMap((agencyId) => roles.map((role) => ({ agencyId, role, position }))),
    }
  })
}

/** The n-th made-up name: women and men by turns; the same number always gives the same name. */
export function madeUpName(names: DemoNames, index: number): string {
  const { middle, given } = index % 2 === 0 ? names.women : names.men
  const turn = Math.floor(index / 2)
  return [pick(names.families, turn * 7 + index), pick(middle, turn * 3), pick(given, turn * 5)].join(' ')
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? ''
}
