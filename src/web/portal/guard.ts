import type { LoaderFunctionArgs } from 'react-router'
import type { CitizenActor } from '../../modules/organisation/actor.ts'
import { Refusal } from '../../platform/errors.ts'
import { getPage, type PageContext } from '../page-context.ts'
import type { PortalServices } from './portal-services.ts'

export interface PortalPage {
  page: PageContext
  portal: PortalServices
}

/** A page open to all. */
export function publicPage(context: LoaderFunctionArgs['context']): PortalPage {
  const page = getPage(context)
  return { page, portal: page.services.portal }
}

/** A page for a citizen: visitors are led to the login and back, officers are refused. */
export function citizenPage(context: LoaderFunctionArgs['context']): PortalPage & { actor: CitizenActor } {
  const { page, portal } = publicPage(context)
  const { actor } = page
  if (actor.kind === 'citizen') return { page, portal, actor }
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  throw new Refusal('portal.citizens_only', 'forbidden')
}
