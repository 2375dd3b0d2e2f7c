import { join } from 'node:path'
import { type CaseworkContext, openDirectory } from './modules/casework/index.ts'
import { keepConfirmedScan } from './modules/casework/papers/index.ts'
import type { DigitisationContext } from './modules/digitisation/index.ts'
import { type DocumentsContext, openTypesetter } from './modules/documents/index.ts'
import type { AnswerContext } from './modules/feedback/index.ts'
import type { OpenDataContext } from './modules/indicators/open-data/index.ts'
import { type MoneyContext, openPaymentPlatform } from './modules/money/index.ts'
import {
  type NoticesContext,
  openGateways,
  returnAddress,
  tellInvited,
  tellPetitionWriter,
  tellRatingAnswer,
} from './modules/notices/index.ts'
import { type ActorResolver, createActorResolver } from './modules/organisation/index.ts'
import type { PetitionsContext } from './modules/petitions/index.ts'
import { openQueue, type QueueContext } from './modules/queue/index.ts'
import type { InvitingContext, SurveysContext } from './modules/surveys/index.ts'
import { httpPaperRegistry } from './modules/vault/papers/index.ts'
import type { Config } from './platform/config.ts'
import { type Db, openDb } from './platform/db.ts'
import { type FileInspector, openFileInspector } from './platform/files/file-inspector.ts'
import type { FileStore } from './platform/files/file-store.ts'
import { openFolderStore } from './platform/files/folder-store.ts'
import { openS3Store } from './platform/files/s3-store.ts'
import { type Live, openLive } from './platform/live/index.ts'
import { type Keyring, openKeyring } from './platform/sealing/keyring.ts'
import { type Accounts, createAccounts } from './platform/session/index.ts'

/** Everything the running product stands on: opened once, closed in reverse. */
export interface Parts {
  config: Config
  db: Db
  keys: Keyring
  files: FileStore
  inspector: FileInspector
  accounts: Accounts
  resolver: ActorResolver
  casework: CaseworkContext
  money: MoneyContext
  queue: QueueContext
  live: Live
  digitisation: DigitisationContext
  notices: NoticesContext
  documents: DocumentsContext
  indicators: OpenDataContext
  surveys: SurveysContext
  close(): Promise<void>
}

/** Opens the parts for a database that is migrated. `databaseUrl` logs in as motcua_app. */
export async function openParts(config: Config, databaseUrl: string): Promise<Parts> {
  const db = openDb({ url: databaseUrl, poolSize: config.databasePool, applicationName: 'motcua' })
  const keys = openKeyring(config.masterKey)
  const files = await openFiles(config)
  const inspector = openFileInspector()
  const accounts = createAccounts({ db, secret: config.sessionSecret, publicUrl: config.publicUrl, demo: config.demo })
  const resolver = createActorResolver(db)
  const casework: CaseworkContext = {
    db,
    keys,
    directory: openDirectory(db.read),
    onlineFiling: config.onlineFiling,
    ...(config.registry === null ? {} : { registry: httpPaperRegistry(config.registry) }),
  }
  const live = openLive({ url: databaseUrl })
  const digitisation: DigitisationContext = {
    db,
    keys,
    files,
    keep: (tx, paper) => keepConfirmedScan(tx, { keys }, paper),
  }
  const { varFolder, publicUrl, demo } = config
  const { bounceAddress } = config.gateways
  const returnAddressOf = bounceAddress === null ? null : (id: string) => returnAddress(keys, bounceAddress, id)
  const gateways = await openGateways({ ...config.gateways, returnAddressOf, varFolder, publicUrl, demo })
  const notices: NoticesContext = { db, keys, casework, gateways, publicUrl }
  const typesetter = openTypesetter()
  return {
    config,
    db,
    keys,
    files,
    inspector,
    accounts,
    resolver,
    casework,
    money: { casework, platform: platformOf(config) },
    queue: openQueue({ db, keys }),
    live,
    digitisation,
    notices,
    documents: { db, typesetter },
    indicators: { casework, files },
    surveys: { db, keys },
    async close() {
      for (const gateway of [gateways.email, gateways.sms, gateways.zalo, gateways.push]) gateway?.close()
      await typesetter.close()
      await live.close()
      await inspector.close()
      await db.close()
    },
  }
}

/** Petitions on the parts as they are: whoever wrote is told by the notices. */
export function petitionsOf({ casework, notices }: Pick<Parts, 'casework' | 'notices'>): PetitionsContext {
  return { ...casework, tell: (tx, told) => tellPetitionWriter(notices, tx, told) }
}

/** Ratings on the parts as they are: whoever gave a low one is told of its answer. */
export function ratingsOf({ casework, notices }: Pick<Parts, 'casework' | 'notices'>): AnswerContext {
  return { ...casework, tellAnswer: (tx, told) => tellRatingAnswer(notices, tx, told) }
}

/** Surveys on the parts as they are: who is invited is told by the notices. */
export function surveysOf({ surveys, notices }: Pick<Parts, 'surveys' | 'notices'>): InvitingContext {
  return { ...surveys, tellInvited: (tx, invited) => tellInvited(notices, tx, invited) }
}

function platformOf({ paymentUrl, paymentPartner, paymentSecret }: Config): MoneyContext['platform'] {
  if (paymentUrl === null) return null
  return openPaymentPlatform({ url: paymentUrl, partner: paymentPartner, secret: paymentSecret })
}

/** The file store of the configuration: a folder, or S3. */
export function openFiles(config: Config): Promise<FileStore> | FileStore {
  if (config.s3Url === null) return openFolderStore(config.filesFolder)
  return openS3Store({ url: config.s3Url, incomingFolder: join(config.filesFolder, 'incoming') })
}
