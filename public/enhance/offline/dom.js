// @ts-check
// The page's places, its texts, and the small acts on them that every view needs.
import { makeFormat } from '/enhance/rules/web/format.ts'

const root = byId('ngoai-tuyen')
/** @type {Record<string, string>} */
const texts = JSON.parse(root.dataset.texts ?? '{}')

/**
 * A text of the page's language with its places filled; an unknown key shows itself.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  const text = texts[key] ?? texts[`offline.script.${key}`] ?? key
  return text.replace(/\{(\w+)\}/g, (place, name) => String(params[name] ?? place))
}

export const format = makeFormat(document.documentElement.lang === 'en' ? 'en' : 'vi', t)

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`no #${id}`)
  return found
}

/**
 * A form of the page by its name.
 * @param {string} name
 * @returns {HTMLFormElement}
 */
export function formOf(name) {
  const form = document.querySelector(`form[data-form="${name}"]`)
  if (!(form instanceof HTMLFormElement)) throw new Error(`no form ${name}`)
  return form
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {string}
 */
export function typedIn(form, name) {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value.normalize('NFC').trim() : ''
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
export function setValue(form, name, value) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      field.checked = field.value === value
    } else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement
    ) {
      field.value = value
    }
  }
}

/**
 * Fills a list to choose from; what was chosen stays chosen where it still can be.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {readonly { value: string, label: string }[]} choices
 */
export function setChoices(form, name, choices) {
  const select = form.querySelector(`select[name="${CSS.escape(name)}"]`)
  if (!(select instanceof HTMLSelectElement)) return
  const chosen = select.value
  const first = select.options[0]
  select.replaceChildren(
    ...(first === undefined || first.value !== '' ? [] : [first]),
    ...choices.map(({ value, label }) => new Option(label, value)),
  )
  if (choices.some(({ value }) => value === chosen)) select.value = chosen
}

/**
 * An element with text and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ class?: string, text?: string, [name: string]: string | undefined }} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  const { text, ...rest } = attributes
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) made.setAttribute(name, value)
  if (text !== undefined) made.textContent = text
  made.append(...children)
  return made
}

/**
 * A copy of a template's one element.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyOf(id) {
  const template = byId(id)
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`#${id} is no template`)
  const copy = template.content.firstElementChild?.cloneNode(true)
  if (!(copy instanceof HTMLElement)) throw new Error(`#${id} is empty`)
  return copy
}

/**
 * Shows one thing that happened, read aloud at once; an empty text takes it away.
 * @param {string} text
 * @param {'ok' | 'soon' | 'late' | 'plain'} [tone]
 */
export function tell(text, tone = 'ok') {
  const place = byId('loi-nhan')
  place.className = `notice ${tone}`
  place.hidden = text === ''
  place.replaceChildren(element('p', { text }))
}

/** @typedef {{ path: string, text: string }} Fault */

/**
 * Puts faults at their fields and in a summary that takes the focus; without any, what stood there goes.
 * @param {HTMLFormElement} form
 * @param {readonly Fault[]} faults
 */
export function showFaults(form, faults) {
  for (const old of form.querySelectorAll('.field-fault, .fault-summary')) old.remove()
  for (const field of form.querySelectorAll('.faulty')) field.classList.remove('faulty')
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid')
    field.removeAttribute('aria-describedby')
  }
  if (faults.length === 0) return
  const lines = faults.map((fault) => element('li', {}, faultLink(form, fault)))
  const heading = t(faults.length === 1 ? 'form.faults.one' : 'form.faults.other', { count: faults.length })
  const summary = element(
    'div',
    { class: 'fault-summary', role: 'alert', tabindex: '-1' },
    element('h2', { text: heading }),
    element('ul', {}, ...lines),
  )
  form.prepend(summary)
  summary.focus()
}

/**
 * @param {HTMLFormElement} form
 * @param {Fault} fault
 * @returns {HTMLElement}
 */
function faultLink(form, { path, text }) {
  const control = form.querySelector(`[name="${CSS.escape(path)}"]`)
  if (control === null) return element('b', { text })
  const id = `${control.id}-fault`
  control.setAttribute('aria-invalid', 'true')
  control.setAttribute('aria-describedby', id)
  const field = control.closest('.field')
  field?.classList.add('faulty')
  const label = field?.querySelector('label, legend')
  label?.after(element('span', { class: 'field-fault', id, text }))
  return element('a', { href: `#${control.id}`, text })
}
