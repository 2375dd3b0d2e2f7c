import type { Actor } from '../../../modules/organisation/index.ts'
import {
  discardDraft,
  type EditRequest,
  getDraft,
  getSchemeHistory,
  getSchemes,
  getSchemeVersion,
  type HistoryRequest,
  type PublishSchemeRequest,
  publishScheme,
  type StartRequest,
  saveDraft,
  startDraft,
} from '../../../modules/scorecards/schemes/index.ts'
import type {
  DraftView,
  SchemeHistoryView,
  SchemesView,
  SchemeVersionView,
} from '../../../modules/scorecards/schemes/view-types.ts'
import type { Db } from '../../../platform/db.ts'

/** What the pages of schemes may ask; for whoever does not write them nothing is found. */
export interface SchemeServices {
  list(actor: Actor): Promise<SchemesView>
  start(request: StartRequest): Promise<string>
  draft(actor: Actor, id: string): Promise<DraftView>
  save(request: EditRequest): Promise<{ node: string | null }>
  discard(request: { actor: Actor; id: string; seen: number }): Promise<void>
  publish(request: PublishSchemeRequest): Promise<{ key: string; version: number }>
  history(request: HistoryRequest): Promise<SchemeHistoryView>
  version(actor: Actor, key: string, version: number): Promise<SchemeVersionView>
}

export function makeSchemeServices(db: Db): SchemeServices {
  return {
    list: (actor) => getSchemes(db.read, actor),
    start: (request) => startDraft(db, request),
    draft: (actor, id) => getDraft(db.read, actor, id),
    save: (request) => saveDraft(db, request),
    discard: (request) => discardDraft(db, request),
    publish: (request) => publishScheme(db, request),
    history: (request) => getSchemeHistory(db.read, request),
    version: async (actor, key, version) => {
      await getSchemes(db.read, actor)
      return getSchemeVersion(db.read, key, version)
    },
  }
}
