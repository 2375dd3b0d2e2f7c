import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { configurationFaults } from './configuration-table.ts'
import { importFaults } from './import-rules.ts'
import { linkFaults } from './link-rules.ts'
import { packageFaults, reasonFaults } from './package-rules.ts'
import { sizeFaults } from './sizes.ts'
import { readSources, root } from './source-files.ts'

/** A gate gives what is wrong, as text; nothing wrong is an empty text. */
interface Gate {
  name: string
  run: () => Promise<string>
}

const gates: readonly Gate[] = [
  {
    name: 'types',
    run: async () => {
      const projects = ['tsconfig.json', 'tsconfig.browser.json']
      const found = projects.map((project) => program('tsc', ['-p', project, '--pretty', 'false']))
      return (await Promise.all(found)).join('')
    },
  },
  {
    name: 'style',
    run: () =>
      program('biome', ['check', '--diagnostic-level=warn', '--error-on-warnings', '--max-diagnostics=60', '.']),
  },
  { name: 'imports', run: async () => importFaults(readSources(['src'])).join('\n') },
  { name: 'sizes', run: async () => sizeFaults(readSources(['src', 'test', 'bench', 'scripts'])).join('\n') },
  { name: 'unused', run: () => program('knip', ['--no-progress']) },
  { name: 'packages', run: async () => packageFaults().join('\n') },
  { name: 'documents', run: async () => [...configurationFaults(), ...reasonFaults(), ...linkFaults()].join('\n') },
  { name: 'database types', run: () => program('node', ['src/cli/codegen.ts', '--check']) },
]

/** `npm run check [-- GATE…]`: runs the gates, all or those named, shows what each found. Gives the exit code. */
async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name))
  if (unknown.length > 0) {
    console.error(`no such gate: ${unknown.join(', ')}; there are: ${gates.map((gate) => gate.name).join(', ')}`)
    return 2
  }
  const chosen = gates.filter((gate) => names.length === 0 || names.includes(gate.name))
  let failed = 0
  for (const gate of chosen) {
    const startedAt = performance.now()
    const found = (await gate.run()).trim()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${found === '' ? 'ok    ' : 'FAILED'} ${gate.name} (${seconds} s)`)
    if (found !== '') console.log(found.replace(/^/gm, '    '))
    if (found !== '') failed += 1
  }
  return failed === 0 ? 0 : 1
}

/** Runs a program of node_modules/.bin on the pinned runtime; what it wrote when it failed, else an empty text. */
function program(name: string, args: readonly string[]): Promise<string> {
  const folder = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(join(folder, name), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const written: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      resolve(code === 0 ? '' : Buffer.concat(written).toString() || `${name} ended with ${code}`)
    })
  })
}

process.exitCode = await main(process.argv.slice(2))
