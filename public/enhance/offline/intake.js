// @ts-check
// Receiving without network: card, person, procedure, papers, pages, money; then the receipt under a reserved code.
import { readCardText } from '/enhance/rules/modules/casework/offline/card-text.ts'
import { nextNumber, numbersLeft, yearStart } from '/enhance/rules/modules/casework/offline/numbering.ts'
import { normaliseVietnamese } from '/enhance/rules/platform/vietnamese.ts'
import { byId, copyOf, element, format, setChoices, setValue, showFaults, t, tell, typedIn } from './dom.js'
import { keepFile } from './files.js'
import {
  checkForm,
  chosenCase,
  chosenChannel,
  chosenProcedure,
  componentsOf,
  feesOf,
  intakeForm,
  promisedDate,
  readMoney,
  typedPerson,
  typedValues,
} from './intake-form.js'
import { append, dropDraft, keepDraft, readDraft, readKit } from './journal.js'
import { allRecords } from './store.js'

/** @typedef {import('/enhance/rules/modules/casework/offline/kit.ts').Kit} Kit */
/** @typedef {import('./files.js').KeptFile} KeptFile */

/** @type {Kit | null} */
let kit = null
/** @type {KeptFile[]} */
let files = []
let writing = false

/**
 * @param {(id: string) => void} onReceived gets the record's id
 */
export function wireIntake(onReceived) {
  const form = intakeForm()
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void receive(onReceived)
  })
  form.addEventListener('input', () => void keepTyped())
  form.addEventListener('change', (event) => void changed(event.target))
  const card = form.querySelector('[name="card"]')
  card?.addEventListener('keydown', (event) => {
    // A scanner that types ends the line with Enter.
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return
    event.preventDefault()
    takeCard()
  })
  byId('doc-the').addEventListener('click', takeCard)
  form.querySelector('[name="procedureSearch"]')?.addEventListener('input', showProcedures)
}

/** Fills the form from the kit, and puts back what was being typed. */
export async function openIntake() {
  kit = (await readKit())?.kit ?? null
  if (kit === null) return
  const form = intakeForm()
  const communes = kit.communes.map(({ code, name }) => ({ value: code, label: name }))
  for (const name of ['applicant/address/communeCode', 'communeCode', 'processingCommuneCode']) {
    setChoices(form, name, communes)
  }
  showProcedures()
  await showTickets()
  await showNumbers()
  const draft = /** @type {{ values: [string, string][], files: KeptFile[] } | null} */ (await readDraft())
  if (draft !== null) {
    // The procedure first: the fields of its papers follow from it.
    for (const [name, value] of draft.values)
      if (name === 'procedure' || name === 'caseKey') setValue(form, name, value)
    files = draft.files
    showProcedure()
    for (const [name, value] of draft.values) if (!name.startsWith('components/')) setValue(form, name, value)
    for (const [name, value] of draft.values) if (name.startsWith('components/')) setValue(form, name, value)
  } else {
    files = []
    showProcedure()
  }
}

export async function showTickets() {
  const rows = await allRecords()
  const used = new Set(rows.map(({ ticket }) => ticket))
  const waiting = rows.flatMap(({ kind, number }) =>
    kind === 'ticket' && number !== null && !used.has(number) ? [{ value: number, label: number }] : [],
  )
  setChoices(intakeForm(), 'ticket', waiting)
}

