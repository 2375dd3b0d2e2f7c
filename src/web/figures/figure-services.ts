import { type BehindQuestion, getBehind, getSolving, type SolvingQuestion } from '../../modules/indicators/index.ts'
import type { BehindView, SolvingView } from '../../modules/indicators/view-types.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { Db } from '../../platform/db.ts'

/** What the pages of figures may ask. */
export interface FigureServices {
  getSolving(actor: Actor, asked: SolvingQuestion): Promise<SolvingView>
  getBehind(actor: Actor, asked: BehindQuestion): Promise<BehindView>
}

export function makeFigureServices(db: Db): FigureServices {
  return {
    getSolving: (actor, asked) => getSolving(db.read, actor, asked),
    getBehind: (actor, asked) => getBehind(db.read, actor, asked),
  }
}
