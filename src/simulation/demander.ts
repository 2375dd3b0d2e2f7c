import type { Directory } from '../modules/casework/index.ts'
import type { Channel } from '../modules/catalogue/index.ts'
import type { Agency } from '../modules/organisation/index.ts'
import { startOfLocalDay } from '../platform/civil-date.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { Arrival } from './arrival.ts'
import { counterMoment, OnlineHours, shareOutDays } from './demand-calendar.ts'
import type { Offer } from './offers.ts'
import { Random, Weighted } from './random.ts'
import type { Demand } from './simulation-files.ts'
import type { Staff } from './staff.ts'

export type Commune = Agency & { unitCode: string }

/** What is there to be applied for, and where. */
export interface Province {
  directory: Directory
  staff: Staff
  offers: readonly Offer[]
  communes: readonly Commune[]
  seed: number
  until: number
}

/** Decides what is handed in on each day. */
export class Demander {
  readonly #province: Province
  readonly #demand: Demand
  readonly #offers: Weighted<Offer>
  readonly #communes: Weighted<Commune>
  readonly #channels: Weighted<Channel>
  readonly #hours: OnlineHours
  readonly #days: Map<number, number>
  #given = 0

  constructor(by: Province & { demand: Demand; from: number; dossiers: number }) {
    const { demand, directory } = by
    this.#province = by
    this.#demand = demand
    this.#offers = new Weighted(by.offers, (offer) => offer.weight)
    this.#communes = new Weighted(
      by.communes,
      (commune) => demand.communes[commune.slug] ?? (commune.unitType === 'phường' ? demand.ward : 1),
    )
    this.#channels = new Weighted<Channel>(['online', 'counter', 'post'], (channel) => demand.channels[channel])
    this.#hours = new OnlineHours(demand)
    const days = shareOutDays(demand, directory.calendarOf(directory.province().id), by)
    this.#days = new Map(days.map(({ day, dossiers }) => [day, dossiers]))
  }

  /** Dossiers drawn so far. */
  get given(): number {
    return this.#given
  }

  arrivalsOn(day: number): Arrival[] {
    return Array.from({ length: this.#days.get(day) ?? 0 }, () => this.#arrival(day))
  }

  #arrival(day: number): Arrival {
    const order = this.#given++
    const random = new Random(this.#province.seed, order)
    const offer = this.#offers.draw(random)
    const commune = this.#communes.draw(random)
    const centreId = this.#centreOf(offer, commune, random)
    const drawn = this.#channels.draw(random)
    const calendar = this.#province.directory.calendarOf(centreId)
    const counter = drawn === 'online' ? undefined : counterMoment(calendar, day, random)
    const moment = counter ?? this.#hours.draw(day, random)
    const tooLate = moment >= this.#province.until
    const at = tooLate ? this.#momentBeforeEnd(day, random) : moment
    const channel = counter === undefined || tooLate ? 'online' : drawn
    return { at, order, random, offer, channel, commune, centreId, goal: null, citizen: null, ownResult: null }
  }

  /** On the last day, which ends early: any moment of it. */
  #momentBeforeEnd(day: number, random: Random): number {
    const begin = startOfLocalDay(day)
    return begin + Math.floor((this.#province.until - begin) * random.next())
  }

  /** Where it is handed in at a counter: at the deciding unit's, sometimes elsewhere in the province where the procedure allows. */
  #centreOf(offer: Offer, commune: Commune, random: Random): AgencyId {
    const elsewhere = offer.procedure.document.nonBoundary && random.chance(this.#demand.shares.otherCommune)
    const place = elsewhere ? this.#communes.draw(random).id : (offer.competentId ?? commune.id)
    return counterOf(this.#province.directory, place)
  }
}

/** The counter where dossiers for an agency are received. */
export function counterOf(directory: Directory, agencyId: AgencyId): AgencyId {
  return directory.oneStopCentreOf(agencyId)?.id ?? agencyId
}
