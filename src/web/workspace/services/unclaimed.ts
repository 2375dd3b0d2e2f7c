import {
  dossierLines,
  resultUnclaimedSince,
  type UnclaimedResult,
  type Viewer,
} from '../../../modules/casework/views/index.ts'
import type { DossierLine } from '../../../modules/casework/views/view-types.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import { type DossierId, isUuid } from '../../../platform/ids.ts'

export interface UnclaimedLine {
  row: DossierLine
  since: Date
  days: number
  rule: UnclaimedResult['rule']
  /** The day that the rule names has passed. */
  isPast: boolean
}

const ON_A_PAGE = 50

/** Results that wait at the officer's own counters, the oldest first. */
export async function listUnclaimed(
  viewer: Viewer,
  actor: OfficerActor,
  after: string | undefined,
): Promise<{ lines: UnclaimedLine[]; next: string | null }> {
  const counters = actor.mandates.filter((mandate) => mandate.role === 'receptionist').map(({ agencyId }) => agencyId)
  const start = startOf(after)
  const found = await resultUnclaimedSince(viewer.reader, {
    returnAgencyIds: counters,
    days: 0,
    now: viewer.now,
    limit: ON_A_PAGE + 1,
    ...(start === undefined ? {} : { after: start }),
  })
  const shown = found.slice(0, ON_A_PAGE)
  const rows = await dossierLines(
    viewer,
    shown.map(({ dossierId }) => dossierId),
  )
  const lines = shown.flatMap(({ dossierId, since, days, rule }) => {
    const row = rows.find((line) => line.dossierId === dossierId)
    return row === undefined
      ? []
      : [{ row, since, days, rule, isPast: rule !== null && rule.endsOn.getTime() < viewer.now }]
  })
  const last = shown.at(-1)
  const more = found.length > ON_A_PAGE && last !== undefined
  return { lines, next: more ? `${last.since.toISOString()}_${last.dossierId}` : null }
}

function startOf(after: string | undefined): { since: Date; dossierId: DossierId } | undefined {
  const [at = '', id] = (after ?? '').split('_')
  const since = new Date(at)
  return Number.isNaN(since.getTime()) || !isUuid(id) ? undefined : { since, dossierId: id as string as DossierId }
}
