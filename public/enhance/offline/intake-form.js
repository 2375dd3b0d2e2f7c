// @ts-check
// The intake form without network: what stands in it, what the shared rules say of it, and what is kept while it is typed.

import { computeDue } from '/enhance/rules/modules/casework/deadlines/deadline.ts'
import { componentsToSupply } from '/enhance/rules/modules/catalogue/component.ts'
import { feesFor } from '/enhance/rules/modules/catalogue/fee.ts'
import { effectiveLimit } from '/enhance/rules/modules/catalogue/limit.ts'
import { compileCalendar } from '/enhance/rules/modules/organisation/working-calendar.ts'
import { checkPerson } from '/enhance/rules/modules/vault/person-check.ts'
import { localDate } from '/enhance/rules/platform/civil-date.ts'
import { formOf, t, typedIn } from './dom.js'

/** @typedef {import('/enhance/rules/modules/casework/offline/kit.ts').Kit} Kit */
/** @typedef {import('/enhance/rules/modules/casework/offline/kit.ts').KitProcedure} KitProcedure */
/** @typedef {import('/enhance/rules/modules/vault/schemas.ts').PersonInput} PersonInput */
/** @typedef {import('./dom.js').Fault} Fault */

const FIELDS = /** @type {const} */ (['fullName', 'birthDate', 'sex', 'phone', 'email'])

export function intakeForm() {
  return formOf('intake')
}

/**
 * The procedure that is chosen, if any.
 * @param {Kit} kit
 * @returns {KitProcedure | undefined}
 */
export function chosenProcedure(kit) {
  const code = typedIn(intakeForm(), 'procedure')
  return kit.procedures.find((procedure) => procedure.code === code)
}

/** @param {KitProcedure} procedure */
export function chosenCase(procedure) {
  const key = typedIn(intakeForm(), 'caseKey')
  return procedure.cases.find((one) => one.key === key)?.key ?? procedure.cases[0]?.key ?? null
}

/** @returns {'counter' | 'post'} */
export function chosenChannel() {
  return typedIn(intakeForm(), 'channel') === 'post' ? 'post' : 'counter'
}

/** @param {KitProcedure} procedure */
export function componentsOf(procedure) {
  return componentsToSupply(procedure, chosenCase(procedure))
}

/** @param {KitProcedure} procedure */
export function feesOf(procedure) {
  return feesFor(procedure, { caseKey: chosenCase(procedure), channel: chosenChannel() })
}

/** @returns {PersonInput} */
export function typedPerson() {
  const form = intakeForm()
  const kind = typedIn(form, 'applicant/kind') === 'organisation' ? 'organisation' : 'citizen'
  const number = typedIn(form, 'applicant/number')
  const typed = Object.fromEntries(FIELDS.map((field) => [field, typedIn(form, `applicant/${field}`)]))
  return {
    kind,
    ...typed,
    ...(kind === 'citizen' ? { identityNumber: number } : { taxCode: number }),
    address: {
      communeCode: typedIn(form, 'applicant/address/communeCode'),
      line: typedIn(form, 'applicant/address/line'),
    },
  }
}

/**
 * @param {readonly { path: string, code: string, params?: Record<string, string | number> }[]} notes
 * @returns {Fault[]}
 */
function atFields(notes) {
  return notes.map(({ path, code, params }) => ({
    path: path.replace(/^applicant\/(identityNumber|taxCode)$/, 'applicant/number'),
    text: t(code, params),
  }))
}

/**
 * The person by the very rules of the server, and the rest of the form. Doubts stop nobody who confirms them.
 * @param {Kit} kit
 * @returns {{ faults: Fault[], doubts: Fault[] }}
 */
export function checkForm(kit) {
  const form = intakeForm()
  const check = checkPerson(typedPerson(), {
    today: localDate(Date.now()),
    path: 'applicant',
    isCommune: (code) => kit.communes.some((commune) => commune.code === code),
  })
  const faults = check.ok ? [] : atFields(check.faults)
  const procedure = chosenProcedure(kit)
  if (procedure === undefined) faults.push({ path: 'procedure', text: t('e_procedure') })
  if (procedure?.needsCommune && typedIn(form, 'communeCode') === '') {
    faults.push({ path: 'communeCode', text: t('e_commune') })
  }
  if (procedure?.needsProcessingCommune && typedIn(form, 'processingCommuneCode') === '') {
    faults.push({ path: 'processingCommuneCode', text: t('e_commune') })
  }
  faults.push(...countFaults(form), ...moneyFaults(form, 'cashAmount', false))
  const confirmed = typedIn(form, 'confirmed') === 'yes'
  return { faults, doubts: confirmed ? [] : atFields(check.warnings) }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Fault[]}
 */
function countFaults(form) {
  return [...new FormData(form)].flatMap(([name, value]) => {
    const isCount = /^(originals|copies)\//.test(name)
    const wrong = isCount && typeof value === 'string' && !/^\d{1,2}$/.test(value.trim())
    return wrong ? [{ path: name, text: t('e_count') }] : []
  })
}

/**
 * Whole đồng, with or without dots between the thousands; null for no amount, undefined for what is none.
 * @param {string} typed
 */
export function readMoney(typed) {
  const digits = typed.replace(/[\s.,đ]/g, '')
  if (digits === '') return null
  return /^\d{1,10}$/.test(digits) && Number(digits) > 0 && Number(digits) <= 1_000_000_000 ? Number(digits) : undefined
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {boolean} needed
 * @returns {Fault[]}
 */
export function moneyFaults(form, name, needed) {
  const amount = readMoney(typedIn(form, name))
  if (amount === undefined || (needed && amount === null)) return [{ path: name, text: t('e_money') }]
  return []
}

/**
 * The date to tell the applicant, by the shared rules and the calendar of who decides; null where none can be counted. It is
 * provisional: the server counts again from the same moment.
 * @param {Kit} kit
 * @param {KitProcedure} procedure
 * @param {number} startAt
 */
export function promisedDate(kit, procedure, startAt) {
  const { limit } = effectiveLimit(procedure, { caseKey: chosenCase(procedure), channel: chosenChannel() })
  const commune = kit.communes.find(({ code }) => code === typedIn(intakeForm(), 'communeCode'))
  const definition = kit.calendars[procedure.calendar ?? commune?.calendar ?? '']
  if (limit === null || definition === undefined) return null
  try {
    const year = Number(localDate(startAt).slice(0, 4))
    const calendar = compileCalendar(definition, year, year + 1)
    return computeDue(calendar, { startAt, limit, mode: procedure.afterSupplement, stops: [], extensions: [] }).dueAt
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Every typed value of the form, for keeping; files are kept by themselves. */
export function typedValues() {
  return [...new FormData(intakeForm())].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
}
