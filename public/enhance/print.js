// @ts-check
// Makes the hint on printing a button that prints.

for (const hint of document.querySelectorAll('[data-print]')) {
  if (!(hint instanceof HTMLElement)) continue
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button second'
  button.textContent = hint.dataset.print ?? ''
  button.addEventListener('click', () => print())
  hint.replaceChildren(button)
}
