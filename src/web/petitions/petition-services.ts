import type { Readable } from 'node:stream'
import {
  type Actor,
  type Agency,
  agencyTree,
  type CitizenActor,
  type Officer,
} from '../../modules/organisation/index.ts'
import {
  actByCode,
  carryOut,
  communeNameOf,
  type DeskList,
  dropFromOwnList,
  findPetitionFile,
  getFollowPage,
  getPetitionPage,
  getPublished,
  getVisible,
  keepByCode,
  type ListQuestion,
  listCommuneThemes,
  listNameable,
  listOwnPetitions,
  listPetitions,
  listPublished,
  listStaff,
  listThemes,
  mayKeep,
  mergePetitions,
  openIdentity,
  type PetitionsContext,
  type ReceivedPetition,
  type ReceiveRequest,
  receivePetition,
  receivingKinds,
  type Writer,
} from '../../modules/petitions/index.ts'
import type { PetitionVerb } from '../../modules/petitions/petition.ts'
import type { VerbInput } from '../../modules/petitions/verb.ts'
import type {
  CommuneTheme,
  FollowPage,
  OwnPetition,
  PetitionPage,
  PublicList,
  PublicPetition,
  ThemeMonth,
} from '../../modules/petitions/view-types.ts'
import type { FileInspector } from '../../platform/files/file-inspector.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { type HeldFiles, type HeldForm, holdFiles } from './hold-files.ts'

/** Where a petition may be sent: an office with its own counter or name. */
export type PetitionAgency = Pick<Agency, 'id' | 'name' | 'code' | 'kind'>

/** What the pages on petitions ask. */
export interface PetitionServices {
  publicUrl: string
  agencies(): Promise<PetitionAgency[]>
  communes(): Promise<PetitionCommune[]>
  /** Keeps the files of a form at once, so that a fault elsewhere never costs an upload. */
  hold(actor: Actor, form: HeldForm): Promise<HeldFiles>
  receive(actor: Actor, sent: SentPetition): Promise<ReceivedPetition>
  /** Codes hold eighty bits and are not guessed: a hall's phones share an address and are not counted together. */
  follow(code: string): Promise<FollowPage>
  actByCode(actor: Actor, code: string, asked: { verb: PetitionVerb; input: VerbInput }): Promise<void>
  published(asked: { text: string; after: string | undefined }): Promise<PublicList>
  publishedOne(id: string): Promise<PublicPetition>
  themes(): Promise<ThemeMonth[]>
  communeThemes(): Promise<CommuneTheme[]>
  own(actor: CitizenActor): Promise<OwnPetition[]>
  dropOwn(actor: CitizenActor, petitionId: string): Promise<void>
  keepOwn(actor: CitizenActor, code: string): Promise<void>
  mayKeepOwn(actor: CitizenActor, code: string): Promise<boolean>
  list(actor: Actor, asked: ListQuestion): Promise<DeskList>
  page(actor: Actor, id: string): Promise<PetitionPage>
  staff(actor: Actor, id: string): Promise<Officer[]>
  /** Who may be complained of in it. */
  nameable(actor: Actor, id: string): Promise<Officer[]>
  act(actor: Actor, asked: { petitionId: string; verb: PetitionVerb; input: VerbInput }): Promise<void>
  merge(actor: Actor, asked: { intoId: string; ids: readonly string[] }): Promise<number>
  openIdentity(actor: Actor, asked: { petitionId: string; reason: string }): Promise<Writer>
  openFile(
    actor: Actor,
    asked: { petitionId: string; position: number },
  ): Promise<{ mediaType: string; size: number; content: Readable }>
}

export type SentPetition = Omit<ReceiveRequest, 'actor'>

/** A commune to choose: its official code and the place by name. */
export interface PetitionCommune {
  code: string
  name: string
  type: string
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
  return {
    publicUrl,
    agencies: async () => sendable((await agencyTree(context.db.read)).all),
    communes: async () => communesOf((await agencyTree(context.db.read)).all),
    hold: (actor, form) => holdFiles(parts, actor, form),
    receive: (actor, sent) => receivePetition(context, { actor, ...sent }),
    follow: (code) => getFollowPage(context, code),
    actByCode: (actor, code, { verb, input }) => actByCode(context, code, { actor, verb, input }),
    published: (asked) => listPublished(context, asked),
    publishedOne: (id) => getPublished(context, id),
    themes: () => listThemes(context),
    communeThemes: () => listCommuneThemes(context),
    own: (actor) => listOwnPetitions(context, actor),
    dropOwn: (actor, petitionId) => dropFromOwnList(context, actor, petitionId),
    keepOwn: (actor, code) => keepByCode(context, actor, code),
    mayKeepOwn: (actor, code) => mayKeep(context, actor, code),
    list: (actor, asked) => listPetitions(context, actor, asked),
    page: (actor, id) => getPetitionPage(context, actor, id),
    staff: async (actor, id) => listStaff(context, await getVisible(context, actor, id)),
    nameable: async (actor, id) => listNameable(context.db.read, await getVisible(context, actor, id)),
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
    .filter(({ kind, validTo }) => validTo === null && receivingKinds.includes(kind))
    .map(({ id, name, code, kind }) => ({ id, name, code, kind }))
}

/** Communes by name, wards first. */
function communesOf(all: readonly Agency[]): PetitionCommune[] {
  return all
    .flatMap(({ kind, validTo, unitCode, unitType, name }) =>
      kind === 'commune' && validTo === null && unitCode !== null
        ? [{ code: unitCode, name: communeNameOf({ name, unitType }), type: unitType ?? '' }]
        : [],
    )
    .sort((one, other) => one.type.localeCompare(other.type, 'vi') || one.name.localeCompare(other.name, 'vi'))
}
