import { data, type RouterContextProvider } from 'react-router'
import type { OfficerActor } from '../../modules/organisation/actor.ts'
import { Refusal } from '../../platform/errors.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import { getPage, type PageContext } from '../page-context.ts'
import type { WorkspaceServices } from './services/workspace-services.ts'

/** A page context known to be an officer's, with what the workspace may ask. */
export interface DeskPage extends PageContext {
  actor: OfficerActor
  desk: WorkspaceServices
}

/**
 * The page of an officer. A visitor is led to log in and back; for a citizen the workspace is not found. Every loader and
 * every action asks this itself: a layout's loader does not run before an action.
 */
export function getDesk(context: Readonly<RouterContextProvider>): DeskPage {
  const page = getPage(context)
  if (page.actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  if (page.actor.kind !== 'officer') throw data(null, { status: 404 })
  return { ...page, actor: page.actor, desk: page.services.workspace }
}

/** The dossier's id of an address; anything else leads to no dossier. */
export function dossierIdOf(text: string | undefined): DossierId {
  if (!isUuid(text)) throw data(null, { status: 404 })
  return text as DossierId
}
