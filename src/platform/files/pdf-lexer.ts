/** Thrown when reading would take more work than an honest file needs. */
export class TooComplex extends Error {
  override readonly name = 'TooComplex'
}

/** Counts the characters that may still be looked at; hostile input cannot make reading quadratic. */
export class ReadingBudget {
  #left: number

  constructor(characters: number) {
    this.#left = characters
  }

  spend(characters: number): void {
    this.#left -= characters
    if (this.#left < 0) throw new TooComplex('reading budget spent')
  }
}

/** The top level of a PDF dictionary: each key's value as its tokens; nested brackets are among them. */
export interface PdfDictionary {
  entries: ReadonlyMap<string, readonly string[]>
  hasDuplicateKeys: boolean
  /** Where the text goes on after `>>`. */
  end: number
}

const BLANK = /[\0\t\n\f\r ]/
const BLANKS_AND_COMMENTS = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y
const WORD = /[^\0\t\n\f\r ()<>[\]{}/%]+/y
const DEEPEST = 100

/** The place of the next token: behind white space and comments. */
export function skipBlanks(text: string, at: number, budget: ReadingBudget): number {
  BLANKS_AND_COMMENTS.lastIndex = at
  BLANKS_AND_COMMENTS.test(text)
  const end = BLANKS_AND_COMMENTS.lastIndex
  budget.spend(end - at + 1)
  return end
}

/** Reads the dictionary that begins at `at` (behind blanks); null when there is none or it does not end. */
export function readDictionary(text: string, at: number, budget: ReadingBudget): PdfDictionary | null {
  const start = skipBlanks(text, at, budget)
  if (!text.startsWith('<<', start)) return null
  const reader = new DictionaryReader()
  let place = start + 2
  while (place < text.length) {
    const token = readToken(text, skipBlanks(text, place, budget), budget)
    if (token === null) return null
    place = token.end
    if (reader.take(token.text))
      return { entries: reader.entries, hasDuplicateKeys: reader.hasDuplicateKeys, end: place }
  }
  return null
}

class DictionaryReader {
  readonly entries = new Map<string, string[]>()
  hasDuplicateKeys = false
  #depth = 1
  #value: string[] | null = null

  /** Takes one token; true when it closed the dictionary. */
  take(token: string): boolean {
    if (token === '>>' || token === ']') this.#depth--
    if (this.#depth === 0) return true
    const isKey = this.#depth === 1 && token.startsWith('/') && (this.#value === null || this.#value.length > 0)
    if (isKey) this.#openKey(token.slice(1))
    else this.#value?.push(token)
    if (token === '<<' || token === '[') this.#depth++
    if (this.#depth > DEEPEST) throw new TooComplex('nested too deeply')
    return false
  }

  #openKey(key: string): void {
    if (this.entries.has(key)) this.hasDuplicateKeys = true
    this.#value = []
    this.entries.set(key, this.#value)
  }
}

function readToken(text: string, at: number, budget: ReadingBudget): { text: string; end: number } | null {
  const two = text.slice(at, at + 2)
  if (two === '') return null
  if (two === '<<' || two === '>>') return { text: two, end: at + 2 }
  const sign = two.charAt(0)
  if (sign === '(') return { text: '()', end: endOfString(text, at, budget) }
  if (sign === '<') return { text: '<>', end: endOfHexString(text, at, budget) }
  if (sign === '/') {
    const name = match(NAME, text, at)
    budget.spend(name.length)
    return { text: decodeName(name), end: at + name.length }
  }
  const word = match(WORD, text, at)
  budget.spend(word.length + 1)
  return word === '' ? { text: sign, end: at + 1 } : { text: word, end: at + word.length }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function endOfString(text: string, at: number, budget: ReadingBudget): number {
  let depth = 0
  let place = at
  for (; place < text.length; place++) {
    const sign = text.charCodeAt(place)
    if (sign === 0x5c) place++
    else if (sign === 0x28) depth++
    else if (sign === 0x29 && --depth === 0) break
  }
  budget.spend(place - at + 1)
  return place + 1
}

function endOfHexString(text: string, at: number, budget: ReadingBudget): number {
  const close = text.indexOf('>', at)
  const end = close < 0 ? text.length : close + 1
  budget.spend(end - at)
  return end
}

/** A name with its `#41` escapes resolved. */
export function decodeName(name: string): string {
  return name.includes('#')
    ? name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : name
}

/**
 * A pattern that finds any of the names, each character plain or escaped (`/J#61vaScript`), as whole names. Each entry
 * of `groups` is one capturing group.
 */
export function namePattern(groups: readonly (readonly string[])[]): RegExp {
  const alternatives = groups.map((names) => `(${names.map(escapable).join('|')})`)
  return new RegExp(`/(?:${alternatives.join('|')})(?![^\\0\\t\\n\\f\\r ()<>[\\]{}/%])`, 'g')
}

function escapable(name: string): string {
  const anyCase = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
  return [...name].map((sign) => `(?:${sign}|#${anyCase(sign.charCodeAt(0).toString(16))})`).join('')
}

/** Where the data of a stream begins when the keyword `stream` stands at `at` (behind blanks); null when it does not. */
export function streamStart(text: string, at: number, budget: ReadingBudget): number | null {
  const keyword = skipBlanks(text, at, budget)
  if (!text.startsWith('stream', keyword)) return null
  let start = keyword + 6
  while (text[start] === ' ') start++
  if (text[start] === '\r') start++
  if (text[start] === '\n') start++
  return BLANK.test(text.charAt(keyword + 6)) ? start : null
}
