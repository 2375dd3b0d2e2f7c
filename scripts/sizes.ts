import { lineAt, type SourceFile } from './source-files.ts'

const LIMITS = { fileLines: 400, functionLines: 80, pageComponentLines: 120, parameters: 4 }
/** The router calls this file's function with its own five arguments. */
const GIVEN_SIGNATURES = ['src/web/entry.server.tsx']

interface Node {
  type: string
  start: number
  end: number
  [property: string]: unknown
}

/** What is larger than house rules allow: files over 400 lines, functions over 80 (a page's component 120), over 4 parameters. */
export function sizeFaults(files: readonly SourceFile[]): string[] {
  return files.filter((file) => !file.path.endsWith('.test.ts')).flatMap(faultsOf)
}

function faultsOf(file: SourceFile): string[] {
  const faults: string[] = []
  const lines = file.text.trimEnd().split('\n').length
  if (lines > LIMITS.fileLines) faults.push(`${file.path}: ${lines} lines, at most ${LIMITS.fileLines}`)
  const most = file.path.endsWith('.tsx') ? LIMITS.pageComponentLines : LIMITS.functionLines
  for (const node of functionsIn(file.program)) {
    const first = lineAt(file.text, node.start)
    const length = lineAt(file.text, node.end) - first + 1
    const parameters = (node.params as unknown[]).length
    if (length > most) faults.push(`${file.path}:${first}: function of ${length} lines, at most ${most}`)
    if (parameters > LIMITS.parameters && !GIVEN_SIGNATURES.includes(file.path)) {
      faults.push(`${file.path}:${first}: ${parameters} parameters, at most ${LIMITS.parameters}; take an object`)
    }
  }
  return faults
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function functionsIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn)
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(functionsIn)
  return isNode(value) && FUNCTIONS.has(value.type) ? [value, ...below] : below
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string' && 'start' in value
}
