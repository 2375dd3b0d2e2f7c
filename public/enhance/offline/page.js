// @ts-check
// The counter without network: which of its views is shown, and what every view tells: network, kit, what waits, how much is kept.

import { sha256Hex } from '/enhance/rules/modules/casework/offline/journal.ts'
import { numbersLeft } from '/enhance/rules/modules/casework/offline/numbering.ts'
import { showCash, wireCash } from './cash.js'
import { byId, format, formOf, showFaults, t, tell, typedIn } from './dom.js'
import { openIntake, showTickets, wireIntake } from './intake.js'
import { findLoss, isUnsent, readKit } from './journal.js'
import { isGoodPin, isOpen, makeLock, openWithPin, openWithRecovery } from './lock.js'
import { send, showOutbox, wireOutbox } from './outbox.js'
import { fillReceipt } from './receipt.js'
import { allRecords, device, transact } from './store.js'
import { ask, orStopped, toldBy } from './sync.js'
import { showTicketList, wireTickets } from './tickets.js'

const KITS = '/api/v1/counter/offline-kits'
const VIEWS = /** @type {const} */ (['tiep-nhan', 'so-thu-tu', 'thu-tien', 'gui-di', 'chuan-bi', 'giay'])
const LOOK_EVERY_MS = 20_000
const news = new BroadcastChannel('motcua-ngoai-tuyen')
let online = true

void start()

async function start() {
  byId('khong-co-script').hidden = true
  wire()
  await registerWorker()
  await look()
  await show()
  setInterval(() => void look(), LOOK_EVERY_MS)
  // What is kept stays that of the newest visit with network.
  if (online && (await readKit()) !== null) void keepPage().catch(() => false)
  byId('ngoai-tuyen').dataset.ready = 'true'
}

function wire() {
  wireIntake((id) => location.assign(`#giay/${id}`))
  wireCash((id) => location.assign(`#giay/${id}`))
  wireTickets()
  wireOutbox(refresh)
  for (const name of ['online', 'offline']) addEventListener(name, () => void look())
  addEventListener('hashchange', () => void show())
  news.addEventListener('message', () => location.reload())
  onSubmit('prepare', prepare)
  onSubmit('unlock', unlock)
  onSubmit('recover', recover)
  onSubmit('close', close)
  byId('in-giay').addEventListener('click', () => print())
}

/**
 * @param {string} name
 * @param {(form: HTMLFormElement) => Promise<void>} work
 */
function onSubmit(name, work) {
  const form = formOf(name)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button?.setAttribute('disabled', '')
    void work(form).finally(() => button?.removeAttribute('disabled'))
  })
}

async function registerWorker() {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker
    .register('/enhance/offline/service-worker.js', { scope: '/lam-viec/ngoai-tuyen' })
    .catch(() => undefined)
}

/** Has the worker keep the page and all its parts as they are now. */
async function keepPage() {
  const registration = await navigator.serviceWorker.ready
  const channel = new MessageChannel()
  const answered = new Promise((resolve) => {
    channel.port1.addEventListener('message', ({ data }) => resolve(data))
  })
  channel.port1.start()
  registration.active?.postMessage('keep', [channel.port2])
  return (await answered) === 'kept'
}

/** Asks the server whether it is there: a browser that is connected to something need not reach it. */
async function look() {
  const before = online
  const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) }).catch(() => null)
  online = answer?.ok === true
  byId('mang').textContent = t(online ? 'online' : 'offline')
  byId('mang').className = online ? 'chip ok' : 'chip soon'
  for (const link of document.querySelectorAll('[data-can-mang]')) {
    if (link instanceof HTMLElement) link.hidden = !online
  }
  if (online && !before && isOpen()) await send(refresh, false)
}

