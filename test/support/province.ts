import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type CommandAnswer, carryOut } from '../../src/modules/casework/carry-out.ts'
import type { CaseworkContext, Directory } from '../../src/modules/casework/context.ts'
import { openDirectory } from '../../src/modules/casework/directory.ts'
import type { Submission } from '../../src/modules/casework/submission.ts'
import { type SubmitAnswer, submitDossier } from '../../src/modules/casework/submit-dossier.ts'
import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import type { Viewer } from '../../src/modules/casework/views/viewer.ts'
import {
  componentsToSupply,
  getCurrentProcedure,
  getFlowVersion,
  importCatalogue,
  loadCatalogueFiles,
  type ProcedureVersion,
} from '../../src/modules/catalogue/index.ts'
import {
  type Actor,
  agencyTree,
  type CitizenActor,
  importOrganisation,
  linkPerson,
  listOfficerActors,
  loadDemoPeople,
  loadOrganisationFiles,
  type OfficerActor,
  type Role,
  seedDemoPeople,
  userIdOf,
} from '../../src/modules/organisation/index.ts'
import {
  insertPersons,
  insertSealedValues,
  makeSealedPerson,
  type PersonProfile,
} from '../../src/modules/vault/index.ts'
import { type Db, openDb, query } from '../../src/platform/db.ts'
import { recordUploads } from '../../src/platform/files/file-senders.ts'
import { type DossierId, type FileHash, newId, type UserId } from '../../src/platform/ids.ts'
import { migrateJobs } from '../../src/platform/jobs.ts'
import { openKeyring } from '../../src/platform/sealing/keyring.ts'
import { insertAccounts } from '../../src/platform/session/index.ts'
import { type TestDatabase, templateDatabase, testDatabase } from './database.ts'

const DATA = join(import.meta.dirname, '../../data')

/** A citizen of the test province: as an actor, and as the form would have it. */
export interface TestCitizen {
  actor: CitizenActor
  profile: PersonProfile
}

export interface TestOfficer extends OfficerActor {
  displayName: string
}

/** What a test wants to hand in; everything left out is filled so that the dossier is complete. */
export interface TestFiling {
  procedureCode: string
  caseKey?: string
  communeCode?: string
  /** Leave out to make a new citizen. */
  citizen?: TestCitizen
  /** A receptionist: then the dossier is handed in at that counter, on paper. */
  desk?: TestOfficer
  channel?: Submission['channel']
  /** Component keys not handed in. */
  without?: readonly string[]
  commandId?: string
  resultBy?: Submission['resultBy']
}

/** The shipped organisation, catalogue and officers in a test's own database, and the clock in the test's hand. */
export interface TestProvince {
  context: CaseworkContext
  directory: Directory
  officers: readonly TestOfficer[]
  /** The officer with this login name's account or holding this role in the agency of this slug; throws when there is none. */
  officerIn(agencySlug: string, role: Role): TestOfficer
  /** An officer made for the test, with exactly these mandates. */
  newOfficer(displayName: string, mandates: readonly { agencySlug: string; role: Role }[]): Promise<TestOfficer>
  newCitizen(profile?: Partial<PersonProfile>): Promise<TestCitizen>
  procedure(code: string): Promise<ProcedureVersion>
  /** Records a file as sent in by this actor and gives its hash. */
  upload(actor: Actor): Promise<FileHash>
  submit(filing: TestFiling): Promise<SubmitAnswer & { citizen: TestCitizen }>
  act(dossierId: DossierId, verb: VerbName, actor: Actor, input?: object): Promise<CommandAnswer>
  /** Forwards, approves and so on along the flow's first way until the dossier is resolved (`resolved`) or stands at that step. */
  walk(dossierId: DossierId, until?: string): Promise<CommandAnswer>
  /** From now on every fact is recorded at this clock time of Viet Nam (`2026-03-02T09:00`); null: at the real time. */
  setClock(local: string | null): void
  /** That clock, in epoch milliseconds. */
  now(): number
  viewer(actor: Actor, more?: Partial<Viewer>): Viewer
  close(): Promise<void>
}

/** A database in which `data/` and the demonstration's officers are already, for `seedTestProvince`: made once a run, cloned for each file. */
export async function provinceDatabase(): Promise<TestDatabase> {
  const template = await templateDatabase('motcua_province', async (database) => {
    await migrateJobs(database.ownerUrl)
    const db = clockedDb(database.simulatorUrl, () => null)
    await importProvince(db)
    await db.close()
  })
  return testDatabase(template)
}

async function importProvince(db: Db): Promise<void> {
  const people = await loadDemoPeople(DATA)
  const catalogue = await loadCatalogueFiles(DATA)
  const organisation = await loadOrganisationFiles(DATA)
  await db.write(async (tx) => {
    await importOrganisation(tx, organisation)
    await importCatalogue(tx, catalogue)
  })
  const tree = await agencyTree(db.read)
  await db.write((tx) => seedDemoPeople(tx, { people, tree, passwordHash: 'no password opens this' }))
}

