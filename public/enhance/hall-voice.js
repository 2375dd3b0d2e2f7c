// @ts-check
// Speaks the newest call of the hall's screen, where the browser has a Vietnamese voice. Browsers want a press before they let a page
// speak, so there is a button for whoever sets up the screen.

const place = document.querySelector('[data-say-button]')
let allowed = false
/** @type {string | undefined} */
let spokenMark = newest()?.dataset.sayMark

/** @returns {HTMLElement | null} */
function newest() {
  return document.querySelector('[data-say]')
}

function vietnameseVoice() {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith('vi'))
}

/** @param {string} text */
function say(text) {
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'vi-VN'
  words.rate = 0.9
  const voice = vietnameseVoice()
  if (voice !== undefined) words.voice = voice
  speechSynthesis.speak(words)
}

function offer() {
  if (!(place instanceof HTMLElement) || place.childElementCount > 0 || vietnameseVoice() === undefined) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button second'
  button.textContent = place.dataset.sayButton ?? ''
  button.addEventListener('click', () => {
    allowed = true
    place.textContent = place.dataset.sayOn ?? ''
    const call = newest()
    if (call !== null) say(call.dataset.say ?? '')
  })
  place.append(button)
}

document.addEventListener('live:drawn', () => {
  const call = newest()
  if (call === null || call.dataset.sayMark === spokenMark) return
  spokenMark = call.dataset.sayMark
  if (allowed) say(call.dataset.say ?? '')
})

if ('speechSynthesis' in globalThis) {
  offer()
  speechSynthesis.addEventListener?.('voiceschanged', offer)
}
