import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'

const STAMP = 'build/.sources'
const SOURCES = ['src/web/**/*.{ts,tsx,css,json}', 'src/modules/**/*.ts', 'public/**/*', 'vite.config.ts', 'react-router.config.ts']

/** Builds the web when its sources are not those of the last build; `dev` leaves it to whoever watches. */
export async function ensureWebBuilt(mode: 'built' | 'dev'): Promise<void> {
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  if (mode === 'dev' && existsSync('build/server/index.js')) return
  await buildWeb()
  writeFileSync(STAMP, wanted)
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = [...globSync(SOURCES), 'package-lock.json'].filter((name) => /\.\w+$/.test(name)).sort()
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function buildWeb(): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/@react-router/dev/bin.cjs', 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`building the web failed (${code})`))))
  })
}
