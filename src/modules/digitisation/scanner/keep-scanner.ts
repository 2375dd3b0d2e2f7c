import { query } from '../../../platform/db.ts'
import { isUuid, newId } from '../../../platform/ids.ts'
import {
  type Actor,
  type Agency,
  type AgencyTree,
  agencyTree,
  mayGrantMandatesIn,
  type OfficerActor,
} from '../../organisation/index.ts'
import type { DigitisationContext } from '../context.ts'
import { refusals } from '../errors.ts'
import type { ScannerLine, ScannerSettings } from '../view-types.ts'
import { folderOf } from './scanner-folder.ts'

const MOST_NUMBER = 999

/** The agencies whose scanners an administrator sets up: theirs and those below. */
function agenciesSetUpBy(tree: AgencyTree, actor: Actor): Agency[] {
  return tree.all.filter(
    (agency) =>
      agency.validTo === null && agency.kind === 'one_stop_centre' && mayGrantMandatesIn(tree, actor, agency.id),
  )
}

function asAdministrator(actor: Actor): OfficerActor {
  const isOne = actor.kind === 'officer' && actor.mandates.some(({ role }) => role === 'administrator')
  if (!isOne) throw refusals.scanner_not_found()
  return actor as OfficerActor
}

/** The scanners in use of an administrator's agencies, and the agencies they may set up more for. For everybody else there is no such page. */
export async function readScannerSettings(
  { db }: Pick<DigitisationContext, 'db'>,
  actor: Actor,
): Promise<ScannerSettings> {
  asAdministrator(actor)
  const agencies = agenciesSetUpBy(await agencyTree(db.read), actor)
  const names = new Map<string, string>(agencies.map(({ id, name }) => [id, name]))
  const rows = await query<Omit<ScannerLine, 'agencyName'> & { agencyId: string }>(
    db.read,
    `SELECT s.id, s.agency_id AS "agencyId", s.counter_number AS "counterNumber", s.folder,
       count(i.id) FILTER (WHERE i.state = 'waiting') AS waiting, count(i.id) FILTER (WHERE i.state = 'refused') AS refused,
       (extract(epoch FROM max(i.arrived_at)) * 1000)::float8 AS "lastAt"
     FROM digitisation_scanner s LEFT JOIN digitisation_scanner_file i ON i.scanner_id = s.id
     WHERE s.removed_at IS NULL AND s.agency_id = any($1::uuid[]) GROUP BY s.id ORDER BY s.folder`,
    [[...names.keys()]],
  )
  return {
    scanners: rows.map(({ agencyId, ...row }) => ({ ...row, agencyName: names.get(agencyId) ?? '' })),
    agencies: agencies.map(({ id, name }) => ({ id, name })),
  }
}

/** Sets up the folder of a counter's scanner. Refuses faults at their fields; one that is set up already is left as it is. */
export async function addScanner(
  { db }: Pick<DigitisationContext, 'db'>,
  actor: Actor,
  { agencyId, counterNumber }: { agencyId: string; counterNumber: number },
): Promise<void> {
  const officer = asAdministrator(actor)
  const agency = agenciesSetUpBy(await agencyTree(db.read), actor).find(({ id }) => id === agencyId)
  if (agency === undefined) throw atField('agencyId', 'scanner_agency')
  if (!Number.isInteger(counterNumber) || counterNumber < 1 || counterNumber > MOST_NUMBER) {
    throw atField('counterNumber', 'scanner_number', { most: MOST_NUMBER })
  }
  await db.write((tx) =>
    query(
      tx,
      `INSERT INTO digitisation_scanner (id, agency_id, counter_number, folder, added_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [newId(), agency.id, counterNumber, folderOf(agency.slug, counterNumber), officer.userId],
    ),
  )
}

function atField(path: string, code: 'scanner_agency' | 'scanner_number', params = {}) {
  return refusals[code](params, [{ path, code: `digitisation.${code}`, params }])
}

/** Nothing is taken from the folder any more; what was taken stays. Refuses `digitisation.scanner_not_found`. */
export async function removeScanner({ db }: Pick<DigitisationContext, 'db'>, actor: Actor, id: string): Promise<void> {
  const officer = asAdministrator(actor)
  const agencyIds = agenciesSetUpBy(await agencyTree(db.read), actor).map((agency) => agency.id)
  const rows = await db.write((tx) =>
    query<{ id: string }>(
      tx,
      `UPDATE digitisation_scanner SET removed_by = $3, removed_at = platform_now()
       WHERE id = $1 AND agency_id = any($2::uuid[]) AND removed_at IS NULL RETURNING id`,
      [isUuid(id) ? id : null, agencyIds, officer.userId],
    ),
  )
  if (rows.length === 0) throw refusals.scanner_not_found()
}
