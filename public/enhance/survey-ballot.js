// @ts-check
// Sends a ballot under a credential that this browser blinded: the server signs without seeing it, and takes the ballot without knowing whose
// it is (RFC 9474, decision 0036). Without this script, or on a page without https, the form is sent as it stands.
import { blind, blindKeyOf, finalize, fromBase64Url, toBase64Url } from '/enhance/rules/modules/surveys/blind-token.ts'

/**
 * @typedef {{ n: string, e: string }} PublicKey
 * @typedef {{ key: PublicKey, message: string, blinded: string, inverse: string }} Kept
 */

class Refused extends Error {}

/**
 * @param {string} url
 * @param {object} body
 * @returns {Promise<any>}
 */
async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    credentials: 'omit',
    // The address of this page holds the link: it must not travel with the ballot.
    referrer: '/khao-sat',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Refused(String(answer.status))
  return answer.json()
}

/**
 * A credential once asked for is kept in this tab: after a network that broke, the same one is signed again.
 * @param {string} url
 * @returns {Promise<Kept>}
 */
async function credential(url) {
  const stored = sessionStorage.getItem(url)
  if (stored !== null) return JSON.parse(stored)
  const { key } = await post(url, {})
  const made = await blind(blindKeyOf(key))
  const kept = {
    key,
    message: toBase64Url(made.message),
    blinded: toBase64Url(made.blinded),
    inverse: made.inverse.toString(),
  }
  sessionStorage.setItem(url, JSON.stringify(kept))
  return kept
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string[]>}
 */
function answersOf(form) {
  /** @type {Record<string, string[]>} */
  const answers = {}
  for (const [name, value] of new FormData(form)) {
    if (!name.startsWith('q-') || typeof value !== 'string') continue
    answers[name.slice(2)] = [...(answers[name.slice(2)] ?? []), value]
  }
  return answers
}

/**
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 */
async function send(place, form) {
  const { credential: url = '', round, stratum, channel } = place.dataset
  const answers = answersOf(form)
  // First whether the answers fit: a credential once signed has used the link.
  const { fits } = await post('/khao-sat/gui-phieu', { round, answers })
  if (!fits) throw new Refused()
  const kept = await credential(url)
  const key = blindKeyOf(kept.key)
  const { signature: blindSignature } = await post(url, { blinded: kept.blinded })
  const blinded = {
    message: fromBase64Url(kept.message),
    blinded: fromBase64Url(kept.blinded),
    inverse: BigInt(kept.inverse),
  }
  const signature = toBase64Url(await finalize(key, blinded, fromBase64Url(blindSignature)))
  await post('/khao-sat/gui-phieu', { round, stratum, channel, message: kept.message, signature, answers })
  sessionStorage.removeItem(url)
  location.assign(`${location.pathname}?xong=gui`)
}

/**
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 */
function tellFailed(place, form) {
  const known = place.querySelector('[role="alert"]')
  const line = known ?? document.createElement('p')
  line.setAttribute('role', 'alert')
  line.className = 'notice late'
  if (known === null) form.after(line)
  line.textContent = place.dataset.failed ?? ''
}

const place = document.querySelector('[data-survey-ballot]')
const form = place?.querySelector('form')

if (place instanceof HTMLElement && form instanceof HTMLFormElement && globalThis.crypto?.subtle !== undefined) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    if (button !== null) button.disabled = true
    send(place, form).catch((error) => {
      if (button !== null) button.disabled = false
      // What the server says no to it says itself, at its place, with all answers kept.
      if (error instanceof Refused) form.submit()
      else tellFailed(place, form)
    })
  })
}
