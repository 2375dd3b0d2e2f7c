import type { AgencyId } from '../../../platform/ids.ts'
import type { SchemeBrief } from '../view-types.ts'
import type { DraftProblem } from './draft-problems.ts'
import type { LineThroughYears } from './points-through-years.ts'
import type { SchemeChange, SchemeNode } from './scheme-change.ts'
import type { SchemeDraft } from './scheme-draft.ts'

/** A scheme in the list: what stands of it, and the draft of its next version. */
export interface SchemeLine {
  key: string
  name: SchemeBrief['name']
  version: number
  /** Only the frame is known: no round can be opened. */
  isFrame: boolean
  example: boolean
}

export interface DraftLine {
  id: string
  key: string
  name: string
  savedBy: string
  savedAt: Date
  problems: number
}

export interface SchemesView {
  schemes: SchemeLine[]
  drafts: DraftLine[]
}

export interface DraftView {
  id: string
  revision: number
  draft: SchemeDraft
  problems: DraftProblem[]
  nextVersion: number
  savedBy: string
  savedAt: Date
  mayPublish: boolean
  /** Measures that rules may name. */
  measures: string[]
  owners: string[]
  follows: { key: string; name: SchemeBrief['name'] }[]
}

export interface VersionLine {
  version: number
  isFrame: boolean
  hash: string
  at: Date
  /** Null: it came with the product. */
  published: { by: string; position: string; reason: string; isIntact: boolean } | null
  rounds: { id: string; year: number; isPublished: boolean }[]
}

export interface SchemeHistoryView {
  key: string
  name: SchemeBrief['name']
  source: string
  decimals: number
  versions: VersionLine[]
  changes: { from: number; to: number; list: SchemeChange[] } | null
  points: {
    unitId: AgencyId | null
    years: number[]
    lines: LineThroughYears[]
    units: { id: AgencyId; name: string }[]
  }
}

/** One published version, line by line. */
export interface SchemeVersionView {
  key: string
  version: number
  name: SchemeBrief['name']
  source: string
  note: SchemeBrief['name'] | null
  isFrame: boolean
  example: boolean
  max: number | null
  survey: number | null
  hash: string
  publishedAt: Date
  lines: (SchemeNode & { evidence: boolean; ruleText: SchemeBrief['name'] | null })[]
}
