// @ts-check
// What waits to be sent, what was refused and how it can be settled, what stands on the server.

import { compareCash } from './cash.js'
import { byId, copyOf, element, format, t, tell } from './dom.js'
import { contentOf, isUnsent, readKit } from './journal.js'
import { seal, unseal } from './lock.js'
import { allRecords, find, put } from './store.js'
import { sendJournal } from './sync.js'

/** @typedef {import('./store.js').JournalRow} JournalRow */

const RENUMBER = [
  'code_unknown',
  'code_other_unit',
  'code_other_device',
  'code_void',
  'code_used',
  'code_not_yet',
  'ticket_taken',
  'ticket_other_device',
]
const LATE_CLOCK_MS = 120_000

/** @param {() => Promise<void>} onChange */
export function wireOutbox(onChange) {
  byId('gui').addEventListener('click', () => void send(onChange, true))
}

/**
 * Sends, and says what came of it.
 * @param {() => Promise<void>} onChange
 * @param {boolean} again
 */
export async function send(onChange, again) {
  const button = byId('gui')
  const bar = byId('tien-do')
  const place = byId('tien-do-khung')
  button.setAttribute('disabled', '')
  try {
    const outcome = await sendJournal({
      again,
      progress: (done, total) => {
        place.hidden = false
        bar.setAttribute('max', String(Math.max(total, 1)))
        bar.setAttribute('value', String(total === 0 ? 1 : done))
        byId('tien-do-chu').textContent = t('send.progress', { done, total })
      },
    })
    await sayOutcome(outcome)
  } finally {
    button.removeAttribute('disabled')
    place.hidden = true
    await onChange()
  }
}

/** @param {import('./sync.js').Outcome} outcome */
async function sayOutcome(outcome) {
  byId('dang-nhap-lai').hidden = outcome.kind !== 'login'
  if (outcome.kind === 'done') {
    await compareCash(outcome.status.cash)
    const clock = byId('lech-gio')
    clock.hidden = Math.abs(outcome.skewMs) < LATE_CLOCK_MS
    const minutes = format.number(Math.abs(outcome.skewMs) / 60_000, 0)
    clock.textContent = t(outcome.skewMs > 0 ? 'send.clock_slow' : 'send.clock_fast', { minutes })
    const left = (await allRecords()).filter(isUnsent).length
    if (left > 0) tell(t('send.left', { count: left }), 'late')
    else tell(t(outcome.sent === 0 ? 'send.nothing' : 'send.all', { count: outcome.sent }))
  } else if (outcome.kind === 'stopped') tell(t('send.stopped', { reason: outcome.title }), 'late')
  else if (outcome.kind === 'broken') tell(t('send.broken', { position: outcome.position }), 'late')
  else tell(t(`send.${outcome.kind}`), 'soon')
}

/** @param {() => Promise<void>} onChange */
export async function showOutbox(onChange) {
  const rows = await allRecords()
  const unsent = rows.filter(isUnsent)
  byId('so-chua-gui').textContent = t('send.waiting', {
    count: unsent.filter(({ state }) => state === 'waiting').length,
  })
  byId('so-da-gui').textContent = t('send.sent', { count: rows.length - unsent.length })
  const refused = unsent.filter(({ state }) => state === 'refused')
  byId('can-xu-ly').hidden = refused.length === 0
  await showRefused(refused, onChange)
  const waiting = unsent.filter(({ state }) => state === 'waiting')
  byId('danh-sach-cho').replaceChildren(...waiting.map(plainItem))
  byId('danh-sach-xong').replaceChildren(...rows.filter((row) => !isUnsent(row)).map(plainItem))
}

/**
 * Drawn anew only when something about it changed: what an officer types there must not go.
 * @param {JournalRow[]} refused
 * @param {() => Promise<void>} onChange
 */
async function showRefused(refused, onChange) {
  const list = byId('danh-sach-vuong')
  const state = JSON.stringify(refused.map(({ id, refusal }) => [id, refusal]))
  if (list.dataset.state === state) return
  const items = await Promise.all(refused.map((row) => refusedItem(row, onChange)))
  list.dataset.state = state
  list.replaceChildren(...items)
}

/** @param {JournalRow} row */
function plainItem(row) {
  const { kind, number, settledNumber, amount, dossierId, deviceAt, state } = row
  const shown = settledNumber ?? number ?? ''
  const title =
    dossierId === null
      ? element('b', { class: 'num', text: shown })
      : element('a', { class: 'num', href: `/lam-viec/ho-so/${dossierId}`, text: shown })
  const parts = [t(`kind.${kind}`), amount === null ? '' : format.money(amount), format.dateTime(new Date(deviceAt))]
  const item = element('li', {}, title, ` ${parts.filter((part) => part !== '').join(' · ')} `)
  if (state === 'by_hand') item.append(element('span', { class: 'tag wait', text: t('send.by_hand') }))
  const other = settledNumber !== null && number !== null && settledNumber !== number
  if (other) item.append(element('p', { class: 'small', text: t('send.renumbered', { number, settledNumber }) }))
  return item
}

/**
 * @param {JournalRow} row
 * @param {() => Promise<void>} onChange
 */
