// @ts-check
// The journal of this machine: append-only, each record chained to the one before. One tab writes at a time.
import { findBreak, linkHash } from '/enhance/rules/modules/casework/offline/journal.ts'
import { localDate } from '/enhance/rules/platform/civil-date.ts'
import { seal, unseal } from './lock.js'
import { allRecords, find, remove, transact } from './store.js'

/** @typedef {import('./store.js').JournalRow} JournalRow */
/** @typedef {import('/enhance/rules/modules/casework/offline/kit.ts').Kit} Kit */
/** @typedef {import('/enhance/rules/modules/casework/offline/schemas.ts').RecordBody} RecordBody */

/**
 * The kit of this machine; null when it was never prepared.
 * @returns {Promise<{ kit: Kit, contentHash: string, skewMs: number } | null>}
 */
export async function readKit() {
  /** @type {import('./store.js').KitRow | undefined} */
  const row = await find('kit', 'kit')
  if (row === undefined) return null
  return { kit: /** @type {Kit} */ (JSON.parse(row.content)), contentHash: row.contentHash, skewMs: row.skewMs }
}

/**
 * @typedef {object} Moment
 * @property {Kit} kit
 * @property {JournalRow[]} rows
 * @property {ReadonlySet<string>} given numbers that stand on papers already
 * @property {number} now the time put right by what the server said when the machine was prepared
 * @property {string} today
 */

/** @typedef {Record<string, unknown> & { kind: RecordBody['kind'] }} Written */

/**
 * Writes one record. `write` sees the journal as it is and says what is to stand in it; while it does, no other tab writes, so that no
 * number is given twice.
 * @param {(moment: Moment) => Written} write
 * @returns {Promise<JournalRow>}
 */
export function append(write) {
  return navigator.locks.request('motcua-ngoai-tuyen-journal', async () => {
    const prepared = await readKit()
    if (prepared === null) throw new Error('this machine is not prepared')
    const rows = await allRecords()
    const now = Date.now() + prepared.skewMs
    const given = new Set(rows.flatMap(({ number }) => (number === null ? [] : [number])))
    const content = write({ kit: prepared.kit, rows, given, now, today: localDate(now) })
    const body = JSON.stringify({ nonce: crypto.randomUUID(), deviceAt: Date.now(), ...content })
    const prevHash = rows.at(-1)?.hash ?? prepared.contentHash
    /** @type {JournalRow} */
    const row = {
      position: rows.length + 1,
      id: crypto.randomUUID(),
      prevHash,
      hash: await linkHash(prevHash, body),
      ...summaryOf(content),
      deviceAt: Date.now(),
      body: await seal(body),
      state: 'waiting',
      refusal: null,
      resolution: null,
      settledNumber: null,
      dossierId: null,
    }
    // `add`, not `put`: a place that is taken is a fault, never written over.
    await transact(['records'], 'readwrite', (store) => store('records').add(row))
    return row
  })
}

/**
 * What of a record may lie open: numbers and money, nothing of a person.
 * @param {Written} content
 * @returns {Pick<JournalRow, 'kind' | 'number' | 'amount' | 'intakeId' | 'ticket' | 'files'>}
 */
function summaryOf(content) {
  const body = /** @type {RecordBody} */ (/** @type {unknown} */ (content))
  const row = { kind: body.kind, number: null, amount: null, intakeId: null, ticket: null, files: [] }
  if (body.kind === 'ticket') return { ...row, number: body.number }
  if (body.kind === 'count') return { ...row, amount: body.counted }
  if (body.kind === 'cash') {
    return { ...row, number: body.receiptNumber, amount: body.amount, intakeId: body.intakeId }
  }
  const files = [...new Set(body.files.map(({ hash }) => hash))]
  return { ...row, number: body.code, ticket: body.ticket ?? null, files }
}

/**
 * The content of a record that was not sent yet.
 * @param {JournalRow} row
 * @returns {Promise<RecordBody | null>}
 */
export async function contentOf(row) {
  return row.body === null ? null : JSON.parse(await unseal(row.body))
}

/**
 * Where the journal is not whole; null when it is. What was sent has no text any more: of it the chain alone is looked at.
 * @param {string} genesis
 * @param {number} [lastKnown]
 */
export async function findLoss(genesis, lastKnown = 0) {
  const rows = await allRecords()
  const broken = findBreak(rows, genesis, lastKnown)
  if (broken !== null) return broken
  for (const row of rows) {
    if (row.body === null) continue
    if ((await linkHash(row.prevHash, await unseal(row.body))) !== row.hash) return row.position
  }
  return null
}

/**
 * A record that stands on the server: what it said of people is forgotten here, with its files; numbers and the chain stay.
 * @param {JournalRow} row
 * @param {{ outcome: 'done' | 'by_hand', number: string | null, dossierId: string | null }} answer
 */
export async function forgetContent(row, { outcome, number, dossierId }) {
  const others = (await allRecords()).filter((other) => other.id !== row.id && other.body !== null)
  const needed = new Set(others.flatMap(({ files }) => files))
  await transact(['records', 'files'], 'readwrite', (store) => {
    for (const hash of row.files) if (!needed.has(hash)) store('files').delete(hash)
    store('records').put({
      ...row,
      body: null,
      resolution: null,
      refusal: null,
      state: outcome,
      settledNumber: number,
      dossierId,
    })
  })
}

/** @param {JournalRow} row */
export function isUnsent({ state }) {
  return state === 'waiting' || state === 'refused'
}

/**
 * What is being typed, kept sealed so that a tab that dies loses nothing.
 * @param {unknown} draft
 */
export async function keepDraft(draft) {
  const sealed = await seal(JSON.stringify(draft))
  await transact(['drafts'], 'readwrite', (store) => store('drafts').put(sealed, 'intake'))
}

/** @returns {Promise<unknown>} */
export async function readDraft() {
  /** @type {import('./store.js').Sealed | undefined} */
  const sealed = await find('drafts', 'intake')
  return sealed === undefined ? null : JSON.parse(await unseal(sealed))
}

export function dropDraft() {
  return remove('drafts', 'intake')
}
