import type { Act } from './act.ts'

/** The columns of `indicators_act` in the order in which `lineOfAct` writes them. */
export const actColumns = [
  'position',
  'kind',
  'dossier_id',
  'agency_id',
  'user_id',
  'at',
  'against_at',
  'awaited',
  'step',
  'minutes',
  'off_hours',
] as const

/** The act as a JSON object that `json_populate_recordset` reads as a row. */
export function rowOfAct(act: Act): Record<(typeof actColumns)[number], string | number | boolean | null> {
  return {
    position: act.position,
    kind: act.kind,
    dossier_id: act.dossierId,
    agency_id: act.agencyId,
    user_id: act.userId,
    at: instant(act.at),
    against_at: instant(act.againstAt),
    awaited: act.awaited,
    step: act.step,
    minutes: act.minutes,
    off_hours: act.offHours,
  }
}

/** The act as a line of COPY in text format, without its line feed. A step's key holds nothing that COPY would have escaped. */
export function lineOfAct(act: Act): string {
  const row = rowOfAct(act)
  return actColumns.map((column) => row[column] ?? '\\N').join('\t')
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
