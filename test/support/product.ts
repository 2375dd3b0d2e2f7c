import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../src/app.ts'
import { countLate, foldTally } from '../../src/modules/casework/index.ts'
import { countAvoided, keepResults } from '../../src/modules/casework/papers/index.ts'
import { returnElectronically } from '../../src/modules/casework/return-electronically.ts'
import { openParts, type Parts } from '../../src/parts.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { migrateJobs } from '../../src/platform/jobs.ts'
import { makeCheckpoint } from '../../src/platform/ledger/index.ts'
import { prepareProvince } from '../../src/seed.ts'
import { ensureWebBuilt } from '../../src/web/build.ts'
import { type TestDatabase, templateDatabase, testDatabase } from './database.ts'
import { freePort } from './free-port.ts'

/** The whole product as people reach it, on a database of the test's own. */
export interface TestProduct {
  /** `http://localhost:PORT`. */
  url: string
  parts: Parts
  database: TestDatabase
  /** What the worker does each minute: late ones counted, figures folded, a checkpoint made, electronic results returned. */
  minutePasses(): Promise<void>
  close(): Promise<void>
}

export interface ProductOptions {
  /** Length of the simulated history; 0 makes the people alone. */
  dossiers: number
  environment?: Record<string, string>
}

function configFor(environment: Record<string, string>, dossiers: number): Config {
  return readConfig({
    MOTCUA_SEED_DOSSIERS: String(dossiers),
    MOTCUA_LOG_LEVEL: 'warn',
    MOTCUA_RATE_LIMIT: '1000000',
    ...environment,
  })
}

/** A database with the demonstration's history; its files are laid into `folder`. */
async function demonstrationDatabase(dossiers: number, folder: string): Promise<TestDatabase> {
  const made = join(process.env.MOTCUA_TEST_FOLDER ?? tmpdir(), `demonstration-${dossiers}`)
  const template = await templateDatabase(`motcua_demonstration_${dossiers}`, async (database) => {
    await rm(made, { recursive: true, force: true })
    await migrateJobs(database.ownerUrl)
    const parts = await openParts(configFor({ MOTCUA_VAR: made }, dossiers), database.url)
    await prepareProvince(parts, { simulatorUrl: database.simulatorUrl, say: () => undefined })
    await parts.close()
  })
  await cp(join(made, 'files'), join(folder, 'files'), { recursive: true })
  return testDatabase(template)
}

/**
 * Builds the web when it has changed and serves the demonstration province, which is seeded once a run for each length of history and copied
 * from then on. Close it in `after`.
 */
export async function startProduct({ dossiers, environment = {} }: ProductOptions): Promise<TestProduct> {
  await ensureWebBuilt('built')
  const folder = await mkdtemp(join(tmpdir(), 'motcua-product-'))
  const database = await demonstrationDatabase(dossiers, folder)
  const port = await freePort()
  const config = configFor({ PORT: String(port), MOTCUA_VAR: folder, ...environment }, dossiers)
  const parts = await openParts(config, database.url)
  const app = await buildApp(parts, { web: true })
  await app.listen({ host: '127.0.0.1', port })
  return {
    url: config.publicUrl,
    parts,
    database,
    async minutePasses() {
      await countLate(parts.db)
      await foldTally(parts.db)
      await makeCheckpoint(parts.db)
      await keepResults(parts.casework)
      await countAvoided(parts.casework)
      await returnElectronically(parts.casework)
    },
    async close() {
      await app.close()
      await parts.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
