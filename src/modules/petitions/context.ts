import type { CaseworkContext } from '../casework/index.ts'

/** What petitions stand on: the database, the keys and the organisation as casework has them. */
export type PetitionsContext = Pick<CaseworkContext, 'db' | 'keys' | 'directory'>
