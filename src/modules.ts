import type { FastifyPluginAsync } from 'fastify'
import { caseworkRoutes } from './modules/casework/index.ts'
import { catalogueRoutes } from './modules/catalogue/index.ts'
import type { Parts } from './parts.ts'
import { fileRoutes } from './platform/files/routes.ts'
import { ledgerRoutes } from './platform/ledger/routes.ts'

/** The JSON API, floor by floor: the one ordered list of what the product offers to other systems. */
export function apiPlugins(parts: Parts): FastifyPluginAsync[] {
  return [
    (app) => app.register(ledgerRoutes, { db: parts.db }).then(() => undefined),
    (app) =>
      app
        .register(fileRoutes, { db: parts.db, store: parts.files, inspector: parts.inspector, mostBytes: parts.config.uploadBytes })
        .then(() => undefined),
    (app) => app.register(catalogueRoutes, { db: parts.db }).then(() => undefined),
    (app) => app.register(caseworkRoutes, { context: parts.casework }).then(() => undefined),
  ]
}
