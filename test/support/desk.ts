import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { NoticesContext } from '../../src/modules/notices/index.ts'
import type { Actor } from '../../src/modules/organisation/actor.ts'
import { openQueue } from '../../src/modules/queue/index.ts'
import { type FileInspector, openFileInspector } from '../../src/platform/files/file-inspector.ts'
import type { FileStore } from '../../src/platform/files/file-store.ts'
import { openFolderStore } from '../../src/platform/files/folder-store.ts'
import { makeMoneyServices } from '../../src/web/money-services.ts'
import { makeNoticeServices } from '../../src/web/notices/notice-services.ts'
import { makeQueueServices } from '../../src/web/queue/queue-services.ts'
import type { Services } from '../../src/web/services.ts'
import { makeSurveyServices } from '../../src/web/surveys/survey-services.ts'
import { makeDigitisationServices } from '../../src/web/workspace/services/digitisation.ts'
import { makeWorkspaceServices } from '../../src/web/workspace/services/workspace-services.ts'
import type { TestProvince } from './province.ts'
import { pagesApp } from './web-pages.ts'

/** The officers' pages over a test province, for whoever the test says. Close it in `after`. */
export interface TestDesk {
  services: Services
  files: { store: FileStore; inspector: FileInspector }
  /** The pages as this person sees them, without port. */
  appOf(actor: Actor): Promise<FastifyInstance>
  /** The same on a port of its own, for a browser. */
  addressOf(actor: Actor): Promise<string>
  close(): Promise<void>
}

export async function openTestDesk(province: TestProvince): Promise<TestDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-desk-'))
  const inspector = openFileInspector()
  const store = await openFolderStore(folder)
  const money = makeMoneyServices({ casework: province.context, platform: null })
  const files = { store, inspector }
  const workspace = makeWorkspaceServices({ casework: province.context, files, accepted: money.accepted })
  const { db, keys } = province.context
  const gateways = { email: null, sms: null, zalo: null, push: null, pushKey: null }
  const context: NoticesContext = { db, keys, casework: province.context, gateways, publicUrl: 'http://localhost:3000' }
  const services = {
    workspace,
    digitisation: makeDigitisationServices({ db, keys, files: store }),
    notices: makeNoticeServices({ notices: context, demo: true }),
    money,
    surveys: makeSurveyServices({ db, keys }, 'http://localhost:3000'),
    queue: makeQueueServices(openQueue({ db, keys }), 'http://localhost:3000'),
  } as Services
  const apps: FastifyInstance[] = []
  const appOf = async (actor: Actor): Promise<FastifyInstance> => {
    const app = await pagesApp({ actor, services })
    apps.push(app)
    return app
  }
  return {
    services,
    files,
    appOf,
    addressOf: async (actor) => (await appOf(actor)).listen({ port: 0, host: '127.0.0.1' }),
    async close() {
      for (const app of apps) await app.close()
      await inspector.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
