import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../platform/config.ts'
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres.ts'

/** The addresses a command may use; null where the configuration gives none. */
export interface DatabaseAddresses {
  appUrl: string
  ownerUrl: string | null
  simulatorUrl: string | null
}

/** A command asks for a database that was never made: the product has not been started here yet. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase'
}

/**
 * Runs `work` on the database of the configuration: the one of DATABASE_URL, else the embedded one in MOTCUA_VAR. An embedded server that
 * runs already is used and left running; otherwise it is started for the command and stopped after it. Throws NoDatabase when there is none.
 */
export async function withConfiguredDatabase<Result>(
  config: Config,
  work: (addresses: DatabaseAddresses) => Promise<Result>,
): Promise<Result> {
  if (config.databaseUrl !== null) {
    return work({ appUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl, simulatorUrl: null })
  }
  const folder = join(config.varFolder, 'postgres')
  if (!existsSync(join(folder, 'secrets.json'))) throw new NoDatabase(folder)
  const running = await findRunningPostgres(folder)
  if (running !== null) return work(running)
  const server = await startEmbeddedPostgres({ folder })
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}
