import { existsSync, readdirSync } from 'node:fs'
import { type BenchEnvironment, type BenchResult, withEnvironment } from './environment.ts'

interface Bench {
  /** Absent for a bench that needs no database: reading it runs it. */
  run?(environment: BenchEnvironment): Promise<BenchResult>
}

const PARTS = new Set([
  'run.ts',
  'environment.ts',
  'server-process.ts',
  'follower-process.ts',
  'life.ts',
  'ask.ts',
  'plain-life.ts',
  'ocr-alone.ts',
  'two-sizes.ts',
  'kept.ts',
])
const folder = new URL('./', import.meta.url)

async function runBench(name: string): Promise<boolean> {
  const file = new URL(`${name}.ts`, folder)
  if (!existsSync(file)) {
    console.error(`no bench ${name}; there are: ${allNames().join(', ')}`)
    return false
  }
  const bench = (await import(file.href)) as Bench
  if (bench.run === undefined) return true
  const work = bench.run
  const result = await withEnvironment((environment) => work(environment))
  console.log(JSON.stringify(result))
  return true
}

function allNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !PARTS.has(name))
    .map((name) => name.slice(0, -3))
    .sort()
}

const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : allNames()) {
  if (!(await runBench(name))) process.exitCode = 2
}
