import type { DossierState } from '../../src/modules/casework/index.ts'
import { giveRating, type RatingEvent, slipToken } from '../../src/modules/feedback/index.ts'
import { type Actor, anonymous } from '../../src/modules/organisation/index.ts'
import type { DossierId } from '../../src/platform/ids.ts'
import type { TestDatabase } from './database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestOfficer,
  type TestProvince,
} from './province.ts'

/** The Monday on which dossiers are accepted here. */
export const MONDAY = '2026-11-16T09:00'
/** A building permit. */
export const BUILDING = '1.013225'

export interface AcceptedDossier {
  dossierId: DossierId
  state: DossierState
  citizen: TestCitizen
}

/** The counter of phường Phố Hiến, whose slips are rated. Close it in `after`. */
export interface RatedCounter {
  database: TestDatabase
  province: TestProvince
  /** Who answers for the ward. */
  head: TestOfficer
  desk: TestOfficer
  accepted(): Promise<AcceptedDossier>
  /** What the QR code of a slip says; of the receipt when no event is named. */
  slip(dossierId: DossierId, event?: RatingEvent): string
  /** Five steps of five, when nothing else is said. */
  rate(token: string, changes?: object, actor?: Actor): Promise<string | null>
  close(): Promise<void>
}

export async function openRatedCounter(): Promise<RatedCounter> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  province.setClock(MONDAY)
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  return {
    database,
    province,
    head: province.officerIn('phuong-pho-hien', 'approver'),
    desk,
    async accepted() {
      province.setClock(MONDAY)
      const { dossierId, citizen } = await province.submit({ procedureCode: BUILDING })
      const { state } = await province.act(dossierId, 'accept', desk)
      return { dossierId, state, citizen }
    },
    slip: (dossierId, event = 'receipt_given') => slipToken(province.context.keys, { dossierId, event }),
    rate: (token, changes = {}, actor = anonymous) =>
      giveRating(province.context, actor, { token, score: 5, reasons: [], text: '', ...changes }),
    async close() {
      await province.close()
      await database.close()
    },
  }
}
