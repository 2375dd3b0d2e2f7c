import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { openDirectory } from '../modules/casework/index.ts'
import {
  agencyTree,
  anonymous,
  listOfficerActors,
  type OfficerActor,
  type Role,
} from '../modules/organisation/index.ts'
import { carryOut, type PetitionsContext, receivePetition } from '../modules/petitions/index.ts'
import type { Db, Reader, Transaction } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/sealing/keyring.ts'
import { setClock } from './store.ts'

const closed = { additionalProperties: false } as const
const Step = Type.Object(
  {
    do: Type.Union(
      ['classify', 'forward', 'refuse', 'ask', 'answer', 'approve', 'publish'].map((verb) => Type.Literal(verb)),
    ),
    after: Type.Number({ minimum: 0 }),
    text: Type.Optional(Type.String()),
    to: Type.Optional(Type.String()),
    ground: Type.Optional(Type.String()),
  },
  closed,
)
const Petition = Type.Object(
  {
    key: Type.String(),
    hoursAgo: Type.Number({ minimum: 0 }),
    agency: Type.String(),
    kind: Type.String(),
    subject: Type.String(),
    text: Type.String(),
    name: Type.Optional(Type.String()),
    commune: Type.Optional(Type.String()),
    steps: Type.Array(Step),
  },
  closed,
)
const PetitionFile = Compile(Type.Object({ petitions: Type.Array(Petition) }, closed))
export type PlayedPetition = Static<typeof Petition>

/** The demonstration's petitions. Throws where the file has not that form. */
export async function loadPetitions(dataFolder: string): Promise<PlayedPetition[]> {
  const read: unknown = parse(await readFile(join(dataFolder, 'simulation/petitions.yaml'), 'utf8'))
  if (!PetitionFile.Check(read)) throw new Error('simulation/petitions.yaml is not understood')
  return read.petitions
}

const HOUR_MS = 3_600_000
/** Who does it, in the agency that has the petition. */
const roleOf: Readonly<Record<string, Role>> = { approve: 'approver', publish: 'approver', refuse: 'approver' }

/** Plays petitions with the real verbs at their times, inside the transaction that makes the demonstration. */
export async function playPetitions(
  tx: Transaction,
  { db, keys, until, petitions }: { db: Db; keys: Keyring; until: Date; petitions: readonly PlayedPetition[] },
): Promise<void> {
  const officers = await listOfficerActors(tx as Reader)
  const tree = await agencyTree(db.read)
  const context: PetitionsContext = {
    db: { ...db, write: (work) => work(tx) },
    keys,
    directory: openDirectory(db.read),
  }
  const idOf = (slug: string) => tree.bySlug(slug)?.id ?? ''
  for (const played of petitions) {
    const begun = until.getTime() - played.hoursAgo * HOUR_MS
    await setClock(tx, begun)
    const { petitionId } = await receivePetition(context, {
      actor: anonymous,
      typed: typedOf(played, idOf(played.agency)),
      commandId: newId(begun),
      address: null,
    })
    for (const step of played.steps) {
      await setClock(tx, begun + step.after * HOUR_MS)
      const actor = officerIn(officers, idOf(played.agency), roleOf[step.do])
      const input = {
        kind: played.kind,
        ...(step.do === 'classify'
          ? { officerUserId: officerIn(officers, idOf(played.agency), 'handler').userId }
          : {}),
        agencyId: idOf(step.to ?? ''),
        ground: step.ground ?? '',
        text: step.text ?? '',
        title: played.subject,
        question: played.text,
        answer: played.steps.find((one) => one.do === 'answer')?.text ?? '',
      }
      await carryOut(context, { petitionId, verb: step.do as 'classify', actor, input })
    }
  }
}

function typedOf({ kind, subject, text, name, commune = '' }: PlayedPetition, agencyId: string) {
  const none = { place: '', communeCode: commune, about: '', dossierCode: '', phone: '', email: '' }
  const who = { isAnonymous: name === undefined, fullName: name ?? '' }
  return { channel: 'web', agencyId, kind, subject, text, ...none, ...who }
}

/** Who holds the role there; where none is asked for, whoever works there. */
function officerIn(officers: readonly OfficerActor[], agencyId: string, role?: Role): OfficerActor {
  const found = officers.find(({ mandates }) =>
    mandates.some((mandate) => mandate.agencyId === agencyId && (role === undefined || mandate.role === role)),
  )
  if (found === undefined) throw new Error(`nobody works as ${role ?? 'anything'} in ${agencyId}`)
  return found
}
