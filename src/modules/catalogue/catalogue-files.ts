import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { expandProcedure } from './expand-procedure.ts'
import { checkFlow } from './flow.ts'
import { checkProcedure } from './procedure-check.ts'
import { ProcedureFile, ReasonFile } from './procedure-file.ts'
import { FieldDefinition, FlowDefinition, LifeEventDefinition, LineageEntry, ProcedureDocument } from './schemas.ts'

const Written = <Schema extends Type.TObject>(schema: Schema) => Type.Array(Type.Omit(schema, ['order']))
const SynonymFile = Type.Array(
  Type.Object(
    { say: Type.Array(Type.String(), { minItems: 1 }), when: Type.Array(Type.String(), { minItems: 1 }) },
    { additionalProperties: false },
  ),
)

const checkers = {
  fields: Compile(Written(FieldDefinition)),
  lifeEvents: Compile(Written(LifeEventDefinition)),
  lineage: Compile(Type.Array(LineageEntry)),
  synonyms: Compile(SynonymFile),
  reasons: Compile(ReasonFile),
  flow: Compile(FlowDefinition),
  procedures: Compile(ProcedureFile),
  document: Compile(ProcedureDocument),
}

/** Ways of saying: a procedure that has one of `when` in its words is also found by those in `say`. */
export type SearchSynonym = Static<typeof SynonymFile>[number]

export interface CatalogueFiles {
  procedures: ProcedureDocument[]
  flows: FlowDefinition[]
  fields: FieldDefinition[]
  lifeEvents: LifeEventDefinition[]
  lineage: LineageEntry[]
  synonyms: SearchSynonym[]
}

/** A file of the catalogue that cannot be used: which file, where in it, why. */
export class CatalogueFileError extends Error {
  override readonly name = 'CatalogueFileError'
  readonly file: string
  readonly path: string

  constructor(file: string, path: string, message: string) {
    super(`${file}: ${path === '' ? '' : `${path}: `}${message}`)
    this.file = file
    this.path = path
  }
}

/**
 * Reads `fields.yaml`, `life-events.yaml`, `search-synonyms.yaml`, `flows/*.yaml` and `procedures/*.yaml` (files there that
 * begin with an underscore hold reasons and lineage) of a folder. Throws CatalogueFileError at the first fault.
 */
export async function loadCatalogueFiles(folder: string): Promise<CatalogueFiles> {
  const load = <Result>(file: string, checker: Checker<Result>) => readChecked(folder, file, checker)
  const fields = (await load('fields.yaml', checkers.fields)).map((field, order) => ({ ...field, order }))
  const lifeEvents = (await load('life-events.yaml', checkers.lifeEvents)).map((event, order) => ({ ...event, order }))
  const synonyms = await load('search-synonyms.yaml', checkers.synonyms)
  const reasons = await load('procedures/_reasons.yaml', checkers.reasons)
  const lineage = await load('procedures/_lineage.yaml', checkers.lineage)
  const flows = await loadFlows(folder)
  const names = {
    fields: new Set(fields.map((field) => field.key)),
    lifeEvents: new Set(lifeEvents.map((event) => event.key)),
    flows: new Set(flows.map((flow) => flow.code)),
  }
  const procedures: ProcedureDocument[] = []
  const owners = new Map<string, string>()
  for (const file of await yamlNames(folder, 'procedures')) {
    const written = await load(file, checkers.procedures)
    const field = fields.find((candidate) => candidate.key === written.field)
    if (field === undefined) throw new CatalogueFileError(file, 'field', `unknown field ${written.field}`)
    const { order: _order, ...reference } = field
    for (const [index, item] of written.procedures.entries()) {
      const at = `procedures/${index} (${item.code})`
      const document = guarded(file, at, () => expandProcedure(item, written.defaults, { field: reference, reasons }))
      assertShape(file, at, checkers.document, document)
      const fault = checkProcedure(document, names)[0]
      if (fault) throw new CatalogueFileError(file, `${at}/${fault.path}`, fault.message)
      const owner = owners.get(document.code)
      if (owner !== undefined) throw new CatalogueFileError(file, at, `code already in ${owner}`)
      owners.set(document.code, file)
      procedures.push(document)
    }
  }
  assertLineage(lineage, owners)
  return { procedures, flows, fields, lifeEvents, lineage, synonyms }
}

async function loadFlows(folder: string): Promise<FlowDefinition[]> {
  const flows: FlowDefinition[] = []
  for (const file of await yamlNames(folder, 'flows')) {
    const flow = await readChecked(folder, file, checkers.flow)
    if (file !== `flows/${flow.code}.yaml`)
      throw new CatalogueFileError(file, 'code', `the file is not named ${flow.code}`)
    const fault = checkFlow(flow)[0]
    if (fault) throw new CatalogueFileError(file, fault.path, fault.code)
    flows.push(flow)
  }
  return flows
}

function assertLineage(lineage: readonly LineageEntry[], owners: ReadonlyMap<string, string>): void {
  for (const [index, entry] of lineage.entries()) {
    const at = `${index} (${entry.code})`
    const fault =
      entry.kind !== 'withdrawn' && (entry.replacedBy === null || !owners.has(entry.replacedBy))
        ? 'the successor is not in the catalogue'
        : owners.has(entry.code)
          ? `the code is still a procedure in ${owners.get(entry.code)}`
          : null
    if (fault) throw new CatalogueFileError('procedures/_lineage.yaml', at, fault)
  }
}

interface Checker<Result> {
  Check(value: unknown): value is Result
  Errors(value: unknown): { instancePath: string; message: string }[]
}

async function readChecked<Result>(folder: string, file: string, checker: Checker<Result>): Promise<Result> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: Error) => {
    throw new CatalogueFileError(file, '', error.message)
  })
  const value: unknown = guarded(file, '', () => parse(text))
  assertShape(file, '', checker, value)
  return value
}

function assertShape<Result>(
  file: string,
  at: string,
  checker: Checker<Result>,
  value: unknown,
): asserts value is Result {
  if (checker.Check(value)) return
  const errors = checker.Errors(value)
  const deepest = errors.reduce(
    (best, error) => (depth(error) > depth(best) ? error : best),
    errors[0] as never as Fault,
  )
  const inside = deepest.instancePath.replace(/^\//, '')
  throw new CatalogueFileError(file, [at, inside].filter(Boolean).join('/'), deepest.message)
}

type Fault = { instancePath: string; message: string }

function depth(fault: Fault): number {
  return fault.instancePath.split('/').length
}

function guarded<Result>(file: string, at: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new CatalogueFileError(file, at, (error as Error).message)
  }
}

async function yamlNames(folder: string, part: string): Promise<string[]> {
  const names = await readdir(join(folder, part))
  return names
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('_'))
    .sort()
    .map((name) => `${part}/${name}`)
}
