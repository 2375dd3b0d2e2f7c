// @ts-check
// Lets this browser show notices, when the person presses the button and says yes to the browser's own question.

const form = document.querySelector('form[data-push]')
if (form instanceof HTMLFormElement && 'serviceWorker' in navigator && 'PushManager' in window) {
  const holder = form.querySelector('[data-push-button]')
  const missing = form.querySelector('[data-push-missing]')
  const field = form.elements.namedItem('subscription')
  const button = holder?.querySelector('button')
  if (holder instanceof HTMLElement && missing instanceof HTMLElement && button && field instanceof HTMLInputElement) {
    holder.hidden = false
    missing.hidden = true
    button.addEventListener('click', (event) => {
      if (field.value !== '') return
      event.preventDefault()
      subscribe(form.dataset.push ?? '')
        .then((subscription) => {
          field.value = JSON.stringify(subscription)
          form.requestSubmit(button)
        })
        .catch(() => {
          missing.textContent = form.dataset.pushRefused ?? ''
          missing.hidden = false
          missing.setAttribute('role', 'alert')
        })
    })
  }
}

/** @param {string} key */
async function subscribe(key) {
  const registration = await navigator.serviceWorker.register('/thong-bao-sw.js')
  await navigator.serviceWorker.ready
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}
