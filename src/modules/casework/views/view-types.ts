import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import type { BilingualText, Channel, OfficialText } from '../../catalogue/schemas.ts'
import type { PersonProfile } from '../../vault/schemas.ts'
import type { LegalState } from '../dossier.ts'
import type { AgencyView, DueView, OfficerView, Page, ProcedureView } from './view-basics.ts'

export type * from './page-types.ts'
export type * from './view-basics.ts'

// Worklist

/**
 * `mine` assigned to me · `desk` steps on the desks of my roles · `agency` every step of the agencies whose head I am (to assign) ·
 * `opinions` asked of my agency · `reception` handed in, not accepted · `return` results to hand over
 */
export const taskScopes = ['mine', 'desk', 'agency', 'opinions', 'reception', 'return'] as const
export type TaskScope = (typeof taskScopes)[number]

/** By the due instant of the task itself. `soon`: within the next two working days; `wait`: the clock is stopped. */
export const dueBuckets = ['late', 'today', 'soon', 'wait', 'ok'] as const
export type DueBucket = (typeof dueBuckets)[number]

export interface TaskFilter {
  scope: TaskScope
  due?: DueBucket | undefined
  procedureCode?: string | undefined
  stepKey?: string | undefined
  agencyId?: AgencyId | undefined
  waiting?: 'applicant' | 'payment' | 'external' | undefined
  /** An officer, or nobody yet. */
  assignee?: OfficerId | 'none' | undefined
}

export interface TaskView {
  dossierId: DossierId
  /** 'main', or the id of the opinion asked. */
  taskKey: string
  kind: 'reception' | 'step' | 'opinion' | 'return'
  /** Null before acceptance. */
  code: string | null
  version: number
  legal: LegalState
  channel: Channel
  procedure: ProcedureView
  /** Null when erased. */
  applicantName: string | null
  /** Null for receptions and opinions. */
  step: { key: string; name: BilingualText } | null
  agency: AgencyView
  assignee: OfficerView | null
  waiting: 'applicant' | 'payment' | 'external' | null
  enteredAt: number
  submittedAt: number
  /** The task's own deadline; null when nothing runs: a result that waits to be fetched. */
  stepDue: DueView | null
  /** The whole dossier's; null before acceptance. */
  dossierDue: DueView | null
}
export type TaskPage = Page<TaskView>

/** Counts end at 100: show "99+" for 100. */
export interface TaskCounts {
  scopes: Record<TaskScope, number>
  /** Of the scope asked for. */
  buckets: Record<DueBucket, number>
}
export const MOST_COUNTED = 100

/** What the filters of a scope offer: only what lies on the desks now, at most 200 tasks looked at a desk. */
export interface TaskChoices {
  procedures: { code: string; name: OfficialText }[]
  steps: { key: string; name: BilingualText }[]
  agencies: AgencyView[]
  assignees: OfficerView[]
}

// Search and lists of dossiers

/** One line of any list of dossiers for officers. */
export interface DossierLine {
  dossierId: DossierId
  code: string | null
  version: number
  legal: LegalState
  channel: Channel
  procedure: ProcedureView
  applicantName: string | null
  competent: AgencyView
  step: { key: string; name: BilingualText; agency: AgencyView } | null
  submittedAt: number
  acceptedAt: number | null
  finishedAt: number | null
  due: DueView | null
}
/** What the typed text was taken for. */
export type SearchKind = 'code' | 'number' | 'name' | 'nothing'
export interface DossierSearchPage extends Page<DossierLine> {
  kind: SearchKind
}

// Register

export interface RegisterQuery {
  /** The counter that received. */
  agencyId: AgencyId
  /** Instants of acceptance: from this one on, before that one. */
  from: number
  to: number
  most: number
}

/** One line of the register of dossiers (form 07 of TT 03/2025/TT-VPCP). */
export interface RegisterLine {
  dossierId: DossierId
  code: string
  legal: LegalState
  procedure: ProcedureView
  /** As filed; null when erased. */
  applicant: PersonProfile | null
  competent: AgencyView
  returnAt: AgencyView
  acceptedAt: number
  /** First told to the applicant; null where the clock stood still from the beginning. */
  promisedAt: number | null
  returnedAt: number | null
}

// Overview

/**
 * Numbers of a month. Always: carriedOver + received = resolvedEarly + resolvedOnTime + resolvedLate + endedOtherwise + openAtEnd, and
 * for the current month: openAtEnd = onTime + late + waiting. `refused`, `withdrawn`, `stopped` count those before acceptance too.
 */
export interface OverviewNumbers {
  carriedOver: number
  received: number
  receivedOnline: number
  resolvedEarly: number
  resolvedOnTime: number
  resolvedLate: number
  /** Withdrawn or stopped after acceptance. */
  endedOtherwise: number
  refused: number
  withdrawn: number
  stopped: number
  extended: number
  openAtEnd: number
  /** Standing numbers, of now whatever the month. */
  open: number
  onTime: number
  late: number
  waiting: number
  toReceive: number
}

export interface Overview {
  /** `YYYY-MM`. */
  month: string
  isCurrentMonth: boolean
  /** The agency whose numbers these are; the province for all. */
  agency: AgencyView
  total: OverviewNumbers
  units: { agency: AgencyView; numbers: OverviewNumbers }[]
  procedures: { code: string; name: OfficialText | null; numbers: OverviewNumbers }[]
  /** Agencies whose overview the actor may open. */
  choices: AgencyView[]
}

/** The numbers that have a list of dossiers behind them. */
export const overviewMeasures = [
  'carriedOver',
  'received',
  'resolvedEarly',
  'resolvedOnTime',
  'resolvedLate',
  'refused',
  'withdrawn',
  'stopped',
  'extended',
  'open',
  'onTime',
  'late',
  'waiting',
  'toReceive',
] as const
export type OverviewMeasure = (typeof overviewMeasures)[number]

export interface OverviewQuery {
  /** `YYYY-MM`; the current month when left out. */
  month?: string | undefined
  /** All the actor may see when left out. */
  agencyId?: AgencyId | undefined
}
export interface OverviewListQuery extends OverviewQuery {
  measure: OverviewMeasure
  procedureCode?: string | undefined
}
