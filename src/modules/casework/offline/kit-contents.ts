import { dateOfEpochDay, localDay } from '../../../platform/civil-date.ts'
import type { Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import {
  effectiveLimit,
  flowCodesFor,
  getCurrentFlow,
  getCurrentProcedure,
  type ProcedureDocument,
  searchProcedures,
} from '../../catalogue/index.ts'
import { type Agency, agencyTree, type CalendarDefinition, findCalendarDefinition } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import type { Kit, KitProcedure } from './kit.ts'

type Contents = Pick<Kit, 'counter' | 'procedures' | 'communes' | 'calendars'>

/** As far ahead as a due date counted without network may fall. */
const CALENDAR_DAYS = 400

/** What a counter must know of the province to receive without network: procedures, communes, calendars. */
export async function collectContents(context: CaseworkContext, agencyId: AgencyId): Promise<Contents> {
  const reader = context.db.read
  const tree = await agencyTree(reader)
  const counter = tree.byId(agencyId)
  if (counter === undefined) throw new Error(`no agency ${agencyId}`)
  const calendars = new CalendarCollector(reader)
  const communes: Kit['communes'] = []
  for (const agency of tree.all) {
    if (agency.kind !== 'commune' || agency.unitCode === null || agency.validTo !== null) continue
    communes.push({ code: agency.unitCode, name: agency.shortName, calendar: await calendars.add(agency.id) })
  }
  communes.sort((one, other) => one.name.localeCompare(other.name, 'vi'))
  const own = tree.lineOf(agencyId).find((agency) => agency.kind === 'commune')
  const procedures: KitProcedure[] = []
  for (const { id, document } of await receivable(reader, own !== undefined)) {
    procedures.push(
      await procedureOf(reader, { versionId: id, document, bySlug: (slug) => tree.bySlug(slug) }, calendars),
    )
  }
  return {
    counter: counterOf(counter, own?.unitCode ?? null),
    procedures,
    communes,
    calendars: Object.fromEntries(calendars.found),
  }
}

function counterOf({ id, code, name, address, phone }: Agency, communeCode: string | null): Kit['counter'] {
  return { agencyId: id, code, name, address, phone, communeCode }
}

/** The procedures that a counter of this level may receive and that can be accepted. */
async function receivable(reader: Reader, atCommune: boolean) {
  const place = atCommune ? 'commune-counter' : 'province-counter'
  const found = []
  let after: string | undefined
  do {
    const page = await searchProcedures(reader, { wholeOnly: true, limit: 100, after })
    for (const hit of page.procedures) {
      const version = await getCurrentProcedure(reader, hit.code, null)
      const { competentAgency, receivingPlaces } = version.document
      const here = receivingPlaces.length === 0 || receivingPlaces.includes(place)
      if (here && competentAgency !== null && limitOf(version.document) !== null) found.push(version)
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}

function limitOf(document: ProcedureDocument) {
  return effectiveLimit(document, { caseKey: null, channel: 'counter' }).limit
}

async function procedureOf(
  reader: Reader,
  given: { versionId: string; document: ProcedureDocument; bySlug(slug: string): Agency | undefined },
  calendars: CalendarCollector,
): Promise<KitProcedure> {
  const { code, name, cases, components, channels, fees, afterSupplement, competentAgency } = given.document
  const agency = competentAgency?.rule === 'department' ? given.bySlug(competentAgency.agencySlug) : undefined
  return {
    versionId: given.versionId,
    code,
    name,
    cases,
    components: components.filter(({ kind, abolished }) => (kind === 'paper' || kind === 'form') && !abolished),
    channels,
    effectiveLimit: given.document.effectiveLimit,
    fees,
    afterSupplement,
    calendar: agency === undefined ? null : await calendars.add(agency.id),
    competent: agency?.name ?? null,
    needsCommune: competentAgency?.rule === 'commune',
    needsProcessingCommune: agency !== undefined && (await hasCommuneStep(reader, given.document)),
    limit: limitOf(given.document),
  }
}

async function hasCommuneStep(reader: Reader, document: ProcedureDocument): Promise<boolean> {
  for (const code of new Set(document.flows.map(({ flow }) => flow).concat(flowCodesFor(document, null)))) {
    const { definition } = await getCurrentFlow(reader, code)
    if (definition.steps.some((step) => step.agency === 'processing')) return true
  }
  return false
}

/** Calendars, each once by its version, cut to the days that can matter. */
class CalendarCollector {
  readonly found = new Map<string, CalendarDefinition>()
  readonly #reader: Reader
  readonly #from: string
  readonly #until: string

  constructor(reader: Reader) {
    const today = localDay(Date.now())
    this.#reader = reader
    this.#from = dateOfEpochDay(today - 7)
    this.#until = dateOfEpochDay(today + CALENDAR_DAYS)
  }

  async add(agencyId: AgencyId): Promise<string> {
    const definition = await findCalendarDefinition(this.#reader, agencyId)
    if (definition === null) throw new Error(`no calendar for agency ${agencyId}`)
    if (!this.found.has(definition.version)) {
      const days = definition.days.filter(({ date }) => date >= this.#from && date <= this.#until)
      this.found.set(definition.version, { ...definition, days })
    }
    return definition.version
  }
}
