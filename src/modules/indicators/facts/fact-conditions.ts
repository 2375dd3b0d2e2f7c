import type { Measure } from './measure.ts'

/** When a dossier counts in a flow measure, and what else it must be: columns of `indicators_dossier`. */
export interface FlowCondition {
  /** The column whose day is the measure's day. */
  at: string
  also: string
}

const resolved = (punctuality: string): FlowCondition => ({
  at: 'ended_at',
  also: `ending IN ('granted', 'declined') AND punctuality = '${punctuality}'`,
})
const received = (channel: string): FlowCondition => ({ at: 'accepted_at', also: `channel = '${channel}'` })
const ended = (ending: string): FlowCondition => ({ at: 'ended_at', also: `ending = '${ending}'` })
const returned = (way: string): FlowCondition => ({ at: 'returned_at', also: `returned_by = '${way}'` })
const anyResult = "ending IN ('granted', 'declined')"

/**
 * The dossiers behind each flow measure. Sums of money or of components open to the dossiers they come from. Measures without an entry
 * (opinions of another agency, counter-entries, late arrivals) open elsewhere or not at all.
 */
export const flowConditions: Partial<Record<Measure, FlowCondition>> = {
  submitted: { at: 'submitted_at', also: 'true' },
  received_online: received('online'),
  received_counter: received('counter'),
  received_post: received('post'),
  refused: ended('refused'),
  resolved_early: resolved('early'),
  resolved_on_time: resolved('on_time'),
  resolved_late: resolved('late'),
  resolved_undated: resolved('undated'),
  withdrawn: ended('withdrawn'),
  stopped: ended('stopped'),
  ended_before_receipt: ended('ended_before_receipt'),
  returned_counter: returned('counter'),
  returned_post: returned('post'),
  returned_online: returned('online'),
  supplement_first: { at: 'first_supplement_at', also: 'true' },
  supplement_again: { at: 'last_supplement_at', also: 'supplements > 1' },
  extended: { at: 'last_extended_at', also: 'held_due_at IS NULL' },
  extended_late: { at: 'last_extended_at', also: 'held_due_at IS NOT NULL' },
  fee_dossiers: { at: 'duty_at', also: 'true' },
  fee_dossiers_online: { at: 'paid_online_at', also: 'true' },
  electronic_results: { at: 'ended_at', also: anyResult },
  declined: ended('declined'),
  components: { at: 'accepted_at', also: 'true' },
  components_digital: { at: 'accepted_at', also: "file_keys <> '[]'" },
  components_reused: { at: 'accepted_at', also: "reused_keys <> '[]'" },
  resolved_minutes: { at: 'ended_at', also: anyResult },
  late_arrivals: {
    at: 'accepted_at',
    also: "(filed_at + interval '7 hours')::date < (accepted_at + interval '7 hours')::date",
  },
}
