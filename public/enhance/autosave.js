// @ts-check
// Keeps a form on the server while one types: after a pause it is sent as it stands to the address of [data-autosave], which says how that went.
// What cannot be kept (a figure that cannot be, somebody else's newer text) is left to the form's own button, whose answer tells why; of the
// words beside such a figure the server keeps all, and gives their revision.

const PAUSE_MS = 2500

for (const status of document.querySelectorAll('[data-autosave]')) {
  const form = status.closest('form')
  if (status instanceof HTMLElement && form !== null) watch(form, status)
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} status
 */
function watch(form, status) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  let sending = Promise.resolve()
  let isSubmitted = false
  form.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(() => {
      sending = sending.then(() => (isSubmitted ? undefined : keep(form, status)))
    }, PAUSE_MS)
  })
  form.addEventListener('submit', () => {
    isSubmitted = true
    clearTimeout(pause)
  })
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} status
 */
async function keep(form, status) {
  const revision = form.elements.namedItem('revision')
  const { autosave = '', saved = '', failed = '' } = status.dataset
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  try {
    const answer = await fetch(autosave, { method: 'POST', body })
    const kept = await answer.json()
    if (typeof kept.revision === 'number' && revision instanceof HTMLInputElement)
      revision.value = String(kept.revision)
    status.textContent = answer.ok ? saved : failed
  } catch {
    status.textContent = failed
  }
}
