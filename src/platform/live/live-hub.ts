import { randomBytes } from 'node:crypto'
import { openListening } from './listen.ts'

export interface LiveEvent {
  /** To be given back as `Last-Event-ID`. */
  id: string
  data: unknown
}

export interface Subscription {
  /** The newest event's id: whoever knows it has missed nothing. */
  lastId: string
  stop(): void
}

/** What is heard of the database's notifications in this process. */
export interface Live {
  /** Calls `listener` for each change from now on. Resolves once nothing can be missed any more. */
  subscribe(topic: string, listener: (event: LiveEvent) => void): Promise<Subscription>
  close(): Promise<void>
}

interface Topic {
  lastId: string
  listeners: Set<(event: LiveEvent) => void>
  /** Running while a change was told a moment ago; what comes meanwhile is told at its end. */
  quiet: NodeJS.Timeout | null
  waiting: { data: unknown } | null
}

export interface LiveOptions {
  /** As the application. */
  url: string
  /** Changes of one topic are told at most once in so many milliseconds; 200 by default. */
  quietMs?: number
}

/** Nothing is connected until somebody listens. Close it after the server. */
export function openLive({ url, quietMs = 200 }: LiveOptions): Live {
  const topics = new Map<string, Topic>()
  const own = randomBytes(6).toString('base64url')
  let count = 0
  const nextId = () => `${own}-${++count}`

  function tell(topic: Topic, data: unknown): void {
    topic.lastId = nextId()
    if (topic.quiet !== null) {
      topic.waiting = { data }
      return
    }
    const event = { id: topic.lastId, data }
    for (const listener of topic.listeners) listener(event)
    topic.quiet = setTimeout(() => {
      topic.quiet = null
      const { waiting } = topic
      topic.waiting = null
      if (waiting !== null && topic.listeners.size > 0) tell(topic, waiting.data)
    }, quietMs)
    topic.quiet.unref()
  }

  const listening = openListening({
    url,
    onNotification: ({ topic, data }) => {
      const known = topics.get(topic)
      if (known !== undefined) tell(known, data)
    },
    onReturn: () => {
      for (const topic of topics.values()) tell(topic, null)
    },
  })

  return {
    async subscribe(name, listener) {
      const topic = topics.get(name) ?? { lastId: nextId(), listeners: new Set(), quiet: null, waiting: null }
      topics.set(name, topic)
      topic.listeners.add(listener)
      const stop = () => {
        topic.listeners.delete(listener)
        if (topic.listeners.size > 0 || topics.get(name) !== topic) return
        if (topic.quiet !== null) clearTimeout(topic.quiet)
        topics.delete(name)
      }
      try {
        await listening.ready()
      } catch (error) {
        stop()
        throw error
      }
      return { lastId: topic.lastId, stop }
    },
    async close() {
      for (const topic of topics.values()) if (topic.quiet !== null) clearTimeout(topic.quiet)
      topics.clear()
      await listening.close()
    },
  }
}
