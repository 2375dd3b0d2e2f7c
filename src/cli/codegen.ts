import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { ensureRoles, migrate, readMigrations } from '../platform/migrate.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const typesFile = join(root, 'src', 'platform', 'database.types.ts')
const HEADER = `// Generated from the migrated database by \`npm run codegen\`. Do not edit.\n// biome-ignore-all lint: generated\n\n`

/** As the drivers' parsers in \`platform/db.ts\` give them: whole numbers, civil dates as text, documents as they are. */
const driverTypes = {
  int8: 'number',
  numeric: 'number',
  date: 'string',
  timestamptz: 'Date',
  tstzrange: 'string',
  daterange: 'string',
  ltree: 'string',
}

/** Writes the types of the tables that the migrations make; with \`--check\` only compares. Gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = await generateTypes()
  const found = await readFile(typesFile, 'utf8').catch(() => '')
  if (found === wanted) return 0
  if (args.includes('--check')) {
    process.stderr.write('src/platform/database.types.ts differs from the migrated database: npm run codegen\n')
    return 1
  }
  await writeFile(typesFile, wanted)
  return 0
}

async function generateTypes(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-codegen-'))
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: 'off', full_page_writes: 'off' } })
  try {
    await ensureRoles(server.ownerUrl, server.passwords)
    await migrate(server.ownerUrl, await readMigrations(join(root, 'migrations')))
    const outFile = join(folder, 'types.ts')
    await generateFile(server.ownerUrl, outFile)
    const generated = await readFile(outFile, 'utf8')
    return HEADER + generated.replace(/^\/\*\*[\s\S]*?\*\/\n+/, '')
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Through the package's own command: its programming face is meant for tests and changes with every version. */
async function generateFile(url: string, outFile: string): Promise<void> {
  const command = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js')
  const options = ['--dialect', 'postgres', '--default-schema', 'public', '--exclude-pattern', 'graphile_worker.*']
  const mapping = ['--type-mapping', JSON.stringify(driverTypes), '--log-level', 'error']
  await promisify(execFile)(process.execPath, [command, '--url', url, '--out-file', outFile, ...options, ...mapping])
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
