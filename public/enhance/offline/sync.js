// @ts-check
// Sends the journal in its order, once: files first, then each record. Whatever breaks off goes on where it stood; one tab at a time.
import { isSent, markSent, readFile } from './files.js'
import { contentOf, findLoss, forgetContent, isUnsent, readKit } from './journal.js'
import { unseal } from './lock.js'
import { allRecords, put } from './store.js'

const KITS = '/api/v1/counter/offline-kits'
const MOST_WAITS = 5

/** @typedef {import('./store.js').JournalRow} JournalRow */
/** @typedef {import('/enhance/rules/modules/casework/offline/schemas.ts').KitStatus} KitStatus */
/** @typedef {{ code: string, title: string, faults: { path: string, text: string }[], file: string | null }} Told */

/**
 * `done`: nothing is left, or what is left was refused and stands in the list. `broken`: the journal lacks a record.
 * @typedef {{ kind: 'done', sent: number, status: KitStatus, skewMs: number } | { kind: 'elsewhere' | 'no_network' | 'login' }
 *   | { kind: 'stopped', title: string } | { kind: 'broken', position: number }} Outcome
 */

class Stop extends Error {
  /** @param {Outcome} outcome */
  constructor(outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/**
 * @param {{ progress: (done: number, total: number) => void, again: boolean }} how `again`: also what was refused before
 * @returns {Promise<Outcome>}
 */
export async function sendJournal(how) {
  return navigator.locks.request('motcua-ngoai-tuyen-sync', { ifAvailable: true }, async (lock) => {
    if (lock === null) return /** @type {Outcome} */ ({ kind: 'elsewhere' })
    try {
      return await sendAll(how)
    } catch (error) {
      if (error instanceof Stop) return error.outcome
      throw error
    }
  })
}

/**
 * @param {{ progress: (done: number, total: number) => void, again: boolean }} how
 * @returns {Promise<Outcome>}
 */
async function sendAll({ progress, again }) {
  const prepared = await readKit()
  if (prepared === null) throw new Error('this machine is not prepared')
  const path = `${KITS}/${prepared.kit.kitId}`
  const askedAt = Date.now()
  const status = await statusOf(path)
  await forgetSettled(status)
  const broken = await findLoss(prepared.contentHash, status.lastPosition)
  if (broken !== null) return { kind: 'broken', position: broken }
  const rows = (await allRecords()).filter(
    (row) => row.state === 'waiting' || (row.state === 'refused' && (again || row.resolution !== null)),
  )
  let sent = 0
  progress(0, rows.length)
  for (const row of rows) {
    await sendOne(path, row)
    sent += 1
    progress(sent, rows.length)
  }
  return { kind: 'done', sent, status: sent === 0 ? status : await statusOf(path), skewMs: status.serverTime - askedAt }
}

/** @param {string} path */
async function statusOf(path) {
  const answer = await ask(path)
  if (!answer.ok) throw new Stop({ kind: 'stopped', title: (await toldBy(answer)).title })
  return /** @type {KitStatus} */ (await answer.json())
}

/**
 * What the server settled before this tab could write it down: the tab was closed, or the line broke after the answer.
 * @param {KitStatus} status
 */
async function forgetSettled({ settled }) {
  const known = new Map(settled.map((one) => [one.id, one]))
  for (const row of await allRecords()) {
    const done = known.get(row.id)
    if (done !== undefined && isUnsent(row)) await forgetContent(row, done)
  }
}

/**
 * @param {string} path
 * @param {JournalRow} row
 */
async function sendOne(path, row) {
  const content = await contentOf(row)
  if (content === null || row.body === null) return
  const resolution = row.resolution === null ? undefined : JSON.parse(await unseal(row.resolution))
  const dropped = new Set(resolution?.dropFiles ?? [])
  const named = content.kind === 'intake' ? content.files.filter(({ hash }) => !dropped.has(hash)) : []
  const record = {
    id: row.id,
    position: row.position,
    prevHash: row.prevHash,
    hash: row.hash,
    body: await unseal(row.body),
    ...(resolution === undefined ? {} : { resolution }),
  }
  let fileFault = resolution?.byHand === undefined ? await sendFiles(named) : null
  let answer = await ask(`${path}/records`, { ...record, sentAt: Date.now() })
  let told = answer.ok ? null : await toldBy(answer)
  if (told?.code === 'offline.file_missing' && fileFault === null) {
    // They came under another account: once more, under this one.
    for (const { hash } of named) await markSent(hash, false)
    fileFault = await sendFiles(named)
    answer = await ask(`${path}/records`, { ...record, sentAt: Date.now() })
    told = answer.ok ? null : await toldBy(answer)
  }
  if (told === null) {
    await forgetContent(row, await answer.json())
    return
  }
  // Not taken into the chain at all: what comes behind would not be either.
  if (['offline.mandate_ended', 'offline.kit_not_found', 'offline.record_broken'].includes(told.code)) {
    await put('records', { ...row, state: 'refused', refusal: told })
    throw new Stop({ kind: 'stopped', title: told.title })
  }
  await put('records', { ...row, state: 'refused', refusal: fileFault ?? told })
}

/**
 * @param {readonly { hash: string, name: string }[]} files
 * @returns {Promise<Told | null>} the first that the server does not take
 */
async function sendFiles(files) {
  /** @type {Told | null} */
  let fault = null
  for (const { hash, name } of files) {
    if (await isSent(hash)) continue
    const file = await readFile(hash, name)
    if (file === null) continue
    const form = new FormData()
    form.set('file', file)
    const answer = await ask('/api/v1/files', form)
    if (answer.ok) await markSent(hash, true)
    else fault ??= { ...(await toldBy(answer)), file: hash }
  }
  return fault
}

/**
 * One request. What is no answer to the record itself (no network, no session, a server that cannot now) ends the round.
 * @param {string} url
 * @param {FormData | object} [body]
 * @returns {Promise<Response>}
 */
export async function ask(url, body) {
  /** @type {RequestInit} */
  const init = { cache: 'no-store', credentials: 'same-origin', redirect: 'error' }
  if (body !== undefined) {
    const isForm = body instanceof FormData
    Object.assign(init, {
      method: 'POST',
      body: isForm ? body : JSON.stringify(body),
      ...(isForm ? {} : { headers: { 'content-type': 'application/json' } }),
    })
  }
  const answer = await patiently(() => fetch(url, init).catch(() => null))
  if (answer === null) throw new Stop({ kind: 'no_network' })
  if (answer.status === 401) throw new Stop({ kind: 'login' })
  if (answer.status === 429 || answer.status >= 500) {
    throw new Stop({ kind: 'stopped', title: (await toldBy(answer)).title })
  }
  return answer
}

/**
 * A server that is asked too much says how long to wait: a day's work is many requests.
 * @param {() => Promise<Response | null>} send
 */
async function patiently(send) {
  for (let tries = 0; ; tries += 1) {
    const answer = await send()
    if (answer?.status !== 429 || tries >= MOST_WAITS) return answer
    const seconds = Number(answer.headers.get('retry-after')) || 5
    await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 90) * 1000))
  }
}

/**
 * The server's refusal in its words.
 * @param {Response} answer
 * @returns {Promise<Told>}
 */
export async function toldBy(answer) {
  try {
    const { code, title, faults = [] } = await answer.json()
    const told = faults.map((/** @type {{ path: string, code: string, detail?: string }} */ fault) => ({
      path: fault.path,
      text: fault.detail ?? fault.code,
    }))
    return { code: String(code), title: String(title), faults: told, file: null }
  } catch {
    return { code: 'http.unavailable', title: String(answer.status), faults: [], file: null }
  }
}

/**
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result | Outcome>}
 */
export async function orStopped(work) {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Stop) return error.outcome
    throw error
  }
}
