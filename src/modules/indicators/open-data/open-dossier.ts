/**
 * A dossier in the extract: what every public figure is made of and nothing else. It holds days, no hours; no id, no code, no person and no
 * officer; dossiers stand in the order of their contents, so that their number tells nothing about when they came.
 */
export interface OpenDossier {
  agency: string
  procedure: string
  channel: string
  received_on: string | null
  due_on: string | null
  ended_on: string | null
  ending: string | null
  punctuality: string | null
  extended_on: string | null
  fee_due_on: string | null
  paid_online_on: string | null
  components: string | null
  standings: string
  undone: string | null
}

/** The columns in their order, with the kind each has in Parquet. */
export const openColumns = {
  agency: 'VARCHAR',
  procedure: 'VARCHAR',
  channel: 'VARCHAR',
  received_on: 'DATE',
  due_on: 'DATE',
  ended_on: 'DATE',
  ending: 'VARCHAR',
  punctuality: 'VARCHAR',
  extended_on: 'VARCHAR',
  fee_due_on: 'DATE',
  paid_online_on: 'DATE',
  components: 'VARCHAR',
  standings: 'VARCHAR',
  undone: 'VARCHAR',
} as const satisfies Record<keyof OpenDossier, 'VARCHAR' | 'DATE'>

/** Stands for the procedure where an agency had fewer dossiers of it than `SMALL_CELL`: nobody is to be found by a rare matter. */
export const OTHER_PROCEDURE = 'other'
export const SMALL_CELL = 10

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const LIST_OF_DATES = /^(\d{4}-\d\d-\d\d)(;\d{4}-\d\d-\d\d)*$/
const COMPONENTS = /^\d{4}-\d\d-\d\d( -?\d+){3}(;\d{4}-\d\d-\d\d( -?\d+){3})*$/
const STANDING = /^\d{4}-\d\d-\d\d [a-z_]+( \d{4}-\d\d-\d\d)?$/
const UNDONE = /^[a-z_]+ \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d( \S+)?$/
const CHANNELS = ['online', 'counter', 'post']
const ENDINGS = ['granted', 'declined', 'withdrawn', 'stopped', 'refused', 'ended_before_receipt']

/** The first column of a line that cannot be right by itself or beside the others; null when none is. */
export function faultyColumn(line: OpenDossier): keyof OpenDossier | null {
  const { received_on, due_on, ended_on, ending, punctuality, standings } = line
  if (typeof line.agency !== 'string' || line.agency === '') return 'agency'
  if (typeof line.procedure !== 'string' || line.procedure === '') return 'procedure'
  if (!CHANNELS.includes(line.channel)) return 'channel'
  for (const column of ['received_on', 'due_on', 'ended_on', 'fee_due_on', 'paid_online_on'] as const) {
    const day = line[column]
    if (day !== null && !DATE.test(day)) return column
  }
  if (line.extended_on !== null && !LIST_OF_DATES.test(line.extended_on)) return 'extended_on'
  if (line.components !== null && !COMPONENTS.test(line.components)) return 'components'
  if (typeof standings !== 'string' || !standings.split(';').every((one) => STANDING.test(one))) return 'standings'
  if (line.undone !== null && !line.undone.split(';').every((one) => UNDONE.test(one))) return 'undone'
  if ((ended_on === null) !== (ending === null) || (ending !== null && !ENDINGS.includes(ending))) return 'ending'
  if (received_on !== null && ended_on !== null && ended_on < received_on) return 'ended_on'
  return fitsDays({ due_on, ended_on, ending, punctuality }) ? null : 'punctuality'
}

/** What was resolved is early on a day before its due day, late on one after; on the due day itself the hour decided. */
function fitsDays(line: Pick<OpenDossier, 'due_on' | 'ended_on' | 'ending' | 'punctuality'>): boolean {
  const { due_on, ended_on, ending, punctuality } = line
  if (ending !== 'granted' && ending !== 'declined') return punctuality === null
  if (ended_on === null) return false
  if (due_on === null) return punctuality === 'undated'
  if (ended_on < due_on) return punctuality === 'early'
  if (ended_on > due_on) return punctuality === 'late'
  return punctuality === 'on_time' || punctuality === 'late'
}
