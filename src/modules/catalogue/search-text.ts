import { normaliseVietnamese } from '../../platform/vietnamese.ts'
import type { SearchSynonym } from './catalogue-files.ts'
import type { LineageEntry, ProcedureDocument } from './schemas.ts'

/** What the index keeps of a procedure, without diacritics. Phrases stand between bars: `|gpxd|xin phep xay nha|`. */
export interface SearchText {
  namePlain: string
  phrasesPlain: string
  /** Every word with its weight: 1 in the name, less where it stands further from it. */
  words: Map<string, number>
  codeDigits: string
  olderCodes: string[]
}

/**
 * Everything a procedure is found by: its name, keywords, results, what people call it (synonyms whose `when` occurs in its words), its
 * field, its English name, and the older or local codes it took the place of.
 */
export function searchTextOf(
  document: ProcedureDocument,
  synonyms: readonly SearchSynonym[],
  lineage: readonly LineageEntry[],
): SearchText {
  const namePlain = normaliseVietnamese(document.name.vi)
  const keywords = document.keywords.map(normaliseVietnamese)
  const results = document.results.map((result) => normaliseVietnamese(result.name.vi))
  const words = ` ${[namePlain, ...keywords, ...results].join(' | ')} `
  const said = synonyms
    .filter((synonym) => synonym.when.some((phrase) => words.includes(` ${normaliseVietnamese(phrase)} `)))
    .flatMap((synonym) => synonym.say.map(normaliseVietnamese))
  const others = [document.field.name.vi, document.name.en ?? ''].map(normaliseVietnamese)
  const phrases = [...new Set([...keywords, ...said, ...results, ...others])].filter((phrase) => phrase !== '')
  const ranked = [
    { weight: NAME_WEIGHT, texts: [namePlain] },
    { weight: PHRASE_WEIGHT, texts: [...keywords, ...said] },
    { weight: RESULT_WEIGHT, texts: results },
    { weight: OTHER_WEIGHT, texts: others },
  ]
  return {
    namePlain,
    phrasesPlain: `|${phrases.join('|')}|`,
    words: weighWords(ranked),
    codeDigits: digitsOf(document.code),
    olderCodes: [
      ...document.replaces,
      ...lineage.filter((entry) => entry.replacedBy === document.code).map((entry) => entry.code),
    ]
      .map(digitsOf)
      .filter((code, index, all) => all.indexOf(code) === index),
  }
}

const NAME_WEIGHT = 1
const PHRASE_WEIGHT = 0.9
const RESULT_WEIGHT = 0.8
const OTHER_WEIGHT = 0.7

function weighWords(ranked: readonly { weight: number; texts: readonly string[] }[]): Map<string, number> {
  const words = new Map<string, number>()
  for (const { weight, texts } of ranked) {
    for (const word of texts.flatMap((text) => text.split(' '))) {
      if (word !== '') words.set(word, Math.max(weight, words.get(word) ?? 0))
    }
  }
  return words
}

/** Words that say nothing about which procedure is meant; dropped unless nothing else is left. */
const FILLERS = new Set(['xin', 'lam', 'cho', 've', 'cua', 'muon', 'toi', 'gi'])
const FILLER_PHRASES = /\b(thu tuc|ho so|lam the nao|the nao|o dau|can gi|toi muon)\b/g
const MOST_TOKENS = 12

/** What a typed query asks for: the beginning of a code, or words. */
export type SearchQuery =
  | { kind: 'all' }
  | { kind: 'code'; digits: string }
  | { kind: 'words'; phrase: string; tokens: string[] }

/**
 * Reads what was typed. `1.001193`, `1001193`, `1.001193.000.00.00.H33` and `1.0011` are codes; everything else is words, at most
 * twelve, without diacritics.
 */
export function readQuery(text: string): SearchQuery {
  const code = /^(\d)[.\s]?(\d{2,6})(?:[.\s][\dA-Za-z.\s]*)?$/.exec(text.trim())
  if (code) return { kind: 'code', digits: `${code[1]}${code[2]}` }
  const plain = normaliseVietnamese(text.slice(0, 300))
  if (plain === '') return { kind: 'all' }
  const spare = plain.replace(FILLER_PHRASES, ' ').replace(/\s+/g, ' ').trim()
  const phrase = spare === '' ? plain : spare
  const all = [...new Set(phrase.split(' '))]
  const telling = all.filter((word) => !FILLERS.has(word))
  return { kind: 'words', phrase, tokens: (telling.length > 0 ? telling : all).slice(0, MOST_TOKENS) }
}

function digitsOf(code: string): string {
  return code.replace(/\D/g, '')
}
