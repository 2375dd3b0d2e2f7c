// @ts-check
// Makes the page of an intake quick by keyboard: procedures appear while one types, papers are ticked and counted by single keys,
// pages dropped or pasted go up at once, and unsent work is kept in this tab until it was sent. The page works without it.

const KEPT = 'typed:tiep-nhan'
const NUMBERS = { o: 'originals', c: 'certified', s: 'copies' }

/** @type {'o' | 'c' | 's'} */
let counting = 'o'
/** The paper that pasted and scanned pages belong to. */
let currentPaper = ''

begin()
// An upload brings the page anew without loading it.
new MutationObserver(begin).observe(document, { childList: true })

function begin() {
  const frame = document.querySelector('[data-intake]')
  const form = formOfPage()
  if (!(frame instanceof HTMLElement) || form === null) return
  if (document.querySelector('[data-typed-is-sent]') !== null) forget()
  else if (frame.dataset.intake === 'sent') {
    keep(form)
    // A reload asks for the page, not for the last press again; the kept work then comes back by itself.
    history.replaceState(null, '', location.pathname)
  } else if (bringBack(form)) return
  const search = form.querySelector('[data-hook="procedure"]')
  if (search instanceof HTMLInputElement) offerProcedures(form, search)
  showMissing()
}

/** @returns {HTMLFormElement | null} */
function formOfPage() {
  const form = document.getElementById('tiep-nhan')
  return form instanceof HTMLFormElement ? form : null
}

// Unsent work

/** @param {HTMLFormElement} form */
function keep(form) {
  const values = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'hop')
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(values))
  } catch {
    // Storage is full or forbidden: the form works as before.
  }
}

function forget() {
  try {
    sessionStorage.removeItem(KEPT)
  } catch {
    // Nothing was kept.
  }
}

/**
 * Sends kept work to be drawn again, unless the address asks for something of its own. True while the page is on its way.
 * @param {HTMLFormElement} form
 */
function bringBack(form) {
  if (location.search !== '') return false
  const values = keptValues()
  if (!values.some(([name, value]) => value !== '' && /^(code|applicant\/(number|fullName)|basket)$/.test(name)))
    return false
  const again = document.createElement('form')
  again.method = 'post'
  again.action = form.action
  again.hidden = true
  for (const [name, value] of [...values, ['act', 'show']]) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name ?? ''
    field.value = value ?? ''
    again.append(field)
  }
  document.body.append(again)
  again.submit()
  return true
}

/** @returns {[string, string][]} */
function keptValues() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? kept.filter((pair) => Array.isArray(pair) && pair.length === 2) : []
  } catch {
    return []
  }
}

document.addEventListener('input', () => whenTyped())
document.addEventListener('change', (event) => {
  whenTyped()
  showMissing()
  const field = event.target
  if (field instanceof HTMLInputElement && field.type === 'file' && (field.files?.length ?? 0) > 0) send('show')
})

function whenTyped() {
  const form = formOfPage()
  if (form === null) return
  // What is typed under a finished visit belongs to the next one.
  if (location.search.startsWith('?xong') || location.search.startsWith('?nhom')) {
    history.replaceState(null, '', location.pathname)
  }
  keep(form)
}

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-forget]') !== null) forget()
})

/**
 * Presses a button that need not be there.
 * @param {string} value
 * @param {string} [name]
 */
function send(value, name = 'act') {
  const form = formOfPage()
  if (form === null) return
  const button = document.createElement('button')
  button.type = 'submit'
  button.name = name
  button.value = value
  button.hidden = true
  form.append(button)
  form.requestSubmit(button)
}

// Procedures while one types

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} search
 */
function offerProcedures(form, search) {
  const place = form.querySelector('[data-choose]')
  const list = form.querySelector('[data-choices] ul')
  if (!(place instanceof HTMLElement) || !(list instanceof HTMLUListElement) || list.role === 'listbox') return
  const address = place.dataset.choose ?? ''
  /** @type {{ code: string, name: string }[]} */
  let shown = [...list.querySelectorAll('button')].map((button) => ({
    code: button.value,
    name: button.textContent?.trim() ?? '',
  }))
  let active = -1
  let asked = 0
  let pressed = false

  form.querySelector('[data-choices] > button')?.remove()
  list.role = 'listbox'
  list.id = 'thu-tuc-chon'
  list.setAttribute('aria-label', search.labels?.[0]?.textContent ?? '')
  search.role = 'combobox'
  search.setAttribute('aria-controls', list.id)
  search.setAttribute('aria-autocomplete', 'list')
  draw(shown, search.value === '' ? -1 : 0)

  search.addEventListener('input', async () => {
    const turn = ++asked
    const answer = await fetch(`${address}?${new URLSearchParams({ q: search.value })}`).catch(() => null)
    const found = answer?.ok === true ? await answer.json() : []
    if (turn !== asked) return
    asked = 0
    draw(found, search.value === '' || found.length === 0 ? -1 : 0)
    if (pressed && active >= 0) choose(active)
    pressed = false
  })

  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      mark(Math.min(Math.max(active + (event.key === 'ArrowDown' ? 1 : -1), 0), shown.length - 1))
    } else if (event.key === 'Enter' && !event.ctrlKey && (asked > 0 || active >= 0)) {
      // Pressed before the answer came: the first of it will be taken.
      event.preventDefault()
      if (asked > 0) pressed = true
      else choose(active)
    }
  })

  list.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('li') : null
    if (row !== null) choose([...list.children].indexOf(row))
  })

  /** @param {number} at */
  function choose(at) {
    const choice = shown[at]
    if (choice !== undefined) send(choice.code, 'pick')
  }

  /**
   * @param {{ code: string, name: string }[]} choices
   * @param {number} at
   */
  function draw(choices, at) {
    shown = choices
    const note = list?.previousElementSibling
    if (note instanceof HTMLElement && search.value !== '') {
      note.textContent = choices.length === 0 ? (place?.getAttribute('data-none') ?? '') : ''
    }
    list?.replaceChildren(
      ...choices.map(({ code, name }, position) => {
        const row = document.createElement('li')
        row.role = 'option'
        row.id = `thu-tuc-${position}`
        const number = document.createElement('span')
        number.className = 'soft num'
        number.textContent = code
        row.append(`${name} `, number)
        return row
      }),
    )
    search.setAttribute('aria-expanded', String(choices.length > 0))
    mark(at)
  }

  /** @param {number} at */
  function mark(at) {
    active = shown.length === 0 ? -1 : at
    for (const [position, row] of [...(list?.children ?? [])].entries()) {
      row.setAttribute('aria-selected', String(position === active))
    }
    if (active >= 0) search.setAttribute('aria-activedescendant', `thu-tuc-${active}`)
    else search.removeAttribute('aria-activedescendant')
  }
}

