// Sends a ballot under a credential that this browser blinded: the server signs without seeing it, and takes the ballot without knowing whose
// it is (RFC 9474, decision 0036). Without this script, or on a page without https, the form is sent as it stands.
import { blind, blindKeyOf, finalize, fromBase64Url, toBase64Url } from '/enhance/rules/modules/surveys/blind-token.ts'

const place = document.querySelector('[data-survey-ballot]')
const form = place?.querySelector('form')

class Refused extends Error {}

async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    credentials: 'omit',
    // The address of this page holds the link: it must not travel with the ballot.
    referrer: '/khao-sat',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Refused((await answer.json().catch(() => ({}))).code ?? String(answer.status))
  return answer.json()
}

/** A credential once asked for is kept in this tab: after a network that broke, the same one is signed again. */
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

function answersOf(data) {
  const answers = {}
  for (const [name, value] of data) {
    if (!name.startsWith('q-')) continue
    answers[name.slice(2)] = [...(answers[name.slice(2)] ?? []), value]
  }
  return answers
}

/** Whether everything that must be answered is: otherwise the form goes to the server, which says what is missing at its place. */
function isWhole() {
  const asked = [...form.querySelectorAll('input[required], textarea[required]')].map((one) => one.name)
  const radios = [...form.querySelectorAll('fieldset')].filter((set) => !set.querySelector('.optional'))
  return (
    asked.every((name) => form.elements[name].value !== '') &&
    radios.every((set) => set.querySelector('input:checked') !== null)
  )
}

async function send() {
  const { credential: url, round, stratum, channel } = place.dataset
  const answers = answersOf(new FormData(form))
  // First whether the answers fit: a credential once signed has used the link.
  await post('/khao-sat/gui-phieu', { round, answers })
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

function tell(text) {
  let line = place.querySelector('[role="alert"]')
  if (line === null) {
    line = document.createElement('p')
    line.setAttribute('role', 'alert')
    line.className = 'notice late'
    form.after(line)
  }
  line.textContent = text
}

if (form && globalThis.crypto?.subtle !== undefined) {
  form.addEventListener('submit', (event) => {
    if (!isWhole()) return
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    send().catch((error) => {
      button.disabled = false
      // What the server says no to it says itself, at its place, with all answers kept.
      if (error instanceof Refused) form.submit()
      else tell(place.dataset.failed)
    })
  })
}
