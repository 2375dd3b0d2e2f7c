import { localDate } from '../../../platform/civil-date.ts'
import type { Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import type { ProcedureDocument } from '../../catalogue/index.ts'
import { type Actor, userIdOf } from '../../organisation/index.ts'
import { admitPapers, findHeldPapers, type HeldPaper, logAccess } from '../../vault/papers/index.ts'
import type { DossierState } from '../dossier.ts'
import { refusals } from '../errors.ts'
import {
  attachmentsFromStore,
  fitsComponent,
  type HandedIn,
  type HeldComponent,
  heldComponents,
  mightBeHeld,
  typesUsable,
} from './held-component.ts'

/** For whom and for what the store is asked. */
export interface UseOfStore {
  actor: Actor
  /** The applicant; null for one who is not recorded yet: their store is empty. */
  personId: PersonId | null
  procedure: ProcedureDocument
  caseKey: string | null
  /** Epoch milliseconds of the transaction. */
  now: number
  /** What was shared with this dossier may be used too. */
  dossierId?: DossierId
}

/** A paper of the store as used for a component. */
export interface UsedPaper {
  componentKey: string
  paper: HeldPaper
}

/**
 * A citizen uses only a store of their own: whoever files for somebody else does not get at that person's papers by knowing their
 * number. An officer uses the applicant's, for what this procedure needs.
 */
export function mayUseStore({ actor, personId }: Pick<UseOfStore, 'actor' | 'personId'>): boolean {
  if (personId === null) return false
  return actor.kind === 'officer' || (actor.kind === 'citizen' && actor.personId === personId)
}

/** What the store holds for the components of the case; nothing for who may not use it. */
export async function findHeldComponents(
  reader: Parameters<typeof findHeldPapers>[0],
  keys: Keyring,
  use: UseOfStore,
): Promise<HeldComponent[]> {
  const { procedure, caseKey, personId } = use
  const typeCodes = typesUsable(procedure, caseKey)
  if (personId === null || !mayUseStore(use) || typeCodes.length === 0) return []
  const papers = await findHeldPapers(reader, keys, {
    personId,
    typeCodes,
    onDate: localDate(use.now),
    ...(use.dossierId === undefined ? {} : { dossierId: use.dossierId }),
  })
  return heldComponents(procedure, caseKey, papers)
}

/**
 * The papers among what is handed in, each checked: valid now, the applicant's or shared with the dossier, of the component's type, the
 * very file. They are held until the transaction ends. Refuses `casework.paper_not_held`, at the component.
 */
export async function requireHeldPapers(
  tx: Transaction,
  keys: Keyring,
  use: UseOfStore,
  files: readonly HandedIn[],
): Promise<UsedPaper[]> {
  const named = files.filter((file) => file.paperId !== undefined)
  if (named.length === 0) return []
  const admitted =
    use.personId === null || !mayUseStore(use)
      ? new Map<string, HeldPaper>()
      : await admitPapers(tx, keys, {
          paperIds: named.map((file) => file.paperId ?? ''),
          personId: use.personId,
          onDate: localDate(use.now),
          ...(use.dossierId === undefined ? {} : { dossierId: use.dossierId }),
        })
  const checked = named.map((file) => ({ file, paper: admitted.get(file.paperId ?? '') }))
  const wrong = checked.filter(({ file, paper }) => !isThatPaper(file, paper, use.procedure))
  if (wrong.length > 0) {
    const faults = wrong.map(({ file }) => ({
      path: `components/${file.componentKey}`,
      code: 'casework.paper_not_held',
    }))
    throw refusals.paper_not_held({}, faults)
  }
  return checked.flatMap(({ file, paper }) => (paper ? [{ componentKey: file.componentKey, paper }] : []))
}

function isThatPaper(file: HandedIn, paper: HeldPaper | undefined, procedure: ProcedureDocument): boolean {
  if (paper === undefined || !fitsComponent(procedure, file.componentKey, paper)) return false
  return file.fileHash === paper.fileHash && file.mediaType === paper.mediaType && file.size === paper.size
}

/** What was handed in, and with it what the store holds of the rest, so that nobody is asked for it. */
export async function completeFromStore(
  tx: Transaction,
  keys: Keyring,
  use: UseOfStore,
  given: { attachments: readonly HandedIn[]; keys: ReadonlySet<string> },
): Promise<{ attachments: HandedIn[]; used: UsedPaper[] }> {
  const named = await requireHeldPapers(tx, keys, use, given.attachments)
  if (!mightBeHeld(use.procedure, use.caseKey, given.keys)) return { attachments: [...given.attachments], used: named }
  const held = await findHeldComponents(tx, keys, use)
  const added = attachmentsFromStore(use.procedure, use.caseKey, { keys: given.keys, held })
  const used = await requireHeldPapers(tx, keys, use, added)
  return { attachments: [...given.attachments, ...added], used: [...named, ...used] }
}

/** Writes down that papers were put into a dossier, in the log that their owner reads. What was avoided is counted from the ledger. */
export async function writeUse(
  tx: Transaction,
  used: readonly UsedPaper[],
  by: { actor: Actor; agencyId: AgencyId | null; dossier: DossierState },
): Promise<void> {
  const { actor, agencyId, dossier } = by
  const { personId } = dossier.applicant
  const log = (papers: readonly UsedPaper[], purpose: 'dossier' | 'share') =>
    logAccess(
      tx,
      papers.map(({ paper }) => paper.id),
      {
        act: 'attached',
        purpose,
        userId: userIdOf(actor),
        officerId: actor.kind === 'officer' ? actor.officerId : null,
        agencyId,
        dossierId: dossier.id,
        procedureCode: dossier.procedureCode,
      },
    )
  await log(
    used.filter(({ paper }) => paper.personId === personId),
    'dossier',
  )
  await log(
    used.filter(({ paper }) => paper.personId !== personId),
    'share',
  )
}