async function refusedItem(row, onChange) {
  const item = copyOf('mau-vuong')
  const content = await contentOf(row)
  const name = content?.kind === 'intake' ? (content.applicant.fullName ?? '') : ''
  fill(item, 'tieu-de', [t(`kind.${row.kind}`), row.number ?? '', name].filter((part) => part !== '').join(' · '))
  const { refusal } = row
  fill(item, 'ly-do', refusal?.title ?? '')
  item
    .querySelector('[data-loi]')
    ?.replaceChildren(...(refusal?.faults ?? []).map(({ text }) => element('li', { text })))
  item.querySelector('[data-noi-dung]')?.replaceChildren(...(content === null ? [] : await contentLines(content)))
  const acts = item.querySelector('[data-viec]')
  const settle = (/** @type {object} */ resolution) => void resolve(row, resolution, onChange)
  if (acts !== null) acts.append(...actsFor(row, settle))
  wirePerson(item, content, settle)
  wireByHand(item, row, settle)
  return item
}

/**
 * @param {HTMLElement} item
 * @param {string} name
 * @param {string} text
 */
function fill(item, name, text) {
  const place = item.querySelector(`[data-${name}]`)
  if (place !== null) place.textContent = text
}

/**
 * @param {JournalRow} row
 * @param {(resolution: object) => void} settle
 */
function actsFor({ refusal }, settle) {
  const code = refusal?.code ?? ''
  /** @type {[string, object][]} */
  const acts = []
  if (RENUMBER.some((one) => code === `offline.${one}`)) acts.push(['settle.renumber', { renumber: true }])
  if (code === 'offline.procedure_replaced') acts.push(['settle.current_version', { currentVersion: true }])
  if (code === 'offline.person_differs' || code === 'offline.person_doubtful') {
    acts.push(['settle.confirmed', { confirmed: true }])
  }
  if (refusal?.file) acts.push(['settle.drop_file', { dropFiles: [refusal.file] }])
  acts.push(['settle.again', {}])
  return acts.map(([key, resolution]) => {
    const button = element('button', { class: 'button second', type: 'button', text: t(key) })
    button.addEventListener('click', () => settle(resolution))
    return button
  })
}

/**
 * The person put right in place, by whoever has the papers.
 * @param {HTMLElement} item
 * @param {import('./journal.js').RecordBody | null} content
 * @param {(resolution: object) => void} settle
 */
function wirePerson(item, content, settle) {
  const form = item.querySelector('form[data-nguoi]')
  if (!(form instanceof HTMLFormElement) || content?.kind !== 'intake') return
  form.hidden = false
  const { applicant } = content
  const isCitizen = applicant.kind === 'citizen'
  const values = {
    fullName: applicant.fullName ?? '',
    number: (isCitizen ? applicant.identityNumber : applicant.taxCode) ?? '',
    birthDate: applicant.birthDate ?? '',
  }
  for (const [name, value] of Object.entries(values)) {
    const input = form.querySelector(`[data-field="${name}"]`)
    if (input instanceof HTMLInputElement) input.value = value
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = (/** @type {string} */ name) => {
      const input = form.querySelector(`[data-field="${name}"]`)
      return input instanceof HTMLInputElement ? input.value.normalize('NFC').trim() : ''
    }
    const number = isCitizen ? { identityNumber: typed('number') } : { taxCode: typed('number') }
    settle({ applicant: { ...applicant, fullName: typed('fullName'), birthDate: typed('birthDate'), ...number } })
  })
}

/**
 * @param {HTMLElement} item
 * @param {JournalRow} row
 * @param {(resolution: object) => void} settle
 */
function wireByHand(item, row, settle) {
  const form = item.querySelector('form[data-bang-tay]')
  if (!(form instanceof HTMLFormElement)) return
  form.hidden = row.kind !== 'intake'
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const input = form.querySelector('input')
    const reason = input?.value.normalize('NFC').trim() ?? ''
    if (reason.length >= 3) settle({ byHand: reason.slice(0, 300) })
    else {
      tell(t('settle.by_hand_why'), 'late')
      input?.focus()
    }
  })
}

/** @param {import('./journal.js').RecordBody} content */
async function contentLines(content) {
  if (content.kind !== 'intake') return []
  const prepared = await readKit()
  const procedure = prepared?.kit.procedures.find(({ versionId }) => versionId === content.versionId)
  const { applicant } = content
  const lines = [
    procedure?.name.vi,
    applicant.fullName,
    applicant.identityNumber || applicant.taxCode,
    applicant.birthDate,
    applicant.phone,
    applicant.address?.line,
    content.request,
    ...content.files.map(({ name }) => name),
  ]
  return lines.flatMap((text) => (text ? [element('li', { text })] : []))
}

/**
 * What the officer decided is added to what was decided before, and the record sent again.
 * @param {JournalRow} row
 * @param {object} resolution
 * @param {() => Promise<void>} onChange
 */
async function resolve({ position }, resolution, onChange) {
  /** @type {JournalRow | undefined} */
  const row = await find('records', position)
  if (row === undefined) return
  const before = row.resolution === null ? {} : JSON.parse(await unseal(row.resolution))
  const dropFiles = [
    ...(before.dropFiles ?? []),
    ...('dropFiles' in resolution ? /** @type {string[]} */ (resolution.dropFiles) : []),
  ]
  const all = { ...before, ...resolution, ...(dropFiles.length === 0 ? {} : { dropFiles }) }
  await put('records', { ...row, resolution: await seal(JSON.stringify(all)) })
  await send(onChange, false)
}
