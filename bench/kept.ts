import { join } from 'node:path'
import { openDirectory } from '../src/modules/casework/index.ts'
import { rebuildFigures } from '../src/modules/indicators/index.ts'
import { openDb, query } from '../src/platform/db.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { sealHorizon } from '../src/platform/ledger/index.ts'
import { ensureRoles, migrate, readMigrations } from '../src/platform/migrate.ts'

/**
 * A province that was simulated before: the folder named by MOTCUA_BENCH_VAR, as MOTCUA_VAR of the product, which must not be running in it.
 * It is migrated, its figures are made when they are behind, nothing else is changed. Null when none is named.
 */
export async function openKept(say: (line: string) => void): Promise<EmbeddedServer | null> {
  const folder = process.env.MOTCUA_BENCH_VAR
  if (folder === undefined) return null
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') })
  try {
    await ensureRoles(server.ownerUrl, server.passwords)
    await migrate(server.ownerUrl, await readMigrations('migrations'))
    await bringUp(server, say)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function bringUp({ appUrl, ownerUrl }: EmbeddedServer, say: (line: string) => void): Promise<void> {
  const db = openDb({ url: appUrl, poolSize: 2, applicationName: 'motcua bench' })
  const owner = openDb({ url: ownerUrl, poolSize: 1, applicationName: 'motcua bench' })
  try {
    await sealHorizon(db)
    const [behind] = await query<{ behind: boolean }>(
      db.read,
      `SELECT h.position > coalesce(c.position, 0) AS behind FROM ledger_horizon h
       LEFT JOIN ledger_consumer c ON c.name = 'indicators'`,
    )
    if (behind?.behind !== true) return
    const begun = performance.now()
    const { events, dossiers } = await rebuildFigures(appUrl, await openDirectory(db.read)())
    say(
      `figures of ${dossiers} dossiers made from ${events} events in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    )
    await query(owner.read, 'VACUUM ANALYZE')
  } finally {
    await db.close()
    await owner.close()
  }
}