// Papers by key

document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.ctrlKey && formOfPage() !== null) {
    event.preventDefault()
    send('submit')
    return
  }
  if (event.key === 'F2') {
    event.preventDefault()
    focusOn(document.querySelector('[data-hook="box"]'))
    return
  }
  const box = event.target
  if (!(box instanceof HTMLInputElement)) return
  // Some scanners end with a tab.
  if (event.key === 'Tab' && box.dataset.hook === 'box' && box.value.includes('|')) {
    event.preventDefault()
    send('enter')
    return
  }
  // A held paper's box is ticked and nothing else: numbers are those of what lies on the counter.
  const paper = box.type === 'checkbox' && !box.name.startsWith('kho/') ? box.closest('[data-paper]') : null
  if (paper instanceof HTMLElement && !event.ctrlKey && !event.metaKey && !event.altKey) onPaperKey(event, box, paper)
})

/**
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} box
 * @param {HTMLElement} paper
 */
function onPaperKey(event, box, paper) {
  const key = event.key.toLowerCase()
  if (key === 'c' || key === 's') {
    counting = key
    event.preventDefault()
  } else if (/^[0-9]$/.test(key)) {
    event.preventDefault()
    setCount(paper, NUMBERS[counting], key)
    box.checked = true
    counting = 'o'
    box.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (key === 'arrowdown' || key === 'arrowup') {
    event.preventDefault()
    counting = 'o'
    goToPaper(paper, key === 'arrowdown' ? 1 : -1)
  }
}

/**
 * @param {HTMLElement} paper
 * @param {string} kind
 * @param {string} count
 */
function setCount(paper, kind, count) {
  const field = paper.querySelector(`input[name^="${kind}/"]`)
  if (field instanceof HTMLInputElement) field.value = count
}

/**
 * @param {HTMLElement} paper
 * @param {number} step
 */
function goToPaper(paper, step) {
  const papers = [...document.querySelectorAll('[data-paper]')]
  const next = papers[papers.indexOf(paper) + step]
  focusOn(next?.querySelector('input[type="checkbox"]') ?? null)
}

/** @param {Element | null} target */
function focusOn(target) {
  if (target instanceof HTMLElement) target.focus()
}

/** The list of what is missing follows the ticks. */
function showMissing() {
  const given = new Set(
    [...document.querySelectorAll('[data-paper]')]
      .filter((paper) => paper.querySelector('input[type="checkbox"]:checked, .files li') !== null)
      .map((paper) => paper.getAttribute('data-paper')),
  )
  let missing = 0
  for (const line of document.querySelectorAll('[data-missing]')) {
    if (!(line instanceof HTMLElement)) continue
    line.hidden = (line.dataset.missing ?? '').split(' ').some((key) => given.has(key))
    if (!line.hidden) missing++
  }
  for (const part of document.querySelectorAll('[data-nothing-missing]')) part.toggleAttribute('hidden', missing > 0)
  for (const part of document.querySelectorAll('[data-still-missing]')) part.toggleAttribute('hidden', missing === 0)
}

// Pages dropped, pasted

document.addEventListener('focusin', (event) => {
  const paper = event.target instanceof Element ? event.target.closest('[data-paper]') : null
  if (paper !== null) currentPaper = paper.getAttribute('data-paper') ?? ''
})

document.addEventListener('dragover', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-paper]') !== null) event.preventDefault()
})

document.addEventListener('drop', (event) => {
  const paper = event.target instanceof Element ? event.target.closest('[data-paper]') : null
  if (paper === null || event.dataTransfer === null) return
  event.preventDefault()
  attach(paper, [...event.dataTransfer.files])
})

document.addEventListener('paste', (event) => {
  const files = [...(event.clipboardData?.files ?? [])]
  const paper = document.querySelector(`[data-paper="${CSS.escape(currentPaper)}"]`)
  if (files.length === 0 || paper === null) return
  event.preventDefault()
  attach(paper, files)
})

/**
 * @param {Element} paper
 * @param {File[]} files
 */
function attach(paper, files) {
  const field = paper.querySelector('input[type="file"]')
  if (!(field instanceof HTMLInputElement) || files.length === 0) return
  const all = new DataTransfer()
  for (const file of [...(field.files ?? []), ...files]) all.items.add(file)
  field.files = all.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
}
