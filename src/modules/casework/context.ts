import type { Db } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import type { PaperRegistry } from '../vault/papers/index.ts'

/** An agency as casework needs it, out of the copy in memory. */
export interface AgencyCard {
  id: AgencyId
  code: string
  slug: string
  kind: string
  name: string
  parentId: AgencyId | null
  /** Kind of territory (tỉnh, xã, phường) for agencies that are one. */
  unitType: string | null
}

/** The organisation as it is now, answered from memory: a command asks it many times. */
export interface Directory {
  get(id: AgencyId): AgencyCard | undefined
  bySlug(slug: string): AgencyCard | undefined
  /** The people's committee of a commune, by its official five-digit code. */
  byUnitCode(unitCode: string): AgencyCard | undefined
  /** The one-stop centre where dossiers for this agency are received: its own, or that of the province. */
  oneStopCentreOf(id: AgencyId): AgencyCard | undefined
  /** The office just below the province to which an agency belongs (itself, or the commune or department above it). */
  officeOf(id: AgencyId): AgencyId
  province(): AgencyCard
  /** The agency, and those above it up to the province. */
  line(id: AgencyId): readonly AgencyId[]
  calendarOf(id: AgencyId): WorkingCalendar
}

/** What every use case of casework stands on. */
export interface CaseworkContext {
  db: Db
  keys: Keyring
  /** Brings the copy up to date when the organisation has changed. */
  directory(): Promise<Directory>
  /** `here`: people file on this system; `national`: on the national portal (NĐ 118/2025), dossiers come by exchange. */
  onlineFiling: 'here' | 'national'
  /** The national registries of papers; left out where the installation is connected to none. */
  registry?: PaperRegistry
}
