import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Where the built web lies. */
export const BUILD_FOLDER = 'build'

const STAMP = `${BUILD_FOLDER}/.sources`
const SOURCES = [
  'src/web/**/*.{ts,tsx,css,json}',
  'src/modules/**/*.ts',
  'src/platform/**/*.ts',
  'public/**/*',
  'vite.config.ts',
  'react-router.config.ts',
  'package-lock.json',
]
const LOCK = 'var/web-build.lock'
const STALE_LOCK_MS = 120_000

/**
 * Builds the web when its sources are not those of the last build; `dev` leaves it to whoever watches. Processes that ask at once
 * build it once.
 */
export async function ensureWebBuilt(mode: 'built' | 'dev'): Promise<void> {
  if (mode === 'dev' && existsSync(`${BUILD_FOLDER}/server/index.js`)) return
  mkdirSync('var', { recursive: true })
  while (!takeLock()) await wait(50)
  try {
    const wanted = fingerprint()
    if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
    await buildWeb()
    writeFileSync(STAMP, wanted)
  } finally {
    rmdirSync(LOCK)
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = globSync(SOURCES).filter((name) => /\.\w+$/.test(name) && !name.endsWith('.test.ts'))
  for (const file of files.sort()) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function buildWeb(): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/@react-router/dev/bin.cjs', 'build', '--logLevel', 'error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`building the web failed (${code})`))))
  })
}

/** One builder at a time. A lock left behind by a process that was killed is taken over. */
function takeLock(): boolean {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    const takenAt = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs
    if (takenAt !== undefined && Date.now() - takenAt > STALE_LOCK_MS) rmdirSync(LOCK)
    return false
  }
}
