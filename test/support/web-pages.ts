import fastify, { type FastifyInstance } from 'fastify'
import type { Actor } from '../../src/modules/organisation/actor.ts'
import { BUILD_FOLDER, ensureWebBuilt } from '../../src/web/build.ts'
import { readFlash } from '../../src/web/flash.ts'
import type { WebConfig } from '../../src/web/page-context.ts'
import { registerWeb } from '../../src/web/serve.ts'
import type { Services } from '../../src/web/services.ts'

export interface PagesOptions {
  actor?: Actor
  services?: Services
  config?: Partial<WebConfig>
  maxBodyBytes?: number
  /** What pages need cannot be had, as when the database is gone. */
  failing?: boolean
  /** What a hook before the pages throws, as the session's does. */
  refusing?: Error
}

/** The pages alone on a Fastify of their own, for `inject` or a browser; without database. Close it in `after`. */
export async function pagesApp(options: PagesOptions = {}): Promise<FastifyInstance> {
  await ensureWebBuilt('built')
  const app = fastify({ logger: false })
  const { refusing } = options
  if (refusing !== undefined) {
    app.addHook('onRequest', async () => {
      throw refusing
    })
  }
  await registerWeb(app, {
    buildDir: BUILD_FOLDER,
    dev: false,
    ...(options.maxBodyBytes === undefined ? {} : { maxBodyBytes: options.maxBodyBytes }),
    loadContext: async (request, locale) => {
      if (options.failing === true) throw new Error('no database')
      const flash = readFlash(request.headers.cookie)
      return {
        actor: options.actor ?? { kind: 'anonymous' },
        locale,
        services: options.services ?? ({} as Services),
        config: {
          province: { name: 'Hưng Yên' },
          onlineFiling: 'here',
          nationalPortalUrl: 'https://dichvucong.gov.vn',
          demo: true,
          ...options.config,
        },
        requestId: request.id,
        ...(flash === undefined ? {} : { flash }),
      }
    },
  })
  return app
}
