// @ts-check
// An interviewer's phone: what is taken along, whom to ask, what waits to be sent. Works without network once something was taken along.
import { showBallot } from './ballot.js'
import { button, byId, draw, element, page, t, tell, titleOf } from './dom.js'
import { Refused, Stopped, sendAll, takeAlong } from './server.js'
import { all, find, openRound, readDraft, reopen, takeBack, takeBlank, write } from './store.js'

/**
 * @typedef {import('./store.js').Ballot} Ballot
 * @typedef {import('./store.js').Kit} Kit
 * @typedef {import('./store.js').Person} Person
 * @typedef {import('./store.js').Blank} Blank
 */

const LOOK_EVERY_MS = 20_000
const MOST_AT_ONCE = 30
const given = /** @type {Kit} */ (JSON.parse(page.kit))
/** @type {Kit} */
let kit = given
let online = true

void start()

async function start() {
  byId('khong-co-script').hidden = true
  page.root.hidden = false
  openRound(given.roundId)
  const kept = /** @type {Kit | undefined} */ (await find('kit', 'kit'))
  await registerWorker()
  await look()
  // Without network this page is the one kept: what was taken along last counts.
  if (online || kept === undefined) await write(['kit'], (store) => store('kit').put(given, 'kit'))
  else kit = kept
  await ((await readDraft()) === undefined ? home() : ask())
  for (const name of ['online', 'offline']) addEventListener(name, () => void look())
  setInterval(() => void look(), LOOK_EVERY_MS)
  if (online && (await all('blanks')).length > 0) void keepPage().catch(() => false)
  if (online) await send(false)
  page.root.dataset.ready = 'true'
}

async function registerWorker() {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker
    .register('/enhance/offline/service-worker.js', { scope: location.pathname })
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

/** Asks the server whether it is there; when it is there again, sends what waits. */
async function look() {
  const before = online
  const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) }).catch(() => null)
  online = answer?.ok === true
  await showCounts()
  if (online && !before) await send(false)
}

async function showCounts() {
  const [blanks, ballots] = [await all('blanks'), /** @type {Ballot[]} */ (await all('ballots'))]
  const set = (/** @type {string} */ id, /** @type {string} */ text, /** @type {string} */ tone) => {
    byId(id).textContent = text
    byId(id).className = `chip ${tone}`
  }
  set('mang', t(online ? 'online' : 'offline'), online ? 'ok' : 'soon')
  set('con-trang', t('blanks', { count: blanks.length }), '')
  set('cho-gui', t('waiting', { count: ballots.length }), ballots.length === 0 ? '' : 'wait')
}

const ask = () => showBallot(kit.questionnaire, home)

/** The first screen: whom to ask, what waits, what can be taken along. */
async function home() {
  await showCounts()
  const people = /** @type {Person[]} */ (await all('people'))
  const blanks = /** @type {Blank[]} */ (await all('blanks'))
  const ballots = /** @type {Ballot[]} */ (await all('ballots'))
  const draft = await readDraft()
  draw(
    t('home'),
    ...(kit.isOpen ? [] : [element('p', { class: 'field-fault', text: t('closed') })]),
    element('p', { text: t('until', { date: page.endsOn }) }),
    ...(draft === undefined ? [] : [element('p', {}, button(t('go_on'), ask))]),
    ...strataOf(people, blanks).map((stratum) => stratumView(stratum, { people, blanks, isBusy: draft !== undefined })),
    ...waitingView(ballots, people),
  )
}

/** @typedef {Kit['strata'][number]} Stratum */

/**
 * @param {Person[]} people
 * @param {Blank[]} blanks
 * @returns {Stratum[]}
 */
function strataOf(people, blanks) {
  const known = new Set(kit.strata.map(({ stratum }) => stratum))
  // No longer the interviewer's, but still on this phone.
  const other = new Set([...people, ...blanks].map(({ stratum }) => stratum).filter((stratum) => !known.has(stratum)))
  return [...kit.strata, ...[...other].map((stratum) => ({ stratum, nameVi: stratum, nameEn: stratum, left: 0 }))]
}

/**
 * @param {Stratum} stratum
 * @param {{ people: Person[], blanks: Blank[], isBusy: boolean }} state
 */
function stratumView(stratum, { people, blanks, isBusy }) {
  const order = ['open', 'refused', 'returned', 'met']
  const own = people
    .filter((one) => one.stratum === stratum.stratum)
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  const first = own[0]?.reference ?? ''
  const free = blanks.filter((one) => one.stratum === stratum.stratum).length
  // A ballot was thrown away: who was asked may be asked again, or has refused.
  const isSpare = free > own.filter(({ state }) => state === 'open').length
  return element(
    'section',
    {},
    element('h3', { text: titleOf(stratum) }),
    element('p', { class: 'soft', text: t('free', { count: free, left: stratum.left }) }),
    ...(own.length === 0
      ? []
      : [element('ul', { class: 'interview-list' }, ...own.map((one) => personView(one, { isBusy, isSpare, first })))]),
    ...(stratum.left > 0 && kit.isOpen ? [takeForm(stratum)] : []),
    ...(own.some(({ state }) => state === 'open') ? [button(t('return'), () => giveBack(own), 'button link')] : []),
  )
}

/**
 * @param {Person} person
 * @param {{ isBusy: boolean, isSpare: boolean, first: string }} now the first one has the filled button
 */
