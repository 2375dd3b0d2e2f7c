// @ts-check
// A field to sign in with finger, pen or mouse. What is drawn becomes a PNG in the file field beside it and is sent with the form.
// Without this script one signs on paper and ticks it.

for (const place of document.querySelectorAll('[data-sign]')) {
  if (place instanceof HTMLElement) prepare(place)
}

/** @param {HTMLElement} place */
function prepare(place) {
  const input = place.querySelector('input[type="file"]')
  if (!(input instanceof HTMLInputElement)) return
  const canvas = document.createElement('canvas')
  canvas.width = 900
  canvas.height = 300
  canvas.className = 'sign-field'
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', place.dataset.signLabel ?? '')
  const label = document.createElement('p')
  label.textContent = place.dataset.signLabel ?? ''
  const clear = document.createElement('button')
  clear.type = 'button'
  clear.className = 'button link'
  clear.textContent = place.dataset.signClear ?? ''
  place.prepend(label, canvas, clear)
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.lineWidth = 5
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  wipe(pen, canvas)
  draw(canvas, pen, () => keep(canvas, input))
  clear.addEventListener('click', () => {
    wipe(pen, canvas)
    input.value = ''
  })
}

/** @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} canvas */
function wipe(pen, canvas) {
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
}

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2D} pen @param {() => void} done */
function draw(canvas, pen, done) {
  let drawing = false
  /** @param {PointerEvent} event @returns {[number, number]} */
  const at = (event) => {
    const box = canvas.getBoundingClientRect()
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ]
  }
  canvas.addEventListener('pointerdown', (event) => {
    drawing = true
    canvas.setPointerCapture(event.pointerId)
    pen.beginPath()
    pen.moveTo(...at(event))
    event.preventDefault()
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!drawing) return
    pen.lineTo(...at(event))
    pen.stroke()
  })
  canvas.addEventListener('pointerup', () => {
    if (!drawing) return
    drawing = false
    done()
  })
}

/** @param {HTMLCanvasElement} canvas @param {HTMLInputElement} input */
function keep(canvas, input) {
  canvas.toBlob((blob) => {
    if (blob === null) return
    const files = new DataTransfer()
    files.items.add(new File([blob], 'chu-ky.png', { type: 'image/png' }))
    input.files = files.files
  }, 'image/png')
}
