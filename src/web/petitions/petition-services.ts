import type { Readable } from 'node:stream'
import { type Actor, type Agency, agencyTree, type Officer } from '../../modules/organisation/index.ts'
import { refusals } from '../../modules/petitions/errors.ts'
import {
  actByCode,
  carryOut,
  findPetitionFile,
  getFollowPage,
  getPetitionPage,
  getPublished,
  getVisible,
  type ListQuestion,
  listPetitions,
  listPublished,
  listStaff,
  listThemes,
  mergePetitions,
  openIdentity,
  type PetitionsContext,
  type ReceivedPetition,
  receivePetition,
  type TypedPetition,
  type Writer,
} from '../../modules/petitions/index.ts'
import type { PetitionVerb } from '../../modules/petitions/petition.ts'
import { MOST_FILES } from '../../modules/petitions/petition.ts'
import type { VerbInput } from '../../modules/petitions/verb.ts'
import type {
  FollowPage,
  PetitionPage,
  PetitionRow,
  PublicList,
  PublicPetition,
  ThemeMonth,
} from '../../modules/petitions/view-types.ts'
import { type AcceptedFile, acceptUpload } from '../../platform/files/accept-upload.ts'
import type { FileInspector } from '../../platform/files/file-inspector.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { trackingAttempts } from '../portal/services/tracking-attempts.ts'

/** Where a petition may be sent: an office with its own counter or name. */
export type PetitionAgency = Pick<Agency, 'id' | 'name' | 'code' | 'kind'>

/** What the pages on petitions ask. */
export interface PetitionServices {
  publicUrl: string
  agencies(): Promise<PetitionAgency[]>
  receive(actor: Actor, sent: SentPetition): Promise<ReceivedPetition>
  /** Wrong codes from one address are counted: `portal.track_too_many`. */
  follow(code: string, address: string): Promise<FollowPage>
  actByCode(code: string, asked: { verb: PetitionVerb; input: VerbInput; address: string }): Promise<void>
  published(asked: { text: string; after: string | undefined }): Promise<PublicList>
  publishedOne(id: string): Promise<PublicPetition>
  themes(): Promise<ThemeMonth[]>
  list(actor: Actor, asked: ListQuestion): Promise<{ rows: PetitionRow[]; next: string | null }>
  page(actor: Actor, id: string): Promise<PetitionPage>
  staff(actor: Actor, id: string): Promise<Officer[]>
  act(actor: Actor, asked: { petitionId: string; verb: PetitionVerb; input: VerbInput }): Promise<void>
  merge(actor: Actor, asked: { intoId: string; ids: readonly string[] }): Promise<number>
  openIdentity(actor: Actor, asked: { petitionId: string; reason: string }): Promise<Writer>
  openFile(
    actor: Actor,
    asked: { petitionId: string; position: number },
  ): Promise<{ mediaType: string; size: number; content: Readable }>
}

export interface SentPetition {
  typed: TypedPetition
  files: readonly File[]
  commandId: string
  address: string | null
}

interface PetitionServiceParts {
  context: PetitionsContext
  files: FileStore
  inspector: FileInspector
  publicUrl: string
  uploadBytes: number
}

export function makePetitionServices(parts: PetitionServiceParts): PetitionServices {
  const { context, publicUrl, files } = parts
  const attempts = trackingAttempts()
  return {
    publicUrl,
    agencies: async () => sendable((await agencyTree(context.db.read)).all),
    async receive(actor, { typed, files: sent, commandId, address }) {
      const kept = await keep(parts, sent)
      return receivePetition(context, { actor, typed, files: kept, commandId, address })
    },
    follow: (code, address) => attempts.guard(address, () => getFollowPage(context, code)),
    actByCode: (code, { verb, input, address }) =>
      attempts.guard(address, () => actByCode(context, code, { verb, input })),
    published: (asked) => listPublished(context, asked),
    publishedOne: (id) => getPublished(context, id),
    themes: () => listThemes(context),
    list: (actor, asked) => listPetitions(context, actor, asked),
    page: (actor, id) => getPetitionPage(context, actor, id),
    staff: async (actor, id) => listStaff(context, await getVisible(context, actor, id)),
    async act(actor, asked) {
      await carryOut(context, { actor, ...asked })
    },
    merge: (actor, asked) => mergePetitions(context, actor, asked),
    openIdentity: (actor, asked) => openIdentity(context, actor, asked),
    async openFile(actor, asked) {
      const { hash, ...file } = await findPetitionFile(context, actor, asked)
      return { ...file, content: await files.open(hash) }
    },
  }
}

/** The province and its communes, departments and centres; units below them get petitions passed on. */
function sendable(all: readonly Agency[]): PetitionAgency[] {
  return all
    .filter(({ kind, validTo }) => validTo === null && ['department', 'commune', 'one_stop_centre'].includes(kind))
    .map(({ id, name, code, kind }) => ({ id, name, code, kind }))
}

/** Looks into each file and keeps it. Refuses `petitions.too_many_files`, and the refusal of `files.…` that fits. */
async function keep(
  { files: store, inspector, uploadBytes }: PetitionServiceParts,
  sent: readonly File[],
): Promise<AcceptedFile[]> {
  if (sent.length > MOST_FILES) {
    throw refusals.too_many_files({ most: MOST_FILES }, [
      { path: 'tep', code: 'petitions.too_many_files', params: { most: MOST_FILES } },
    ])
  }
  const kept: AcceptedFile[] = []
  for (const file of sent) {
    const upload = { content: file.stream(), name: file.name }
    kept.push(await acceptUpload(upload, { store, inspector, mostBytes: uploadBytes }))
  }
  return kept
}
