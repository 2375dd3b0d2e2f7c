import type { FastifyInstance, FastifyRequest } from 'fastify'
import '../../platform/session/session-plugin.ts'
import { type Actor, anonymous } from './actor.ts'
import { organisationRefusals } from './errors.ts'
import type { ActorResolver } from './resolve-actor.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts in this request. */
    actor: Actor
  }
}

/**
 * Gives every request its actor; register it after `sessionPlugin`. A token that is not valid is refused
 * (`organisation.token_unknown`), a session that is over makes a visitor.
 */
export async function actorPlugin(app: FastifyInstance, options: { resolver: ActorResolver }): Promise<void> {
  const { resolver } = options
  const actors = new WeakMap<FastifyRequest, Actor>()
  app.decorateRequest('actor', {
    getter() {
      return actors.get(this) ?? anonymous
    },
    setter(actor: Actor) {
      actors.set(this, actor)
    },
  })
  app.addHook('onRequest', async (request) => {
    if (request.bearerToken !== null) {
      const system = await resolver.resolveToken(request.bearerToken)
      if (system === null) throw organisationRefusals.token_unknown()
      request.actor = system
    } else if (request.userId !== null) {
      request.actor = await resolver.resolveUser(request.userId)
    }
  })
}

Object.assign(actorPlugin, { [Symbol.for('skip-override')]: true })
