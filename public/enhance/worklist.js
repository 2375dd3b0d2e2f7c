// @ts-check
// Keys of the officer's desk. Everywhere: / goes to search. In a list of rows: J and K walk, Enter opens, X picks, A goes
// to the bulk button. The pages work without this; the keys are shown beside the list.

const SEARCH_PAGE = '/lam-viec/tim'

/** @type {Record<string, () => void>} */
const acts = { '/': goToSearch }

/** @type {HTMLTableElement | null} */
const table = document.querySelector('table[data-rows]')

if (table !== null) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  let at = -1

  /** @param {number} wanted */
  const markRow = (wanted) => {
    rows[at]?.removeAttribute('aria-current')
    at = wanted
    rows[at]?.setAttribute('aria-current', 'true')
  }

  /** @param {number} wanted */
  const walkTo = (wanted) => {
    markRow(Math.min(Math.max(wanted, 0), rows.length - 1))
    rows[at]?.querySelector('a')?.focus({ preventScroll: true })
    rows[at]?.scrollIntoView({ block: 'nearest' })
  }

  acts.j = () => walkTo(at + 1)
  acts.k = () => walkTo(at - 1)
  acts.x = () => {
    const box = rows[at]?.querySelector('input[type="checkbox"]')
    if (box instanceof HTMLInputElement) box.click()
  }
  acts.a = () => focusOn('[data-bulk]')

  table.addEventListener('focusin', (event) => {
    const row = event.target instanceof Element ? event.target.closest('tr') : null
    const found = row === null ? -1 : rows.indexOf(row)
    if (found !== -1 && found !== at) markRow(found)
  })
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const act = acts[event.key.toLowerCase()]
  if (act === undefined) return
  event.preventDefault()
  act()
})

/** @param {string} selector */
function focusOn(selector) {
  const target = document.querySelector(selector)
  if (target instanceof HTMLElement) target.focus()
  return target !== null
}

/** The search field of this page, or the page of search. */
function goToSearch() {
  if (!focusOn('[data-search]')) location.assign(SEARCH_PAGE)
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
}
