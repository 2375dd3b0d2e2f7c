// @ts-check
// Shows how far a form with files has been sent, and keeps the page when the connection breaks. The answer is the same
// page that the form alone would have brought: the browser follows it to its address.

for (const form of document.querySelectorAll('form[enctype="multipart/form-data"]')) {
  if (form instanceof HTMLFormElement) watch(form)
}

/** @param {HTMLFormElement} form */
function watch(form) {
  form.addEventListener('submit', (event) => {
    const field = chosenFile(form)
    if (field === null) return
    event.preventDefault()
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    send(form, field, submitter)
  })
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement | null}
 */
function chosenFile(form) {
  const fields = [...form.querySelectorAll('input[type="file"][data-upload]')]
  const chosen = fields.find((field) => field instanceof HTMLInputElement && (field.files?.length ?? 0) > 0)
  return chosen instanceof HTMLInputElement ? chosen : null
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement | null} submitter
 */
function send(form, field, submitter) {
  const told = progressBeside(field)
  const request = new XMLHttpRequest()
  const buttons = [...form.querySelectorAll('button')]
  const body = new FormData(form, submitter)
  request.open('POST', form.action)
  request.responseType = 'document'
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) told.show(Math.round((event.loaded / event.total) * 100))
  })
  request.addEventListener('load', () => {
    const answer = request.response
    if (!(answer instanceof Document)) return giveUp()
    // A page that moved on is visited; a page with faults is shown in place, with what was typed.
    if (request.responseURL !== location.href) {
      location.assign(request.responseURL)
      return
    }
    document.documentElement.replaceWith(document.adoptNode(answer.documentElement))
    document.querySelector('.fault-summary')?.scrollIntoView()
    for (const again of document.querySelectorAll('form[enctype="multipart/form-data"]')) {
      if (again instanceof HTMLFormElement) watch(again)
    }
  })
  request.addEventListener('error', giveUp)
  request.addEventListener('timeout', giveUp)
  for (const button of buttons) button.disabled = true
  request.send(body)

  function giveUp() {
    told.fail()
    for (const button of buttons) button.disabled = false
  }
}

/**
 * @param {HTMLInputElement} field
 * @returns {{ show(percent: number): void, fail(): void }}
 */
function progressBeside(field) {
  const place = field.closest('.file-pick') ?? field
  place.parentElement?.querySelector('.upload-progress')?.remove()
  const box = document.createElement('div')
  box.className = 'upload-progress small'
  box.setAttribute('role', 'status')
  const bar = document.createElement('progress')
  bar.max = 100
  const words = document.createElement('span')
  box.append(words, bar)
  place.after(box)
  return {
    show: (percent) => {
      bar.value = percent
      words.textContent = (field.dataset.upload ?? '').replace('{percent}', String(percent))
    },
    fail: () => {
      bar.remove()
      box.setAttribute('role', 'alert')
      words.textContent = field.dataset.uploadFailed ?? ''
    },
  }
}
