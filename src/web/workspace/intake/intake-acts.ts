import { redirect } from 'react-router'
import { localDate } from '../../../platform/civil-date.ts'
import { isRefusal } from '../../page-context.ts'
import type { FormFault } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { type DeskPage, dossierIdOf } from '../guard.ts'
import { hasRoom, layReady, takeBack } from './basket.ts'
import {
  cardDifferences,
  formOf,
  nextOfSamePerson,
  nextOfSameProcedure,
  type PersonPart,
  type Values,
  withCard,
  withoutPerson,
  withProfile,
  withValues,
} from './intake-values.ts'
import type { Note, Press } from './intake-work.ts'
import { type BoxReading, readBox } from './read-box.ts'

type Outcome = Press | Response
type Act = (page: DeskPage, values: Values) => Promise<Outcome>

/** What the buttons of the page do, but for those that send the dossier in. `enter` is the Enter key in any field. */
export const acts: Readonly<Record<string, Act>> = {
  enter: async (page, values) => {
    const form = formOf(values)
    if (form.text('hop') !== '') return takeBox(page, values)
    return { values, focus: form.text('code') === '' ? 'procedure' : 'none' }
  },
  show: async (_page, values) => ({ values, focus: 'none' }),
  search: async (_page, values) => ({ values: withValues(values, { code: null, caseKey: null }), focus: 'procedure' }),
  find: findTyped,
  'add-procedure': async (_page, values) => lay(values, nextOfSamePerson, 'procedure'),
  'add-person': async (_page, values) => lay(values, nextOfSameProcedure, 'box'),
}

/** One of the procedures offered was chosen. */
export function chooseProcedure(values: Values, code: string): Press {
  const text = formOf(values)
  const changed = text.text('code') === code ? {} : { caseKey: null }
  return { values: withValues(values, { code, tim: null, ...changed }), focus: 'papers' }
}

/** One of the people found by name was chosen, by a dossier of theirs that this officer may see. */
export async function choosePerson(page: DeskPage, values: Values, dossierId: string): Promise<Press> {
  const { applicant } = await page.desk.getDossierPage(page.actor, dossierIdOf(dossierId), page.locale)
  if (applicant === null) return { values, faults: [{ path: 'hop', key: 'workspace.erased' }], focus: 'box' }
  const clean = withoutPerson(values, 'applicant')
  const notes: Note[] = [{ key: 'intake.known', tone: 'ok' }]
  return { values: withProfile(clean, applicant), focus: nextFocus(values), notes }
}

export function takeOut(values: Values, position: string): Press {
  return { values: takeBack(values, Number(position)), focus: 'none' }
}

async function takeBox(page: DeskPage, values: Values): Promise<Outcome> {
  const typed = formOf(values).text('hop')
  const read = readBox(typed, localDate(Date.now()))
  const clean = withValues(values, { hop: null })
  if (read.kind === 'card') return takeCard(page, clean, read)
  if (read.kind === 'number') return takeNumber(page, clean, read)
  if (read.kind === 'name') return takeName(page, clean, read.name)
  if (read.kind === 'procedure') return chooseProcedure(clean, read.code)
  if (read.kind === 'dossier') return openDossier(page, clean, read.code)
  if (read.kind === 'ticket') {
    return takeTicket(page, clean, read.ticket)
  }
  if (read.kind === 'nothing') return { values: clean, focus: 'box' }
  return boxFault(clean, { path: 'hop', key: read.key, ...(read.params === undefined ? {} : { params: read.params }) })
}

/** A number from the hall is called to this counter, as on the counter's own page; one that another has is told with its counter. */
async function takeTicket(page: DeskPage, values: Values, ticket: string): Promise<Press> {
  const desk = await page.services.queue.getDesk(page.actor)
  const plain = (label: string) => label.replace(/[^A-Z0-9]/gi, '').toUpperCase()
  const waiting = desk.waiting.find(({ label }) => plain(label) === plain(ticket))
  if (desk.current !== null && plain(desk.current.label) === plain(ticket)) return { values, focus: 'box' }
  if (waiting === undefined) return boxFault(values, { path: 'hop', key: 'intake.e_ticket', params: { ticket } })
  try {
    await page.services.queue.callTicket(page.actor, waiting.id)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return boxFault(values, { path: 'hop', key: `error.${error.code}`, params: error.params })
  }
  return {
    values,
    focus: 'box',
    notes: [{ key: 'intake.ticket_called', params: { ticket: waiting.label }, tone: 'ok' }],
  }
}

/** Nothing of a refused scan is kept, everything else on the page is. */
function boxFault(values: Values, fault: FormFault): Press {
  return { values, faults: [fault], focus: 'box' }
}

