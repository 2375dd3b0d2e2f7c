import type { CaseworkContext } from '../casework/index.ts'
import type { TellWriter } from './ports.ts'

/** What petitions stand on: the database, the keys and the organisation as casework has them, and whoever tells the writers. */
export interface PetitionsContext extends Pick<CaseworkContext, 'db' | 'keys' | 'directory'> {
  /** Left out: nobody is told (the simulation). */
  tell?: TellWriter
}
