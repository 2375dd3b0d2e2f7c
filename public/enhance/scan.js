// @ts-check
// The clerk's page of a scan. While it is read: shows how far, and brings the page anew when it is done. While its fields are checked: Enter
// goes to the next field and the frame of the field stands out on the picture.

const PAUSE_MS = 1500

const progress = document.querySelector('[data-scan-progress]')
if (progress instanceof HTMLElement) void follow(progress, progress.dataset.scanProgress ?? '')

/**
 * @param {HTMLElement} box
 * @param {string} address
 */
async function follow(box, address) {
  const text = box.querySelector('[data-scan-text]')
  const bar = box.querySelector('progress')
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' } })
      if (!answer.ok) return
      const { open, pages, pagesDone } = await answer.json()
      if (!open) return location.reload()
      if (bar !== null) bar.value = pagesDone
      if (text instanceof HTMLElement) {
        const words = text.dataset.scanText ?? ''
        text.textContent = words.replace('{done}', pagesDone).replace('{pages}', pages)
      }
    } catch {
      // The line is down for a moment: asked again after the next pause.
    }
  }
}

const fields = [...document.querySelectorAll('.scan-grid form[method="post"] :is(input, textarea)')].filter(
  /** @returns {field is HTMLInputElement | HTMLTextAreaElement} */
  (field) => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'hidden'),
)

for (const field of fields) {
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    goOn(field)
  })
  field.addEventListener('focus', () => frame(field.name))
}

const first = fields[0]
if (first !== undefined && document.querySelector('.fault-summary') === null) first.focus({ preventScroll: true })

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
function goOn(field) {
  const next = fields.slice(fields.indexOf(field) + 1).find((one) => one.name !== field.name && isStop(one))
  if (next !== undefined) {
    next.focus()
    if (next instanceof HTMLInputElement && next.type === 'text') next.select()
    return
  }
  const button = field.form?.querySelector('button[type="submit"]')
  if (button instanceof HTMLButtonElement) button.focus()
}

/**
 * Of several choices the chosen one, or the first.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
function isStop(field) {
  if (field.type !== 'radio') return true
  const group = fields.filter((one) => one.name === field.name)
  const chosen = group.find((one) => one instanceof HTMLInputElement && one.checked)
  return (chosen ?? group[0]) === field
}

/** @param {string} name */
function frame(name) {
  for (const box of document.querySelectorAll('[data-frame]')) {
    const isOurs = box.getAttribute('data-frame') === name.replace('fields/', '')
    box.classList.toggle('current', isOurs)
    if (isOurs) box.scrollIntoView({ block: 'nearest' })
  }
}
