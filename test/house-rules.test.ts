import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configurationFaults } from '../scripts/configuration-table.ts'
import { importFaults } from '../scripts/import-rules.ts'
import { packageFaults } from '../scripts/package-rules.ts'
import { sizeFaults } from '../scripts/sizes.ts'
import { parseSource } from '../scripts/source-files.ts'

function faultsOf(sources: Record<string, string>): string[] {
  return importFaults(Object.entries(sources).map(([path, text]) => parseSource(path, text)))
}

const allowed: [path: string, text: string][] = [
  [
    'src/modules/casework/a.ts',
    "import { b } from '../catalogue/index.ts'\nimport { db } from '../../platform/db.ts'\n",
  ],
  [
    'src/modules/casework/verbs/accept.ts',
    "import { c } from '../../catalogue/limit.ts'\nimport { d } from '../verb.ts'\n",
  ],
  ['src/modules/casework/policy.ts', "import type { Actor } from '../organisation/index.ts'\n"],
  [
    'src/web/page.tsx',
    "import type { Db } from '../platform/db.ts'\nimport { f } from '../modules/casework/policy.ts'\n",
  ],
  ['src/cli/due.ts', "import { g } from '../modules/casework/deadline.ts'\n"],
  ['src/modules/casework/a.test.ts', "import { h } from '../../web/serve.ts'\n"],
]

const refused: [path: string, text: string, why: RegExp][] = [
  ['src/platform/a.ts', "import { b } from '../modules/vault/index.ts'\n", /platform may not import vault/],
  ['src/modules/vault/a.ts', "import { b } from '../casework/index.ts'\n", /vault may not import casework/],
  ['src/modules/vault/a.ts', "import type { B } from '../catalogue/index.ts'\n", /vault may not import catalogue/],
  ['src/modules/casework/a.ts', "export { b } from '../vault/person-store.ts'\n", /is inside vault/],
  ['src/web/a.ts', "const b = await import('../modules/vault/person-store.ts')\n", /is inside vault/],
  ['src/modules/casework/policy.ts', "import { b } from '../organisation/index.ts'\n", /a pure file may not import/],
  ['src/modules/casework/verbs/stop.ts', "import { readFile } from 'node:fs'\n", /a pure file may not import node:fs/],
  ['src/modules/casework/evolve.ts', "import { newId } from '../../platform/ids.ts'\n", /a pure file may not import/],
  ['src/modules/casework/deadlines/deadline.ts', 'export const now = () => Date.now()\n', /may not use Date\.now/],
  ['src/modules/unheard/a.ts', "import { b } from '../../web/b.ts'\n", /unheard may not import web/],
  [
    'src/web/page.tsx',
    "import { query } from '../platform/db.ts'\n",
    /page bundle: src\/web\/page\.tsx -> src\/platform\/db\.ts/,
  ],
]

test('the floor plan admits what goes down through a face, and pure files', () => {
  for (const [path, text] of allowed) assert.deepEqual(faultsOf({ [path]: text }), [], path)
})

test('the floor plan refuses what goes up, past a face, out of a pure file, or into the page bundle', () => {
  for (const [path, text, why] of refused) assert.match(faultsOf({ [path]: text }).join('\n'), why, `${path}: ${text}`)
})

test('a ring of imports is named once, and a page is followed through what it imports', () => {
  const ring = faultsOf({
    'src/platform/a.ts': "import { b } from './b.ts'\n",
    'src/platform/b.ts': "import { c } from './c.ts'\n",
    'src/platform/c.ts': "import type { A } from './a.ts'\n",
  })
  assert.deepEqual(ring, [
    'import cycle: src/platform/a.ts -> src/platform/b.ts -> src/platform/c.ts -> src/platform/a.ts',
  ])
  const carried = faultsOf({
    'src/web/page.tsx': "import { a } from './a.ts'\n",
    'src/web/a.ts': "import pg from 'pg'\n",
  })
  assert.deepEqual(carried, ['page bundle: src/web/page.tsx -> src/web/a.ts -> pg'])
})

test('sizes: too long a file, too long a function, too many parameters', () => {
  const line = 'work()\n'
  const sizeOf = (path: string, text: string) => sizeFaults([parseSource(path, text)])
  assert.deepEqual(sizeOf('src/a.ts', line.repeat(400)), [])
  assert.match(sizeOf('src/a.ts', line.repeat(401)).join(), /401 lines/)
  const long = `function a() {\n${line.repeat(79)}}\n`
  assert.match(sizeOf('src/a.ts', long).join(), /src\/a\.ts:1: function of 81 lines/)
  assert.deepEqual(sizeOf('src/web/a.tsx', long), [])
  assert.match(sizeOf('src/a.ts', 'const f = (a, b, c, d, e) => a\n').join(), /5 parameters/)
  assert.deepEqual(sizeOf('src/a.test.ts', line.repeat(500)), [])
})

test('what gets installed is exact, allowed and bound to no registry', () => {
  assert.deepEqual(packageFaults(), [])
})

test('the page on configuration says what the program checks', () => {
  assert.deepEqual(configurationFaults(), [])
})
