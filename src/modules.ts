import type { FastifyInstance } from 'fastify'
import { caseworkRoutes } from './modules/casework/index.ts'
import { offlineRoutes } from './modules/casework/offline/index.ts'
import { catalogueRoutes } from './modules/catalogue/index.ts'
import { digitisationRoutes } from './modules/digitisation/index.ts'
import { ratingRoutes } from './modules/feedback/index.ts'
import { moneyRoutes } from './modules/money/index.ts'
import { noticeRoutes } from './modules/notices/index.ts'
import { petitionRoutes } from './modules/petitions/index.ts'
import { findQueueTopic, queueRoutes } from './modules/queue/index.ts'
import { externalRoutes, scorecardRoutes } from './modules/scorecards/index.ts'
import { surveyRoutes } from './modules/surveys/index.ts'
import { type Parts, petitionsOf, ratingsOf } from './parts.ts'
import { fileRoutes } from './platform/files/routes.ts'
import { ledgerRoutes } from './platform/ledger/routes.ts'
import { liveRoutes } from './platform/live/index.ts'

/** The JSON API, floor by floor: the one ordered list of what the product offers to other systems. */
export async function registerApi(app: FastifyInstance, parts: Parts): Promise<void> {
  const { db, files: store, inspector, config, casework, money, notices, queue, digitisation, live } = parts
  await app.register(ledgerRoutes, { db })
  await app.register(fileRoutes, { db, store, inspector, mostBytes: config.uploadBytes })
  await app.register(catalogueRoutes, { db })
  await app.register(queueRoutes, { context: queue })
  await app.register(digitisationRoutes, { context: digitisation })
  await app.register(caseworkRoutes, { context: casework })
  await app.register(moneyRoutes, { context: money })
  await app.register(ratingRoutes, { context: ratingsOf(parts) })
  await app.register(petitionRoutes, { context: petitionsOf(parts) })
  await app.register(surveyRoutes, { context: parts.surveys })
  await app.register(scorecardRoutes, { db })
  await app.register(externalRoutes, { db })
  await app.register(noticeRoutes, { context: notices, bounceToken: config.bounceToken })
  const settings = { publicUrl: config.publicUrl, mostFileBytes: config.uploadBytes }
  await app.register(offlineRoutes, { context: casework, settings })
  await app.register(liveRoutes, { live, kinds: { queue: (key) => findQueueTopic(db.read, key) } })
}