/** The province of a `provinceDatabase()`; of an empty database it is imported first. Close it before the database. */
export async function seedTestProvince(database: TestDatabase): Promise<TestProvince> {
  let clock: number | null = null
  const db = clockedDb(database.simulatorUrl, () => clock)
  if ((await agencyTree(db.read)).all.length === 0) await importProvince(db)
  const keys = openKeyring(randomBytes(32).toString('base64'))
  const context: CaseworkContext = { db, keys, directory: openDirectory(db.read), onlineFiling: 'here' }
  const directory = await context.directory()
  const officers = await listOfficerActors(db.read)
  const now = (): number => clock ?? Date.now()
  const act: TestProvince['act'] = (dossierId, verb, actor, input = {}) =>
    carryOut(context, { dossierId, verb, actor, input })
  const officerFor = (agencyId: string, role: Role): TestOfficer => {
    const found = officers.find((officer) =>
      officer.mandates.some((mandate) => mandate.agencyId === agencyId && mandate.role === role),
    )
    if (found === undefined) throw new Error(`no ${role} in ${agencyId}`)
    return found
  }
  const agencyId = (slug: string) => {
    const agency = directory.bySlug(slug)
    if (agency === undefined) throw new Error(`no agency ${slug}`)
    return agency.id
  }
  const upload: TestProvince['upload'] = (actor) => uploadAs(db, actor)
  return {
    context,
    directory,
    officers,
    officerIn: (slug, role) => officerFor(agencyId(slug), role),
    newOfficer: (displayName, mandates) =>
      newOfficer(
        db,
        displayName,
        mandates.map(({ agencySlug, role }) => ({ agencyId: agencyId(agencySlug), role })),
      ),
    newCitizen: (profile) => newCitizen(db, keys, profile),
    procedure: (code) => getCurrentProcedure(db.read, code, null),
    upload,
    async submit(filing) {
      const citizen = filing.citizen ?? (await newCitizen(db, keys))
      return { ...(await submitDossier(context, await submissionOf(db, citizen, filing))), citizen }
    },
    act,
    walk: (dossierId, until = 'resolved') => walk({ context, act, officerFor, upload }, dossierId, until),
    setClock(local) {
      clock = local === null ? null : Date.parse(`${local}+07:00`)
      if (Number.isNaN(clock)) throw new Error(`not an instant: ${local}`)
    },
    now,
    viewer: (actor, more) => ({ reader: db.read, context, actor, locale: 'vi', now: now(), ...more }),
    close: () => db.close(),
  }
}

/** The simulator's login: each transaction runs at the given instant. */
export function clockedDb(simulatorUrl: string, clock: () => number | null): Db {
  const db = openDb({ url: simulatorUrl, poolSize: 8, applicationName: 'motcua test' })
  return {
    ...db,
    write: (work) =>
      db.write(async (tx) => {
        const at = clock()
        if (at !== null)
          await query(tx, `SELECT set_config('motcua.simulated_now', $1, true)`, [new Date(at).toISOString()])
        return work(tx)
      }),
  }
}

async function newCitizen(
  db: Db,
  keys: CaseworkContext['keys'],
  more: Partial<PersonProfile> = {},
): Promise<TestCitizen> {
  const serial = randomBytes(4).readUInt32BE() % 1_000_000
  const profile: PersonProfile = {
    kind: 'citizen',
    fullName: 'Nguyễn Thị Hoa',
    identityNumber: `033190${String(serial).padStart(6, '0')}`,
    birthDate: '1990-02-03',
    sex: 'female',
    phone: '+84912345678',
    address: { communeCode: '11953', line: 'Số 5' },
    ...more,
  }
  const person = makeSealedPerson(keys, profile, Date.now())
  const userId = newId<UserId>()
  const actor: CitizenActor = { kind: 'citizen', userId, personId: person.personRow.id }
  await db.write(async (tx) => {
    await insertPersons(tx, [person.personRow])
    await insertSealedValues(tx, person.valueRows)
    await insertAccounts(tx, [accountOf(userId, profile.fullName)])
    await linkPerson(tx, userId, actor.personId)
  })
  return { actor, profile }
}

function accountOf(userId: UserId, name: string) {
  const loginName = `thu.${userId.replaceAll('-', '').slice(16)}`
  return { userId, loginName, name, email: null, passwordHash: null, kind: 'person' as const }
}

