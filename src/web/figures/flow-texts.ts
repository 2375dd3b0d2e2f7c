import type { Shell } from '../shell.ts'
import { said } from './texts.ts'

/** Places beside the steps, as the screen names them; a literal list so that each has its sentence. */
const PLACES = [
  'to_receive',
  'to_receive_waiting',
  'running',
  'waiting_applicant',
  'waiting_payment',
  'suspended',
  'to_return',
  'returned',
  'granted',
  'declined',
  'withdrawn',
  'stopped',
  'refused',
  'ended_before_receipt',
  'ended',
] as const

type Names = Readonly<Record<string, { vi: string; en: string }>>

/** A step by its name, what is no step by what it is called. */
export function placeName(place: string, names: Names, shell: Pick<Shell, 't' | 'locale'>): string {
  const known = PLACES.find((one) => `=${one}` === place)
  if (known !== undefined) return shell.t(`figures.place.${known}`)
  const name = names[place]
  return name === undefined ? place : said(name, shell)
}

interface Passage {
  agencyId: string
  procedureCode: string
  from: string
  to: string
  place: string
  next?: string
}

/** The list of dossiers that left a step, or went from one place to another. */
export function passagesPath({ agencyId, procedureCode, from, to, place, next }: Passage): string {
  const search = new URLSearchParams({
    'co-quan': agencyId,
    'thu-tuc': procedureCode,
    'tu-ngay': from,
    'den-ngay': to,
    roi: place,
  })
  if (next !== undefined) search.set('sang', next)
  return `/lam-viec/so-lieu/thoi-gian/ho-so?${search}`
}
