import {
  askRegistryForDraft,
  checkSection,
  chooseDraftPaper,
  type DraftFile,
  type DraftLine,
  type DraftSection,
  discardDraft,
  draftFactsOf,
  draftSections,
  dropParked,
  findParked,
  listDrafts,
  needsCommune,
  needsProcessingCommune,
  type OwnDraft,
  parkForm,
  prefilledApplicant,
  readinessOf,
  readOwnDraft,
  removeDraftFile,
  saveDraft,
  startDraft,
  submitDraft,
  type TypedFields,
} from '../../../modules/casework/drafts/index.ts'
import type { AnsweredComponent, HeldComponent } from '../../../modules/casework/papers/index.ts'
import { effectiveLimit, feesFor, isFree } from '../../../modules/catalogue/index.ts'
import type {
  FeeLine,
  Limit,
  OfficialText,
  ProcedureCase,
  ProcedureComponent,
} from '../../../modules/catalogue/schemas.ts'
import { type Actor, agencyTree } from '../../../modules/organisation/index.ts'
import type { FieldFault } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { PortalContext } from './portal-context.ts'

export interface CommuneChoice {
  code: string
  name: string
  /** "phường", "xã". */
  type: string
}

/** An application being written, as its pages show it. Paths of faults are names of fields. */
export interface DraftPage {
  id: string
  version: number
  changedAt: Date
  /** The dossier it became; then it is no draft any more. */
  dossierId: DossierId | null
  procedure: { code: string; name: OfficialText }
  cases: ProcedureCase[]
  caseKey: string | null
  needsCommune: boolean
  needsProcessingCommune: boolean
  /** Who decides, where it is not a commune of the applicant's choice. */
  agencyName: string | null
  limit: Limit | null
  fees: FeeLine[]
  free: boolean
  sections: Partial<Record<DraftSection, TypedFields>>
  prefill: TypedFields
  components: ProcedureComponent[]
  files: DraftFile[]
  /** What one's own store holds: not asked for, or to be used again by a press. */
  held: HeldComponent[]
  /** What a registry answered: not asked for. */
  answered: AnsweredComponent[]
  /** Ids of held papers that were chosen, by component. */
  chosen: Record<string, string>
  communes: CommuneChoice[]
  /** What still keeps it from being sent. */
  faults: { section: DraftSection | 'papers'; fault: FieldFault }[]
  warnings: FieldFault[]
}

export interface SaveOutcome {
  version: number
  faults: FieldFault[]
  /** Shown once; the page asks for them to be confirmed. */
  warnings: FieldFault[]
}

export interface DraftServices {
  start(actor: Actor, procedureCode: string): Promise<{ draftId: string }>
  list(actor: Actor): Promise<DraftLine[]>
  get(actor: Actor, draftId: string): Promise<DraftPage>
  /** Keeps the section as typed, then says what is wrong with it. */
  save(
    actor: Actor,
    save: { draftId: string; section: DraftSection; fields: TypedFields; seenVersion: number },
  ): Promise<SaveOutcome>
  removeFile(actor: Actor, draftId: string, fileId: string): Promise<void>
  discard(actor: Actor, draftId: string): Promise<void>
  /** Lets a held paper stand for a component; null takes that back. */
  choosePaper(actor: Actor, chosen: { draftId: string; componentKey: string; paperId: string | null }): Promise<void>
  submit(actor: Actor, draftId: string, declared: boolean): Promise<{ dossierId: DossierId; repeated: boolean }>
  /** For what was typed after the session had ended. */
  park(text: string): Promise<string | null>
  findParked(token: string): Promise<string | null>
  dropParked(token: string): Promise<void>
}

export function draftServices(context: PortalContext): DraftServices {
  const { casework, db } = context
  return {
    start: (actor, procedureCode) => startDraft(casework, { actor, procedureCode }),
    list: (actor) => listDrafts(casework, actor),
    get: async (actor, draftId) => draftPage(context, actor, await readOwnDraft(casework, actor, draftId)),
    async save(actor, { section, ...save }) {
      const { version } = await saveDraft(casework, { actor, section, ...save })
      await askRegistryForDraft(casework, actor, save.draftId)
      const draft = await readOwnDraft(casework, actor, save.draftId)
      const check = checkSection(section, draft.content.sections[section] ?? {}, await draftFactsOf(casework, draft))
      return { version, ...check }
    },
    removeFile: (actor, draftId, fileId) => removeDraftFile(casework, { actor, draftId, fileId }),
    choosePaper: (actor, chosen) => chooseDraftPaper(casework, { actor, ...chosen }),
    discard: (actor, draftId) => discardDraft(casework, { actor, draftId }),
    submit: (actor, draftId, declared) => submitDraft(casework, { actor, draftId, declared }),
    park: (text) => parkForm({ db, keys: context.keys }, text),
    findParked: (token) => findParked({ db, keys: context.keys }, token),
    dropParked: (token) => dropParked({ db }, token),
  }
}

async function draftPage({ casework, db }: PortalContext, actor: Actor, draft: OwnDraft): Promise<DraftPage> {
  const { document } = draft.procedure
  const tree = await agencyTree(db.read)
  const facts = await draftFactsOf(casework, draft)
  const chosen = { channel: 'online', caseKey: draft.caseKey } as const
  const fees = feesFor(document, chosen)
  const competent = document.competentAgency
  const readiness = readinessOf(draft, facts)
  return {
    id: draft.id,
    version: draft.version,
    changedAt: draft.changedAt,
    dossierId: draft.dossierId,
    procedure: { code: document.code, name: document.name },
    cases: document.cases,
    caseKey: draft.caseKey,
    needsCommune: needsCommune(document),
    needsProcessingCommune: needsProcessingCommune(document, draft.flow),
    agencyName: competent?.rule === 'department' ? (tree.bySlug(competent.agencySlug)?.name ?? null) : null,
    limit: effectiveLimit(document, chosen).limit,
    fees,
    free: isFree(fees),
    sections: Object.fromEntries(draftSections.map((section) => [section, draft.content.sections[section]])),
    prefill: await prefilledApplicant(casework, actor),
    components: document.components.filter(
      (component) => draft.askable.includes(component) || component.kind === 'data' || component.kind === 'note',
    ),
    files: draft.files,
    held: draft.held,
    answered: draft.answered,
    chosen: Object.fromEntries([...draft.chosen].map(([key, paper]) => [key, paper.id])),
    communes: communesOf(tree.all),
    ...readiness,
  }
}

function communesOf(agencies: Awaited<ReturnType<typeof agencyTree>>['all']): CommuneChoice[] {
  return agencies
    .filter((agency) => agency.kind === 'commune' && agency.validTo === null && agency.unitCode !== null)
    .map((agency) => ({ code: agency.unitCode ?? '', name: placeName(agency), type: agency.unitType ?? '' }))
    .sort((a, b) => a.type.localeCompare(b.type, 'vi') || a.name.localeCompare(b.name, 'vi'))
}

/** The place without the words of its committee: "phường Phố Hiến". */
function placeName({ shortName }: { shortName: string }): string {
  return shortName.replace(/^UBND\s+/u, '')
}
