import { localDate } from '../../../platform/civil-date.ts'
import type { FieldFault } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import {
  componentsToSupply,
  flowCodesFor,
  getCurrentFlow,
  getProcedureVersion,
  type ProcedureVersion,
} from '../../catalogue/index.ts'
import type { FlowDefinition, ProcedureComponent, ProcedureDocument } from '../../catalogue/schemas.ts'
import type { Actor } from '../../organisation/index.ts'
import { findPersonByIdentity, loadPersonKeys, readProfiles, vaultRefusals } from '../../vault/index.ts'
import type { HeldPaper } from '../../vault/papers/index.ts'
import type { CaseworkContext } from '../context.ts'
import { askForComponents, findAnsweredComponents } from '../papers/ask-registry.ts'
import { type HeldComponent, needlessKeys } from '../papers/held-component.ts'
import type { AnsweredComponent } from '../papers/registry-component.ts'
import { findHeldComponents } from '../papers/use-papers.ts'
import {
  caseOf,
  checkSection,
  type DraftContent,
  type DraftFacts,
  type DraftSection,
  draftSections,
  fieldsOfProfile,
  papersStillMissing,
  type TypedFields,
} from './draft.ts'
import { openDraft, openFileName } from './draft-seal.ts'
import { citizenOf, type DraftRow, getOwnDraft, listDraftFileRows, listDraftRows, readChoices } from './draft-store.ts'

export interface DraftFile {
  id: string
  componentKey: string
  hash: string
  mediaType: string
  /** Bytes. */
  size: number
  name: string
}

/** One's own draft, opened. */
export interface OwnDraft {
  id: string
  version: number
  changedAt: Date
  dossierId: DossierId | null
  suppliesDossierId: DossierId | null
  content: DraftContent
  files: DraftFile[]
  procedure: ProcedureVersion
  flow: FlowDefinition
  caseKey: string | null
  /** What can be handed in for the chosen case. */
  askable: ProcedureComponent[]
  /** What the applicant's own store holds of it; nothing when they apply for somebody else. */
  held: HeldComponent[]
  /** What registries answered about the applicant within a day: not asked for either. */
  answered: AnsweredComponent[]
  /** Held papers that the applicant chose, by component; one that is no longer held is gone from here. */
  chosen: ReadonlyMap<string, HeldPaper>
}

/** Opens one's own draft. Somebody else's is `draft_not_found`; one sent already carries its dossier's id. */
export async function readOwnDraft(context: CaseworkContext, actor: Actor, id: string): Promise<OwnDraft> {
  const { read } = context.db
  const row = await getOwnDraft(read, actor, id)
  const key = (await loadPersonKeys(read, context.keys, [row.personId])).get(row.personId)
  if (key === undefined || key === null) throw vaultRefusals.person_erased()
  const content = openDraft(key, row.id, row.sealed)
  const procedure = await getProcedureVersion(read, row.procedureVersionId)
  const caseKey = caseOf(procedure.document, content)
  const [flowCode = ''] = flowCodesFor(procedure.document, caseKey)
  const { definition } = await getCurrentFlow(read, flowCode)
  const files = await listDraftFileRows(read, row.id)
  const owner = { actor, row, content, procedure: procedure.document, caseKey }
  const isOwn = await isForOwner(context, owner)
  const held = isOwn ? await heldForDraft(context, owner) : []
  return {
    id: row.id,
    version: row.version,
    changedAt: row.changedAt,
    dossierId: row.dossierId,
    suppliesDossierId: row.suppliesDossierId,
    content,
    files: files.map((file) => ({
      id: file.id,
      componentKey: file.componentKey,
      hash: file.fileHash,
      mediaType: file.mediaType,
      size: file.size,
      name: openFileName(key, file.id, file.sealedName),
    })),
    procedure,
    flow: definition,
    caseKey,
    askable: componentsToSupply(procedure.document, caseKey),
    held,
    answered: isOwn ? await answeredForDraft(context, owner) : [],
    chosen: chosenOf(held, await readChoices(read, row.id)),
  }
}

/** Choices that are still held. */
export function chosenOf(held: readonly HeldComponent[], choices: ReadonlyMap<string, string>): Map<string, HeldPaper> {
  const chosen = held.flatMap(({ componentKey, standing, earlier }) => {
    const paper = [...standing, ...earlier].find(({ id }) => id === choices.get(componentKey))
    return paper === undefined ? [] : [[componentKey, paper] as const]
  })
  return new Map(chosen)
}

interface DraftOwner {
  actor: Actor
  row: DraftRow
  content: DraftContent
  procedure: ProcedureDocument
  caseKey: string | null
}

