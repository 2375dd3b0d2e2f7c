// @ts-check
// The page's places, its texts, its elements.
const root = byId('phong-van')
/** @type {Record<string, string>} */
const texts = JSON.parse(root.dataset.texts ?? '{}')

export const locale = document.documentElement.lang === 'en' ? 'en' : 'vi'
export const page = { root, endsOn: root.dataset.ends ?? '', kit: root.dataset.kit ?? 'null' }

/**
 * A text of the page's language with its places filled; an unknown key shows itself.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  const text = texts[key] ?? texts[`interview.${key}`] ?? key
  return text.replace(/\{(\w+)\}/g, (place, name) => String(params[name] ?? place))
}

/**
 * The name in the page's language.
 * @param {{ nameVi: string, nameEn: string }} named
 */
export function titleOf({ nameVi, nameEn }) {
  return locale === 'en' ? nameEn : nameVi
}

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
 * A button that does its work once at a time.
 * @param {string} text
 * @param {() => Promise<void>} work
 * @param {'button' | 'button second' | 'button link'} [kind]
 */
export function button(text, work, kind = 'button') {
  const made = element('button', { type: 'button', class: kind, text })
  made.addEventListener('click', () => {
    made.disabled = true
    work()
      .catch(() => tell(t('failed'), 'late'))
      .finally(() => {
        made.disabled = false
      })
  })
  return made
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

/**
 * Draws a screen: its heading takes the focus, so that it is read aloud and the page stands at its top.
 * @param {string} heading
 * @param {(Node | string)[]} children
 */
export function draw(heading, ...children) {
  const title = element('h2', { tabindex: '-1', text: heading })
  byId('man-hinh').replaceChildren(title, ...children)
  title.focus({ preventScroll: true })
  scrollTo(0, 0)
}
