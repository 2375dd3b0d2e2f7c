import { importCatalogue, loadCatalogueFiles } from '../modules/catalogue/index.ts'
import { importTemplates, loadTemplateFiles } from '../modules/documents/index.ts'
import { importFeeTable } from '../modules/money/index.ts'
import {
  agencyTree,
  type DemoPeople,
  importOrganisation,
  linkPerson,
  loadDemoPeople,
  loadOrganisationFiles,
  seedDemoPeople,
} from '../modules/organisation/index.ts'
import { importQueue, loadQueueFile } from '../modules/queue/index.ts'
import { insertPersons, insertSealedValues, makeSealedPerson } from '../modules/vault/index.ts'
import { type Db, query, type Transaction } from '../platform/db.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import type { Keyring } from '../platform/sealing/keyring.ts'
import { hasDemoAccounts, hashPassword } from '../platform/session/index.ts'
import { saveSetting } from '../platform/settings.ts'
import type { KnownApplicant } from './arrival.ts'
import { loadPetitions, playPetitions } from './petitions.ts'
import type { Progress } from './player.ts'
import type { Outcome } from './recorder.ts'
import { simulate, simulateIn } from './simulate.ts'
import { loadSimulationFiles } from './simulation-files.ts'
import { recordSimulationScans, storeSimulationScans } from './simulation-scans.ts'

/** Set in the transaction that makes the demonstration: where it stands, nothing has to be made any more. */
export const DEMONSTRATION_MADE = 'demonstration_made'
const OWN_RESULTS = 20

export interface ProvinceRequest {
  /** Logged in as motcua_simulator. */
  db: Db
  keys: Keyring
  files: FileStore
  /** Folder with organisation, procedures and simulation files. */
  dataFolder: string
  dossiers: number
  seed: number
  until: Date
  days?: number | undefined
  onProgress?: Progress
  /** Left out: the demonstration's petitions are played too, where there are dossiers. */
  withPetitions?: boolean
}

/** Brings agencies, calendars, procedures and templates to what the files say. Doing it again changes nothing. Needs only motcua_app. */
export async function importProvince(db: Db, dataFolder: string): Promise<void> {
  const organisation = await loadOrganisationFiles(dataFolder)
  const catalogue = await loadCatalogueFiles(dataFolder)
  const queue = await loadQueueFile(dataFolder)
  await db.write((tx) => importOrganisation(tx, organisation))
  const templates = await loadTemplateFiles(dataFolder)
  await db.write((tx) => importCatalogue(tx, catalogue))
  await db.write((tx) => importQueue(tx, queue))
  await db.write((tx) => importTemplates(tx, templates))
  await importFeeTable(db, dataFolder)
}

/**
 * Makes the demonstration's people and history in one transaction: broken off anywhere, nothing of it stands. For an imported
 * province (`importProvince`) without demonstration people.
 */
export async function makeDemonstration(request: ProvinceRequest): Promise<Outcome> {
  const ready = await readyFor(request)
  const petitions = await loadPetitions(request.dataFolder)
  return request.db.write(async (tx) => {
    const citizens = await seedPeople(tx, request, ready)
    await recordSimulationScans(tx, ready.simulation.scans)
    const outcome = await simulateIn(tx, request.db, { ...ready.simulation, citizens }, request.onProgress)
    // A province without history, for tests that begin with nothing, has no petitions either.
    const isPlayed = request.withPetitions ?? request.dossiers > 0
    if (isPlayed) await playPetitions(tx, { ...request, petitions })
    await saveSetting(tx, DEMONSTRATION_MADE, outcome.digest)
    return outcome
  })
}

/** Adds so many dossiers to an imported province, in parts; makes the people first where there are none. */
export async function addDossiers(request: ProvinceRequest): Promise<Outcome> {
  const ready = await readyFor(request)
  const isNew = !(await hasDemoAccounts(request.db.read))
  const citizens = await request.db.write(async (tx) => {
    await recordSimulationScans(tx, ready.simulation.scans)
    return isNew ? seedPeople(tx, request, ready) : []
  })
  return simulate(request.db, { ...ready.simulation, citizens }, request.onProgress)
}

interface Ready {
  people: DemoPeople
  passwordHash: string
  simulation: Omit<Parameters<typeof simulate>[1], 'citizens'>
}

/** Everything slow, done before any transaction. */
async function readyFor(request: ProvinceRequest): Promise<Ready> {
  const { dataFolder, keys, dossiers, seed, until, days } = request
  const files = await loadSimulationFiles(dataFolder)
  const people = await loadDemoPeople(dataFolder)
  const { procedures } = await loadCatalogueFiles(dataFolder)
  const simulation = {
    dossiers,
    seed,
    until,
    files,
    keys,
    procedureCodes: procedures.map((procedure) => procedure.code),
    scans: await storeSimulationScans(request.files, files.texts, OWN_RESULTS),
    officerNames: new Map(people.officers.map((officer) => [officer.key, officer.name])),
    ...(days === undefined ? {} : { days }),
  }
  return { people, passwordHash: await hashPassword(people.password), simulation }
}

async function seedPeople(
  tx: Transaction,
  { db, keys, until }: ProvinceRequest,
  ready: Ready,
): Promise<KnownApplicant[]> {
  const { people, passwordHash } = ready
  const tree = await agencyTree(db.read)
  const accounts = await seedDemoPeople(tx, { people, tree, passwordHash })
  const begin = until.getTime() - 400 * 86_400_000
  const known: KnownApplicant[] = []
  for (const { userId, profile } of accounts) {
    const made = makeSealedPerson(keys, profile, begin)
    const personId = made.personRow.id
    await insertPersons(tx, [made.personRow])
    await insertSealedValues(tx, made.valueRows)
    await linkPerson(tx, userId, personId)
    known.push({ actor: { kind: 'citizen', userId, personId }, key: made.key, profile })
  }
  return known
}

/** Lets the planner know the tables after very many rows came in. */
export async function gatherStatistics(db: Db): Promise<void> {
  await query(db.read, 'ANALYZE')
}
