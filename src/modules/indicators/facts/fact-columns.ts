import type { DossierFact } from './fact.ts'

type Kind = 'text' | 'number' | 'time' | 'json'

/** Every field of a fact and the kind of its column in `indicators_dossier`; the column's name is the field's in snake_case. */
const kinds: Record<keyof DossierFact, Kind> = {
  id: 'text',
  version: 'number',
  code: 'text',
  procedureCode: 'text',
  caseKey: 'text',
  channel: 'text',
  intakeAgencyId: 'text',
  agencyId: 'text',
  applicantId: 'text',
  previousDossierId: 'text',
  submittedAt: 'time',
  acceptedAt: 'time',
  filedAt: 'time',
  standing: 'text',
  standingSince: 'time',
  dueAt: 'time',
  heldDueAt: 'time',
  waitedMs: 'number',
  supplements: 'number',
  firstSupplementAt: 'time',
  lastSupplementAt: 'time',
  extensions: 'number',
  lastExtendedAt: 'time',
  askedAgainAt: 'time',
  endedAt: 'time',
  ending: 'text',
  punctuality: 'text',
  returnedAt: 'time',
  returnedBy: 'text',
  paperKeys: 'json',
  fileKeys: 'json',
  reusedKeys: 'json',
  feeAssessed: 'number',
  feeWaived: 'number',
  feeReleased: 'number',
  feePaid: 'number',
  feeRefunded: 'number',
  dutyAt: 'time',
  paidOnlineAt: 'time',
  step: 'text',
  stepAgencyId: 'text',
  stepSince: 'time',
  stepMinutes: 'number',
  handlerId: 'text',
  approvedBy: 'text',
  opinions: 'json',
  lastOpinionAt: 'time',
}

const fields = Object.entries(kinds) as [keyof DossierFact, Kind][]

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export const factColumns = fields.map(([field]) => columnOf(field))

/** The fact out of its row. */
export function factOfRow(row: Readonly<Record<string, unknown>>): DossierFact {
  const entries = fields.map(([field, kind]) => {
    const value = row[columnOf(field)]
    return [field, kind === 'time' && value instanceof Date ? value.getTime() : value]
  })
  return Object.fromEntries(entries) as unknown as DossierFact
}

/** The fact as a JSON object that `json_populate_recordset` reads as a row. */
export function rowOfFact(fact: DossierFact): Record<string, unknown> {
  const entries = fields.map(([field, kind]) => {
    const value = fact[field]
    return [columnOf(field), kind === 'time' && typeof value === 'number' ? new Date(value).toISOString() : value]
  })
  return Object.fromEntries(entries)
}

/** The fact as a line of COPY in text format, without its line feed. */
export function lineOfFact(fact: DossierFact): string {
  return fields.map(([field, kind]) => copyText(fact[field], kind)).join('\t')
}

function copyText(value: unknown, kind: Kind): string {
  if (value === null || value === undefined) return '\\N'
  if (kind === 'time') return new Date(value as number).toISOString()
  if (kind === 'json') return escapeCopy(JSON.stringify(value))
  return kind === 'number' ? String(value) : escapeCopy(String(value))
}

/** Backslash, tab and line ends as COPY wants them. */
export function escapeCopy(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
