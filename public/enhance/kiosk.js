// @ts-check
// A kiosk that nobody uses goes back to its first page; a slip prints by itself. Without this, the page refreshes itself and is printed
// by hand.

const back = document.querySelector('[data-return]')
/** @type {ReturnType<typeof setTimeout> | undefined} */
let going

function waitAnew() {
  if (!(back instanceof HTMLElement)) return
  clearTimeout(going)
  going = setTimeout(() => location.replace(back.dataset.return ?? '/'), Number(back.dataset.returnAfter ?? 60) * 1000)
}

for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, waitAnew)
waitAnew()

if (document.querySelector('[data-print-now]') !== null) addEventListener('load', () => print(), { once: true })
