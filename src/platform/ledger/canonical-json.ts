/** What a ledger payload may hold: text, safe numbers that are whole or halves, true, false, null, lists and objects of these. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }

/**
 * The one JSON text of a value (RFC 8785 for the values allowed here): keys sorted by UTF-16 code units, no spaces.
 * Throws a TypeError for what has no exact text in every language: fractions other than halves, numbers beyond 2^53, undefined, NUL,
 * lone surrogates, class instances (a Date must be written as text first).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalText(value)
    case 'number':
      // Halves (a limit of 7.5 working days) have an exact decimal text; other fractions may not.
      if (!Number.isSafeInteger(value) && !Number.isSafeInteger(value * 2))
        throw new TypeError(`canonical JSON holds no such number: ${value}`)
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value)
    default:
      throw new TypeError(`canonical JSON holds no ${typeof value}`)
  }
}

function canonicalText(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new TypeError('canonical JSON holds no NUL or lone surrogate')
  return JSON.stringify(text)
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('canonical JSON holds plain objects only')
  }
  const members = value as Record<string, unknown>
  let text = '{'
  for (const key of Object.keys(members).sort()) {
    if (text.length > 1) text += ','
    text += `${canonicalText(key)}:${canonicalJson(members[key])}`
  }
  return `${text}}`
}
