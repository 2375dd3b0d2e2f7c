import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** One import or re-export. `target` is a path from the root for our own files, the bare specifier for everything else. */
export interface ImportLine {
  target: string
  own: boolean
  /** Only types cross: gone once the types are stripped. */
  isType: boolean
  /** The names taken; empty for a namespace, a bare or a dynamic import. */
  names: readonly string[]
  line: number
}

export interface SourceFile {
  path: string
  text: string
  program: object
  imports: readonly ImportLine[]
}

const GENERATED = ['src/platform/database.types.ts']

/** Every TypeScript file under the folders, parsed, in the order of their paths. Throws on a file that does not parse. */
export function readSources(folders: readonly string[]): SourceFile[] {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })).sort()
  return paths.filter((path) => !GENERATED.includes(path)).map((path) => parseSource(path, read(path)))
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Parses one file's text as if it stood at `path` (from the root, with forward slashes). */
export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text)
  const [fault] = parsed.errors
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`)
  const { staticImports, staticExports, dynamicImports } = parsed.module
  const imports = [
    ...staticImports.map(({ moduleRequest, entries, start }) => ({
      specifier: moduleRequest.value,
      isType: entries.length > 0 && entries.every((entry) => entry.isType),
      names: entries.flatMap((entry) => (entry.isType ? [] : (entry.importName.name ?? []))),
      start,
    })),
    ...staticExports.flatMap(({ entries, start }) => {
      const from = entries.filter((entry) => entry.moduleRequest !== null)
      const [first] = from
      if (first?.moduleRequest == null) return []
      const isType = from.every((entry) => entry.isType)
      return [{ specifier: first.moduleRequest.value, isType, names: [], start }]
    }),
    ...dynamicImports.flatMap(({ moduleRequest, start }) => {
      const specifier = /^['"](.+)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
      return specifier === undefined ? [] : [{ specifier, isType: false, names: [], start }]
    }),
  ]
  return { path, text, program: parsed.program, imports: imports.map((found) => resolved(path, text, found)) }
}

interface FoundImport {
  specifier: string
  isType: boolean
  names: readonly string[]
  start: number
}

function resolved(path: string, text: string, { specifier, isType, names, start }: FoundImport): ImportLine {
  const own = specifier.startsWith('.')
  const target = own ? posix.join(posix.dirname(path), specifier).replace(/\?.*$/, '') : specifier
  return { target, own, isType, names, line: lineAt(text, start) }
}

/** The line, counted from 1, at an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
