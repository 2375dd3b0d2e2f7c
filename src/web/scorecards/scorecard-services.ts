import type { Readable } from 'node:stream'
import type { Actor } from '../../modules/organisation/index.ts'
import {
  actOnSheet,
  gatherExternal,
  getDesk,
  getEvidence,
  getLine,
  getNewRound,
  getPublicRound,
  getPublicSheet,
  getRound,
  getRoundChanges,
  getSheet,
  listPublicRounds,
  listSurveyFigures,
  type MoveDatesRequest,
  moveRoundDates,
  type OpenRoundRequest,
  openRound,
  publishRound,
  type SheetRequest,
} from '../../modules/scorecards/index.ts'
import {
  getPublicRoundLook,
  getPublicSheetLook,
  getRoundLook,
  getSheetLook,
} from '../../modules/scorecards/looks/index.ts'
import type { RoundLook, SheetLook } from '../../modules/scorecards/looks/view-types.ts'
import type {
  DeskView,
  LineView,
  NewRoundView,
  PublicRoundView,
  PublicSheetView,
  RoundBrief,
  RoundChangesView,
  RoundView,
  SheetView,
  SurveyFigure,
} from '../../modules/scorecards/view-types.ts'
import type { SurveysContext } from '../../modules/surveys/index.ts'
import type { Db } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { makeFormat } from '../format.ts'
import { translator } from '../locales/read-dictionary.ts'
import { externalXlsx } from './external-xlsx.ts'
import { roundXlsx } from './round-xlsx.ts'
import { makeSchemeServices, type SchemeServices } from './schemes/scheme-services.ts'

/** What the pages of scorecards may ask; each question is asked as somebody, and what they may not see is not found. */
export interface ScorecardServices {
  desk(actor: Actor): Promise<DeskView>
  newRound(actor: Actor): Promise<NewRoundView>
  open(request: OpenRoundRequest): Promise<string>
  round(actor: Actor, id: string): Promise<RoundView>
  roundChanges(actor: Actor, id: string): Promise<RoundChangesView>
  moveDates(request: MoveDatesRequest): Promise<void>
  /** The round as a workbook: every unit's lines in all columns. */
  roundFile(actor: Actor, id: string): Promise<Uint8Array>
  /** The province's own scorecard as a workbook, filled with the units' evidence. */
  externalFile(actor: Actor, roundId: string): Promise<Uint8Array>
  publish(request: { actor: Actor; roundId: string; hash: string }): Promise<void>
  sheet(actor: Actor, id: string): Promise<SheetView>
  line(actor: Actor, asked: { sheetId: string; key: string }): Promise<LineView & { surveys: SurveyFigure[] }>
  act(request: SheetRequest): Promise<void>
  evidence(
    actor: Actor,
    asked: { sheetId: string; hash: string },
  ): Promise<{ content: Readable; mediaType: string; size: number; name: string }>
  /** Writing schemes, and their history. */
  schemes: SchemeServices
  publicRounds(): Promise<RoundBrief[]>
  publicRound(id: string): Promise<PublicRoundView>
  publicSheet(id: string, sheetId: string): Promise<PublicSheetView>
  /** Charts and comparisons, of a sheet or a round one may see. */
  sheetLook(actor: Actor, id: string): Promise<SheetLook>
  roundLook(actor: Actor, id: string): Promise<RoundLook>
  publicSheetLook(id: string, sheetId: string): Promise<SheetLook>
  publicRoundLook(id: string): Promise<RoundLook>
}

interface ScorecardContext {
  db: Db
  /** Where this product is found; files that leave it name it. */
  publicUrl: string
  files: FileStore
  surveys: SurveysContext
}

export function makeScorecardServices({ db, files, surveys, publicUrl }: ScorecardContext): ScorecardServices {
  return {
    desk: (actor) => getDesk(db.read, actor),
    newRound: (actor) => getNewRound(db.read, actor),
    open: (request) => openRound(db, request),
    round: (actor, id) => getRound(db.read, actor, id),
    roundChanges: (actor, id) => getRoundChanges(db.read, actor, id),
    moveDates: (request) => moveRoundDates(db, request),
    roundFile: async (actor, id) => {
      const round = await getRound(db.read, actor, id)
      const sheets = await Promise.all(round.units.map(({ sheetId }) => getSheet(db.read, actor, sheetId)))
      const t = translator('vi')
      return roundXlsx(round, sheets, { t, format: makeFormat('vi', t) })
    },
    externalFile: async (actor, roundId) =>
      externalXlsx(await gatherExternal(db.read, actor, roundId), { t: translator('vi'), publicUrl }),
    publish: (request) => publishRound(db, request),
    sheet: (actor, id) => getSheet(db.read, actor, id),
    line: async (actor, asked) => {
      const view = await getLine(db.read, actor, asked)
      return { ...view, surveys: await listSurveyFigures(surveys, view) }
    },
    act: (request) => actOnSheet(db, request),
    evidence: async (actor, asked) => {
      const { hash, mediaType, size, name } = await getEvidence(db.read, actor, asked)
      return { content: await files.open(hash), mediaType, size, name }
    },
    schemes: makeSchemeServices(db),
    publicRounds: () => listPublicRounds(db.read),
    publicRound: (id) => getPublicRound(db.read, id),
    publicSheet: (id, sheetId) => getPublicSheet(db.read, id, sheetId),
    sheetLook: (actor, id) => getSheetLook(db.read, actor, id),
    roundLook: (actor, id) => getRoundLook(db.read, actor, id),
    publicSheetLook: (id, sheetId) => getPublicSheetLook(db.read, id, sheetId),
    publicRoundLook: (id) => getPublicRoundLook(db.read, id),
  }
}
