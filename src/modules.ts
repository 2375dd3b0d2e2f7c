import type { FastifyInstance } from 'fastify'
import { caseworkRoutes } from './modules/casework/index.ts'
import { catalogueRoutes } from './modules/catalogue/index.ts'
import type { Parts } from './parts.ts'
import { fileRoutes } from './platform/files/routes.ts'
import { ledgerRoutes } from './platform/ledger/routes.ts'

/** The JSON API, floor by floor: the one ordered list of what the product offers to other systems. */
export async function registerApi(app: FastifyInstance, parts: Parts): Promise<void> {
  const { db, files: store, inspector, config, casework } = parts
  await app.register(ledgerRoutes, { db })
  await app.register(fileRoutes, { db, store, inspector, mostBytes: config.uploadBytes })
  await app.register(catalogueRoutes, { db })
  await app.register(caseworkRoutes, { context: casework })
}
