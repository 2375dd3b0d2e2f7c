import type { DossierLine } from '../../../modules/casework/views/view-types.ts'
import { missingComponents, papersToHandIn } from '../../../modules/catalogue/component.ts'
import type { ProcedureComponent } from '../../../modules/catalogue/schemas.ts'
import { newId } from '../../../platform/ids.ts'
import { isRefusal } from '../../page-context.ts'
import type { FormFault, FormState } from '../../ui/index.ts'
import { type ScannerWork, withTicks } from '../digitisation/own-files.ts'
import { readScannerWork } from '../digitisation/scanner-acts.ts'
import type { DeskPage } from '../guard.ts'
import { keptIn } from '../kept-files.tsx'
import type { HeldAtCounter } from '../services/held-at-counter.ts'
import type { CounterProcedure } from '../services/intake.ts'
import type { IntakePreview } from '../services/preview-intake.ts'
import type { ProcedureChoice } from '../services/workspace-services.ts'
import { type BasketItem, readBasket } from './basket.ts'
import { formOf, type Place, type Values, withValues } from './intake-values.ts'
import { channelOf, isChosen, isTicked } from './read-intake.ts'

/** Where the cursor stands when the page comes back: each press leads to the next thing to do. */
export type Focus = 'box' | 'procedure' | 'papers' | 'none'

export interface Note {
  key: string
  params?: Record<string, string | number>
  tone: 'ok' | 'soon' | 'plain'
}

export interface Counter {
  mandateId: string
  name: string
  communeCode: string | null
}

/** What one press leaves to be drawn. */
export interface Press {
  values: Values
  faults?: readonly FormFault[]
  focus?: Focus
  notes?: readonly Note[]
  /** Dossiers whose applicants have the name that was typed. */
  namesakes?: readonly DossierLine[]
  /** Warnings about the people came back and are to be confirmed. */
  doubtful?: boolean
}

/** Everything the page of an intake shows. */
export interface IntakeWork {
  form: FormState
  focus: Focus
  notes: readonly Note[]
  counters: readonly Counter[]
  communes: readonly Place[]
  procedure: CounterProcedure | null
  /** Procedures to choose from: those found, or those this counter receives most. */
  choices: readonly ProcedureChoice[]
  searched: string
  preview: IntakePreview | null
  missing: ProcedureComponent[][]
  /** What the visitor's store holds for the procedure: never asked for again. */
  held: HeldAtCounter
  /** Earlier dossiers of the applicant, as far as this officer may see them. */
  earlier: readonly DossierLine[]
  namesakes: readonly DossierLine[]
  doubtful: boolean
  basket: readonly BasketItem[]
  postItem: { slipNumber: string; signedAt: number } | null
  /** What the scanners at this officer's counters have given. */
  scanner: ScannerWork
  /** Whom the officer has called to the counter. */
  visit: { label: string; counterNumber: number; lineNameVi: string; lineNameEn: string } | null
}

const MOST_CHOICES = 9
/** By how many places a procedure that this counter receives often stands before equals; a much better match stays first. */
const HABIT_LIFTS = 2.5
const EARLIER_SHOWN = 5

/** Draws the page from what one press left: the same values always give the same page, so a reload loses nothing. */
export async function drawIntake(page: DeskPage, press: Press): Promise<IntakeWork> {
  const [counters, communes] = await Promise.all([page.desk.listCounters(page.actor), page.desk.listCommunes()])
  let values = withDefaults(press.values, counters)
  const searched = formOf(values).text('tim')
  const [procedure, postItem, earlier, choices] = await Promise.all([
    procedureOf(page, values),
    postItemOf(page, values),
    earlierOf(page, values),
    choicesFor(page, searched),
  ])
  if (procedure !== null) values = withProcedureDefaults(values, procedure, counters)
  const held = procedure === null ? NOTHING_HELD : await heldFor(page, values, procedure)
  if (procedure !== null) values = withValues(values, { heldFor: visitOf(values, procedure) })
  const scanner = await readScannerWork(page)
  const form = formOf(values)
  const preview =
    procedure === null ? null : await previewOf(page, { values, procedure, filedAt: postItem?.signedAt ?? null })
  return {
    form: { values: withTicks(values, scanner), faults: press.faults ?? [] },
    focus: press.focus ?? 'none',
    notes: press.notes ?? [],
    counters,
    communes,
    procedure,
    choices,
    searched,
    preview,
    missing: procedure === null ? [] : missingOf(procedure, values, held),
    held,
    earlier,
    namesakes: press.namesakes ?? [],
    doubtful: press.doubtful === true || form.text('confirmed') === 'yes',
    basket: readBasket(values),
    postItem,
    scanner,
    visit: await visitAt(page),
  }
}

async function visitAt(page: DeskPage): Promise<IntakeWork['visit']> {
  const visit = await page.services.queue.currentVisit(page.actor)
  if (visit === null) return null
  const { label, counterNumber, lineNameVi, lineNameEn } = visit
  return { label, counterNumber, lineNameVi, lineNameEn }
}