/** The view of the address; what must come first comes first: preparing, then the PIN. */
async function show() {
  const prepared = await readKit()
  const [asked = '', id = ''] = location.hash.slice(1).split('/')
  const wanted = VIEWS.find((view) => view === asked) ?? 'tiep-nhan'
  const view = prepared === null || wanted === 'chuan-bi' ? 'chuan-bi' : isOpen() ? wanted : 'mo-khoa'
  tell('')
  await refresh()
  if (view === 'giay' && !(await fillReceipt(id))) {
    location.replace('#gui-di')
    return
  }
  for (const section of document.querySelectorAll('[data-view]')) {
    if (section instanceof HTMLElement) section.hidden = section.dataset.view !== view
  }
  for (const link of document.querySelectorAll('#muc a')) {
    if (link.getAttribute('href') === `#${view}`) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  byId('muc').hidden = prepared === null
  byId('ket-thuc').hidden = prepared === null
  const heading = document.querySelector(`[data-view="${view}"] h2`)
  if (heading instanceof HTMLElement && asked !== '') heading.focus()
}

/** Everything that tells of the journal, anew. */
async function refresh() {
  const prepared = await readKit()
  const rows = await allRecords()
  const unsent = rows.filter(isUnsent).length
  byId('chua-gui').textContent = t('unsent', { count: unsent })
  byId('chua-gui').className = unsent === 0 ? 'chip' : 'chip wait'
  const chip = byId('bo-du-lieu')
  chip.hidden = prepared === null
  if (prepared !== null) {
    const expired = prepared.kit.expiresAt < Date.now() + prepared.skewMs
    chip.className = expired ? 'chip late' : 'chip'
    chip.textContent = t(expired ? 'kit_expired' : 'kit_until', {
      until: format.weekdayTime(new Date(prepared.kit.expiresAt)),
    })
  }
  await showStorage()
  if (!isOpen()) return
  await showOutbox(refresh)
  await showCash()
  await showTicketList()
  await showTickets()
}

async function showStorage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  const kept = (await navigator.storage?.persisted?.()) === true
  byId('bo-nho').textContent = t(kept ? 'storage_kept' : 'storage', {
    used: format.fileSize(usage),
    quota: format.fileSize(quota),
  })
}

/** @param {HTMLFormElement} form */
async function prepare(form) {
  const pin = typedIn(form, 'pin')
  const faults = []
  if (!isGoodPin(pin)) faults.push({ path: 'pin', text: t('e_pin') })
  else if (typedIn(form, 'pinAgain') !== pin) faults.push({ path: 'pinAgain', text: t('e_pin_again') })
  if ((await allRecords()).some(isUnsent)) faults.push({ path: '', text: t('e_unsent') })
  showFaults(form, faults)
  if (faults.length > 0) return
  const mandateId = typedIn(form, 'mandateId')
  const askedAt = Date.now()
  const answer = await orStopped(async () => ask(KITS, { deviceId: (await device()).deviceId, mandateId }))
  if (!(answer instanceof Response)) {
    const why = answer !== undefined && 'kind' in answer ? answer.kind : 'no_network'
    showFaults(form, [{ path: '', text: t(why === 'login' ? 'send.login' : 'e_prepare_network') }])
    return
  }
  if (!answer.ok) {
    showFaults(form, [{ path: '', text: (await toldBy(answer)).title }])
    return
  }
  const { content, contentHash, recoveryKey } = await answer.json()
  if ((await sha256Hex(String(content))) !== contentHash) {
    showFaults(form, [{ path: '', text: t('e_kit') }])
    return
  }
  await storeKit({ content, contentHash, skewMs: JSON.parse(content).issuedAt - askedAt }, { pin, recoveryKey })
  const kept = await keepPage().catch(() => false)
  form.reset()
  news.postMessage('prepared')
  await openIntake()
  location.hash = '#tiep-nhan'
  await show()
  tell(t(kept ? 'prepared' : 'prepared_not_kept', await kitWords()), kept ? 'ok' : 'late')
}

async function kitWords() {
  const prepared = await readKit()
  if (prepared === null) return {}
  const [first] = prepared.kit.codes
  return {
    until: format.weekdayTime(new Date(prepared.kit.expiresAt), 'with-year'),
    codes: first === undefined ? 0 : numbersLeft(prepared.kit.codes, first.onDate, new Set()),
    procedures: prepared.kit.procedures.length,
  }
}

