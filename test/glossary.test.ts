import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { parseSource } from '../scripts/source-files.ts'
import { legalStates } from '../src/modules/casework/dossier.ts'
import { verbNames } from '../src/modules/casework/verbs/index.ts'
import { roles } from '../src/modules/organisation/roles.ts'

const root = join(import.meta.dirname, '..')

interface Entry {
  words: string[]
  vietnamese: string
  meaning: string
  source: string
  files: string[]
}

let entries: Entry[]
before(() => {
  entries = readFileSync(join(root, 'GLOSSARY.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(readRow)
})

function readRow(line: string): Entry {
  const [words = '', vietnamese = '', meaning = '', source = '', files = '', ...more] = line.slice(2, -2).split(' | ')
  assert.deepEqual(more, [], `five columns: ${line}`)
  return { words: quoted(words), vietnamese, meaning, source, files: quoted(files) }
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}

/** The names of all events, read from the union in events.ts: types leave nothing behind to ask at run time. */
function eventTypes(): string[] {
  const path = 'src/modules/casework/events.ts'
  const text = readFileSync(join(root, path), 'utf8')
  assert.ok(parseSource(path, text).text.includes('export type DossierEvent ='))
  return [...text.matchAll(/\btype: '(\w+)'/g)].map((match) => match[1] ?? '')
}

test('each word stands once, with all five columns filled', () => {
  const seen = new Set<string>()
  for (const { words, vietnamese, meaning, source, files } of entries) {
    for (const word of words) {
      assert.ok(!seen.has(word), `${word} stands twice`)
      seen.add(word)
    }
    assert.ok(words.length > 0 && files.length > 0 && vietnamese && meaning && source, `${words[0]}: an empty column`)
  }
  assert.ok(seen.size >= 90, `${seen.size} words`)
})

test('every file named exists', () => {
  const missing = entries.flatMap(({ words, files }) =>
    files.filter((file) => !existsSync(join(root, file))).map((file) => `${words[0]}: ${file}`),
  )
  assert.deepEqual(missing, [])
})

test('every code word occurs in the code', () => {
  const paths = globSync(['src/**/*.{ts,tsx}', 'migrations/*.sql', 'data/**/*.yaml'], { cwd: root })
  const known = new Set(paths.flatMap((path) => readFileSync(join(root, path), 'utf8').match(/\w+/g) ?? []))
  const words = entries.flatMap((entry) => entry.words)
  assert.deepEqual(
    words.filter((word) => !known.has(word)),
    [],
  )
})

test('a file named for a word speaks of it', () => {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const silent = entries.filter(({ words, files }) => {
    const texts = files.map((file) => plain(file + readFileSync(join(root, file), 'utf8')))
    return !words.some((word) => texts.some((text) => text.includes(plain(word))))
  })
  assert.deepEqual(
    silent.map(({ words }) => words[0]),
    [],
  )
})

test('every legal state, verb, role and event has its entry', () => {
  const words = new Set(entries.flatMap((entry) => entry.words))
  const events = eventTypes()
  assert.ok(events.length >= 20, 'the events were found')
  const wanted = [...legalStates, ...verbNames, ...roles, ...events]
  assert.deepEqual(
    wanted.filter((word) => !words.has(word)),
    [],
  )
})
