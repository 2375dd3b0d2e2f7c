import type { FastifyInstance } from 'fastify'
import { type Db, query } from '../db.ts'

/** `/healthz`: the process answers. `/readyz`: it can serve, the database answers and is migrated; 503 while it cannot or is stopping. */
export async function healthRoutes(app: FastifyInstance, options: { db: Db; migrations: number }): Promise<void> {
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  const quiet = { schema: { hide: true }, config: { rateLimit: false as const }, logLevel: 'warn' as const }
  app.get('/healthz', quiet, async () => ({ status: 'ok' }))
  app.get('/readyz', quiet, async (_request, reply) => {
    const ready = !stopping && (await isMigrated(options))
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
}

async function isMigrated({ db, migrations }: { db: Db; migrations: number }): Promise<boolean> {
  try {
    const [row] = await query<{ count: number }>(db.read, 'SELECT count(*) AS count FROM platform_migration')
    return (row?.count ?? 0) >= migrations
  } catch {
    return false
  }
}
