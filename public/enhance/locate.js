// @ts-check
// Puts a button into [data-locate] that asks the device where it is and writes the answer into the two fields; they can be typed all the same.
// The place goes nowhere until the form is sent.

for (const part of document.querySelectorAll('[data-locate]')) {
  if (part instanceof HTMLElement && 'geolocation' in navigator) offer(part)
}

/** @param {HTMLElement} part */
function offer(part) {
  const latitude = part.querySelector('[name="latitude"]')
  const longitude = part.querySelector('[name="longitude"]')
  if (!(latitude instanceof HTMLInputElement && longitude instanceof HTMLInputElement)) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button second'
  button.textContent = part.dataset.locate ?? ''
  const told = document.createElement('span')
  told.setAttribute('role', 'status')
  const line = document.createElement('p')
  line.append(button, ' ', told)
  part.querySelector('summary')?.after(line)
  button.addEventListener('click', () => {
    told.textContent = part.dataset.locating ?? ''
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        write(latitude, coords.latitude)
        write(longitude, coords.longitude)
        told.textContent = part.dataset.located ?? ''
      },
      () => {
        told.textContent = part.dataset.locateFailed ?? ''
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  })
}

/**
 * @param {HTMLInputElement} field
 * @param {number} degrees
 */
function write(field, degrees) {
  field.value = degrees.toFixed(5)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
