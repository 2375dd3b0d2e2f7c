import type { DossierEvent } from '../../casework/events.ts'

/** Events of a dossier; streams of other kinds in the ledger are no dossiers and are passed over. */
const types: Record<DossierEvent['type'], true> = {
  Submitted: true,
  Redirected: true,
  Accepted: true,
  IntakeRefused: true,
  SupplementRequested: true,
  Supplied: true,
  PaperAttached: true,
  Forwarded: true,
  SentBack: true,
  Assigned: true,
  OpinionAsked: true,
  OpinionAnswered: true,
  Suspended: true,
  Resumed: true,
  PaymentRequested: true,
  PaymentRecorded: true,
  FeeAssessed: true,
  FeeSettled: true,
  FeeWaived: true,
  FeeWaiverProposed: true,
  FeeWaiverRefused: true,
  FeeReleased: true,
  UnpaidReviewed: true,
  FeeRefunded: true,
  Extended: true,
  Withdrawn: true,
  Stopped: true,
  Approved: true,
  Completed: true,
  ResultReturned: true,
  Corrected: true,
}

export const dossierEventTypes = Object.keys(types) as DossierEvent['type'][]

export function isDossierEvent(type: string): type is DossierEvent['type'] {
  return Object.hasOwn(types, type)
}
