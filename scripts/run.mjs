import { spawn } from 'node:child_process'
import { ensureInstalled, root, runtime } from './install.mjs'

/** Installs what is missing, then becomes the pinned runtime with these arguments; signals are passed on. */
export function runPinned(args, env = {}) {
  ensureInstalled()
  const child = spawn(runtime, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  // A terminal sends Ctrl-C to the whole group; a supervisor signals only this process: pass it on once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