async function showNumbers() {
  if (kit === null) return
  const prepared = await readKit()
  const today = new Date(Date.now() + (prepared?.skewMs ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10)
  const given = new Set((await allRecords()).flatMap(({ number }) => (number === null ? [] : [number])))
  const codes = numbersLeft(kit.codes, today, given)
  const receipts = numbersLeft(kit.receipts, yearStart(today), given)
  byId('con-so').textContent = t('numbers_left', { codes, receipts })
}

/** @param {EventTarget | null} target */
async function changed(target) {
  if (target instanceof HTMLInputElement && target.type === 'file') await addFiles(target)
  const name = target instanceof HTMLElement ? (target.getAttribute('name') ?? '') : ''
  // The visit begins when the clerk turns to the ticket: waiting and service are measured by it.
  if (name === 'ticket') setValue(intakeForm(), 'ticketBeganAt', String(Date.now()))
  if (['procedure', 'caseKey', 'channel'].includes(name)) showProcedure()
  await keepTyped()
}

async function keepTyped() {
  if (!writing && kit !== null) await keepDraft({ values: typedValues(), files })
}

function takeCard() {
  const form = intakeForm()
  const read = readCardText(typedIn(form, 'card'))
  if (!read.ok) {
    showFaults(form, [{ path: 'card', text: t(`card.${read.fault}`) }])
    return
  }
  showFaults(form, [])
  const { identityNumber, fullName, birthDate, sex, address } = read.card
  setValue(form, 'applicant/kind', 'citizen')
  setValue(form, 'applicant/number', identityNumber)
  setValue(form, 'applicant/fullName', fullName)
  setValue(form, 'applicant/birthDate', birthDate)
  setValue(form, 'applicant/sex', sex)
  setValue(form, 'applicant/address/line', address)
  setValue(form, 'card', '')
  tell(t('card.read', { name: fullName }))
  const next = form.querySelector('[name="procedureSearch"]')
  if (next instanceof HTMLElement) next.focus()
  void keepTyped()
}

function showProcedures() {
  if (kit === null) return
  const wanted = normaliseVietnamese(typedIn(intakeForm(), 'procedureSearch')).split(' ')
  const lang = document.documentElement.lang
  const found = kit.procedures.filter(({ code, name }) => {
    const text = normaliseVietnamese(`${code} ${name.vi} ${name.en ?? ''}`)
    return wanted.every((word) => text.includes(word))
  })
  setChoices(
    intakeForm(),
    'procedure',
    found.map(({ code, name }) => ({ value: code, label: `${(lang === 'en' && name.en) || name.vi} (${code})` })),
  )
  byId('so-thu-tuc').textContent = t('procedures_found', { count: found.length })
  const [only] = found
  if (found.length === 1 && only !== undefined && typedIn(intakeForm(), 'procedure') !== only.code) {
    setValue(intakeForm(), 'procedure', only.code)
    showProcedure()
  }
}

/** The cases, places, papers and money of the procedure chosen. */
function showProcedure() {
  if (kit === null) return
  const form = intakeForm()
  const procedure = chosenProcedure(kit)
  const place = byId('thanh-phan')
  for (const id of ['chon-truong-hop', 'chon-xa', 'chon-xa-tham-gia', 'phan-giay-to', 'phan-thu-tien']) {
    byId(id).hidden = procedure === undefined
  }
  if (procedure === undefined) return
  byId('chon-truong-hop').hidden = procedure.cases.length < 2
  setChoices(
    form,
    'caseKey',
    procedure.cases.map(({ key, name }) => ({ value: key, label: name.vi })),
  )
  if (typedIn(form, 'caseKey') === '') setValue(form, 'caseKey', chosenCase(procedure) ?? '')
  byId('chon-xa').hidden = !procedure.needsCommune
  byId('chon-xa-tham-gia').hidden = !procedure.needsProcessingCommune
  for (const name of ['communeCode', 'processingCommuneCode']) {
    if (typedIn(form, name) === '') setValue(form, name, kit.counter.communeCode ?? '')
  }
  const before = new Map([...new FormData(form)].filter(([name]) => /^(components|originals|copies)\//.test(name)))
  place.replaceChildren(...componentsOf(procedure).map((component) => componentRow(component)))
  for (const [name, value] of before) if (typeof value === 'string') setValue(form, name, value)
  const fees = feesOf(procedure).map((line) =>
    element('li', { text: line.amount === null ? line.raw : `${t(`fee.${line.kind}`)}: ${format.money(line.amount)}` }),
  )
  byId('muc-thu').replaceChildren(...fees)
  showFiles()
}

/** @param {ReturnType<typeof componentsOf>[number]} component */
function componentRow({ key, name, originals, copies, formNumber, required, condition }) {
  const row = copyOf('mau-thanh-phan')
  const hint = [formNumber, required === 'when' ? (condition ?? t('when_needed')) : null].filter((one) => one !== null)
  for (const field of row.querySelectorAll('[name]')) {
    const own = `${field.getAttribute('name')}/${key}`
    field.setAttribute('name', own)
    field.id = `f-${own.replace(/[^A-Za-z0-9]+/g, '-')}`
    if (field instanceof HTMLInputElement && field.type === 'text') {
      field.defaultValue = String(own.startsWith('originals/') ? (originals ?? 1) : (copies ?? 0))
    }
  }
  for (const label of row.querySelectorAll('label[for]')) {
    label.setAttribute('for', `f-${label.getAttribute('for')}-${key.replace(/[^A-Za-z0-9]+/g, '-')}`)
  }
  // The camera of the device: its photograph goes the way of the field above; without an id, so that a fault leads there.
  row.querySelector('[data-capture]')?.setAttribute('name', `tep/${key}`)
  const title = row.querySelector('[data-name]')
  if (title !== null) title.textContent = name.vi
  const note = row.querySelector('[data-hint]')
  if (note !== null) note.textContent = hint.join(' · ')
  row.dataset.component = key
  return row
}

/** @param {HTMLInputElement} input */
async function addFiles(input) {
  if (kit === null) return
  const componentKey = input.name.slice('tep/'.length)
  /** @type {import('./dom.js').Fault[]} */
  const faults = []
  for (const file of input.files ?? []) {
    const kept = await keepFile(file, componentKey, kit.mostFileBytes)
    if (kept.ok) files = [...files.filter((one) => !isSame(one, kept.kept)), kept.kept]
    else faults.push({ path: input.name, text: t(`file.${kept.code}`, { name: file.name }) })
  }
  input.value = ''
  showFaults(intakeForm(), faults)
  if (faults.length === 0) setValue(intakeForm(), `components/${componentKey}`, '1')
  showFiles()
}

/**
 * @param {KeptFile} one
 * @param {KeptFile} other
 */
function isSame(one, other) {
  return one.hash === other.hash && one.componentKey === other.componentKey
}

function showFiles() {
  for (const row of byId('thanh-phan').querySelectorAll('[data-component]')) {
    if (!(row instanceof HTMLElement)) continue
    const own = files.filter(({ componentKey }) => componentKey === row.dataset.component)
    row.querySelector('ul.files')?.replaceChildren(...own.map(fileLine))
  }
}

/** @param {KeptFile} file */
function fileLine(file) {
  const button = element('button', { class: 'button link', type: 'button', text: t('file.remove') })
  button.setAttribute('aria-label', t('file.remove_named', { name: file.name }))
  button.addEventListener('click', () => {
    files = files.filter((one) => !isSame(one, file))
    showFiles()
    void keepTyped()
  })
  const size = element('span', { class: 'soft small', text: ` ${format.fileSize(file.size)}` })
  return element('li', {}, element('span', {}, element('b', { text: file.name }), size), button)
}

/** @param {(id: string) => void} onReceived */
async function receive(onReceived) {
  const form = intakeForm()
  if (kit === null || writing) return
  const { faults, doubts } = checkForm(kit)
  byId('nghi-van').hidden = doubts.length === 0 && typedIn(form, 'confirmed') !== 'yes'
  if (faults.length > 0 || doubts.length > 0) {
    showFaults(form, [...faults, ...doubts])
    return
  }
  writing = true
  try {
    const row = await append(({ kit: now, given, today, now: at }) => {
      const next = nextNumber(now.codes, today, given)
      if (next === null) throw new NumbersExhausted()
      return intakeRecord(now, { code: next.text, at })
    })
    const amount = readMoney(typedIn(form, 'cashAmount'))
    if (typeof amount === 'number') await takeMoney(amount, typedIn(form, 'cashPurpose'), row.id)
    await dropDraft()
    files = []
    form.reset()
    byId('nghi-van').hidden = true
    showFaults(form, [])
    onReceived(row.id)
  } catch (error) {
    if (!(error instanceof NumbersExhausted)) throw error
    showFaults(form, [{ path: 'procedure', text: t('e_numbers') }])
  } finally {
    writing = false
  }
  await openIntake()
}

class NumbersExhausted extends Error {}

/**
 * @param {Kit} given
 * @param {{ code: string, at: number }} found
 * @returns {import('./journal.js').Written}
 */
function intakeRecord(given, { code, at }) {
  const form = intakeForm()
  const procedure = chosenProcedure(given)
  if (procedure === undefined) throw new Error('no procedure is chosen')
  const components = componentsOf(procedure)
  const keys = new Set(components.map(({ key }) => key))
  const count = (/** @type {string} */ name) => Number(typedIn(form, name) || 0)
  const ticket = typedIn(form, 'ticket')
  return {
    kind: 'intake',
    code,
    acceptId: crypto.randomUUID(),
    versionId: procedure.versionId,
    caseKey: chosenCase(procedure),
    channel: chosenChannel(),
    applicant: typedPerson(),
    confirmed: typedIn(form, 'confirmed') === 'yes',
    ...(procedure.needsCommune ? { communeCode: typedIn(form, 'communeCode') } : {}),
    ...(procedure.needsProcessingCommune ? { processingCommuneCode: typedIn(form, 'processingCommuneCode') } : {}),
    request: typedIn(form, 'request'),
    papers: components
      .filter(({ key }) => typedIn(form, `components/${key}`) === '1')
      .map(({ key }) => ({ componentKey: key, originals: count(`originals/${key}`), copies: count(`copies/${key}`) })),
    files: files
      .filter(({ componentKey }) => keys.has(componentKey))
      .map(({ componentKey, hash, name }) => ({ componentKey, hash, name })),
    promisedAt: promisedDate(given, procedure, at),
    ...(ticket === '' ? {} : { ticket, beganAt: Number(typedIn(form, 'ticketBeganAt')) || Date.now() }),
  }
}

/**
 * @param {number} amount
 * @param {string} purpose
 * @param {string | null} intakeId
 */
export function takeMoney(amount, purpose, intakeId) {
  return append(({ kit: now, given, today }) => {
    const next = nextNumber(now.receipts, yearStart(today), given)
    if (next === null) throw new NumbersExhausted()
    const known = ['fee', 'charge'].includes(purpose) ? purpose : 'unstated'
    return { kind: 'cash', receiptNumber: next.text, amount, purpose: known, intakeId }
  })
}
