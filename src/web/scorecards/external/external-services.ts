import type { Actor } from '../../../modules/organisation/index.ts'
import {
  confirmExternal,
  type EnterExternalRequest,
  enterExternal,
  getExternal,
  getExternalDesk,
  listExternal,
  listExternalDesk,
} from '../../../modules/scorecards/external/index.ts'
import type { ExternalIndexView } from '../../../modules/scorecards/external/view-types.ts'
import type { Db } from '../../../platform/db.ts'

/** What pages ask of the indices that others keep. */
export interface ExternalServices {
  list(): Promise<ExternalIndexView[]>
  one(key: string): Promise<ExternalIndexView>
  /** With what waits to be confirmed, and names; for whoever organises. */
  desk(actor: Actor): Promise<ExternalIndexView[]>
  deskOne(actor: Actor, key: string): Promise<ExternalIndexView>
  enter(request: EnterExternalRequest): Promise<void>
  confirm(request: Parameters<typeof confirmExternal>[1]): Promise<void>
}

export function makeExternalServices({ db }: { db: Db }): ExternalServices {
  return {
    list: () => listExternal(db.read),
    one: (key) => getExternal(db.read, key),
    desk: (actor) => listExternalDesk(db.read, actor),
    deskOne: (actor, key) => getExternalDesk(db.read, actor, key),
    enter: (request) => enterExternal(db, request),
    confirm: (request) => confirmExternal(db, request),
  }
}
