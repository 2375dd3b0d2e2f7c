// @ts-check
// What this phone keeps of one round, in a database of its own. Ballots have random ids and no time, and nothing says whose they are: whom to
// visit stands apart from them.

/**
 * A credential: the right to one ballot of its stratum, nobody's in particular.
 * @typedef {{ id: string, stratum: string, message: string, signature: string }} Blank
 * @typedef {Record<string, string[]>} Answers
 * @typedef {{ code: string, faults: { path: string, code: string, params?: Record<string, string | number> }[] }} Refusal
 */
/** @typedef {Blank & { answers: Answers, refusal: Refusal | null }} Ballot a ballot that waits to be sent */
/** @typedef {{ blank: Blank, answers: Answers, skipped: string[], at: number }} Draft the ballot that is being filled */
/**
 * Somebody of the sample. `refused` and `returned` hold the blank that is handed in for them.
 * @typedef {{ reference: string, stratum: string, state: 'open' | 'met' | 'refused' | 'returned', blank: Blank | null }} Person
 */
/** @typedef {{ message: string, blinded: string, inverse: string }} Asked */
/** @typedef {import('/enhance/rules/modules/surveys/view-types.ts').InterviewKit} Kit */
/** @typedef {'kit' | 'asked' | 'blanks' | 'people' | 'draft' | 'ballots'} StoreName */

/** @type {Promise<IDBDatabase> | undefined} */
let opened
let name = ''

/** @param {string} roundId */
export function openRound(roundId) {
  name = `motcua-phong-van-${roundId}`
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => {
      for (const store of ['kit', 'asked', 'draft']) request.result.createObjectStore(store)
      for (const store of ['blanks', 'ballots']) request.result.createObjectStore(store, { keyPath: 'id' })
      request.result.createObjectStore('people', { keyPath: 'reference' })
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
  return opened
}

/**
 * One transaction over some stores: all of it stands, or nothing. `work` may only use the stores.
 * @param {StoreName[]} names
 * @param {(store: (name: StoreName) => IDBObjectStore) => void} work
 * @returns {Promise<void>}
 */
export async function write(names, work) {
  const db = await database()
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, 'readwrite', { durability: 'strict' })
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error))
    transaction.addEventListener('error', () => reject(transaction.error))
    work((one) => transaction.objectStore(one))
  })
}

/**
 * @template Row
 * @param {StoreName} store
 * @returns {Promise<Row[]>}
 */
export async function all(store) {
  const db = await database()
  return answerOf(db.transaction([store]).objectStore(store).getAll())
}

/**
 * @template Row
 * @param {StoreName} store
 * @param {string} key
 * @returns {Promise<Row | undefined>}
 */
export async function find(store, key) {
  const db = await database()
  return answerOf(db.transaction([store]).objectStore(store).get(key))
}

/**
 * @param {IDBRequest} request
 * @returns {Promise<any>}
 */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}

/** @returns {Promise<Draft | undefined>} */
export function readDraft() {
  return find('draft', 'draft')
}

/** @param {Draft} draft */
export function saveDraft(draft) {
  return write(['draft'], (store) => store('draft').put(draft, 'draft'))
}

/**
 * Takes a blank of the stratum out for a person, and writes what it is for in the same transaction. False: none is left, or somebody else's
 * ballot is being filled (in another tab).
 * @param {Person} person
 * @param {'met' | 'refused' | 'returned'} state
 * @returns {Promise<boolean>}
 */
export async function takeBlank(person, state) {
  let done = false
  await write(['blanks', 'people', 'draft'], (store) => {
    store('draft').get('draft').onsuccess = (found) => {
      if (state === 'met' && /** @type {IDBRequest} */ (found.target).result !== undefined) return
      store('blanks').openCursor().onsuccess = (event) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result
        if (cursor === null) return
        if (cursor.value.stratum !== person.stratum) {
          cursor.continue()
          return
        }
        const blank = cursor.value
        cursor.delete()
        done = true
        store('people').put({ ...person, state, blank: state === 'met' ? null : blank })
        if (state === 'met') store('draft').put({ blank, answers: {}, skipped: [], at: 0 }, 'draft')
      }
    }
  })
  return done
}

/**
 * Puts the blank of a refusal back: pressed by mistake, or they changed their mind.
 * @param {Person} person
 */
export async function takeBack(person) {
  const { blank } = person
  if (blank === null) return
  await write(['blanks', 'people'], (store) => {
    store('blanks').put(blank)
    store('people').put({ ...person, state: 'open', blank: null })
  })
}

/**
 * The draft becomes a ballot that waits, under a new random id.
 * @param {Draft} draft
 */
export async function finishDraft({ blank, answers }) {
  await write(['draft', 'ballots'], (store) => {
    store('draft').delete('draft')
    store('ballots').put({ ...blank, id: crypto.randomUUID(), answers, refusal: null })
  })
}

/**
 * A ballot that the server refused is opened once more; false while another one is being filled.
 * @param {Ballot} ballot
 * @param {number} at
 */
export async function reopen(ballot, at) {
  if ((await readDraft()) !== undefined) return false
  const { answers, refusal: _refusal, ...blank } = ballot
  await write(['draft', 'ballots'], (store) => {
    store('ballots').delete(ballot.id)
    store('draft').put({ blank, answers, skipped: [], at }, 'draft')
  })
  return true
}

/** The draft is thrown away: its blank can be used again. */
export async function dropDraft() {
  const draft = await readDraft()
  if (draft === undefined) return
  await write(['draft', 'blanks'], (store) => {
    store('draft').delete('draft')
    store('blanks').put(draft.blank)
  })
}
