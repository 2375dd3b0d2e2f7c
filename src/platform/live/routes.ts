import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { defineRefusals } from '../errors.ts'
import type { Live, LiveEvent } from './live-hub.ts'

const refusals = defineRefusals('live', { not_found: 'not_found', too_many: 'unavailable' })

/** The topic that a key means to this caller; null where there is none that they may hear. */
export type TopicOf = (key: string, request: FastifyRequest) => Promise<string | null>

export interface LiveRoutesOptions {
  live: Live
  /** By the first word of the address. */
  kinds: Readonly<Record<string, TopicOf>>
  /** Open streams of one address; many screens and telephones may share one. */
  mostPerAddress?: number
  mostInAll?: number
  heartbeatMs?: number
}

const LONGEST_STREAM_MS = 30 * 60_000
const RETRY_MS = 3000
/** A browser that does not read is let go. */
const MOST_UNREAD_BYTES = 64 * 1024

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

/** `GET /live/:kind/:key`: what changes, as server-sent events. */
export async function liveRoutes(app: FastifyInstance, options: LiveRoutesOptions): Promise<void> {
  const { live, kinds, mostPerAddress = 200, mostInAll = 5000, heartbeatMs = 20_000 } = options
  const open = new Set<ServerResponse>()
  const addresses = new Map<string, number>()
  const count = (address: string, change: 1 | -1) => {
    const now = (addresses.get(address) ?? 0) + change
    if (now === 0) addresses.delete(address)
    else addresses.set(address, now)
  }

  app.get<{ Params: { kind: string; key: string } }>(
    '/live/:kind/:key',
    { schema: { hide: true } },
    async (request, reply) => {
      const { kind, key } = request.params
      const topic = Object.hasOwn(kinds, kind) ? await kinds[kind]?.(key, request) : null
      if (topic === null || topic === undefined) throw refusals.not_found()
      const { ip } = request
      if ((addresses.get(ip) ?? 0) >= mostPerAddress || open.size >= mostInAll) throw refusals.too_many()
      const { raw } = reply
      count(ip, 1)
      open.add(raw)
      raw.once('close', () => {
        open.delete(raw)
        count(ip, -1)
      })
      const lastSeen = request.headers['last-event-id']
      await stream({ live, raw, topic, lastSeen: typeof lastSeen === 'string' ? lastSeen : null, heartbeatMs }, () =>
        reply.hijack(),
      )
    },
  )

  app.addHook('preClose', async () => {
    for (const raw of open) raw.end()
  })
}

interface StreamOptions {
  live: Live
  raw: ServerResponse
  topic: string
  lastSeen: string | null
  heartbeatMs: number
}

/** Writes until the browser goes, the time is up or the server closes. */
async function stream({ live, raw, topic, lastSeen, heartbeatMs }: StreamOptions, takeOver: () => void): Promise<void> {
  const send = (event: LiveEvent) => {
    if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy()
    else raw.write(`id: ${event.id}\nevent: changed\ndata: ${JSON.stringify(event.data)}\n\n`)
  }
  let begun = false
  const early: LiveEvent[] = []
  const { lastId, stop } = await live.subscribe(topic, (event) => (begun ? send(event) : early.push(event)))
  takeOver()
  if (raw.destroyed) return stop()
  raw.writeHead(200, HEADERS)
  raw.write(`retry: ${RETRY_MS}\n\n`)
  begun = true
  if (lastSeen !== lastId) send({ id: lastId, data: null })
  for (const event of early) send(event)
  const heartbeat = setInterval(() => raw.write(': here\n\n'), heartbeatMs)
  const end = setTimeout(() => raw.end(), LONGEST_STREAM_MS)
  raw.once('close', () => {
    clearInterval(heartbeat)
    clearTimeout(end)
    stop()
  })
}
