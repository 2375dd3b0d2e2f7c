import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { withOwner } from '../../test/support/database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

let closed: string

// A temporary folder is open to its owner alone: nobody else may walk into it.
before(async () => {
  closed = await mkdtemp(join(tmpdir(), 'motcua-closed-'))
})
after(() => rm(closed, { recursive: true, force: true }))

test('a server starts in a folder that only its owner may enter, and keeps its data', async () => {
  const folder = join(closed, 'postgres')
  const settings = { fsync: 'off' }
  const first = await startEmbeddedPostgres({ folder, settings })
  await withOwner(first.ownerUrl, (owner) => owner.query('CREATE TABLE kept AS SELECT 7 AS number'))
  await first.stop()
  const second = await startEmbeddedPostgres({ folder, settings })
  const { rows } = await withOwner(second.ownerUrl, (owner) => owner.query('SELECT number FROM kept'))
  await second.stop()
  assert.deepEqual(rows, [{ number: 7 }])
})

test('a start that was killed while the cluster was being made begins anew', async () => {
  const folder = join(closed, 'half')
  await mkdir(join(folder, 'cluster.new', 'base'), { recursive: true })
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } })
  await server.stop()
})

test('a folder in which another process runs is refused; once that has ended, it is taken over', async () => {
  const folder = join(closed, 'shared')
  await mkdir(folder)
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
  const stat = await readFile(`/proc/${other.pid}/stat`, 'utf8')
  await writeFile(join(folder, 'owner'), `${other.pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`)
  await assert.rejects(startEmbeddedPostgres({ folder }), /already runs in/)
  const ended = new Promise((resolve) => other.once('close', resolve))
  other.stdin?.end()
  other.kill()
  await ended
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: 'off' } })
  await server.stop()
})
