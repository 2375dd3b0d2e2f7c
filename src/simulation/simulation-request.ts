import type { Keyring } from '../platform/sealing/keyring.ts'
import type { KnownApplicant } from './arrival.ts'
import type { StoredScan } from './demo-scans.ts'
import type { SimulationFiles } from './simulation-files.ts'

export interface SimulationRequest {
  dossiers: number
  /** The same number gives the same dossiers for the same `until` and files: codes, states, dates, counts. Ids and keys stay random. */
  seed: number
  /** The end of the simulation: nothing happens later. */
  until: Date
  /** How long it lasts; 365 when left out. */
  days?: number
  files: SimulationFiles
  keys: Keyring
  /** Codes of the procedures that may be played. */
  procedureCodes: readonly string[]
  scans: SimulationScans
  /** Display names of the demonstration's officers by key, to find their desks. */
  officerNames: ReadonlyMap<string, string>
  citizens: readonly KnownApplicant[]
}

export interface SimulationScans {
  paper: StoredScan
  granted: StoredScan
  declined: StoredScan
  /** Result files of the demonstration citizens, used in turn. */
  own: readonly StoredScan[]
}
