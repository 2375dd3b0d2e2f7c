import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
const BUILT_FILE = join(ROOT, 'build/server/index.js')
const LOCK = join(ROOT, 'var/web-build.lock')
const STALE_LOCK_MS = 120_000

/** The folder of the built web, built anew when a source is younger. Test files running at once build it once. */
export async function builtWeb(): Promise<string> {
  mkdirSync(join(ROOT, 'var'), { recursive: true })
  while (!takeLock()) await wait(50)
  try {
    if (isStale()) await build()
  } finally {
    rmdirSync(LOCK)
  }
  return join(ROOT, 'build')
}

function isStale(): boolean {
  if (!existsSync(BUILT_FILE)) return true
  const builtAt = statSync(BUILT_FILE).mtimeMs
  const sources = globSync(['src/**/*.{ts,tsx,css,json}', 'public/**/*', 'vite.config.ts', 'react-router.config.ts'], {
    cwd: ROOT,
  })
  return sources.some((file) => !file.endsWith('.test.ts') && statSync(join(ROOT, file)).mtimeMs > builtAt)
}

async function build(): Promise<void> {
  const tool = join(ROOT, 'node_modules/@react-router/dev/bin.cjs')
  const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`the web could not be built (exit code ${code})`)
}

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
