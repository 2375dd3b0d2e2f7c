import type { CaseworkContext } from '../../modules/casework/index.ts'
import { findDossierCodes, openDossierPaper, shareWithDossier } from '../../modules/casework/papers/index.ts'
import { findProcedureNames } from '../../modules/catalogue/index.ts'
import type { OfficialText } from '../../modules/catalogue/schemas.ts'
import { type Actor, type CitizenActor, officerNamesById } from '../../modules/organisation/index.ts'
import { readProfiles } from '../../modules/vault/index.ts'
import {
  countOwnReuse,
  getOwnPaper,
  type HeldPaper,
  listOwnPapers,
  makeCertifiedCopy,
  type OpenedFile,
  type OwnPaper,
  openOwnCopy,
  openOwnPaper,
  type PaperState,
  paperStateOn,
  revokeShare,
  type VerifiedCopy,
  vaultPaperRefusals,
  verifyCopy,
} from '../../modules/vault/papers/index.ts'
import { localDate } from '../../platform/civil-date.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { DossierId } from '../../platform/ids.ts'
import { copyWords } from './copy-words.ts'

export interface PaperLine {
  paper: HeldPaper
  state: PaperState
}

/** A paper as its owner sees it, with the names behind the ids. */
export interface PaperDetailPage extends Omit<OwnPaper, 'accesses'> {
  state: PaperState
  accesses: (Pick<OwnPaper['accesses'][number], 'act' | 'purpose' | 'at'> & {
    officer: string | null
    agency: string | null
    dossierCode: string | null
    procedure: OfficialText | null
  })[]
}

export interface CopyVerification extends Omit<VerifiedCopy, 'paper'> {
  title: string | null
  issuer: string | null
  issuedOn: string | null
  state: PaperState | null
}

/** What pages may ask of the papers that are held. */
export interface StoreServices {
  list(
    actor: CitizenActor,
    after: string | undefined,
  ): Promise<{ papers: PaperLine[]; next: string | null; reused: number }>
  get(actor: CitizenActor, paperId: string): Promise<PaperDetailPage>
  open(actor: Actor, paperId: string): Promise<OpenedFile>
  openCopy(actor: Actor, copyId: string): Promise<OpenedFile>
  openForDossier(actor: Actor, dossierId: DossierId, paperId: string): Promise<OpenedFile>
  copy(actor: CitizenActor, paperId: string): Promise<{ verificationCode: string }>
  share(actor: CitizenActor, paperId: string, code: string): Promise<{ code: string }>
  unshare(actor: CitizenActor, shareId: string): Promise<void>
  /** Null when there is no such copy. Nothing personal. */
  verifyCopy(code: string): Promise<CopyVerification | null>
}

export interface StoreServicesContext {
  casework: CaseworkContext
  files: FileStore
  publicUrl: string
}

const ON_A_PAGE = 30

export function storeServices({ casework, files, publicUrl }: StoreServicesContext): StoreServices {
  const { db, keys } = casework
  const today = () => localDate(Date.now())
  return {
    async list({ personId }, after) {
      const [page, reused] = await Promise.all([
        listOwnPapers(db.read, keys, { personId, after, limit: ON_A_PAGE }),
        countOwnReuse(db.read, personId),
      ])
      const papers = page.papers.map((paper) => ({ paper, state: paperStateOn(paper, today()) }))
      return { papers, next: page.next, reused }
    },
    async get({ personId }, paperId) {
      const own = await getOwnPaper(db.read, keys, { personId, paperId })
      return { ...own, state: paperStateOn(own.paper, today()), accesses: await named(casework, own.accesses) }
    },
    open: async (actor, paperId) => openOwnPaper(casework, { owner: ownerOf(actor), paperId }),
    openCopy: async (actor, copyId) => openOwnCopy(casework, { owner: ownerOf(actor), copyId }),
    openForDossier: (actor, dossierId, paperId) => openDossierPaper(casework, { actor, dossierId, paperId }),
    async copy(actor, paperId) {
      const profile = (await readProfiles(db.read, keys, [actor.personId])).get(actor.personId)
      const words = copyWords({ publicUrl, owner: profile?.fullName ?? '', now: Date.now() })
      const request = { owner: actor, paperId, onDate: today(), words }
      return makeCertifiedCopy({ db, keys, files }, request)
    },
    share: (actor, paperId, code) => shareWithDossier(casework, { actor, paperId, code }),
    unshare: (actor, shareId) => db.write((tx) => revokeShare(tx, { owner: actor, shareId })),
    async verifyCopy(code) {
      const found = await verifyCopy({ db, keys }, code)
      if (found === null) return null
      const { paper, ...copy } = found
      const { title = null, issuer = null } = paper?.details ?? {}
      const state = paper === null ? null : paperStateOn(paper, today())
      return { ...copy, title, issuer, issuedOn: paper?.issuedOn ?? null, state }
    },
  }
}

/** Only a citizen has a store; for anybody else nothing is found there. */
function ownerOf(actor: Actor): CitizenActor {
  if (actor.kind !== 'citizen') throw vaultPaperRefusals.paper_not_found()
  return actor
}

async function named(
  { db, directory }: CaseworkContext,
  accesses: OwnPaper['accesses'],
): Promise<PaperDetailPage['accesses']> {
  const [officers, codes, procedures, agencies] = await Promise.all([
    officerNamesById(
      db.read,
      accesses.flatMap(({ officerId }) => officerId ?? []),
    ),
    findDossierCodes(
      db.read,
      accesses.flatMap(({ dossierId }) => dossierId ?? []),
    ),
    findProcedureNames(
      db.read,
      accesses.flatMap(({ procedureCode }) => procedureCode ?? []),
    ),
    directory(),
  ])
  return accesses.map(({ act, purpose, at, officerId, agencyId, dossierId, procedureCode }) => ({
    act,
    purpose,
    at,
    officer: officerId === null ? null : (officers.get(officerId) ?? null),
    agency: agencyId === null ? null : (agencies.get(agencyId)?.name ?? null),
    dossierCode: dossierId === null ? null : (codes.get(dossierId) ?? null),
    procedure: procedureCode === null ? null : (procedures.get(procedureCode) ?? null),
  }))
}
