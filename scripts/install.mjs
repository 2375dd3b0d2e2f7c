// Runs under any Node from 18: installs what is missing, then says where the pinned runtime is. Everything else of the
// project runs on that runtime.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const runtime = join(root, 'node_modules', '.bin', 'node')

const lock = join(root, 'package-lock.json')
const stamp = join(root, 'node_modules', '.motcua-installed')

function wanted() {
  return createHash('sha256').update(readFileSync(lock)).digest('hex')
}

/** `npm ci` when node_modules does not fit package-lock.json. */
export function ensureInstalled() {
  const hash = wanted()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(runtime)) return
  console.log('Cài các gói cần thiết (một lần)… / Installing packages (once)…')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
  if (npm.status !== 0) process.exit(npm.status ?? 1)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
}
