// @ts-check
// Keeps a page that works without network, its style sheet, fonts and scripts. Its scope is the one page it was registered for (the counter, an
// interviewer's round); what is not kept here goes to the network as if this were not there. Nothing of a person is ever kept here.

const PATIENCE_MS = 4_000

/**
 * @typedef {Event & { waitUntil(work: Promise<unknown>): void }} LifeEvent
 * @typedef {LifeEvent & { request: Request, respondWith(answer: Promise<Response>): void }} AskedEvent
 */
/** @typedef {{ skipWaiting(): Promise<void>, clients: { claim(): Promise<void> }, registration: { scope: string } }} Worker */
const worker = /** @type {EventTarget & Worker} */ (/** @type {unknown} */ (self))
const PAGE = new URL(worker.registration.scope).pathname
const CACHE = `motcua ${PAGE}`

worker.addEventListener('install', (event) => {
  const life = /** @type {LifeEvent} */ (event)
  life.waitUntil(keepAll().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  const life = /** @type {LifeEvent} */ (event)
  life.waitUntil(worker.clients.claim())
})

worker.addEventListener('message', (event) => {
  const message = /** @type {MessageEvent<string> & LifeEvent} */ (event)
  if (message.data !== 'keep') return
  const [port] = message.ports
  const told = keepAll().then(
    () => port?.postMessage('kept'),
    () => port?.postMessage('failed'),
  )
  message.waitUntil(told)
})

worker.addEventListener('fetch', (event) => {
  const asked = /** @type {AskedEvent} */ (event)
  const { request } = asked
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  const isPage = request.mode === 'navigate' && url.pathname === PAGE
  if (isPage) asked.respondWith(fromNetworkOr(request, PAGE))
  else if (/^\/(assets|enhance)\/|^\/favicon\.svg$/.test(url.pathname))
    asked.respondWith(fromNetworkOr(request, url.pathname))
})

/**
 * The network's answer; what is kept when there is none, or none in time, or only that of a server that cannot now.
 * @param {Request} request
 * @param {string} kept
 * @returns {Promise<Response>}
 */
async function fromNetworkOr(request, kept) {
  const known = await (await caches.open(CACHE)).match(kept)
  if (known === undefined) return fetch(request)
  if (/^\/assets\//.test(kept)) return known
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return answer.status >= 500 ? known : answer
  } catch {
    return known
  }
}

/** Everything anew, or, when something of it cannot be had, nothing: the old ones stay together. */
async function keepAll() {
  const page = await fetch(PAGE, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' })
  if (!page.ok) throw new Error(`the page answered ${page.status}`)
  const html = await page.clone().text()
  const named = [...html.matchAll(/(?:href|src)="(\/(?:assets|enhance|favicon)[^"]+)"/g)].map((match) => match[1] ?? '')
  const files = new Map(await Promise.all([...new Set(named)].map(fetched)))
  for (const [url, answer] of [...files]) {
    if (!url.endsWith('.css')) continue
    const inner = [...(await answer.clone().text()).matchAll(/url\(["']?(\/assets\/[^"')]+)/g)].map(
      (match) => match[1] ?? '',
    )
    for (const [path, file] of await Promise.all([...new Set(inner)].map(fetched))) files.set(path, file)
  }
  const cache = await caches.open(CACHE)
  const old = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  await cache.put(PAGE, page)
  for (const [url, answer] of files) await cache.put(url, answer)
  for (const path of old) if (path !== PAGE && !files.has(path)) await cache.delete(path)
}

/**
 * @param {string} url
 * @returns {Promise<[string, Response]>}
 */
async function fetched(url) {
  const answer = await fetch(url, { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return [url, answer]
}