async function takeCard(
  page: DeskPage,
  values: Values,
  { card }: Extract<BoxReading, { kind: 'card' }>,
): Promise<Press> {
  const part = partFor(values, card.number)
  const [profile, communes] = await Promise.all([
    page.desk.lookUpApplicant({ kind: 'citizen', number: card.number }),
    page.desk.listCommunes(),
  ])
  const same = formOf(values).text(`${part}/number`) === card.number
  const clean = same ? values : withoutPerson(values, part)
  const filled = withCard(profile === null ? clean : withProfile(clean, profile, part), card, { part, communes })
  const notes: Note[] = [{ key: profile === null ? 'intake.unknown_card' : 'intake.known', tone: 'ok' }]
  if (card.mended !== null) notes.push({ key: `intake.mended_${card.mended}`, tone: 'soon' })
  const differences = profile === null ? [] : cardDifferences(card, profile)
  for (const field of differences) notes.push({ key: `intake.differs_${field}`, tone: 'soon' })
  if (profile?.address === undefined && card.address !== '') {
    notes.push({ key: 'intake.card_address', params: { address: card.address }, tone: 'plain' })
  }
  return { values: filled, focus: nextFocus(filled), notes }
}

async function takeNumber(
  page: DeskPage,
  values: Values,
  { person, number }: Extract<BoxReading, { kind: 'number' }>,
): Promise<Press> {
  const part = person === 'organisation' ? 'applicant' : partFor(values, number)
  const profile = await page.desk.lookUpApplicant({ kind: person, number })
  const same = formOf(values).text(`${part}/number`) === number
  const clean = withValues(same ? values : withoutPerson(values, part), {
    [`${part}/kind`]: person,
    [`${part}/number`]: number,
  })
  if (profile === null) return { values: clean, focus: 'none', notes: [{ key: 'intake.unknown', tone: 'plain' }] }
  const filled = withProfile(clean, profile, part)
  return { values: filled, focus: nextFocus(filled), notes: [{ key: 'intake.known', tone: 'ok' }] }
}

/** With an authorised person expected and not named yet, a second card is theirs. */
function partFor(values: Values, number: string): PersonPart {
  const form = formOf(values)
  const applicant = form.text('applicant/number')
  const expected = form.text('authorised') === 'yes' && form.text('authorised/number') === ''
  return expected && applicant !== '' && applicant !== number ? 'authorised' : 'applicant'
}

async function takeName(page: DeskPage, values: Values, name: string): Promise<Press> {
  const found = (await page.desk.searchDossiers(page.actor, name, { limit: 20 })).rows
  if (found.length > 0) {
    return {
      values,
      namesakes: found,
      focus: 'none',
      notes: [{ key: 'intake.namesakes', params: { name }, tone: 'plain' }],
    }
  }
  const typed = formOf(values).text('applicant/fullName')
  const filled = typed === '' ? withValues(values, { 'applicant/fullName': name }) : values
  return { values: filled, focus: 'none', notes: [{ key: 'intake.no_namesake', params: { name }, tone: 'plain' }] }
}

async function openDossier(page: DeskPage, values: Values, code: string): Promise<Outcome> {
  const found = (await page.desk.searchDossiers(page.actor, code, { limit: 2 })).rows
  const dossier = found.find((row) => row.code === code)
  if (dossier !== undefined) return redirect(dossierPath(dossier.dossierId))
  return boxFault(values, { path: 'hop', key: 'intake.e_dossier', params: { code } })
}

/** The number typed into its own field. */
async function findTyped(page: DeskPage, values: Values): Promise<Outcome> {
  const form = formOf(values)
  const kind = form.text('applicant/kind') === 'organisation' ? 'organisation' : 'citizen'
  const profile = await page.desk.lookUpApplicant({ kind, number: form.text('applicant/number') })
  if (profile === null) return { values, notes: [{ key: 'intake.unknown', tone: 'plain' }] }
  return { values: withProfile(values, profile), notes: [{ key: 'intake.known', tone: 'ok' }] }
}

function lay(values: Values, next: (values: Values) => Values, focus: Press['focus']): Press {
  const faults = unready(values)
  if (faults.length > 0) return { values, faults, focus: 'none' }
  return { values: layReady(values, next(values)), focus: focus ?? 'none', notes: [{ key: 'intake.laid', tone: 'ok' }] }
}

/** Why a dossier cannot be laid ready yet: it has no person or no procedure. */
export function unready(values: Values): FormFault[] {
  const form = formOf(values)
  const faults: FormFault[] = []
  if (form.text('applicant/number') === '')
    faults.push({ path: 'applicant/number', key: 'error.identity.number_missing' })
  if (form.text('applicant/fullName') === '')
    faults.push({ path: 'applicant/fullName', key: 'error.identity.name_missing' })
  if (form.text('code') === '') faults.push({ path: 'tim', key: 'intake.e_procedure' })
  if (!hasRoom(values)) faults.push({ path: '', key: 'intake.e_basket' })
  return faults.map((fault) => ({ ...fault, key: fault.key.replace(/^error\.identity\./, 'identity.') }))
}

function nextFocus(values: Values): Press['focus'] & string {
  return formOf(values).text('code') === '' ? 'procedure' : 'papers'
}