/** Whether the applicant named is the person of the account, found by their number. */
async function isForOwner({ db, keys }: CaseworkContext, { row, content }: DraftOwner): Promise<boolean> {
  const { applicant = {} } = content.sections
  const kind = applicant.kind === 'organisation' ? 'organisation' : 'citizen'
  const typed = (kind === 'citizen' ? applicant.identityNumber : applicant.taxCode) ?? ''
  const number = typed.replace(/[\s.-]/g, '')
  const named = number === '' ? row.personId : await findPersonByIdentity(db.read, keys, { kind, number })
  return named === row.personId
}

function heldForDraft({ db, keys }: CaseworkContext, owner: DraftOwner): Promise<HeldComponent[]> {
  const { actor, row, procedure, caseKey } = owner
  return findHeldComponents(db.read, keys, { actor, personId: row.personId, procedure, caseKey, now: Date.now() })
}

function answeredForDraft({ db, keys }: CaseworkContext, owner: DraftOwner): Promise<AnsweredComponent[]> {
  const { actor, row, procedure, caseKey } = owner
  const { personId } = row
  const use = { actor, personId, about: { personId }, procedure, caseKey, now: Date.now() }
  return findAnsweredComponents(db.read, keys, use)
}

/** Has the registry asked for one's own draft; one for somebody else asks nothing. A press does it, never the showing of a page. */
export async function askRegistryForDraft(context: CaseworkContext, actor: Actor, id: string): Promise<void> {
  const row = await getOwnDraft(context.db.read, actor, id)
  const key = (await loadPersonKeys(context.db.read, context.keys, [row.personId])).get(row.personId)
  if (key == null) return
  const content = openDraft(key, row.id, row.sealed)
  const { document: procedure } = await getProcedureVersion(context.db.read, row.procedureVersionId)
  const owner = { actor, row, content, procedure, caseKey: caseOf(procedure, content) }
  if (!(await isForOwner(context, owner))) return
  const { personId } = row
  await askForComponents(context, { actor, agencyId: null, about: { personId }, procedure, caseKey: owner.caseKey })
}

/** What the checks of a draft need, as of today. */
export async function draftFactsOf(
  context: CaseworkContext,
  draft: Pick<OwnDraft, 'procedure' | 'flow'>,
): Promise<DraftFacts> {
  const directory = await context.directory()
  return {
    procedure: draft.procedure.document,
    flow: draft.flow,
    today: localDate(Date.now()),
    isCommune: (code) => directory.byUnitCode(code)?.kind === 'commune',
  }
}

/** What still keeps a draft from being sent. Paths of typed fields are `section/field`, of papers `components/key`. */
export interface DraftReadiness {
  faults: { section: DraftSection | 'papers'; fault: FieldFault }[]
  warnings: FieldFault[]
}

/** Checks a whole draft. Pure. */
export function readinessOf(draft: OwnDraft, facts: DraftFacts): DraftReadiness {
  const readiness: DraftReadiness = { faults: [], warnings: [] }
  for (const section of draftSections) {
    const { faults, warnings } = checkSection(section, draft.content.sections[section] ?? {}, facts)
    readiness.faults.push(...faults.map((fault) => ({ section, fault })))
    readiness.warnings.push(...warnings)
  }
  const supplied = new Set([
    ...draft.files.map((file) => file.componentKey),
    ...draft.chosen.keys(),
    ...needlessKeys(draft.held),
    ...draft.answered.map(({ componentKey }) => componentKey),
  ])
  for (const [component] of papersStillMissing(draft.askable, supplied)) {
    const fault = {
      path: `components/${component?.key ?? ''}`,
      code: 'draft.paper_missing',
      params: { name: component?.name.vi ?? '' },
    }
    readiness.faults.push({ section: 'papers', fault })
  }
  return readiness
}

/** What the account already knows of the applicant, as fields of the form. Nothing for an erased person. */
export async function prefilledApplicant(context: CaseworkContext, actor: Actor): Promise<TypedFields> {
  const { personId } = citizenOf(actor)
  const profile = (await readProfiles(context.db.read, context.keys, [personId])).get(personId)
  return profile === undefined || profile === null ? {} : fieldsOfProfile(profile)
}

export interface DraftLine {
  id: string
  procedureCode: string
  procedureName: { vi: string; en?: string }
  changedAt: Date
}

/** One's own applications that were begun and not sent, the one touched last first. */
export async function listDrafts(context: CaseworkContext, actor: Actor): Promise<DraftLine[]> {
  const rows = await listDraftRows(context.db.read, citizenOf(actor).userId)
  return Promise.all(rows.map((row) => lineOf(context, row)))
}

async function lineOf(context: CaseworkContext, row: DraftRow): Promise<DraftLine> {
  const { document } = await getProcedureVersion(context.db.read, row.procedureVersionId)
  return { id: row.id, procedureCode: row.procedureCode, procedureName: document.name, changedAt: row.changedAt }
}