function withDefaults(values: Values, counters: readonly Counter[]): Values {
  const form = formOf(values)
  const chosen = counters.find(({ mandateId }) => mandateId === form.text('mandateId')) ?? counters[0]
  return withValues(values, {
    mandateId: chosen?.mandateId,
    channel: channelOf(form),
    resultBy: form.text('resultBy') || 'counter',
    'applicant/kind': form.text('applicant/kind') || 'citizen',
    commandId: form.text('commandId') || newId(),
    acceptCommandId: form.text('acceptCommandId') || newId(),
    groupId: form.text('groupId') || newId(),
    hop: null,
  })
}

function withProcedureDefaults(values: Values, procedure: CounterProcedure, counters: readonly Counter[]): Values {
  const form = formOf(values)
  const own = counters.find(({ mandateId }) => mandateId === form.text('mandateId'))?.communeCode ?? undefined
  const place = (name: string, needed: boolean) => (needed && form.text(name) === '' ? own : undefined)
  const numbers = procedure.components.flatMap(({ key, originals, copies }) => [
    [`originals/${key}`, values[`originals/${key}`]?.[0] ?? String(originals ?? 1)] as const,
    [`copies/${key}`, values[`copies/${key}`]?.[0] ?? String(copies ?? 0)] as const,
    [`certified/${key}`, values[`certified/${key}`]?.[0] ?? '0'] as const,
  ])
  return withValues(values, {
    ...Object.fromEntries(numbers),
    caseKey: procedure.caseKey,
    communeCode: place('communeCode', procedure.needsCommune),
    processingCommuneCode: place('processingCommuneCode', procedure.needsProcessingCommune),
  })
}

/** The procedure chosen; null while none is, and for a code that is none. */
export async function procedureOf(page: DeskPage, values: Values): Promise<CounterProcedure | null> {
  const form = formOf(values)
  const code = form.text('code')
  if (code === '') return null
  try {
    return await page.desk.getCounterProcedure({
      code,
      caseKey: form.text('caseKey') || null,
      channel: channelOf(form),
    })
  } catch (error) {
    if (isRefusal(error) && error.kind === 'not_found') return null
    throw error
  }
}

async function postItemOf(page: DeskPage, values: Values) {
  const id = formOf(values).text('postItem')
  return id === '' ? null : page.desk.findOpenPostItem(page.actor, id)
}

async function earlierOf(page: DeskPage, values: Values): Promise<readonly DossierLine[]> {
  const number = formOf(values).text('applicant/number').replace(/\s/g, '')
  if (!/^(\d{12}|\d{10}(-?\d{3})?)$/.test(number)) return []
  return (await page.desk.searchDossiers(page.actor, number, { limit: EARLIER_SHOWN })).rows
}

/** Found by a few letters, those of this counter's habit first; without letters the habit alone. */
export async function choicesFor(page: DeskPage, text: string): Promise<ProcedureChoice[]> {
  const habitual = await page.desk.listHabitualProcedures(page.actor, MOST_CHOICES)
  if (text.trim() === '' && habitual.length > 0) return habitual
  const found = await page.desk.searchProcedures({ text, limit: 20, wholeOnly: true })
  const codes = new Set(habitual.map(({ code }) => code))
  return found.procedures
    .map(({ code, name }, at) => ({ code, name, rank: codes.has(code) ? at - HABIT_LIFTS : at }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_CHOICES)
    .map(({ code, name }) => ({ code, name }))
}

async function previewOf(
  page: DeskPage,
  { values, procedure, filedAt }: { values: Values; procedure: CounterProcedure; filedAt: number | null },
): Promise<IntakePreview> {
  const form = formOf(values)
  return page.desk.previewIntake(page.actor, {
    versionId: procedure.versionId,
    caseKey: procedure.caseKey,
    channel: channelOf(form),
    mandateId: form.text('mandateId'),
    communeCode: procedure.needsCommune ? form.text('communeCode') : undefined,
    filedAt,
    locale: page.locale,
  })
}

const NOTHING_HELD: HeldAtCounter = { held: {}, registered: {} }

/** Of whom and for what the store was asked last: it is asked, and that written down for its owner, once a visit. */
function visitOf(values: Values, procedure: CounterProcedure): string {
  return `${formOf(values).text('applicant/number').replace(/\s/g, '')} ${procedure.code}`
}

function heldFor(page: DeskPage, values: Values, procedure: CounterProcedure): Promise<HeldAtCounter> {
  const form = formOf(values)
  return page.desk.heldAtCounter(page.actor, {
    code: procedure.code,
    caseKey: procedure.caseKey,
    kind: form.text('applicant/kind') === 'organisation' ? 'organisation' : 'citizen',
    number: form.text('applicant/number'),
    fullName: form.text('applicant/fullName'),
    mandateId: form.text('mandateId'),
    log: form.text('heldFor') !== visitOf(values, procedure),
  })
}

function missingOf(
  procedure: CounterProcedure,
  values: Values,
  { held, registered }: HeldAtCounter,
): ProcedureComponent[][] {
  const form = formOf(values)
  const filed = keptIn({ values, faults: [] }).map(({ field }) => field.replace(/^tep\//, ''))
  const ticked = procedure.components.filter(({ key }) => isTicked(form, key)).map(({ key }) => key)
  const papers = papersToHandIn(procedure.components)
  const needless = Object.keys(held).filter((key) =>
    held[key]?.some((paper) => paper.needless || isChosen(form, key, paper.paperId)),
  )
  return missingComponents(papers, new Set([...filed, ...ticked, ...needless, ...Object.keys(registered)]))
}
