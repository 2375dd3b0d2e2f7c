import type { LightMyRequestResponse } from 'fastify'
import { followLedger } from '../../src/modules/indicators/index.ts'
import { type Actor, anonymous } from '../../src/modules/organisation/index.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import { makeRatingServices } from '../../src/web/feedback/rating-services.ts'
import { makeFigureServices } from '../../src/web/figures/figure-services.ts'
import { makeFlowServices } from '../../src/web/figures/flow-services.ts'
import { openTestDesk, type TestDesk } from './desk.ts'
import { provinceDatabase, seedTestProvince, type TestOfficer, type TestProvince } from './province.ts'

/** Those who ask for pages of figures in the tests, each in one quality; `elsewhere` heads another commune. */
export const figureReaders = [
  'anonymous',
  'citizen',
  'clerk',
  'handler',
  'head',
  'centreHead',
  'elsewhere',
  'chairman',
] as const
export type FigureReader = (typeof figureReaders)[number]

/** The pages of figures over what a test has played in phường Phố Hiến. Close it in `after`. */
export interface FigureDesk {
  province: TestProvince
  desk: TestDesk
  ask(who: FigureReader, url: string): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

/** `play` does what the figures shall tell, with the clerk of the ward's counter; a citizen that it gives asks as `citizen`. */
export async function openFigureDesk(
  play: (province: TestProvince, clerk: TestOfficer) => Promise<Actor | undefined>,
): Promise<FigureDesk> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  const desk = await openTestDesk(province)
  const { context } = province
  Object.assign(desk.services, {
    figures: makeFigureServices(context.db),
    flow: makeFlowServices({ casework: context }),
    ratings: makeRatingServices({ ...context, tellAnswer: async () => undefined }),
  })
  const clerk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const citizen = await play(province, clerk)
  await sealHorizon(context.db)
  await followLedger({ casework: context })
  const officer = (agencySlug: string, role: 'agency_leader' | 'province_leader' | 'handler') =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  const who: Record<FigureReader, Actor> = {
    anonymous,
    citizen: citizen ?? (await province.newCitizen()).actor,
    clerk,
    handler: await officer('phuong-pho-hien', 'handler'),
    head: await officer('phuong-pho-hien', 'agency_leader'),
    centreHead: await officer('mot-cua-phuong-pho-hien', 'agency_leader'),
    elsewhere: await officer('xa-van-giang', 'agency_leader'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
  }
  return {
    province,
    desk,
    ask: async (name, url) => (await desk.appOf(who[name])).inject(url),
    async close() {
      await desk.close()
      await province.close()
      await database.close()
    },
  }
}
