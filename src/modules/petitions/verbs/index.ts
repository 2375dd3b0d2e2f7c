import type { PetitionVerb } from '../petition.ts'
import type { Decide } from '../verb.ts'
import { answer } from './answer.ts'
import { approve } from './approve.ts'
import { ask } from './ask.ts'
import { classify } from './classify.ts'
import { close } from './close.ts'
import { forward } from './forward.ts'
import { judge } from './judge.ts'
import { merge } from './merge.ts'
import { publish } from './publish.ts'
import { refuse } from './refuse.ts'
import { reopen } from './reopen.ts'
import { supply } from './supply.ts'

/** Every verb on a petition. */
export const verbs: Readonly<Record<PetitionVerb, Decide>> = {
  classify,
  forward,
  refuse,
  merge,
  ask,
  supply,
  close,
  answer,
  approve,
  publish,
  judge,
  reopen,
}
