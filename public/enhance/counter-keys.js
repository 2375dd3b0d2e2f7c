// @ts-check
// Keys of the counter: each presses the button that carries it (data-key). The keys are shown below the list; the page works without them.

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (event.target instanceof Element && event.target.matches('input, select, textarea')) return
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!(button instanceof HTMLButtonElement) || button.disabled) return
  event.preventDefault()
  button.click()
})