function personView(person, { isBusy, isSpare, first }) {
  const { reference, state } = person
  const canAsk = state === 'open' || (state === 'met' && isSpare)
  const begin = async () => {
    if (await takeBlank(person, 'met')) await ask()
    else await home()
  }
  const refuse = async () => {
    await takeBlank(person, 'refused')
    await home()
  }
  const undo = async () => {
    await takeBack(person)
    await home()
  }
  const look = reference === first ? 'button' : 'button second'
  const acts = [
    ...(canAsk && !isBusy ? [button(t(state === 'met' ? 'begin_again' : 'begin'), begin, look)] : []),
    ...(canAsk ? [button(t('refuse'), refuse, 'button link')] : []),
    ...(state === 'refused' || state === 'returned' ? [button(t('undo'), undo, 'button link')] : []),
  ]
  return element(
    'li',
    { 'data-reference': reference },
    element('b', { class: 'num', text: reference }),
    ...(state === 'open' ? [] : [' ', element('span', { class: 'tag', text: t(`state.${state}`) })]),
    ...(acts.length === 0 ? [] : [element('div', { class: 'interview-acts' }, ...acts)]),
  )
}

/** @param {Stratum} stratum */
function takeForm(stratum) {
  const most = Math.min(stratum.left, MOST_AT_ONCE)
  const id = `so-phieu-${stratum.stratum}`
  const number = element('input', { id, type: 'text', inputmode: 'numeric', class: 'short', maxlength: '2' })
  number.value = String(Math.min(most, 10))
  const take = async () => {
    const count = Number(number.value)
    if (!Number.isInteger(count) || count < 1 || count > most) return tell(t('take_number', { most }), 'late')
    await attempt(async () => {
      const came = await takeAlong(stratum.stratum, count)
      const line = kit.strata.find((one) => one.stratum === stratum.stratum)
      if (line !== undefined) line.left = Math.max(0, line.left - came)
      await write(['kit'], (store) => store('kit').put(kit, 'kit'))
      await navigator.storage?.persist?.()
      const kept = await keepPage().catch(() => false)
      await home()
      if (came === 0) tell(t('taken_none'), 'soon')
      else tell(t(kept ? 'taken' : 'taken_not_kept', { count: came }), kept ? 'ok' : 'late')
    })
  }
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id, text: t('take_how_many', { most }) }),
    number,
    element('div', { class: 'interview-acts' }, button(t('take'), take, 'button second')),
  )
}

/** @param {Person[]} people */
async function giveBack(people) {
  const open = people.filter(({ state }) => state === 'open')
  if (!confirm(t('return_sure', { count: open.length }))) return
  for (const person of open) await takeBlank(person, 'returned')
  await home()
  await send(false)
}

/**
 * @param {Ballot[]} ballots
 * @param {Person[]} people
 */
function waitingView(ballots, people) {
  const toSettle = people.filter(({ blank }) => blank !== null).length
  const refused = ballots.filter(({ refusal }) => refusal !== null)
  return [
    element('h3', { text: t('send_title') }),
    element('p', { id: 'gui-chu', text: t('send_text', { ballots: ballots.length, people: toSettle }) }),
    ...(ballots.length + toSettle === 0 ? [] : [button(t('send'), () => send(true))]),
    ...(refused.length === 0 ? [] : [element('ul', { class: 'interview-list' }, ...refused.map(refusedView))]),
  ]
}

/**
 * @param {string} code
 * @param {Record<string, string | number>} params
 */
function saidOf(code, params) {
  return code === 'surveys.round_closed' ? t('closed') : t(`error.${code}`, params)
}

/** @param {Ballot} ballot */
function refusedView(ballot) {
  const faults = ballot.refusal?.faults ?? []
  const lines = faults.length > 0 ? faults : [{ code: ballot.refusal?.code ?? '', params: {} }]
  const open = async () => {
    if (await reopen(ballot, 0)) await ask()
    else tell(t('busy'), 'soon')
  }
  return element(
    'li',
    { 'data-refused': '' },
    element('b', { text: t('not_taken') }),
    ...lines.map(({ code, params }) => element('p', { class: 'field-fault', text: saidOf(code, params ?? {}) })),
    button(t('reopen'), open, 'button link'),
  )
}

/**
 * Sends what waits, and says what came of it.
 * @param {boolean} again also what was refused before
 */
async function send(again) {
  const ballots = /** @type {Ballot[]} */ (await all('ballots'))
  const waiting = ballots.filter(({ refusal }) => again || refusal === null).length
  const toSettle = /** @type {Person[]} */ (await all('people')).filter(({ blank }) => blank !== null).length
  if (waiting + toSettle === 0) return
  await attempt(async () => {
    const progress = (/** @type {number} */ done, /** @type {number} */ total) =>
      tell(t('sending', { done, total }), 'plain')
    const { sent, refused, people, elsewhere } = await sendAll(kit.roundId, { again, progress })
    await showOutcome(elsewhere === true ? ['elsewhere', 'soon'] : refused > 0 ? ['some', 'late'] : ['all', 'ok'], {
      sent,
      refused,
      people,
    })
  })
}

/**
 * @param {[string, 'ok' | 'soon' | 'late']} outcome
 * @param {Record<string, number>} counts
 */
async function showOutcome([key, tone], counts) {
  await refreshed()
  tell(t(`sent.${key}`, counts), tone)
}

/** The first screen again, unless a ballot is being filled. */
async function refreshed() {
  if (document.querySelector('[data-question]') === null) await home()
  else await showCounts()
}

/** @param {() => Promise<void>} work */
async function attempt(work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Stopped)) throw error
    await refreshed()
    if (error instanceof Refused) tell(t(`error.${error.refusal.code}`), 'late')
    else tell(t(`stopped.${error.why}`), 'soon')
  }
}
