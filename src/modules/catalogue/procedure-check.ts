import { namesAbolishedPaper } from './component.ts'
import { rawSaysFree } from './fee.ts'
import { effectiveLimit, isSameLimit } from './limit.ts'
import type { ProcedureDocument } from './schemas.ts'

/** What a document refers to outside itself. */
export interface CatalogueNames {
  fields: ReadonlySet<string>
  lifeEvents: ReadonlySet<string>
  flows: ReadonlySet<string>
}

/** A fault of meaning in a document that has the right shape. `path` is a JSON pointer without the leading slash. */
export interface ProcedureFault {
  path: string
  message: string
}

/** Everything about a document that its schema cannot say; empty when it may be published. */
export function checkProcedure(document: ProcedureDocument, names: CatalogueNames): ProcedureFault[] {
  return [
    ...checkNames(document, names),
    ...checkKeys(document),
    ...checkFees(document),
    ...checkComponents(document),
    ...checkLimits(document),
    ...checkUnsure(document),
    ...(document.completeness === 'whole' ? checkWhole(document) : checkEntry(document)),
  ]
}

function checkNames(document: ProcedureDocument, names: CatalogueNames): ProcedureFault[] {
  const faults: ProcedureFault[] = []
  if (!names.fields.has(document.field.key)) faults.push({ path: 'field', message: 'unknown field' })
  for (const [index, key] of document.lifeEvents.entries()) {
    if (!names.lifeEvents.has(key)) faults.push({ path: `lifeEvents/${index}`, message: `unknown life event ${key}` })
  }
  for (const [index, { flow }] of document.flows.entries()) {
    if (!names.flows.has(flow)) faults.push({ path: `flows/${index}`, message: `unknown flow ${flow}` })
  }
  return faults
}

function checkKeys(document: ProcedureDocument): ProcedureFault[] {
  const cases = new Set(document.cases.map((kase) => kase.key))
  const faults: ProcedureFault[] = []
  const unknown = (path: string, keys: readonly string[]) => {
    for (const key of keys) if (!cases.has(key)) faults.push({ path, message: `unknown case ${key}` })
  }
  unknown('effectiveLimit', document.effectiveLimit.exceptCaseKeys)
  for (const [index, line] of document.fees.entries()) unknown(`fees/${index}`, line.caseKey ? [line.caseKey] : [])
  for (const [index, line] of document.components.entries()) unknown(`components/${index}`, line.caseKeys ?? [])
  for (const [index, entry] of document.flows.entries()) unknown(`flows/${index}`, entry.caseKeys ?? [])
  for (const part of ['cases', 'components', 'results'] as const) faults.push(...repeated(part, document[part]))
  const channels = document.channels.map((terms) => terms.channel)
  if (new Set(channels).size < channels.length) faults.push({ path: 'channels', message: 'channel named twice' })
  return faults
}

function repeated(path: string, rows: readonly { key: string }[]): ProcedureFault[] {
  const keys = rows.map((row) => row.key)
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [{ path: `${path}/${index}`, message: `key ${key} twice` }] : [],
  )
}

function checkFees(document: ProcedureDocument): ProcedureFault[] {
  return document.fees.flatMap((line, index) => {
    const path = `fees/${index}`
    if ((line.status === 'amount') !== (line.amount !== null)) return [{ path, message: 'amount and status disagree' }]
    if (line.amount === 0) return [{ path, message: 'zero is not an amount: say free, local or unknown' }]
    if (line.status === 'free' && !rawSaysFree(line.raw)) return [{ path, message: 'the source does not say free' }]
    return []
  })
}

function checkComponents(document: ProcedureDocument): ProcedureFault[] {
  return document.components.flatMap((component, index) => {
    const path = `components/${index}`
    const faults: ProcedureFault[] = []
    if (namesAbolishedPaper(component.name.vi) && !component.abolished && component.kind !== 'note') {
      faults.push({ path, message: 'an abolished paper must be marked so' })
    }
    const zero = component.originals === 0 && component.copies === 0
    if (zero !== (component.kind === 'note')) faults.push({ path, message: 'a note, and only a note, counts 0 and 0' })
    if (component.required === 'when' && component.condition === null && component.alternativesGroup === null) {
      faults.push({ path, message: 'required when what?' })
    }
    return faults
  })
}

function checkLimits(document: ProcedureDocument): ProcedureFault[] {
  const limits = [...document.cases, ...document.channels].flatMap((terms) => (terms.limit ? [terms.limit] : []))
  const whole = limits.filter((limit) => limit.unit === 'd' || limit.unit === 'm')
  if (whole.some((limit) => !Number.isInteger(limit.quantity))) {
    return [{ path: 'cases', message: 'calendar days and months are whole' }]
  }
  const differ = document.cases.some((kase) =>
    document.channels.some((terms) => kase.limit && terms.limit && !isSameLimit(kase.limit, terms.limit)),
  )
  if (!differ || document.effectiveLimit.confirmed) return []
  return document.unsure.some((entry) => entry.path === 'effectiveLimit')
    ? []
    : [{ path: 'effectiveLimit', message: 'two differing limits need an unsure entry' }]
}

function checkUnsure(document: ProcedureDocument): ProcedureFault[] {
  return document.unsure.flatMap((entry, index) =>
    resolves(document, entry.path) ? [] : [{ path: `unsure/${index}`, message: `no such place: ${entry.path}` }],
  )
}

function resolves(document: unknown, path: string): boolean {
  let at: unknown = document
  for (const part of path.split('/')) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false
    at = (at as Record<string, unknown>)[part]
  }
  return true
}

function checkWhole(document: ProcedureDocument): ProcedureFault[] {
  const faults: ProcedureFault[] = []
  const { channel } = document.channels[0] ?? { channel: 'counter' as const }
  if (effectiveLimit(document, { channel, caseKey: null }).limit === null) {
    faults.push({ path: 'effectiveLimit', message: 'a whole procedure has a limit' })
  }
  for (const part of ['channels', 'fees', 'results', 'flows', 'subjectTypes', 'receivingPlaces'] as const) {
    if (document[part].length === 0) faults.push({ path: part, message: 'a whole procedure has this' })
  }
  if (document.components.length === 0 && !document.unsure.some((entry) => entry.path === 'components')) {
    faults.push({ path: 'components', message: 'no components: needs an unsure entry' })
  }
  if (document.competentAgency === null) faults.push({ path: 'competentAgency', message: 'required before activation' })
  if (document.serviceLevel === 'partial' && document.serviceLevelReason === null) {
    faults.push({ path: 'serviceLevelReason', message: 'a partial service says why' })
  }
  const uncovered = document.cases.filter(
    (kase) => !document.flows.some((entry) => entry.caseKeys === null || entry.caseKeys.includes(kase.key)),
  )
  for (const kase of uncovered) faults.push({ path: 'flows', message: `no flow for case ${kase.key}` })
  return faults
}

function checkEntry(document: ProcedureDocument): ProcedureFault[] {
  return document.serviceLevel === 'information'
    ? []
    : [{ path: 'serviceLevel', message: 'an entry is information only' }]
}
