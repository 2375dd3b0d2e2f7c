// @ts-check
// Reads the QR of a citizen card by the camera into the box at the top of the page: with the browser's own reader where it has one,
// else with jsQR, fetched when first needed. No picture leaves the browser.

/** @typedef {(picture: ImageData) => ({ data: string } | null)} Decode */

const PERIOD_MS = 150

offerAll()
// An upload brings the page anew without loading it.
new MutationObserver(offerAll).observe(document, { childList: true })

function offerAll() {
  for (const place of document.querySelectorAll('[data-camera]:empty')) {
    if (place instanceof HTMLElement && navigator.mediaDevices?.getUserMedia !== undefined) offer(place)
  }
}

/** @param {HTMLElement} place */
function offer(place) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button second'
  button.textContent = place.dataset.camera ?? ''
  const told = document.createElement('span')
  told.setAttribute('role', 'status')
  place.replaceChildren(button, ' ', told)
  /** @type {(() => void) | null} */
  let stop = null
  button.addEventListener('click', async () => {
    if (stop !== null) {
      stop()
      return
    }
    button.textContent = place.dataset.cameraStop ?? ''
    told.textContent = place.dataset.cameraLooking ?? ''
    try {
      stop = await look(place, (text) => {
        stop?.()
        take(text)
      })
    } catch {
      button.textContent = place.dataset.camera ?? ''
      told.textContent = place.dataset.cameraRefused ?? ''
      return
    }
    const end = stop
    stop = () => {
      end()
      stop = null
      button.textContent = place.dataset.camera ?? ''
      told.textContent = ''
    }
  })
}

/**
 * Shows the camera and calls `found` with the first QR. Gives what stops it.
 * @param {HTMLElement} place
 * @param {(text: string) => void} found
 */
async function look(place, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const video = document.createElement('video')
  video.className = 'camera'
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  place.after(video)
  await video.play()
  const read = await reader(place.dataset.jsqr ?? '')
  let stopped = false
  const timer = setInterval(async () => {
    if (video.videoWidth === 0) return
    const text = await read(video)
    if (text !== null && !stopped) found(text)
  }, PERIOD_MS)
  return () => {
    stopped = true
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    video.remove()
  }
}

/**
 * @param {string} script
 * @returns {Promise<(video: HTMLVideoElement) => Promise<string | null>>}
 */
async function reader(script) {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector
  const formats = Detector === undefined ? [] : await Detector.getSupportedFormats().catch(() => [])
  if (formats.includes('qr_code')) {
    const detector = new Detector({ formats: ['qr_code'] })
    return async (video) => {
      const codes = await detector.detect(video).catch(() => [])
      return codes[0]?.rawValue ?? null
    }
  }
  await fetchScript(script)
  const decode = /** @type {Decode} */ (/** @type {any} */ (globalThis).jsQR)
  const canvas = document.createElement('canvas')
  return async (video) => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) return null
    context.drawImage(video, 0, 0)
    const picture = context.getImageData(0, 0, canvas.width, canvas.height)
    const read = /** @type {any} */ (decode)(picture.data, picture.width, picture.height)
    return read === null || read.data === '' ? null : read.data
  }
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function fetchScript(address) {
  return new Promise((resolve, reject) => {
    if (/** @type {any} */ (globalThis).jsQR !== undefined) return resolve()
    const script = document.createElement('script')
    script.src = address
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => reject(new Error('the reader could not be fetched')))
    document.head.append(script)
  })
}

/** @param {string} text */
function take(text) {
  const box = document.querySelector('[data-hook="box"]')
  if (!(box instanceof HTMLInputElement) || box.form === null) return
  box.value = text
  const button = box.form.querySelector('button[name="act"][value="enter"]')
  box.form.requestSubmit(button instanceof HTMLButtonElement ? button : null)
}
