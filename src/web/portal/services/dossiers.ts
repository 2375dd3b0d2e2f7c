import type { DossierState } from '../../../modules/casework/dossier.ts'
import {
  askRegistryForSupply,
  chooseSupplyPaper,
  type DraftFile,
  readSupply,
  removeDraftFile,
  sendSupply,
} from '../../../modules/casework/drafts/index.ts'
import { refusals } from '../../../modules/casework/errors.ts'
import { carryOut, currentState } from '../../../modules/casework/index.ts'
import type { AnsweredComponent, HeldComponent } from '../../../modules/casework/papers/index.ts'
import { maySee } from '../../../modules/casework/policy.ts'
import {
  getDossierForApplicant,
  listOwnDossiers,
  trackDossier,
  type Viewer,
  verifyResult,
} from '../../../modules/casework/views/index.ts'
import type {
  ApplicantDossierPage,
  OwnDossierLine,
  Page,
  PageRequest,
  TrackedDossier,
  VerifiedResult,
} from '../../../modules/casework/views/view-types.ts'
import { getProcedureVersion } from '../../../modules/catalogue/index.ts'
import type { OfficialText, ProcedureComponent } from '../../../modules/catalogue/schemas.ts'
import { type Actor, anonymous } from '../../../modules/organisation/index.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { isUuid } from '../../../platform/ids.ts'
import { type ProofDocument, proofDocument } from '../../../platform/ledger/index.ts'
import type { Locale } from '../../locales/translate.ts'
import type { PortalContext } from './portal-context.ts'
import { trackingAttempts } from './tracking-attempts.ts'

/** The answer to a supplement request, as it is being gathered. */
export interface SupplyPage {
  dossierId: DossierId
  code: string | null
  procedureName: OfficialText
  until: number
  components: ProcedureComponent[]
  files: DraftFile[]
  /** What one's own store, or a share with this dossier, holds for what is asked. */
  held: HeldComponent[]
  /** Ids of held papers that were chosen, by component. */
  chosen: Record<string, string>
  /** What a registry answered for: it need not be handed in. */
  answered: AnsweredComponent[]
  /** A registry might hold something of it and can be asked. */
  mayAsk: boolean
}

export interface DossierServices {
  list(actor: Actor, page: PageRequest): Promise<Page<OwnDossierLine>>
  get(actor: Actor, id: string, locale?: Locale): Promise<ApplicantDossierPage>
  track(asked: { code: string; lastDigits: string }): Promise<TrackedDossier>
  verify(verificationCode: string): Promise<VerifiedResult>
  supply(actor: Actor, id: string): Promise<SupplyPage>
  removeSupplyFile(actor: Actor, id: string, fileId: string): Promise<void>
  /** Lets a held paper stand for what is asked; null takes that back. */
  chooseSupplyPaper(actor: Actor, id: string, chosen: { componentKey: string; paperId: string | null }): Promise<void>
  /** Has the national registries asked for what is still wanted. */
  askRegistry(actor: Actor, id: string): Promise<void>
  sendSupply(actor: Actor, id: string): Promise<void>
  withdraw(actor: Actor, id: string, given: { reason: string; version: number; commandId: string }): Promise<void>
  /** The history with its proof, for `motcua verify-proof`. */
  history(actor: Actor, id: string): Promise<ProofDocument>
  /** A file of a dossier that the actor may see: its media type and a name to save it under. */
  findFile(actor: Actor, id: string, hash: string): Promise<{ mediaType: string; size: number | null; stem: string }>
}

