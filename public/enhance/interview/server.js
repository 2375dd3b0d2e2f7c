// @ts-check
// Everything this page asks of the server: ballots to take along, ballots to send, who refused. Whatever breaks off can be asked again.
import { blind, blindKeyOf, finalize, fromBase64Url, toBase64Url } from '/enhance/rules/modules/surveys/blind-token.ts'
import { all, find, write } from './store.js'

/**
 * @typedef {import('./store.js').Asked} Asked
 * @typedef {import('./store.js').Ballot} Ballot
 * @typedef {import('./store.js').Person} Person
 * @typedef {import('./store.js').Refusal} Refusal
 */

/** The server said no, in a word that the page has a text for. */
export class Refused extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** No answer to the matter itself: no network, no session, a server that cannot now. */
export class Stopped extends Error {
  /** @param {'no_network' | 'login' | 'busy'} why */
  constructor(why) {
    super(why)
    this.why = why
  }
}

/**
 * @param {string} url
 * @param {object} body
 * @param {RequestInit} [more]
 * @returns {Promise<any>}
 */
async function post(url, body, more = {}) {
  const headers = { 'content-type': 'application/json' }
  const sent = {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    redirect: /** @type {const} */ ('error'),
    ...more,
  }
  const answer = await fetch(url, sent).catch(() => null)
  if (answer === null) throw new Stopped('no_network')
  if (answer.status === 401) throw new Stopped('login')
  if (answer.status === 429 || answer.status >= 500) throw new Stopped('busy')
  const told = await answer.json().catch(() => null)
  if (answer.ok && told !== null) return told
  if (typeof told?.code !== 'string') throw new Stopped('busy')
  throw new Refused({ code: told.code, faults: Array.isArray(told.faults) ? told.faults : [] })
}

const own = () => `${location.pathname}/phieu`

/**
 * Takes ballots of a stratum along; gives how many came. What was asked for is kept first: when the answer is not heard, the same credentials
 * are asked for again and no right is lost.
 * @param {string} stratum
 * @param {number} count
 */
export async function takeAlong(stratum, count) {
  return navigator.locks.request('motcua-phong-van-take', async () => {
    const { key } = await post(own(), { stratum })
    const publicKey = blindKeyOf(key)
    /** @type {Asked[]} */
    let asked = (await find('asked', stratum)) ?? []
    if (asked.length === 0) {
      const made = await Promise.all(Array.from({ length: count }, () => blind(publicKey)))
      asked = made.map(({ message, blinded, inverse }) => ({
        message: toBase64Url(message),
        blinded: toBase64Url(blinded),
        inverse: inverse.toString(),
      }))
      await write(['asked'], (store) => store('asked').put(asked, stratum))
    }
    const { references, signatures } = await post(own(), { stratum, blinded: asked.map(({ blinded }) => blinded) })
    /** @type {import("./store.js").Blank[]} */
    const blanks = []
    for (const [at, one] of asked.entries()) {
      if (signatures[at] === null || signatures[at] === undefined) continue
      const { message, blinded, inverse } = one
      const waiting = { message: fromBase64Url(message), blinded: fromBase64Url(blinded), inverse: BigInt(inverse) }
      const signature = await finalize(publicKey, waiting, fromBase64Url(signatures[at]))
      blanks.push({ id: crypto.randomUUID(), stratum, message, signature: toBase64Url(signature) })
    }
    await write(['asked', 'blanks', 'people'], (store) => {
      store('asked').delete(stratum)
      for (const blank of blanks) store('blanks').put(blank)
      for (const reference of references) store('people').put({ reference, stratum, state: 'open', blank: null })
    })
    return blanks.length
  })
}

/** @typedef {{ sent: number, refused: number, people: number, elsewhere?: true }} Outcome */

/**
 * Sends every ballot that waits, in an order drawn anew each time, each without cookie and without this page's address; then who refused and
 * what is given back. A ballot that was taken is gone from the phone; one that was refused stays with the reason.
 * @param {string} round
 * @param {{ again: boolean, progress: (done: number, total: number) => void }} how `again`: also what was refused before
 * @returns {Promise<Outcome>}
 */
export async function sendAll(round, { again, progress }) {
  const done = await navigator.locks.request('motcua-phong-van-send', { ifAvailable: true }, async (lock) => {
    if (lock === null) return null
    /** @type {Outcome} */
    const outcome = { sent: 0, refused: 0, people: 0 }
    const waiting = shuffled(
      /** @type {Ballot[]} */ (await all('ballots')).filter((one) => again || one.refusal === null),
    )
    for (const [at, ballot] of waiting.entries()) {
      progress(at, waiting.length)
      if (await sendOne(round, ballot)) outcome.sent += 1
      else outcome.refused += 1
    }
    outcome.people = await settlePeople()
    return outcome
  })
  return done ?? { sent: 0, refused: 0, people: 0, elsewhere: true }
}

/**
 * @param {string} round
 * @param {Ballot} ballot
 */
async function sendOne(round, ballot) {
  const { id, stratum, message, signature, answers } = ballot
  try {
    const more = { credentials: /** @type {const} */ ('omit'), referrer: '/khao-sat' }
    await post('/khao-sat/gui-phieu', { round, stratum, channel: 'phone', message, signature, answers }, more)
    await write(['ballots'], (store) => store('ballots').delete(id))
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await write(['ballots'], (store) => store('ballots').put({ ...ballot, refusal: error.refusal }))
    return false
  }
}

/** Tells who refused and who is given back, each with its blank credential; gives how many. */
async function settlePeople() {
  const people = /** @type {Person[]} */ (await all('people')).filter(({ blank }) => blank !== null)
  for (const stratum of new Set(people.map((one) => one.stratum))) {
    const some = people.filter((one) => one.stratum === stratum)
    const of = (/** @type {string} */ state) => some.filter((one) => one.state === state).map((one) => one.reference)
    const unused = some.map(({ blank }) => ({ message: blank?.message, signature: blank?.signature }))
    await post(own(), { stratum, refused: of('refused'), returned: of('returned'), unused })
    await write(['people'], (store) => {
      for (const { reference } of some) store('people').delete(reference)
    })
  }
  return people.length
}

/**
 * @template Row
 * @param {Row[]} rows
 * @returns {Row[]}
 */
function shuffled(rows) {
  const left = [...rows]
  const out = []
  while (left.length > 0) {
    // Below 2^32 for any number of ballots a phone holds: the bias is nothing.
    const [pick = 0] = crypto.getRandomValues(new Uint32Array(1))
    out.push(...left.splice(pick % left.length, 1))
  }
  return out
}
