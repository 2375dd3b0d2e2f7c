// @ts-check
// Keeps parts of a page as they are on the server: an element with an id and data-live="/live/…" is drawn anew, out of this
// same page asked for again, whenever something changed. data-live-spread: milliseconds over which many pages spread
// their asking. A part in which somebody is typing is left alone. `live:drawn` is told of each part that was drawn.
// Without this script the page refreshes itself or is asked for again by hand.

/** How long to wait before coming back after the server has sent us away. */
const COME_BACK_MS = 15_000
/** Also without news: estimates and clocks move. */
const AT_LEAST_EVERY_MS = 60_000

/** @type {HTMLElement[]} */
const parts = [...document.querySelectorAll('[data-live]')].filter((part) => part instanceof HTMLElement)
const addresses = new Set(parts.map((part) => part.dataset.live ?? ''))
let asking = false
let askAgain = false

async function draw() {
  if (asking) {
    askAgain = true
    return
  }
  asking = true
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (answer.ok && !answer.redirected) replaceParts(await answer.text())
    showLost(!answer.ok)
  } catch {
    showLost(true)
  }
  asking = false
  if (askAgain) {
    askAgain = false
    void draw()
  }
}

/** @param {string} html */
function replaceParts(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  for (const { id } of parts) {
    const [old, now] = [document.getElementById(id), fresh.getElementById(id)]
    if (old === null || now === null || isTypedIn(old)) continue
    if (old.innerHTML === now.innerHTML) continue
    const focused = old.contains(document.activeElement) ? document.activeElement?.textContent : null
    old.replaceChildren(...now.childNodes)
    if (focused != null) refocus(old, focused)
    document.dispatchEvent(new CustomEvent('live:drawn', { detail: id }))
  }
}

/** @param {Element} part */
function isTypedIn(part) {
  const { activeElement } = document
  return activeElement !== null && part.contains(activeElement) && activeElement.matches('input, select, textarea')
}

/**
 * @param {Element} part
 * @param {string} text
 */
function refocus(part, text) {
  const same = [...part.querySelectorAll('a, button')].find((control) => control.textContent === text)
  if (same instanceof HTMLElement) same.focus({ preventScroll: true })
}

/** @param {boolean} lost */
function showLost(lost) {
  for (const sign of document.querySelectorAll('[data-live-lost]')) if (sign instanceof HTMLElement) sign.hidden = !lost
}

function drawSoon() {
  const spread = Math.max(0, ...parts.map((part) => Number(part.dataset.liveSpread ?? 0)))
  setTimeout(() => void draw(), Math.random() * spread)
}

/** @type {Set<EventSource>} */
const sources = new Set()

/** @param {string} address */
function follow(address) {
  const source = new EventSource(address)
  sources.add(source)
  source.addEventListener('changed', drawSoon)
  source.addEventListener('open', () => showLost(false))
  source.addEventListener('error', () => {
    showLost(true)
    if (source.readyState !== EventSource.CLOSED) return
    sources.delete(source)
    setTimeout(comeBack, COME_BACK_MS, address)
  })
}

/** @param {string} address */
function comeBack(address) {
  void draw()
  const isFollowed = [...sources].some((source) => source.url.endsWith(address))
  if (!document.hidden && !isFollowed) follow(address)
}

function leave() {
  for (const source of sources) source.close()
  sources.clear()
}

function arrive() {
  leave()
  for (const address of addresses) follow(address)
}

// A page nobody looks at holds no connection: a browser has only six for one site. On coming back it is told at once.
document.addEventListener('visibilitychange', () => (document.hidden ? leave() : arrive()))
addEventListener('pagehide', leave)
if (!document.hidden) arrive()
setInterval(() => {
  if (!document.hidden) void draw()
}, AT_LEAST_EVERY_MS)
// Out of the browser's memory of pages left: what is shown is old.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
