import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './source-files.ts'

const REASONS = 'decisions/0010-dependencies.md'

interface PackageFile {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}
interface LockFile {
  packages: Record<string, { version?: string; resolved?: string; hasInstallScript?: boolean; optional?: boolean }>
}

/**
 * What is wrong with what gets installed: a version that is not exact, a lock file that names a registry (it must install from any) or
 * does not fit package.json, an install script that nobody allowed, an allowance that is not needed.
 */
export function packageFaults(): string[] {
  const wanted = readJson<PackageFile>('package.json')
  const { packages } = readJson<LockFile>('package-lock.json')
  const allowed = Object.keys(wanted.allowScripts)
  const faults: string[] = []
  for (const [name, version] of Object.entries({ ...wanted.dependencies, ...wanted.devDependencies })) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      faults.push(`package.json: ${name} ${version} is not an exact version`)
    const locked = packages[`node_modules/${name}`]?.version
    if (locked !== version)
      faults.push(`package-lock.json: ${name} is ${locked ?? 'missing'}, package.json says ${version}`)
  }
  for (const [path, locked] of Object.entries(packages)) {
    const name = path.replace(/^.*node_modules\//, '')
    if (locked.resolved?.startsWith('http')) faults.push(`package-lock.json: ${name} names a registry host`)
    if (locked.hasInstallScript && !locked.optional && !allowed.includes(name)) {
      faults.push(`package.json: ${name} wants to run an install script; allow it in allowScripts or leave it out`)
    }
  }
  for (const name of allowed) {
    if (packages[`node_modules/${name}`] === undefined)
      faults.push(`package.json: allowScripts names ${name}, which is not installed`)
  }
  return faults
}

/** Packages without a reason in decision 0010, and reasons without a package. */
export function reasonFaults(): string[] {
  const { dependencies, devDependencies } = readJson<PackageFile>('package.json')
  const used = Object.keys({ ...dependencies, ...devDependencies })
  const table = readFileSync(join(root, REASONS), 'utf8')
  const explained = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '')
  return [
    ...used.filter((name) => !explained.includes(name)).map((name) => `${REASONS}: no reason for ${name}`),
    ...explained.filter((name) => !used.includes(name)).map((name) => `${REASONS}: ${name} is not in package.json`),
  ]
}

function readJson<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(join(root, name), 'utf8')) as Shape
}
