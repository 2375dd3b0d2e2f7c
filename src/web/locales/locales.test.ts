import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { applicantKinds, officerKinds, STATUS_TEXT } from '../../modules/notices/kinds.ts'
import { bounceVerdicts } from '../../modules/notices/view-types.ts'
import { readDictionary } from './read-dictionary.ts'
import { makeTranslator, placesOf } from './translate.ts'

const SOURCE = join(import.meta.dirname, '../..')
const VIETNAMESE_LETTER = /[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíĩòóõùúũýÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝ]/

/** Texts whose languages need other parts: a date names its month in English and numbers it in Vietnamese. */
const OTHER_PLACES = new Set(['deadline.day'])

const vietnamese = readDictionary('vi')
const english = readDictionary('en')

function sources(pattern: string[]): { file: string; code: string }[] {
  const files = globSync(pattern, { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'))
  return files.map((file) => ({ file, code: withoutComments(readFileSync(join(SOURCE, file), 'utf8')) }))
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(vietnamese).sort(), Object.keys(english).sort())
})

test('no key stands in two files of a language', () => {
  for (const locale of ['vi', 'en']) {
    const seen = new Map<string, string>()
    for (const file of globSync(`web/locales/${locale}/*.json`, { cwd: SOURCE })) {
      for (const key of Object.keys(JSON.parse(readFileSync(join(SOURCE, file), 'utf8')))) {
        assert.equal(seen.get(key), undefined, `${key} stands in ${seen.get(key)} and ${file}`)
        seen.set(key, file)
      }
    }
  }
})

test('both languages have the same places in each text', () => {
  for (const [key, text] of Object.entries(vietnamese)) {
    if (OTHER_PLACES.has(key)) continue
    assert.deepEqual(placesOf(english[key] ?? ''), placesOf(text), key)
  }
})

test('no text is empty', () => {
  for (const dictionary of [vietnamese, english]) {
    for (const [key, text] of Object.entries(dictionary)) assert.notEqual(text.trim(), '', key)
  }
})

test('every key that a page asks for by name has a text', () => {
  const asked = sources(['web/**/*.{ts,tsx}']).flatMap(({ file, code }) =>
    [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => ({ file, key: match[1] ?? '' })),
  )
  assert.ok(asked.length > 30, 'the scan found the pages')
  const missing = asked.filter(({ key }) => vietnamese[key] === undefined)
  assert.deepEqual(missing, [])
})

test('every text of the web is asked for somewhere', () => {
  const all = sources(['**/*.{ts,tsx}'])
    .map(({ code }) => code)
    .join('\n')
  const literals = new Set([...all.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map((match) => match[1]))
  const made = [...all.matchAll(/`([a-z][\w.-]*)\$\{[^`]*`/g)].map((match) => patternOf(match[0]))
  const samples = new Set([...all.matchAll(/\bg\('(\w+)'/g)].map((match) => `gallery.${match[1]}`))
  const counted = (key: string) => literals.has(key.replace(/\.(one|other)$/, ''))
  const own = ['frame', 'fault', 'portal', 'gallery'].flatMap((name) =>
    Object.keys(JSON.parse(readFileSync(join(SOURCE, `web/locales/vi/${name}.json`), 'utf8'))),
  )
  const unused = own.filter((key) => {
    if (key.startsWith('error.')) return false
    if (key.startsWith('gallery.')) return !samples.has(key) && !literals.has(key)
    return !literals.has(key) && !counted(key) && !made.some((pattern) => pattern.test(key))
  })
  assert.deepEqual(unused, [])
})

test('no sentence for people stands in code', () => {
  const found = sources(['web/**/*.{ts,tsx}']).flatMap(({ file, code }) =>
    code
      .replaceAll('Một Cửa', '')
      .split('\n')
      .filter((line) => VIETNAMESE_LETTER.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  assert.deepEqual(found, [])
})

test('every notice and every verdict on returned mail has a name', () => {
  const kinds = [...applicantKinds, ...officerKinds, STATUS_TEXT].map((kind) => `notices.kind.${kind}`)
  const verdicts = bounceVerdicts.map((verdict) => `notices.bounce.verdict.${verdict}`)
  assert.deepEqual(
    [...kinds, ...verdicts].filter((key) => vietnamese[key] === undefined),
    [],
  )
})

test('a translator fills places, leaves unknown ones, and shows an unknown key as itself', () => {
  const t = makeTranslator({ greeting: 'Chào {name}, {count} việc' })
  assert.equal(t('greeting', { name: 'Lan', count: 3 }), 'Chào Lan, 3 việc')
  assert.equal(t('greeting', { name: '{count}' }), 'Chào {count}, {count} việc')
  assert.equal(t('greeting'), 'Chào {name}, {count} việc')
  assert.equal(t('none.such'), 'none.such')
})

/** Turns the source of a template literal into a pattern of the keys it can make. */
function patternOf(template: string): RegExp {
  const body = template.slice(1, -1).replace(/\$\{[^}]*\}/g, '\u0000')
  const escaped = body.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('\u0000', '[\\w.-]+')
  return new RegExp(`^${escaped}(\\.(one|other))?$`)
}
