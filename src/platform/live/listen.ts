import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CHANNEL, type Notification } from './notify.ts'

export interface ListenOptions {
  /** As the application. */
  url: string
  onNotification(notification: Notification): void
  /** The connection was lost and is back: nobody knows what was missed. */
  onReturn(): void
}

/** The one connection that hears the database's notifications. */
export interface Listening {
  /** Connects with the first call; resolves once nothing can be missed any more. */
  ready(): Promise<void>
  close(): Promise<void>
}

const LONGEST_PAUSE_MS = 15_000

/** Comes back by itself, with growing pauses, when the database goes away. */
export function openListening({ url, onNotification, onReturn }: ListenOptions): Listening {
  const stopping = new AbortController()
  let listening: Promise<void> | null = null
  let client: pg.Client | null = null

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'motcua live', keepAlive: true })
    fresh.on('notification', ({ payload }) => onNotification(JSON.parse(payload ?? '{}') as Notification))
    fresh.on('error', () => undefined)
    fresh.once('end', () => {
      if (client !== fresh || stopping.signal.aborted) return
      client = null
      listening = comeBack()
      listening.catch(() => undefined)
    })
    await fresh.connect()
    client = fresh
    await fresh.query(`LISTEN ${CHANNEL}`)
  }

  async function comeBack(): Promise<void> {
    for (let failures = 0; ; failures++) {
      await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures), undefined, { signal: stopping.signal })
      try {
        await connect()
        break
      } catch {
        // The database is still away.
      }
    }
    onReturn()
  }

  return {
    async ready() {
      listening ??= connect()
      try {
        await listening
      } catch (error) {
        listening = null
        throw error
      }
    },
    async close() {
      stopping.abort()
      await listening?.catch(() => undefined)
      await client?.end()
    },
  }
}
