import { data, type RouterContextProvider } from 'react-router'
import type { OfficerActor } from '../../modules/organisation/actor.ts'
import { Refusal } from '../../platform/errors.ts'
import { getPage, type PageContext } from '../page-context.ts'
import type { TemplateServices } from './template-services.ts'

/** A page context known to be an administrator's. */
export interface AdminPage extends PageContext {
  actor: OfficerActor
  templates: TemplateServices
}

/** The page of an administrator of the system. A visitor is led to log in and back; for everybody else there is no such page. */
export function getAdmin(context: Readonly<RouterContextProvider>): AdminPage {
  const page = getPage(context)
  const { actor } = page
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  if (actor.kind !== 'officer' || !actor.mandates.some((mandate) => mandate.role === 'administrator')) {
    throw data(null, { status: 404 })
  }
  return { ...page, actor, templates: page.services.templates }
}
