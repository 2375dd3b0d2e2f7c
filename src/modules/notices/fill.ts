const PLACE = /\{\{\s*([a-z_]+)\s*\}\}/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]+/g

/** Values for the places of a text. A place without a value is empty. */
export type Facts = Readonly<Record<string, string>>

/** The names of a text's `{{places}}`, each once. */
export function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[1] ?? ''))]
}

/**
 * Fills the places of a text, once: a value that looks like a place stays what it is. A line whose places are all empty is left out: a
 * dossier without a due date has no line about it.
 */
export function fill(text: string, facts: Facts): string {
  const lines = text.split('\n').flatMap((line) => {
    const places = placesIn(line)
    if (places.length > 0 && places.every((place) => (facts[place] ?? '') === '')) return []
    return [line.replace(PLACE, (_place, name: string) => (facts[name] ?? '').replace(CONTROL, ' '))]
  })
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The same on one line: subjects and text messages. */
export function fillLine(text: string, facts: Facts): string {
  return fill(text, facts).replace(/\s+/g, ' ')
}

/** A text as HTML: letters of the language of pages mean nothing, addresses of this site are links. */
export function htmlOf(text: string, origin: string): string {
  const escaped = text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
  const address = new RegExp(`${origin.replace(/[.*+?^$()|[\]\\{}/]/g, '\\$&')}[^\\s<]*`, 'g')
  const linked = escaped.replace(address, (url) => `<a href="${url}">${url}</a>`)
  const paragraphs = linked.split(/\n{2,}/).map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html><html><body style="font:16px/1.5 sans-serif">${paragraphs.join('')}</body></html>`
}