/**
 * The kit, its lock and an empty journal, together or not at all.
 * @param {import('./store.js').KitRow} row
 * @param {{ pin: string, recoveryKey: string }} secrets
 */
async function storeKit(row, { pin, recoveryKey }) {
  await navigator.storage?.persist?.()
  const lock = await makeLock(pin, recoveryKey)
  await navigator.locks.request('motcua-ngoai-tuyen-journal', async () => {
    if ((await allRecords()).some(isUnsent)) throw new Error('records were written meanwhile')
    await transact(['kit', 'lock', 'records', 'files', 'drafts'], 'readwrite', (store) => {
      for (const name of /** @type {const} */ (['records', 'files', 'drafts'])) store(name).clear()
      store('lock').put(lock.row, 'lock')
      store('kit').put(row, 'kit')
    })
  })
  lock.use()
}

/**
 * This machine works without network no more: its numbers go back as void, and it keeps nothing.
 * @param {HTMLFormElement} form
 */
async function close(form) {
  const say = (/** @type {string} */ text) => showFaults(form, [{ path: '', text }])
  const prepared = await readKit()
  if (prepared === null) return
  if ((await allRecords()).some(isUnsent)) {
    say(t('e_unsent'))
    return
  }
  const answer = await orStopped(() => ask(`${KITS}/${prepared.kit.kitId}/close`, {}))
  if (!(answer instanceof Response)) {
    say(t('send.no_network'))
    return
  }
  if (!answer.ok) {
    say((await toldBy(answer)).title)
    return
  }
  await transact(['kit', 'lock', 'records', 'files', 'drafts'], 'readwrite', (store) => {
    for (const name of /** @type {const} */ (['kit', 'lock', 'records', 'files', 'drafts'])) store(name).clear()
  })
  news.postMessage('closed')
  location.reload()
}

/** @param {HTMLFormElement} form */
async function unlock(form) {
  const outcome = await openWithPin(typedIn(form, 'unlockPin'))
  form.reset()
  if (outcome.kind === 'wrong') {
    showFaults(form, [{ path: 'unlockPin', text: t('e_pin_wrong', { left: outcome.left }) }])
    return
  }
  if (outcome.kind === 'locked') {
    const until = format.clock(new Date(outcome.until))
    showFaults(form, [{ path: 'unlockPin', text: t('e_pin_locked', { until }) }])
    return
  }
  showFaults(form, [])
  await opened()
}

async function opened() {
  const prepared = await readKit()
  await openIntake()
  await show()
  const broken = prepared === null ? null : await findLoss(prepared.contentHash)
  if (broken !== null) tell(t('send.broken', { position: broken }), 'late')
  if (online && (await allRecords()).some(({ state }) => state === 'waiting')) await send(refresh, false)
}

/** A forgotten PIN: who is logged in gets the key from the server. */
async function recover(/** @type {HTMLFormElement} */ form) {
  const pin = typedIn(form, 'newPin')
  if (!isGoodPin(pin)) {
    showFaults(form, [{ path: 'newPin', text: t('e_pin') }])
    return
  }
  const prepared = await readKit()
  const answer = await orStopped(() => ask(`${KITS}/${prepared?.kit.kitId}/recovery-key`, {}))
  if (!(answer instanceof Response)) {
    const login = answer !== undefined && 'kind' in answer && answer.kind === 'login'
    showFaults(form, [{ path: 'newPin', text: t(login ? 'send.login' : 'send.no_network') }])
    return
  }
  const text = answer.ok ? '' : (await toldBy(answer)).title
  const done = answer.ok && (await openWithRecovery((await answer.json()).recoveryKey, pin))
  showFaults(form, done ? [] : [{ path: 'newPin', text: text || t('e_kit') }])
  if (!done) return
  form.reset()
  await opened()
}
