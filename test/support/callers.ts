import type { DossierState } from '../../src/modules/casework/dossier.ts'
import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import { type Actor, anonymous, issueToken, type Role } from '../../src/modules/organisation/index.ts'
import { type DossierId, newId } from '../../src/platform/ids.ts'
import type { TestApi } from './api.ts'
import type { TestCitizen, TestOfficer, TestProvince } from './province.ts'

export const BUILDING = '1.013225'
export const words = 'Lý do ghi rõ ràng'
export const secretName = 'Nguyễn Thị Tuyệt Mật'

/** Those who call the API in the tests, each in one quality only; the dossiers belong to `owner` and to phường Phố Hiến. */
export interface Callers {
  owner: TestCitizen
  officers: Record<string, TestOfficer>
  headers: Map<string, Record<string, string>>
  /** Names of those who may see the owner's dossier. */
  seeing: ReadonlySet<string>
}

const caseRoles = ['handler', 'reviewer', 'approver', 'agency_leader'] as const
const roleSets: [string, string, readonly Role[]][] = [
  ['', 'phuong-pho-hien', [...caseRoles, 'administrator']],
  ['', 'mot-cua-phuong-pho-hien', ['receptionist']],
  ['other ', 'xa-van-giang', [...caseRoles, 'administrator']],
  ['other ', 'mot-cua-xa-van-giang', ['receptionist']],
  ['asked ', 'xa-nhu-quynh', ['handler']],
]

/** Makes everybody, with sessions and tokens. */
export async function makeCallers(api: TestApi, province: TestProvince): Promise<Callers> {
  const provinceSlug = province.directory.province().slug
  const sets = [
    ...roleSets,
    ['province ', provinceSlug, ['agency_leader', 'province_leader', 'administrator']] as const,
  ]
  const officers: Record<string, TestOfficer> = {}
  for (const [prefix, agencySlug, roles] of sets) {
    for (const role of roles) {
      const name = prefix === 'province ' && role === 'province_leader' ? role : `${prefix}${role}`
      officers[name] = await province.newOfficer(name, [{ agencySlug, role }])
    }
  }
  const owner = await province.newCitizen({ fullName: secretName })
  const actors: [string, Actor][] = [
    ['anonymous', anonymous],
    ['owner', owner.actor],
    ['stranger', (await province.newCitizen()).actor],
    ...Object.entries(officers),
  ]
  const headers = new Map<string, Record<string, string>>()
  for (const [name, actor] of actors) headers.set(name, await api.headersOf(actor))
  for (const [name, header] of await systems(api, province)) headers.set(name, header)
  const seeing = new Set([
    'owner',
    ...caseRoles,
    'receptionist',
    'province agency_leader',
    'province_leader',
    'system with scope',
  ])
  return { owner, officers, headers, seeing }
}

async function systems(api: TestApi, province: TestProvince): Promise<[string, Record<string, string>][]> {
  const expiresAt = new Date(Date.now() + 3_600_000)
  const agency = (slug: string) => province.directory.bySlug(slug)?.id ?? null
  const wanted = [
    ['system with scope', agency('phuong-pho-hien'), 'dossiers:read'],
    ['system without scope', agency('phuong-pho-hien'), 'figures:read'],
    ['other system', agency('xa-van-giang'), 'dossiers:read'],
    ['system of no agency', null, 'dossiers:read'],
  ] as const
  const made: [string, Record<string, string>][] = []
  for (const [name, agencyId, scope] of wanted) {
    const { token } = await issueToken(api.parts.db, { name, agencyId, scopes: [scope], expiresAt })
    made.push([name, { authorization: `Bearer ${token}` }])
  }
  return made
}

/** The owner's dossier brought to where a test wants it, always by the same officers. */
export class Journey {
  readonly province: TestProvince
  readonly callers: Callers
  id: DossierId
  state: DossierState

  private constructor(province: TestProvince, callers: Callers, id: DossierId, state: DossierState) {
    this.province = province
    this.callers = callers
    this.id = id
    this.state = state
  }

  static async begin(province: TestProvince, callers: Callers): Promise<Journey> {
    const { dossierId, state } = await province.submit({ procedureCode: BUILDING, citizen: callers.owner })
    return new Journey(province, callers, dossierId, state)
  }

  /** The last four digits of the applicant's number. */
  get identityDigits(): string {
    return (this.callers.owner.profile.identityNumber ?? '').slice(-4)
  }

  officer(name: string): TestOfficer {
    const found = this.callers.officers[name]
    if (found === undefined) throw new Error(`no caller ${name}`)
    return found
  }

  async act(verb: VerbName, by: string, input: object = {}): Promise<this> {
    const actor = by === 'owner' ? this.callers.owner.actor : this.officer(by)
    this.state = (await this.province.act(this.id, verb, actor, input)).state
    return this
  }

  async accepted(): Promise<this> {
    return this.act('accept', 'receptionist')
  }

  /** At the handler's step, to nobody in particular. */
  async atHandler(): Promise<this> {
    return (await this.accepted()).act('forward', 'receptionist', { to: 'tham-dinh' })
  }

  async atReviewer(): Promise<this> {
    return (await this.atHandler()).act('forward', 'handler', { to: 'tham-tra' })
  }

  async atApprover(): Promise<this> {
    return (await this.atReviewer()).act('forward', 'reviewer', { to: 'ky-duyet' })
  }

  async result(by: string): Promise<object> {
    const fileHash = await this.province.upload(this.officer(by))
    return { number: `${newId().slice(-6)}/GPXD`, fileHash, mediaType: 'application/pdf' }
  }

  async resolved(): Promise<this> {
    const result = await this.result('approver')
    return (await this.atApprover()).act('approve', 'approver', { outcome: 'granted', result })
  }
}
