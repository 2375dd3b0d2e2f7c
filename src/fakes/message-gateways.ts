import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/**
 * How a fake behaves: `ok`; `slow` takes the message and never answers; `failing` answers that it cannot now; `bouncing` that there is no
 * such recipient (text messages: takes it, and says later that it could not be delivered).
 */
export type Behaviour = 'ok' | 'slow' | 'failing' | 'bouncing'

export interface ReceivedMessage {
  channel: 'email' | 'sms' | 'zalo' | 'push'
  to: string
  /** Mail: the whole message as it came; else the text. */
  text: string
  /** The sender's id of the message. */
  id: string
  at: Date
  /** Mail: where it returns to when it cannot be delivered. */
  returnsTo?: string
}

/** A gateway of this machine that speaks its real protocol over a real socket. */
export interface FakeGateway {
  url: string
  port: number
  /** What it took and would have sent, oldest first; at most the last thousand. */
  received: ReceivedMessage[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

const MOST_KEPT = 1000

function keep(received: ReceivedMessage[], message: ReceivedMessage): void {
  received.push(message)
  if (received.length > MOST_KEPT) received.shift()
}

/** A mail server that keeps what it is given. */
export async function startFakeSmtp(): Promise<FakeGateway> {
  const received: ReceivedMessage[] = []
  let behaviour: Behaviour = 'ok'
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onRcptTo(_address, _session, callback) {
      if (behaviour === 'slow') return
      if (behaviour === 'bouncing') return callback(smtpError(550, 'No such user here'))
      callback(behaviour === 'failing' ? smtpError(451, 'Try again later') : null)
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const id = /^Message-ID: <?([^\r\n>]+)/im.exec(text)?.[1] ?? ''
        for (const { address } of session.envelope.rcptTo) {
          const { mailFrom } = session.envelope
          const returnsTo = mailFrom === false ? '' : mailFrom.address
          keep(received, { channel: 'email', to: address, text, id, at: new Date(), returnsTo })
        }
        callback(null)
      })
    },
  })
  // A client that breaks off is no fault of the fake's.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    behave(next) {
      behaviour = next
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
  raw: Buffer
}

type Answer = (asked: Asked, behaviour: Behaviour, received: ReceivedMessage[]) => { status: number; body: object }

async function startHttpFake(answer: Answer): Promise<FakeGateway> {
  const received: ReceivedMessage[] = []
  const held = new Set<ServerResponse>()
  let behaviour: Behaviour = 'ok'
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (behaviour === 'slow') {
        held.add(response)
        return
      }
      const { status, body } = answer(askedOf(request, Buffer.concat(chunks)), behaviour, received)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    behave(next) {
      behaviour = next
    },
    close: () => closeServer(server, held),
  }
}

function askedOf(request: IncomingMessage, raw: Buffer): Asked {
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(raw.toString('utf8')) as Record<string, unknown>
  } catch {
    // A sealed push message is no JSON.
  }
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, raw }
}

function closeServer(server: Server, held: ReadonlySet<ServerResponse>): Promise<void> {
  for (const response of held) response.destroy()
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** A gateway for text messages: bearer token, idempotency key, a message's state to be asked for. */
export function startFakeSms({ token = '' }: { token?: string } = {}): Promise<FakeGateway> {
  const undeliverable = new Set<string>()
  return startHttpFake(({ method, path, headers, body }, behaviour, received) => {
    if (token !== '' && headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { error: 'unauthorized' } }
    const asked = /^\/v1\/messages\/(.+)$/.exec(path)?.[1]
    if (method === 'GET' && asked !== undefined) {
      const lost = undeliverable.has(decodeURIComponent(asked))
      return {
        status: 200,
        body: lost ? { status: 'undeliverable', error: 'absent_subscriber' } : { status: 'delivered' },
      }
    }
    if (behaviour === 'failing') return { status: 503, body: { error: 'overloaded' } }
    const id = String(headers['idempotency-key'] ?? '')
    if (behaviour === 'bouncing') undeliverable.add(id)
    else if (!received.some((message) => message.id === id)) {
      keep(received, { channel: 'sms', to: String(body.to), text: String(body.text), id, at: new Date() })
    }
    return { status: 202, body: { id, status: 'accepted' } }
  })
}

/** Zalo's notification service, as its answers are commonly described: always 200, with an error number. */
export function startFakeZalo({ token = '' }: { token?: string } = {}): Promise<FakeGateway> {
  return startHttpFake(({ headers, body }, behaviour, received) => {
    const error = (code: number, message: string) => ({ status: 200, body: { error: code, message } })
    if (token !== '' && headers.access_token !== token) return error(-124, 'Access token invalid')
    if (behaviour === 'failing') return error(-100, 'Unknown error, please try again later')
    if (behaviour === 'bouncing') return error(-118, 'Zalo account is not existed')
    const id = String(body.tracking_id)
    const { text } = (body.template_data ?? {}) as { text?: unknown }
    if (!received.some((message) => message.id === id)) {
      keep(received, { channel: 'zalo', to: String(body.phone), text: String(text), id, at: new Date() })
    }
    return { status: 200, body: { error: 0, message: 'Success', data: { msg_id: id, sent_time: String(Date.now()) } } }
  })
}

/** A push service: takes what is sealed for a browser and cannot read it. */
export function startFakePush(): Promise<FakeGateway> {
  return startHttpFake(({ path, headers, raw }, behaviour, received) => {
    if (behaviour === 'failing') return { status: 503, body: {} }
    if (behaviour === 'bouncing') return { status: 410, body: {} }
    if (!String(headers.authorization).startsWith('vapid ')) return { status: 401, body: {} }
    keep(received, { channel: 'push', to: path, text: `${raw.length}`, id: '', at: new Date() })
    return { status: 201, body: {} }
  })
}

export interface DemoGateways {
  email: FakeGateway
  sms: FakeGateway
  zalo: FakeGateway
  /** What all of them received, newest first. */
  messages(): ReceivedMessage[]
  close(): Promise<void>
}

/** The gateways of the demonstration: the whole product runs without any network. */
export async function startDemoGateways(): Promise<DemoGateways> {
  const [email, sms, zalo] = await Promise.all([startFakeSmtp(), startFakeSms(), startFakeZalo()])
  const all = [email, sms, zalo]
  return {
    email,
    sms,
    zalo,
    messages: () => all.flatMap((fake) => fake.received).sort((one, other) => other.at.getTime() - one.at.getTime()),
    async close() {
      await Promise.all(all.map((fake) => fake.close()))
    },
  }
}
