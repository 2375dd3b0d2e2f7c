// @ts-check
// Keeps what is being typed in a form[data-keep] for this tab only, so that a session that ended, a closed connection
// or the back button loses nothing. A page that shows the work as sent ([data-typed-is-sent]) lets it be forgotten.
// Passwords, files and fields under [data-private] are never kept.

const PREFIX = 'typed:'

if (document.querySelector('[data-typed-is-sent]') !== null) forgetAll()

for (const form of document.querySelectorAll('form[data-keep]')) {
  if (form instanceof HTMLFormElement) keep(form, `${PREFIX}${form.dataset.keep ?? ''}`)
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 */
function keep(form, key) {
  // The server's answer to a faulty form already holds everything typed.
  if (form.querySelector('.fault-summary') === null) putBack(form, read(key))
  form.addEventListener('input', () => write(key, typedIn(form)))
  form.addEventListener('change', () => write(key, typedIn(form)))
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function typedIn(form) {
  return fieldsOf(form).flatMap((field) => {
    if (isChoice(field)) return field.checked ? [/** @type {[string, string]} */ ([field.name, field.value])] : []
    return [/** @type {[string, string]} */ ([field.name, field.value])]
  })
}

/**
 * @param {HTMLFormElement} form
 * @param {[string, string][]} typed
 */
function putBack(form, typed) {
  if (typed.length === 0) return
  for (const field of fieldsOf(form)) {
    const values = typed.filter(([name]) => name === field.name).map(([, value]) => value)
    if (isChoice(field)) field.checked = values.includes(field.value)
    else if (field.value === '' && values[0] !== undefined) field.value = values[0]
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]}
 */
function fieldsOf(form) {
  return [...form.elements].flatMap((field) => {
    const isField =
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
    if (!isField || field.name === '' || field.closest('[data-private]') !== null) return []
    return ['hidden', 'password', 'file', 'submit'].includes(field.type) ? [] : [field]
  })
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field
 * @returns {field is HTMLInputElement}
 */
function isChoice(field) {
  return field.type === 'checkbox' || field.type === 'radio'
}

/**
 * @param {string} key
 * @returns {[string, string][]}
 */
function read(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

/**
 * @param {string} key
 * @param {[string, string][]} typed
 */
function write(key, typed) {
  try {
    sessionStorage.setItem(key, JSON.stringify(typed))
  } catch {
    // Storage is full or forbidden: the form works as before.
  }
}

function forgetAll() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}
