import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { ensureRoles, migrate, readMigrations } from '../../src/platform/migrate.ts'

/** `npm test` (everything) or `npm test -- FILE…`: one PostgreSQL for the run, migrated once, cloned by each file. */
async function main(args: string[]): Promise<number> {
  const files = args.length > 0 ? args : longestFirst(globSync(['{src,test,bench}/**/*.test.ts']))
  const folder = await mkdtemp(join(tmpdir(), 'motcua-test-'))
  const server = await startEmbeddedPostgres({
    folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  try {
    await ensureRoles(server.ownerUrl, server.passwords)
    await migrate(server.ownerUrl, await readMigrations('migrations'))
    return await runNodeTests(files, {
      MOTCUA_TEST_OWNER_URL: server.ownerUrl,
      MOTCUA_TEST_APP_URL: server.appUrl,
      MOTCUA_TEST_SIMULATOR_URL: server.simulatorUrl,
      MOTCUA_TEST_FOLDER: folder,
    })
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The journeys in the browser before all others, so that at the end no single long file is waited for. */
function longestFirst(files: readonly string[]): string[] {
  const rank = (file: string): number => (file.startsWith('test/e2e/') ? 0 : file.startsWith('test/') ? 1 : 2)
  return [...files].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))
}

function runNodeTests(files: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=600000', ...files], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', ...env },
  })
  process.on('SIGINT', () => child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

process.exitCode = await main(process.argv.slice(2))
