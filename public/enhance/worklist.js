// @ts-check
// Keys for a list of rows: J and K walk, Enter opens, X picks, A goes to the bulk form, / goes to search.
// The list works without this; the keys are shown beside it.

/** @type {HTMLTableElement | null} */
const table = document.querySelector('table[data-rows]')

if (table !== null) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows])
  let at = -1

  /** @param {number} wanted */
  const walkTo = (wanted) => {
    const next = Math.min(Math.max(wanted, 0), rows.length - 1)
    rows[at]?.removeAttribute('aria-current')
    at = next
    const row = rows[at]
    row?.setAttribute('aria-current', 'true')
    row?.querySelector('a')?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }

  const pick = () => {
    const box = rows[at]?.querySelector('input[type="checkbox"]')
    if (box instanceof HTMLInputElement) box.click()
  }

  /** @type {Record<string, () => void>} */
  const acts = {
    j: () => walkTo(at + 1),
    k: () => walkTo(at - 1),
    x: pick,
    a: () => focusOn('[data-bulk]'),
    '/': () => focusOn('[data-search]'),
  }

  /** @param {string} selector */
  const focusOn = (selector) => {
    const target = document.querySelector(selector)
    if (target instanceof HTMLElement) target.focus()
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const act = acts[event.key.toLowerCase()]
    if (act === undefined) return
    event.preventDefault()
    act()
  })

  table.addEventListener('focusin', (event) => {
    const row = event.target instanceof Element ? event.target.closest('tr') : null
    const found = row === null ? -1 : rows.indexOf(row)
    if (found === -1 || found === at) return
    rows[at]?.removeAttribute('aria-current')
    at = found
    rows[at]?.setAttribute('aria-current', 'true')
  })
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
