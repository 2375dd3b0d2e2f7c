import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Directory, openDirectory } from '../../src/modules/casework/index.ts'
import { followLedger, type IndicatorsContext } from '../../src/modules/indicators/index.ts'
import { agencyTree } from '../../src/modules/organisation/index.ts'
import { DEMO_MASTER_KEY } from '../../src/platform/config.ts'
import { type Db, openDb } from '../../src/platform/db.ts'
import { openFolderStore } from '../../src/platform/files/folder-store.ts'
import type { AgencyId } from '../../src/platform/ids.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import { openKeyring } from '../../src/platform/sealing/keyring.ts'
import { importProvince, makeDemonstration } from '../../src/simulation/province.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const DATA = join(import.meta.dirname, '../../data')

/** A province with a simulated past, its ledger not yet followed or, when `follow` is not false, with its figures made. */
export interface FigureProvince {
  database: TestDatabase
  db: Db
  directory: Directory
  /** Every agency of the province. */
  all: readonly AgencyId[]
  context: IndicatorsContext
  close(): Promise<void>
}

export async function figureProvince(wanted: {
  dossiers: number
  days: number
  until: string
  follow?: boolean
}): Promise<FigureProvince> {
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'motcua-figures-'))
  const simulator = openDb({ url: database.simulatorUrl, poolSize: 4, applicationName: 'motcua test simulator' })
  await importProvince(database.db, DATA)
  const keys = openKeyring(DEMO_MASTER_KEY)
  const files = await openFolderStore(folder)
  const { dossiers, days, until } = wanted
  const request = {
    db: simulator,
    keys,
    files,
    dataFolder: DATA,
    dossiers,
    seed: 11,
    until: new Date(until),
    days,
    withPetitions: false,
  }
  await makeDemonstration(request)
  await simulator.close()
  await sealHorizon(database.db)
  const { db } = database
  const directory = openDirectory(db.read)
  const context: IndicatorsContext = { casework: { db, keys, directory, onlineFiling: 'here' } }
  if (wanted.follow !== false) await followLedger(context)
  return {
    database,
    db,
    directory: await directory(),
    all: (await agencyTree(db.read)).all.map(({ id }) => id),
    context,
    async close() {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
