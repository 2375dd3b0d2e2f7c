import type { MoneyContext } from '../modules/money/index.ts'
import { type NumberPage, numbersOf } from '../modules/money/numbers/index.ts'
import {
  listOrders,
  orderFileOf,
  orderRefunds,
  type RefundAccount,
  type RefundOrder,
  stateRefundAccount,
} from '../modules/money/refunds/index.ts'
import { listUnpaid, reviewUnpaid, type UnpaidLine } from '../modules/money/unpaid/index.ts'
import { decideWaiver, listWaivers, proposeWaiver, type WaiverLine } from '../modules/money/waivers/index.ts'
import type { Actor, OfficerActor } from '../modules/organisation/index.ts'
import { Refusal } from '../platform/errors.ts'
import { type AgencyId, type DossierId, isUuid } from '../platform/ids.ts'

export interface WaiverForm {
  dossierId: string
  groups: readonly string[]
  evidence: string
  paper: string
  legalBasis: string
  percent: number | null
}

/** What two people settle between them: waivers, and results handed over unpaid. */
export interface MoneyOversight {
  waive(actor: Actor, given: WaiverForm): ReturnType<typeof proposeWaiver>
  /** What waits at an agency: for the head, and sent back to its desk. */
  waiting(actor: OfficerActor, agencyId: string): Promise<{ waivers: WaiverLine[]; unpaid: UnpaidLine[] }>
  decideWaiver(actor: Actor, given: { waiverId: string; confirm: boolean; reason: string }): Promise<void>
  numbers(actor: Actor, agencyId: string, year: number): Promise<NumberPage>
  /** Where a refund is to go: stated by the applicant, or by the desk. */
  stateRefundAccount(actor: Actor, given: { refundId: string; account: RefundAccount }): Promise<void>
  orderRefunds(actor: Actor, agencyId: string): Promise<string>
  orders(actor: OfficerActor, agencyId: string): Promise<RefundOrder[]>
  /** The payment order as a file. */
  orderFile(actor: Actor, orderId: string): Promise<string>
  reviewUnpaid(
    actor: Actor,
    given: { dossierId: string; version: number; decision: string; note: string },
  ): Promise<void>
}

function idOf<Id extends string>(text: string): Id {
  if (!isUuid(text)) throw new Refusal('money.dossier_not_found', 'not_found')
  return text as string as Id
}

/** `overseen`: the agencies whose money the officer may look into. */
export function makeMoneyOversight(
  money: MoneyContext,
  overseen: (actor: OfficerActor) => Promise<readonly { agencyId: AgencyId }[]>,
): MoneyOversight {
  return {
    waive: (actor, given) => proposeWaiver(money, { ...given, dossierId: idOf<DossierId>(given.dossierId), actor }),
    async waiting(actor, agencyId) {
      const own = await overseen(actor)
      const agency = own.find((each) => each.agencyId === agencyId)
      if (agency === undefined) throw new Refusal('money.not_your_desk', 'forbidden')
      const of = { agencyId: agency.agencyId }
      return { waivers: await listWaivers(money, of), unpaid: await listUnpaid(money, agency.agencyId) }
    },
    numbers: (actor, agencyId, year) => numbersOf(money, { agencyId: idOf<AgencyId>(agencyId), year, actor }),
    stateRefundAccount: (actor, given) =>
      stateRefundAccount(money, { ...given, refundId: idOf(given.refundId), actor }),
    orderRefunds: (actor, agencyId) => orderRefunds(money, { agencyId: idOf<AgencyId>(agencyId), actor }),
    async orders(actor, agencyId) {
      const seen = (await overseen(actor)).find((each) => each.agencyId === agencyId)
      return seen === undefined ? [] : listOrders(money.casework.db.read, seen.agencyId)
    },
    orderFile: (actor, orderId) => orderFileOf(money, { orderId: idOf(orderId), actor }),
    decideWaiver: (actor, given) => decideWaiver(money, { ...given, waiverId: idOf(given.waiverId), actor }),
    reviewUnpaid: (actor, given) =>
      reviewUnpaid(money, { ...given, dossierId: idOf<DossierId>(given.dossierId), actor }),
  }
}
