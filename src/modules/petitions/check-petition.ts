import type { FieldFault } from '../../platform/errors.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Directory } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { readEmail, readPhone } from '../vault/index.ts'
import { refusals } from './errors.ts'
import {
  LONGEST_SUBJECT,
  LONGEST_TEXT,
  type PetitionChannel,
  type PetitionKind,
  petitionChannels,
  petitionKinds,
} from './petition.ts'
import { takesIn } from './policy.ts'
import { readSpot, type Spot } from './spot.ts'

/** The kinds of agencies that people send to; units below them get petitions passed on. */
export const receivingKinds: readonly string[] = ['department', 'commune', 'one_stop_centre']

/** What somebody typed. */
export interface TypedPetition {
  channel: string
  agencyId: string
  kind: string
  subject: string
  text: string
  /** Where it happened. */
  place: string
  /** The commune, by its official code; empty where not said. */
  communeCode?: string
  /** Degrees, as typed or as the telephone found them; both or neither. */
  latitude?: string
  longitude?: string
  /** The officer it complains of, as named. */
  about: string
  dossierCode: string
  /** Of a complaint about an officer: it is about who leads the agency. */
  isAboutHead?: boolean
  isAnonymous: boolean
  fullName: string
  phone: string
  email: string
}

/** What was written: sealed whole. */
export interface PetitionContent {
  subject: string
  text: string
  place: string
  /** Where exactly, in degrees; null where not said. */
  spot: Spot | null
  about: string
  dossierCode: string
}

export interface CheckedPetition {
  channel: PetitionChannel
  agencyId: AgencyId
  kind: PetitionKind
  isAboutHead: boolean
  isAnonymous: boolean
  communeCode: string | null
  fullName: string
  phone: string | null
  email: string | null
  content: PetitionContent
}

/** The petition as it may be taken. Refuses with a fault at every field that is wrong, `petitions.not_yours` for an officer's ways. */
export function checkPetition(
  typed: TypedPetition,
  directory: Directory,
  { actor, fileFaults = [] }: { actor: Actor; fileFaults?: readonly FieldFault[] },
): CheckedPetition {
  const faults: FieldFault[] = [...fileFaults]
  const add = (path: string, code: string, params?: FieldFault['params']) =>
    faults.push({ path, code: `petitions.${code}`, ...(params === undefined ? {} : { params }) })
  const line = (path: keyof TypedPetition & string, most: number) => {
    const text = String(typed[path]).trim()
    // Signs that show nothing are no text.
    if (text.replace(/\p{Cf}|\p{Z}/gu, '') === '') return ''
    if (text.length > most) add(path, 'too_long', { most })
    return text
  }
  const channel = typed.channel as PetitionChannel
  if (!petitionChannels.includes(channel)) add('channel', 'channel_unknown')
  const kind = typed.kind as PetitionKind
  if (!petitionKinds.includes(kind)) add('kind', 'kind_unknown')
  const agencyId = typed.agencyId as AgencyId
  if (!receivingKinds.includes(directory.get(agencyId)?.kind ?? '')) add('agencyId', 'agency_unknown')
  const subject = line('subject', LONGEST_SUBJECT)
  if (subject === '') add('subject', 'subject_missing')
  const text = line('text', LONGEST_TEXT)
  if (text === '') add('text', 'text_missing')
  const place = line('place', 300)
  const communeCode = typed.communeCode?.trim() || null
  if (communeCode !== null && directory.byUnitCode(communeCode)?.kind !== 'commune')
    add('communeCode', 'commune_unknown')
  const spot = readSpot(typed.latitude, typed.longitude)
  if (spot?.ok === false) add(spot.path, 'coordinates_wrong')
  const about = line('about', 200)
  const dossierCode = line('dossierCode', 60)
  const contact = typed.isAnonymous ? { fullName: '', phone: null, email: null } : contactOf(typed, add)
  const [first] = faults
  if (first !== undefined) throw refusals.text_missing(first.params, faults)
  if ((channel === 'phone' || channel === 'letter') && !takesIn(actor).includes(agencyId)) throw refusals.not_yours()
  const content = { subject, text, place, spot: spot?.ok === true ? spot.value : null, about, dossierCode }
  const { isAnonymous, isAboutHead = false } = typed
  return { channel, agencyId, kind, isAboutHead, isAnonymous, communeCode, ...contact, content }
}

type Add = (path: string, code: string, params?: FieldFault['params']) => void

function contactOf(typed: TypedPetition, add: Add) {
  const fullName = typed.fullName.trim().replace(/\s+/g, ' ')
  if (fullName === '') add('fullName', 'name_missing')
  if (fullName.length > 150) add('fullName', 'too_long', { most: 150 })
  const phone = typed.phone.trim() === '' ? null : readPhone(typed.phone)
  if (phone?.ok === false) add('phone', 'phone_wrong')
  const email = typed.email.trim() === '' ? null : readEmail(typed.email)
  if (email?.ok === false) add('email', 'email_wrong')
  return { fullName, phone: phone?.ok ? phone.value : null, email: email?.ok ? email.value : null }
}