export function dossierServices({ casework, db }: PortalContext): DossierServices {
  const attempts = trackingAttempts()
  return {
    list: (actor, page) => listOwnDossiers(viewer(actor), page),
    get: (actor, id, locale) => getDossierForApplicant(viewer(actor, locale), dossierIdOf(id)),
    track: (asked) => attempts.guard(asked.code, () => trackDossier(viewer(anonymous), asked)),
    verify: (verificationCode) => verifyResult(viewer(anonymous), { verificationCode }),
    async supply(actor, id) {
      const { state, componentKeys, until, draft, held, chosen, answered, mayAsk } = await readSupply(
        casework,
        actor,
        dossierIdOf(id),
      )
      const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
      return {
        dossierId: state.id,
        code: state.code,
        procedureName: document.name,
        until,
        components: document.components.filter((component) => componentKeys.includes(component.key)),
        files: draft?.files ?? [],
        held,
        chosen: Object.fromEntries([...chosen].map(([key, paper]) => [key, paper.id])),
        answered,
        mayAsk: casework.registry !== undefined && mayAsk,
      }
    },
    async removeSupplyFile(actor, id, fileId) {
      const { draft } = await readSupply(casework, actor, dossierIdOf(id))
      if (draft !== null) await removeDraftFile(casework, { actor, draftId: draft.id, fileId })
    },
    chooseSupplyPaper: (actor, id, chosen) =>
      chooseSupplyPaper(casework, { actor, dossierId: dossierIdOf(id), ...chosen }),
    askRegistry: (actor, id) => askRegistryForSupply(casework, { actor, dossierId: dossierIdOf(id) }),
    sendSupply: (actor, id) => sendSupply(casework, { actor, dossierId: dossierIdOf(id) }),
    async withdraw(actor, id, { reason, version, commandId }) {
      await carryOut(casework, {
        dossierId: dossierIdOf(id),
        verb: 'withdraw',
        actor,
        input: reason === '' ? {} : { reason },
        expectedVersion: version,
        commandId,
      })
    },
    async history(actor, id) {
      await seenState(actor, id)
      const document = await proofDocument(db.read, id)
      if (document === undefined) throw refusals.dossier_not_found()
      return document
    },
    async findFile(actor, id, hash) {
      const state = await seenState(actor, id)
      const authorisation = state.authorisation?.file
      // A paper of the store is opened by a press that is written down for its owner (web/store/store-routes.ts).
      const attached = [
        ...state.attachments.filter((attachment) => attachment.paperId === undefined),
        ...(authorisation == null ? [] : [{ ...authorisation, componentKey: 'uy-quyen' }]),
      ].find((attachment) => attachment.fileHash === hash)
      if (attached !== undefined) {
        return { mediaType: attached.mediaType, size: attached.size, stem: attached.componentKey }
      }
      const kept = actor.kind === 'officer' ? keptFiles(state).find((file) => file.fileHash === hash) : undefined
      if (kept !== undefined) return { mediaType: kept.mediaType, size: kept.size, stem: kept.stem }
      if (state.result?.fileHash !== hash) throw refusals.dossier_not_found()
      return { mediaType: state.result.mediaType, size: null, stem: `ket-qua-${state.code ?? ''}` }
    },
  }

  function viewer(actor: Actor, locale: Locale = 'vi'): Viewer {
    return { reader: db.read, context: casework, actor, locale, now: Date.now() }
  }

  async function seenState(actor: Actor, id: string): Promise<DossierState> {
    const { state } = await currentState(casework, dossierIdOf(id))
    const directory = await casework.directory()
    if (!maySee(state, actor, (agencyId) => directory.line(agencyId))) throw refusals.dossier_not_found()
    return state
  }
}

/** What was kept when the result was handed over: for officers, because it may be another person's paper. */
function keptFiles({ handover }: DossierState) {
  const { authorisation = null, signature = null } = handover ?? {}
  return [
    ...(authorisation === null ? [] : [{ ...authorisation, stem: 'uy-quyen' }]),
    ...(signature === null ? [] : [{ ...signature, stem: 'chu-ky' }]),
  ]
}

/** What is no id at all is a dossier that does not exist. */
function dossierIdOf(id: string): DossierId {
  if (!isUuid(id)) throw refusals.dossier_not_found()
  return id as DossierId
}
