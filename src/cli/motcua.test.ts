import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { readDictionary } from '../web/locales/read-dictionary.ts'

let database: TestDatabase
let empty: string
before(async () => {
  database = await testDatabase()
  empty = await mkdtemp(join(tmpdir(), 'motcua-none-'))
})
after(async () => {
  await database.close()
  await rm(empty, { recursive: true })
})

const texts = readDictionary('vi')

interface Outcome {
  code: number | null
  out: string
  err: string
}

/** The command as somebody types it, in a process of its own. */
function motcua(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'motcua.ts'), ...args], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

test('due prints the instant on its first line and nothing else before it', async () => {
  const { code, out, err } = await motcua(['due', '2026-11-18T09:12+07:00', '5wd', '--office', 'H33.01'])
  assert.equal(code, 0)
  assert.equal(out.split('\n')[0], '2026-11-25T17:00:00+07:00')
  assert.equal(err, '')
})

test('verify reads the configured database', async () => {
  const { code, out, err } = await motcua(['verify'], { DATABASE_URL: database.url })
  assert.equal(code, 0, out + err)
  assert.ok(out.startsWith(texts['ledger.verify.ok'] ?? '?'))
})

test('migrate finds nothing left to do, and asks for the owner', async () => {
  const done = await motcua(['migrate'], { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl })
  assert.deepEqual(done, { code: 0, out: `${texts['cli.migrate.applied']?.replace('{count}', '0')}\n`, err: '' })
  const refused = await motcua(['migrate'], { DATABASE_URL: database.url })
  assert.deepEqual(refused, { code: 2, out: '', err: `${texts['cli.migrate.no_owner']}\n` })
})

test('open data of a month that runs is not published; what is no extract cannot be recomputed', async () => {
  const early = await motcua(['publish-open-data', '2099-01', '--locale', 'en'], { DATABASE_URL: database.url })
  assert.equal(early.code, 2)
  assert.ok(early.err.startsWith(readDictionary('en')['error.indicators.month_not_ended'] ?? '?'), early.err)
  const none = await motcua(['recompute', empty])
  assert.equal(none.code, 2)
  assert.ok(none.out.includes(empty))
})

test('what is not understood is said on the error stream, with code 2', async () => {
  const unknown = await motcua(['nonsense'])
  assert.equal(unknown.code, 2)
  assert.equal(unknown.out, '')
  assert.match(unknown.err, /nonsense/)
  const nowhere = await motcua(['verify'], { MOTCUA_VAR: empty })
  assert.deepEqual([nowhere.code, nowhere.out], [2, ''])
  assert.ok(nowhere.err.includes(empty))
  const configured = await motcua(['verify'], { MOTCUA_MODUS: 'x' })
  assert.deepEqual([configured.code, configured.out], [2, ''])
  assert.match(configured.err, /MOTCUA_MODUS/)
})

test('help names every command, in both languages', async () => {
  for (const args of [[], ['help'], ['--help'], ['help', '--locale', 'en']]) {
    const { code, out } = await motcua(args)
    assert.equal(code, 0)
    for (const command of [
      ...['due', 'verify', 'verify-proof', 'simulate', 'migrate'],
      ...['rebuild-figures', 'recompute', 'publish-open-data', 'redraw-sample'],
    ])
      assert.match(out, new RegExp(`^ +${command}`, 'm'))
  }
})
