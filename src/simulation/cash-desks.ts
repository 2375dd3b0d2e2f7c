import type { Directory } from '../modules/casework/index.ts'
import {
  type ChargeKind,
  chargeKinds,
  type PlayedCharge,
  type PlayedDrawer,
  type PlayedPayment,
  receiptNumber,
  type SeriesStand,
} from '../modules/money/history/index.ts'
import { localDate, MINUTE_MS } from '../platform/civil-date.ts'
import { type AgencyId, type DossierId, newId } from '../platform/ids.ts'
import type { NamedOfficer } from './staff.ts'

interface Taking {
  dossierId: DossierId
  agencyId: AgencyId
  charges: readonly PlayedCharge[]
  at: number
  /** Null: paid on the platform. */
  officer: NamedOfficer | null
  /** What a charge without a name of its own is called on the receipt. */
  name: string
}

/** Drawers and receipt numbers of all desks: a drawer for each officer and day, a series for each agency, kind and year. */
export class CashDesks {
  readonly #directory: Directory
  readonly #series = new Map<string, SeriesStand>()
  #drawers = new Map<string, PlayedDrawer>()
  readonly #until: number

  constructor(directory: Directory, series: readonly SeriesStand[], until: number) {
    this.#directory = directory
    this.#until = until
    for (const stand of series) this.#series.set(`${stand.agencyId} ${stand.kind} ${stand.year}`, { ...stand })
  }

  take({ dossierId, agencyId, charges, at, officer, name }: Taking): PlayedPayment {
    const on = localDate(at)
    const id = newId(at)
    const amount = charges.reduce((sum, charge) => sum + charge.amount, 0)
    const paid = charges.map((charge) => ({ id: charge.id, kind: charge.kind, amount: charge.amount }))
    const receipts = chargeKinds.flatMap((kind) => {
      const own = charges.filter((charge) => charge.kind === kind)
      if (own.length === 0) return []
      const lines = own.map((charge) => ({ name: charge.line.name?.vi ?? name, amount: charge.amount }))
      const sum = own.reduce((total, charge) => total + charge.amount, 0)
      return [{ id: newId(at), kind, ...this.#nextSerial(agencyId, kind, Number(on.slice(0, 4))), amount: sum, lines }]
    })
    return {
      id,
      entryId: newId(at),
      dossierId,
      agencyId,
      method: officer === null ? 'platform' : 'cash',
      charges: paid,
      amount,
      on,
      at: new Date(at),
      officerId: officer?.officerId ?? null,
      drawerId: officer === null ? null : this.#drawerOf(officer, { agencyId, at, on, amount }),
      reference: officer === null ? `MC${id.replaceAll('-', '').toUpperCase()}` : id,
      receipts,
    }
  }

  numbersOf({ agencyId, receipts }: PlayedPayment): string[] {
    const agencyCode = this.#directory.get(agencyId)?.code ?? ''
    return receipts.map((receipt) => receiptNumber({ ...receipt, agencyCode }))
  }

  /** The day is over: its drawers, counted and closed. */
  closeDay(): PlayedDrawer[] {
    const closed = [...this.#drawers.values()]
    this.#drawers = new Map()
    return closed
  }

  get series(): SeriesStand[] {
    return [...this.#series.values()]
  }

  #nextSerial(agencyId: AgencyId, kind: ChargeKind, year: number): { year: number; serial: number } {
    const key = `${agencyId} ${kind} ${year}`
    const stand = this.#series.get(key) ?? { agencyId, kind, year, next: 1 }
    this.#series.set(key, stand)
    return { year, serial: stand.next++ }
  }

  #drawerOf(
    { officerId }: NamedOfficer,
    { agencyId, at, on, amount }: { agencyId: AgencyId; at: number; on: string; amount: number },
  ): string {
    const key = `${agencyId} ${officerId}`
    const drawer = this.#drawers.get(key) ?? this.#opened(officerId, { agencyId, at, on })
    this.#drawers.set(key, drawer)
    drawer.amount += amount
    drawer.closedAt = new Date(Math.min(at + 20 * MINUTE_MS, this.#until))
    return drawer.id
  }

  #opened(
    officerId: PlayedDrawer['officerId'],
    { agencyId, at, on }: { agencyId: AgencyId; at: number; on: string },
  ): PlayedDrawer {
    const place = [...this.#drawers.values()].filter((drawer) => drawer.agencyId === agencyId).length + 1
    return {
      id: newId(at),
      entryId: newId(at),
      agencyId,
      counter: `Quầy ${place}`,
      officerId,
      openedAt: new Date(at - 15 * MINUTE_MS),
      closedAt: new Date(at),
      on,
      amount: 0,
    }
  }
}
