// @ts-check
// What this machine keeps: one IndexedDB database of this site. Only what lock.js has sealed says anything of a person.

/**
 * A sealed text or file: AES-GCM with its own nonce.
 * @typedef {{ iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer }} Sealed
 */

/**
 * One record of the journal. `body` is there until it was sent; the chain stays.
 * @typedef {object} JournalRow
 * @property {number} position
 * @property {string} id
 * @property {string} prevHash
 * @property {string} hash
 * @property {'ticket' | 'intake' | 'cash' | 'count'} kind
 * @property {number} deviceAt
 * @property {string | null} number
 * @property {number | null} amount
 * @property {string | null} intakeId
 * @property {string | null} ticket
 * @property {string[]} files
 * @property {Sealed | null} body
 * @property {'waiting' | 'refused' | 'done' | 'by_hand'} state
 * @property {{ code: string, title: string, faults: { path: string, text: string }[], file: string | null } | null} refusal
 * @property {Sealed | null} resolution
 * @property {string | null} settledNumber
 * @property {string | null} dossierId
 */

/**
 * @typedef {object} FileRow
 * @property {string} hash
 * @property {number} size
 * @property {string} mediaType
 * @property {Uint8Array<ArrayBuffer>} iv
 * @property {Blob} data
 * @property {boolean} sent
 */

/** @typedef {{ deviceId: string, key: CryptoKey }} DeviceRow */
/** @typedef {{ content: string, contentHash: string, skewMs: number }} KitRow */

/**
 * @typedef {object} LockRow
 * @property {Uint8Array<ArrayBuffer>} salt
 * @property {Sealed} byPin
 * @property {Sealed} byRecovery
 * @property {number} tries
 * @property {number} lockedUntil
 */

/** @typedef {'device' | 'kit' | 'lock' | 'records' | 'files' | 'drafts'} StoreName */

const NAME = 'motcua-ngoai-tuyen'
/** @type {Promise<IDBDatabase> | undefined} */
let opened

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.addEventListener('upgradeneeded', () => {
      const db = request.result
      for (const name of ['device', 'kit', 'lock', 'drafts']) db.createObjectStore(name)
      db.createObjectStore('records', { keyPath: 'position' })
      db.createObjectStore('files', { keyPath: 'hash' })
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
  return opened
}

/**
 * One transaction over some stores: all of it stands, or nothing. `work` may only use the stores, nothing that waits for anything else.
 * @template Result
 * @param {StoreName[]} names
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: StoreName) => IDBObjectStore) => IDBRequest<Result> | void} work
 * @returns {Promise<Result | undefined>}
 */
export async function transact(names, mode, work) {
  const db = await database()
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, mode, { durability: 'strict' })
    const request = work((name) => transaction.objectStore(name))
    transaction.addEventListener('complete', () => resolve(request instanceof IDBRequest ? request.result : undefined))
    transaction.addEventListener('abort', () => reject(transaction.error))
    transaction.addEventListener('error', () => reject(transaction.error))
  })
}

/**
 * @template Row
 * @param {StoreName} name
 * @param {IDBValidKey} key
 * @returns {Promise<Row | undefined>}
 */
export function find(name, key) {
  return transact([name], 'readonly', (store) => store(name).get(key))
}

/**
 * @template Row
 * @param {StoreName} name
 * @returns {Promise<Row[]>}
 */
export async function all(name) {
  return (await transact([name], 'readonly', (store) => store(name).getAll())) ?? []
}

/** @returns {Promise<JournalRow[]>} */
export function allRecords() {
  return all('records')
}

/**
 * @param {StoreName} name
 * @param {unknown} row
 * @param {IDBValidKey} [key]
 * @returns {Promise<unknown>}
 */
export function put(name, row, key) {
  return transact([name], 'readwrite', (store) => store(name).put(row, key))
}

/**
 * @param {StoreName} name
 * @param {IDBValidKey} key
 */
export async function remove(name, key) {
  await transact([name], 'readwrite', (store) => store(name).delete(key))
}

/**
 * This machine's own id and key; made at first use. The key can be used but never read out, not even by this page.
 * @returns {Promise<DeviceRow>}
 */
export async function device() {
  /** @type {DeviceRow | undefined} */
  const known = await find('device', 'device')
  if (known !== undefined) return known
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await transact(['device'], 'readwrite', (store) => {
    // Another tab may have been quicker: what stands there stays.
    store('device')
      .add({ deviceId: crypto.randomUUID(), key }, 'device')
      .addEventListener('error', (event) => {
        event.preventDefault()
        event.stopPropagation()
      })
  })
  const made = await find('device', 'device')
  if (made === undefined) throw new Error('this browser keeps nothing')
  return /** @type {DeviceRow} */ (made)
}
