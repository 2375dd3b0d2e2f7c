import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { query } from '../db.ts'
import { answerProblem } from '../http/problem.ts'
import { type Live, liveRoutes, notifyLive, openLive } from './index.ts'

let database: TestDatabase
let live: Live
let app: FastifyInstance
let port: number

before(async () => {
  database = await testDatabase()
  live = openLive({ url: database.url, quietMs: 30 })
  app = await listening({ mostPerAddress: 8, heartbeatMs: 40 })
})
after(async () => {
  await app.close()
  await live.close()
  await database.close()
})

async function listening(more: object): Promise<FastifyInstance> {
  const made = fastify({ logger: false, forceCloseConnections: 'idle' })
  made.setErrorHandler(answerProblem((_request, key) => key))
  await made.register(liveRoutes, {
    live,
    kinds: { hall: async (key: string) => (key === 'secret' ? null : `hall/${key}`) },
    ...more,
  })
  await made.listen({ host: '127.0.0.1', port: 0 })
  port = (made.server.address() as { port: number }).port
  return made
}

/** A browser's stream over a real socket: what has come, and waiting for words in it. */
class Stream {
  readonly socket: Socket
  text = ''
  #wake: () => void = () => undefined

  constructor(key: string, lastEventId?: string) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.setEncoding('utf8')
    this.socket.on('data', (chunk: string) => {
      this.text += chunk
      this.#wake()
    })
    this.socket.on('end', () => this.#wake())
    const last = lastEventId === undefined ? '' : `Last-Event-ID: ${lastEventId}\r\n`
    this.socket.write(`GET /live/hall/${key} HTTP/1.1\r\nHost: x\r\n${last}\r\n`)
  }

  /** Resolves once the pattern stands in what has come; fails when the stream ends before. */
  async sees(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.text)
      if (found !== null) return found[1] ?? found[0]
      if (this.socket.readableEnded) throw new Error(`the stream ended without ${pattern}:\n${this.text}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  count(word: string): number {
    return this.text.split(word).length - 1
  }

  close(): void {
    this.socket.destroy()
  }
}

const tell = (topic: string, data: unknown = null) => database.db.write((tx) => notifyLive(tx, topic, data))

test('a listener is told at once on coming, then of each commit, and not of a rollback', async () => {
  const stream = new Stream('a')
  await stream.sees(/event: changed/)
  await assert.rejects(
    database.db.write(async (tx) => {
      await notifyLive(tx, 'hall/a', { label: 'never' })
      throw new Error('no')
    }),
  )
  await tell('hall/b', { label: 'elsewhere' })
  await tell('hall/a', { label: 'A001' })
  await stream.sees(/data: {"label":"A001"}/)
  assert.ok(!stream.text.includes('never') && !stream.text.includes('elsewhere'))
  assert.match(stream.text, /content-type: text\/event-stream/i)
  await stream.sees(/: here/)
  stream.close()
})

test('many changes at once are few events, the last of them the newest', async () => {
  const stream = new Stream('many')
  await stream.sees(/event: changed/)
  await Promise.all(Array.from({ length: 40 }, () => tell('hall/many')))
  await tell('hall/many', 'last')
  await stream.sees(/data: "last"/)
  assert.ok(stream.count('event: changed') < 40, `${stream.count('event: changed')} events`)
  stream.close()
})

test('who comes back with the newest id has missed nothing; with an older one is told', async () => {
  const watcher = new Stream('back')
  const id = await watcher.sees(/id: (\S+)/)
  const same = new Stream('back', id)
  await same.sees(/: here/)
  assert.equal(same.count('event: changed'), 0)
  await tell('hall/back', 'news')
  await watcher.sees(/data: "news"/)
  const older = new Stream('back', id)
  await older.sees(/event: changed/)
  for (const stream of [watcher, same, older]) stream.close()
})

test('listeners share one connection of the database, and none of the pool', async () => {
  const streams = ['p1', 'p2', 'p3', 'p4', 'p5'].map((key) => new Stream(key))
  await Promise.all(streams.map((stream) => stream.sees(/event: changed/)))
  const rows = await query<{ count: number }>(
    database.db.read,
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'motcua live'`,
  )
  assert.equal(rows[0]?.count, 1)
  for (const stream of streams) stream.close()
})

test('when the connection breaks it is made anew, and everybody is told', async () => {
  const stream = new Stream('broken')
  await stream.sees(/event: changed/)
  await withOwner(database.ownerUrl, (client) =>
    client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'motcua live'`,
    ),
  )
  await stream.sees(/event: changed[\s\S]*event: changed/)
  await tell('hall/broken', 'after')
  await stream.sees(/data: "after"/)
  stream.close()
})

test('what may not be heard is not found, and one address holds only so many streams', async () => {
  assert.equal((await app.inject('/live/hall/secret')).statusCode, 404)
  assert.equal((await app.inject('/live/unheard/a')).statusCode, 404)
  assert.equal((await app.inject('/live/toString/a')).statusCode, 404)
  const before = app
  const own = await listening({ mostPerAddress: 2 })
  const streams = [new Stream('x'), new Stream('y')]
  await Promise.all(streams.map((stream) => stream.sees(/event: changed/)))
  const third = new Stream('z')
  await third.sees(/HTTP\/1\.1 503[\s\S]*live\.too_many/)
  const ends = streams.map((stream) => once(stream.socket, 'end'))
  await own.close()
  await Promise.all(ends)
  port = (before.server.address() as { port: number }).port
})