async function newOfficer(
  db: Db,
  displayName: string,
  wanted: readonly { agencyId: string; role: Role }[],
): Promise<TestOfficer> {
  const userId = newId<UserId>()
  const officerId = newId()
  await db.write(async (tx) => {
    await insertAccounts(tx, [accountOf(userId, displayName)])
    await query(
      tx,
      `INSERT INTO organisation_officer (id, user_id, display_name, name_search) VALUES ($1, $2, $3, '')`,
      [officerId, userId, displayName],
    )
    await query(
      tx,
      `INSERT INTO organisation_mandate (id, officer_id, agency_id, role, position, valid_from)
       SELECT gen_random_uuid(), $1, w.agency_id, w.role, 'Chuyên viên', '2025-07-01'
       FROM unnest($2::uuid[], $3::text[]) AS w (agency_id, role)`,
      [officerId, wanted.map((mandate) => mandate.agencyId), wanted.map((mandate) => mandate.role)],
    )
  })
  const made = (await listOfficerActors(db.read)).find((officer) => officer.officerId === officerId)
  if (made === undefined) throw new Error('the officer was not made')
  return made
}

async function uploadAs(db: Db, actor: Actor): Promise<FileHash> {
  const hash = randomBytes(32).toString('hex') as FileHash
  const userId = userIdOf(actor)
  if (userId === null) throw new Error('a visitor sends no files')
  await db.write((tx) => recordUploads(tx, [{ hash, size: 1000, mediaType: 'application/pdf', pages: 1 }], userId))
  return hash
}

async function submissionOf(
  db: Db,
  citizen: TestCitizen,
  filing: TestFiling,
): Promise<Parameters<typeof submitDossier>[1]> {
  const { id, document } = await getCurrentProcedure(db.read, filing.procedureCode, null)
  const caseKey = filing.caseKey ?? document.cases[0]?.key ?? null
  const papers = componentsToSupply(document, caseKey).filter(
    ({ key, kind }) => kind === 'paper' && !(filing.without ?? []).includes(key),
  )
  const actor: Actor = filing.desk ?? citizen.actor
  const fileHash = filing.desk === undefined && papers.length > 0 ? await uploadAs(db, actor) : ''
  const submission: Submission = {
    procedureVersionId: id,
    caseKey,
    channel: filing.channel ?? (filing.desk === undefined ? 'online' : 'counter'),
    applicant: citizen.profile,
    communeCode: filing.communeCode ?? '11953',
    attachments:
      filing.desk === undefined
        ? papers.map(({ key }) => ({ componentKey: key, fileHash, mediaType: 'application/pdf', size: 1000 }))
        : [],
    resultBy: filing.resultBy,
    papers: filing.desk === undefined ? [] : papers.map(({ key }) => ({ componentKey: key, originals: 1, copies: 0 })),
  }
  return { actor, submission, commandId: filing.commandId ?? newId() }
}

interface Walker {
  context: CaseworkContext
  act: TestProvince['act']
  officerFor(agencyId: string, role: Role): TestOfficer
  upload: TestProvince['upload']
}

async function walk(walker: Walker, dossierId: DossierId, until: string): Promise<CommandAnswer> {
  const { context, act, officerFor } = walker
  for (let moves = 0; moves < 20; moves++) {
    const [row] = await query<{ state: CommandAnswer['state']; version: number }>(
      context.db.read,
      'SELECT state, version FROM casework_dossier WHERE id = $1',
      [dossierId],
    )
    if (row === undefined) throw new Error('no such dossier')
    const { state, version } = row
    if (state.legal === until || state.step?.key === until) return { dossierId, state, version, repeated: false }
    if (state.legal === 'submitted') {
      await act(dossierId, 'accept', officerFor(state.units.intake, 'receptionist'))
      continue
    }
    await moveOn(walker, state)
  }
  throw new Error(`the dossier never came to ${until}`)
}

async function moveOn({ context, act, officerFor, upload }: Walker, state: CommandAnswer['state']): Promise<void> {
  const { definition } = await getFlowVersion(context.db.read, state.flowVersionId)
  const step = definition.steps.find((candidate) => candidate.key === state.step?.key)
  if (step === undefined || state.step === null) throw new Error(`the dossier stands at no step (${state.legal})`)
  const assigned = state.step.assigneeId
  const officer = officerFor(state.step.agencyId, step.role)
  const actor = assigned === null || assigned === officer.officerId ? officer : await assigneeOf(context, assigned)
  const next = step.next.map((move) => definition.steps.find((candidate) => candidate.key === move.to))
  const returning = next.some((candidate) => candidate?.kind === 'return')
  const result = returning
    ? { number: `${state.id.slice(-6)}/KQ`, fileHash: await upload(actor), mediaType: 'application/pdf' }
    : undefined
  if (step.kind === 'approve' && state.approval === null) {
    await act(state.id, 'approve', actor, { outcome: 'granted', ...(result === undefined ? {} : { result }) })
  } else if (returning) {
    await act(state.id, 'complete', actor, { result })
  } else {
    await act(state.id, 'forward', actor, { to: step.next[0]?.to })
  }
}

async function assigneeOf(context: CaseworkContext, officerId: string): Promise<TestOfficer> {
  const found = (await listOfficerActors(context.db.read)).find((officer) => officer.officerId === officerId)
  if (found === undefined) throw new Error('the assignee holds no mandate any more')
  return found
}
