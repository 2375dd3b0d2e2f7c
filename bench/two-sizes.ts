import pg from 'pg'
import { countLate, foldTally } from '../src/modules/casework/index.ts'
import { type Db, openDb, query } from '../src/platform/db.ts'
import type { Keyring } from '../src/platform/sealing/keyring.ts'
import { addDossiers, gatherStatistics } from '../src/simulation/province.ts'
import { type BenchEnvironment, simulationOn } from './environment.ts'

/** A second database on the same server, as the first one is now. */
export async function cloneDatabase(ownerUrl: string, name: string): Promise<void> {
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  // The server may need a moment to see that the sessions before have ended.
  await client.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = 'motcua' AND pid <> pg_backend_pid()`,
  )
  await client.query(`CREATE DATABASE ${name} TEMPLATE motcua`)
  await client.end()
}

export function addressIn(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.toString()
}

/** Simulates so many dossiers into a database of that name and opens it as the application. `then` runs before statistics are gathered. */
export async function fillDatabase(
  environment: BenchEnvironment,
  by: { name: string; dossiers: number; until: Date },
  then: (db: Db) => Promise<unknown> = async () => undefined,
): Promise<{ db: Db; keys: Keyring }> {
  const { server, say } = environment
  const request = await simulationOn(environment, addressIn(server.simulatorUrl, by.name), by)
  const begun = performance.now()
  const { events } = await addDossiers(request)
  const seconds = (performance.now() - begun) / 1000
  say(
    `${by.dossiers} dossiers, ${events} events made in ${seconds.toFixed(0)} s (${Math.round(by.dossiers / seconds)} dossiers/s)`,
  )
  await countLate(request.db)
  await foldTally(request.db)
  await request.db.close()
  const db = openDb({ url: addressIn(server.appUrl, by.name), poolSize: 2, applicationName: 'motcua bench' })
  await then(db)
  const owner = openDb({ url: addressIn(server.ownerUrl, by.name), poolSize: 1, applicationName: 'motcua bench' })
  await query(owner.read, 'VACUUM ANALYZE')
  await gatherStatistics(owner)
  await owner.close()
  return { db, keys: request.keys }
}
