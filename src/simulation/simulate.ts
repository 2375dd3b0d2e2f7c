import { type Directory, openDirectory, readSerials } from '../modules/casework/index.ts'
import { findFeeTable, readReceiptSeries } from '../modules/money/history/index.ts'
import { type Agency, agencyTree, listOfficerActors } from '../modules/organisation/index.ts'
import { countPersons } from '../modules/vault/index.ts'
import { DAY_MS, localDate, localDay, startOfLocalDay } from '../platform/civil-date.ts'
import type { Db, Transaction } from '../platform/db.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { World } from './agent.ts'
import { Applicants } from './applicants.ts'
import { Filers } from './arrival.ts'
import { CashDesks } from './cash-desks.ts'
import { Cashier } from './cashier.ts'
import { Demander } from './demander.ts'
import { listOffers } from './offers.ts'
import { type Prepared, type Progress, play } from './player.ts'
import { Random } from './random.ts'
import { type Outcome, Recorder } from './recorder.ts'
import type { SimulationRequest } from './simulation-request.ts'
import { Staff } from './staff.ts'
import { stageArrivals } from './stage.ts'
import { setClock, storeIn, storeInParts } from './store.ts'

/** Dossiers up to this many are written in one transaction: all or nothing. */
export const MOST_AT_ONCE = 20_000
const EARLIEST = Date.parse('2025-07-15T00:00:00+07:00')

/** As `simulate`, inside a transaction of the caller's, whose session is that of motcua_simulator. `db` only reads. */
export async function simulateIn(
  tx: Transaction,
  db: Db,
  request: SimulationRequest,
  onProgress?: Progress,
): Promise<Outcome> {
  await setClock(tx, request.until.getTime())
  return play(await prepare(tx, db, request), storeIn(tx), onProgress)
}

/**
 * Plays so many dossiers by the product's own rules against a simulated clock and writes them. `db` is logged in as
 * motcua_simulator, whose entries alone may bear another time than now.
 */
export async function simulate(db: Db, request: SimulationRequest, onProgress?: Progress): Promise<Outcome> {
  if (request.dossiers <= MOST_AT_ONCE) return db.write((tx) => simulateIn(tx, db, request, onProgress))
  const prepared = await db.write(async (tx) => {
    await setClock(tx, request.until.getTime())
    return prepare(tx, db, request)
  })
  return play(prepared, storeInParts(db), onProgress)
}

async function prepare(tx: Transaction, db: Db, request: SimulationRequest): Promise<Prepared> {
  const { demand, people } = request.files
  const directory = await openDirectory(db.read)()
  const tree = await agencyTree(db.read)
  const staff = new Staff(await listOfficerActors(tx))
  const until = request.until.getTime()
  const from = Math.max(EARLIEST, startOfLocalDay(localDay(until - (request.days ?? 365) * DAY_MS)))
  if (!(from < until)) throw new RangeError('the simulation ends before it begins')
  const offers = await listOffers(tx, request.procedureCodes, {
    directory,
    staff,
    rare: demand.rare,
    onDate: localDate(until),
  })
  if (offers.length === 0) throw new Error('no procedure can be played: are there officers?')
  const communes = communesOf(tree.all)
  const place = { directory, staff, offers, communes, seed: request.seed, until }
  const staged = stageArrivals(place, request)
  const dossiers = Math.max(0, request.dossiers - staged.length)
  const desks = new CashDesks(directory, await readReceiptSeries(tx), until)
  const table = await findFeeTable(tx, localDate(until))
  return {
    cashier: new Cashier({ table, desks, seed: request.seed, until }),
    desks,
    world: worldOf(request, { directory, staff, agencies: tree.all }),
    recorder: new Recorder(directory, await readSerials(tx)),
    filers: new Filers(new Applicants(people, await countPersons(tx), Number(localDate(until).slice(0, 4)))),
    demander: new Demander({ ...place, demand, from, dossiers }),
    staged: Map.groupBy(staged, (arrival) => Math.max(localDay(from), localDay(arrival.at))),
    from,
    until,
  }
}

function worldOf(
  request: SimulationRequest,
  by: { directory: Directory; staff: Staff; agencies: readonly Agency[] },
): World {
  const { keys, scans } = request
  const { demand, texts } = request.files
  const factors = latenessOf(by.agencies, request)
  const numbers = new Map<AgencyId, number>()
  return {
    directory: by.directory,
    staff: by.staff,
    demand,
    texts,
    keys,
    scan: scans.paper,
    results: { granted: scans.granted, declined: scans.declined },
    lateness: (id) => factors.get(id) ?? 1,
    nextResultNumber(id) {
      const next = (numbers.get(id) ?? 0) + 1
      numbers.set(id, next)
      return next
    },
  }
}

/** Offices differ: each has its own factor, drawn in the order of the agencies' codes. */
function latenessOf(agencies: readonly Agency[], { files, seed }: SimulationRequest): Map<AgencyId, number> {
  const { least, most } = files.demand.lateness
  const random = new Random(seed, 7_000_001)
  const inOrder = [...agencies].sort((one, other) => (one.code < other.code ? -1 : 1))
  return new Map(inOrder.map((agency) => [agency.id, random.between(least, most)]))
}

function communesOf(agencies: readonly Agency[]): (Agency & { unitCode: string })[] {
  return agencies
    .filter((agency): agency is Agency & { unitCode: string } => agency.kind === 'commune' && agency.unitCode !== null)
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
}
